"""`python -m bench`, which `make bench` runs: its own settings, its own servers and database under
var/bench/, and nothing of the site's.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import django

from portal import catalogues, embedded, fonts

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "bench"


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    os.environ["STANDING_VAR_DIR"] = str(HOME)
    fonts.build()
    catalogues.build()
    with embedded.environment(HOME):
        django.setup()
        _prepare()
        _measure(_options())


def _prepare() -> None:
    """The database and the static files, as the site has them after its first start."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _options() -> argparse.Namespace:
    from bench.runner import BENCHES

    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--what", default="", help=f"comma-separated: {', '.join(BENCHES)}")
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--keep", action="store_true", help="write to docs/benchmarks too")
    options = parser.parse_args()
    unknown = set(filter(None, options.what.split(","))) - BENCHES.keys()
    if unknown:
        parser.error(f"Nothing is called {', '.join(sorted(unknown))}: {', '.join(BENCHES)}.")
    return options


def _measure(options: argparse.Namespace) -> None:
    from bench import runner

    figures = runner.run(options.what, options.rows, _say)
    print(runner.table(figures))
    if options.keep:
        what = f" WHAT={options.what}" if options.what else ""
        files = runner.keep(figures, f"make bench{what} ROWS={options.rows} KEEP=1")
        print("written:", ", ".join(path.name for path in files))


def _say(text: str) -> None:
    print(f"  {text} ...", file=sys.stderr)


if __name__ == "__main__":
    main()
