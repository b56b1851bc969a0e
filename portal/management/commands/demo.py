"""manage.py demo: seed made-up data into an empty embedded database."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal import demo, fonts


class Command(BaseCommand):
    help = "Seed an empty embedded database with made-up people, datasets and claims in all stages."

    def add_arguments(self, parser):
        parser.add_argument("--quiet", action="store_true")

    def handle(self, *args, quiet, **options):
        if not settings.EMBEDDED:
            raise CommandError(
                "Demo data is put into the embedded database only, never into one that you set."
            )
        fonts.build()
        call_command("migrate", verbosity=0)
        if not demo.is_empty():
            self.stdout.write(
                "The database is not empty: nothing was seeded. To begin anew, stop the site and rm"
                " -r var."
            )
            return
        demo.seed(lambda what: None if quiet else self.stdout.write(f"  {what} ..."))
        if not quiet:
            self.stdout.write(demo.sign_ins(settings.SITE_URL))
