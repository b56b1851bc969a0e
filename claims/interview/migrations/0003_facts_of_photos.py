"""What a photo itself is was asked of every person in it; from here on it is one answer."""

from django.db import migrations
from django.utils import timezone

SHARED = [
    "taken_in",
    "uploaded_in",
    "taken_on",
    "uploaded_on",
    "privacy_history",
    "licence_at_upload",
    "licence_changed",
]


def share(apps, schema_editor):
    """Of several answers the newest stands; the others stay as superseded ones."""
    Answer = apps.get_model("interview", "Answer")
    rows = Answer.objects.filter(question__in=SHARED, superseded_at=None, subject__isnull=False)
    now, standing = timezone.now(), set()
    for pk, photo, question in rows.order_by("-given_at").values_list("pk", "photo", "question"):
        if (photo, question) in standing:
            Answer.objects.filter(pk=pk).update(superseded_at=now)
        else:
            standing.add((photo, question))
            Answer.objects.filter(pk=pk).update(subject=None)


class Migration(migrations.Migration):

    dependencies = [
        ("interview", "0002_words_of_capacity"),
    ]

    operations = [
        migrations.RunPython(share, migrations.RunPython.noop),
    ]
