"""manage.py verify_audit: walk the chain of events; exit 1 at the first link that does not hold."""

from django.core.management.base import BaseCommand, CommandError

from claims.audit import actions


class Command(BaseCommand):
    help = "Check that no event was changed, removed or put in since it was sealed."

    def handle(self, *args, **options):
        result = actions.verify()
        if result.broken is not None:
            raise CommandError(f"The chain breaks at link {result.broken} of {result.sealed}.")
        if result.strays:
            raise CommandError(
                f"The log holds {result.sealed + result.unsealed + result.strays} events, "
                f"{result.sealed} of them in the chain and {result.unsealed} waiting for it: "
                "somebody changed the log behind the portal's back."
            )
        self.stdout.write(
            f"{result.sealed} events sealed, {result.unsealed} waiting; the chain holds: "
            f"{result.head}"
        )
