"""manage.py find REF… [--json]"""

from __future__ import annotations

import json

from django.core.management.base import BaseCommand, CommandError

from claims.datasets import queries
from claims.flickr import refs


class Command(BaseCommand):
    help = (
        "Look photos and accounts up in every release we hold, as the check page does, with all "
        "locators."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "refs",
            nargs="+",
            help="links, ids, names or file names; - reads them from standard input",
        )
        parser.add_argument("--json", action="store_true", help="a list, one object a reference")

    def handle(self, *args, json: bool, **options):
        texts = options["refs"]
        if texts == ["-"]:
            texts = list(self.stdin_lines())
        try:
            references = [ref for text in texts for ref in refs.parse(text)]
        except refs.TooMuchText as error:
            raise CommandError(str(error)) from error
        results = queries.find(references, list_accounts=True)
        self.stdout.write(as_json(results) if json else as_text(results))

    def stdin_lines(self):
        import sys

        return (line for line in sys.stdin.read().splitlines() if line.strip())


def as_json(results: list[queries.Result]) -> str:
    return json.dumps([result.as_dict() for result in results], indent=1, ensure_ascii=False)


def as_text(results: list[queries.Result]) -> str:
    lines = []
    for result in results:
        lines.append(f"{result.ref.input} ({result.ref.kind})")
        lines += [
            f"  {match.outcome}  {match.locator or match.dataset + '/' + match.release}"
            for match in result.matches
        ]
    return "\n".join(lines)
