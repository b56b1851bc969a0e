"""What is sent is confirmed and not signed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submission", "0001_initial")]
    operations = [
        migrations.RemoveConstraint("submission", "submission_signature_has_a_time"),
        migrations.RenameField("submission", "signature_sha256", "confirmation_sha256"),
        migrations.RenameField("submission", "signed_at", "confirmed_at"),
        migrations.AddConstraint(
            "submission",
            models.CheckConstraint(
                condition=models.Q(confirmation_sha256="", confirmed_at=None)
                | (~models.Q(confirmation_sha256="") & models.Q(confirmed_at__isnull=False)),
                name="submission_confirmation_has_a_time",
            ),
        ),
    ]
