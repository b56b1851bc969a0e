"""manage.py verify_audit: walk the chain of events; exit 1 at the first link that does not hold."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.audit import actions, anchors


class Command(BaseCommand):
    help = "Check that no event was changed, removed or put in since it was sealed."

    def add_arguments(self, parser):
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="NUMBER:SHA256",
            help="the head of the chain as an earlier e-mail told it",
        )

    def handle(self, *args, anchor, **options):
        try:
            others = [anchors.parse(statement, timezone.now()) for statement in anchor]
        except ValueError as error:
            raise CommandError(str(error)) from error
        result = actions.verify(others)
        if result.broken is not None:
            raise CommandError(f"The chain breaks at link {result.broken} of {result.sealed}.")
        if result.strays:
            raise CommandError(
                f"The log holds {result.sealed + result.unsealed + result.strays} events, "
                f"{result.sealed} of them in the chain and {result.unsealed} waiting for it: "
                "somebody changed the log behind the portal's back."
            )
        if result.unmet:
            raise CommandError(
                f"On {result.unmet.at[:10]} the chain had {result.unmet.number} links and the head "
                f"{result.unmet.sha256}. It does not agree now: the log was cut or written anew."
            )
        if result.backdated:
            raise CommandError(
                f"{result.backdated} events were put in after the last anchor and say that they "
                "happened more than a day before it."
            )
        self.stdout.write(
            f"{result.sealed} events sealed, {result.unsealed} waiting; the chain holds: "
            f"{result.head}"
        )
