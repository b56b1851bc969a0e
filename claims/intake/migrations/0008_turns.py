"""Whose turn it is in the claims that were sent before it was noted."""

from django.db import migrations
from django.db.models import Max
from django.db.models.functions import Coalesce

FIRMS = ["held", "submitted", "conflict_check", "under_review", "attorney_review"]
CLAIMANTS = ["needs_information"]


def note_turns(apps, schema_editor):
    """Since the last step that was taken."""
    Claim = apps.get_model("intake", "Claim")
    for turn, statuses in (("firm", FIRMS), ("claimant", CLAIMANTS)):
        claims = Claim.objects.filter(status__in=statuses, waiting_on="")
        rows = claims.annotate(since=Coalesce(Max("moves__at"), "changed_at"))
        for pk, since in rows.values_list("pk", "since").iterator():
            Claim.objects.filter(pk=pk).update(waiting_on=turn, waiting_since=since)


class Migration(migrations.Migration):

    dependencies = [
        ("intake", "0007_waiting"),
    ]

    operations = [
        migrations.RunPython(note_turns, migrations.RunPython.noop),
    ]
