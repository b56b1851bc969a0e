"""A list of what waits for the sealer, so that it need not look through the log."""

from django.db import migrations, models

FILL = """
INSERT INTO audit_unsealed (event_id)
SELECT id FROM audit_event WHERE NOT EXISTS (SELECT 1 FROM audit_seal WHERE event_id = audit_event.id)
ORDER BY at, id
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Unsealed",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("event_id", models.UUIDField(unique=True)),
            ],
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
