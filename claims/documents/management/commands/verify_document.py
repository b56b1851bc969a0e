"""manage.py verify_document FILE: whether this is a document we made, byte for byte."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.documents import actions


class Command(BaseCommand):
    help = "Say whether a file is, byte for byte, a document that this site made."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        """Raises CommandError for a file that is missing, altered, or not from here."""
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        document = actions.check_digest(file.read_bytes())
        if document is None:
            raise CommandError("This is not, byte for byte, a document that this site made.")
        kind = document.get_kind_display()
        time = f"{document.rendered_at:%Y-%m-%d %H:%M} UTC"
        self.stdout.write(f"{kind}, made {time}: unchanged.")
