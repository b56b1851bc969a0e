#!/bin/sh
# Makes this checkout ready to run, and with `test` to be tested: a virtual environment with the pinned packages, the
# few Debian packages that no wheel carries, and the typeface. Does nothing that is done already.
# Root gets missing Debian packages installed; anyone else is told the command.
set -eu
cd "$(dirname "$0")/.."
goal=${1:-run}

if ! mkdir -p var 2>/dev/null || ! [ -w . ] || ! [ -w var ]; then
  echo "This folder cannot be written to: $PWD" >&2
  echo "Clone the project into a folder of your own and run the command there." >&2
  exit 1
fi
room=300 # megabytes
[ -f "var/prepared-$goal" ] || room=2000
free=$(df -Pm . | awk 'NR == 2 { print $4 }')
if [ "$free" -lt "$room" ]; then
  echo "The disk is nearly full: $free MB are free here, and $room MB are needed. Make room, then run it again." >&2
  exit 1
fi

missing=""
need() { missing="$missing $1"; }
have_library() { ldconfig -p 2>/dev/null | grep -q "$1" || /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }
have_library libpango-1.0.so.0 || need libpango-1.0-0
have_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
have_library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
command -v setpriv >/dev/null || need util-linux
[ "$(id -u)" != 0 ] || command -v lbzip2 >/dev/null || need lbzip2 # imports packed files faster; a wheel stands in for it
[ -x .venv/bin/python ] || python3 -c "import ensurepip" 2>/dev/null || need python3-venv
if [ "$goal" = test ] && ! command -v chromium >/dev/null; then
  if [ "$(id -u)" = 0 ]; then need chromium; else
    echo "The browser tests need Chromium: sudo apt-get install chromium (without it they are skipped by name)."
  fi
fi
if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ]; then
    echo "Installing Debian packages:$missing"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
      case "$missing" in " chromium") echo "Chromium could not be installed." ;; *) exit 1 ;; esac
    }
  else
    echo "Some Debian packages are missing. Please run: sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
  fi
fi

[ -x .venv/bin/python ] || python3 -m venv .venv
stamp=var/prepared-$goal
wanted=$(cat requirements.txt requirements-demo.txt requirements-test.txt | sha256sum)
if [ "$(cat $stamp 2>/dev/null)" != "$wanted" ] || ! [ -d .venv/lib ]; then
  echo "Installing Python packages (a minute at the first time) ..."
  set -- -r requirements.txt -r requirements-demo.txt
  [ "$goal" = test ] && set -- "$@" -r requirements-test.txt
  .venv/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes "$@"
  echo "$wanted" > "$stamp"
fi
# The picture check is an extra that is compiled: where a compiler is, it is there. Tried once.
extra=$(sha256sum < requirements-pictures.txt)
if command -v g++ >/dev/null && [ "$(cat var/prepared-pictures 2>/dev/null)" != "$extra" ]; then
  .venv/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes \
    -r requirements-pictures.txt 2>var/pictures.log || echo "The picture check could not be built (see var/pictures.log)."
  echo "$extra" > var/prepared-pictures
fi
# manage.py may start the demo's servers here (portal/embedded.py); a firm's machine has no such file.
touch var/demo
.venv/bin/python -m portal.fonts
.venv/bin/python -m portal.catalogues
