"""manage.py verify_evidence [REFERENCE ...]: compute again what each claim's record rests on; exit
1 where something is not as it was written down.
"""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from claims.intake.models import Claim
from claims.intake.registers import differences


class Command(BaseCommand):
    help = "Compare each claim's rows and files with their digests, its papers and the log."

    def add_arguments(self, parser):
        parser.add_argument("reference", nargs="*", help="such as CLM-7F3K2M-9; without one, all")

    def handle(self, *args, reference, **options):
        """Raises CommandError for a reference of no claim, a difference, or a broken chain."""
        claims = Claim.objects.filter(erased_at=None).select_related("data_key").order_by("pk")
        if reference:
            claims = claims.filter(reference__in=reference)
            missing = sorted(set(reference) - set(claims.values_list("reference", flat=True)))
            if missing:
                raise CommandError(f"There is no claim {', '.join(missing)}, or it was erased.")
        count = altered = 0
        for claim in claims.iterator(500):
            count += 1
            sentences = differences(claim)
            altered += bool(sentences)
            for sentence in sentences:
                self.stdout.write(f"{claim.reference}: {sentence}")
        call_command("verify_audit", stdout=self.stdout)
        if altered:
            raise CommandError(f"{altered} of {count} claims are not as they were written down.")
        self.stdout.write(f"{count} claims: everything is as it was written down.")
