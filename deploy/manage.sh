#!/bin/sh
# A command of manage.py with the files of /etc/standing; for root, as the services' user.
# The owner's address is read for `prepare` alone, the backups' for their own commands.
#
#   deploy/manage.sh COMMAND …
set -eu
cd "$(dirname "$0")/.."
folder=${STANDING_ENVIRONMENT:-/etc/standing}

set -a
. "$folder/standing.env"
case "${1:-}" in
  prepare | migrate) . "$folder/owner.env" ;;
  backup | archive | restore | doctor) . "$folder/backup.env" ;;
esac
set +a
if [ "${1:-}" = prepare ] && [ -w . ]; then
  .venv/bin/python -m portal.fonts
  .venv/bin/python -m portal.catalogues
fi
umask 0077
if [ "$(id -u)" != 0 ]; then
  exec .venv/bin/python manage.py "$@"
fi
exec setpriv --reuid=standing --regid=standing --init-groups .venv/bin/python manage.py "$@"
