import datetime
import django.db.models.functions.comparison
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # while the site runs: the index is built without a lock

    dependencies = [
        ("intake", "0003_childs_name_check"),
        ("matters", "0004_interest"),
        ("vault", "0002_keys_apart"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "first_bar", models.Value(datetime.date(9999, 12, 31))
                ),
                condition=models.Q(
                    ("erased_at", None),
                    ("submitted_at__isnull", False),
                    models.Q(("status", "draft"), _negated=True),
                    models.Q(("status__in", ["declined", "referred", "withdrawn"]), _negated=True),
                ),
                name="claim_going_on",
            ),
        ),
    ]
