"""A claim is confirmed and not signed.

The tables of earlier agreements and signatures stay as they are, for the room that takes signing up
again; only this room no longer knows of them.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import claims.vault.models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("submission", "0002_confirmed"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="Consent"),
                migrations.DeleteModel(name="Signature"),
            ]
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("fact_sheet", "Fact sheet"),
                    ("schedule", "Schedule of dataset appearances"),
                    ("intake_sheet", "Confidential intake sheet"),
                    ("declaration", "Draft declaration"),
                    ("receipt", "Receipt"),
                    ("information_sheet", "Claimant information sheet"),
                    ("signed_declaration", "Declaration"),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("content", claims.vault.models.EncryptedJSONField()),
                ("at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="submission.submission"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
