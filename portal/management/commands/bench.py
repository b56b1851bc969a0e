"""manage.py bench: measure beside peers; see `make bench`."""

from django.core.management.base import BaseCommand, CommandError

from portal.bench import runner as bench


class Command(BaseCommand):
    help = "Measure beside peers in one run; prints a table and writes var/bench/latest.json."

    def add_arguments(self, parser):
        parser.add_argument(
            "--what", default="", help="comma-separated: " + ", ".join(bench.BENCHES)
        )
        parser.add_argument("--rows", type=int, default=5_000_000)
        parser.add_argument(
            "--keep", action="store_true", help="write table and plot to docs/benchmarks too"
        )

    def handle(self, *args, what, rows, keep, **options):
        if unknown := set(filter(None, what.split(","))) - bench.BENCHES.keys():
            raise CommandError(
                f"Nothing is called {', '.join(sorted(unknown))}. There is: "
                f"{', '.join(bench.BENCHES)}."
            )
        figures = bench.run(what, rows, lambda text: self.stderr.write(f"  {text} ..."))
        self.stdout.write(bench.table(figures))
        if keep:
            command = f"make bench{f' WHAT={what}' if what else ''} ROWS={rows} KEEP=1"
            self.stdout.write(
                "written: " + ", ".join(str(path.name) for path in bench.keep(figures, command))
            )
