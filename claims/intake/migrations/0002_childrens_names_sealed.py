"""Children's names leave the clear: encrypted with the claim's key, found by a blind index."""

import json

from django.db import migrations, models

import claims.vault.fields
from claims.intake.models import childs_name_index
from claims.vault import ciphers
from claims.vault.fields import Sealed


def seal(apps, _editor):
    rows = apps.get_model("intake", "Subject").objects.filter(kind="child")
    for row in rows.exclude(clear_name="").select_related("claim__data_key"):
        place = f"intake.subject.sealed_name:{row.pk}"
        cipher = ciphers.of(row.claim.data_key_id)
        row.sealed_name = Sealed(cipher.encrypt(json.dumps(row.clear_name).encode(), place))
        row.name_index, row.clear_name = childs_name_index(row.clear_name), ""
        row.save(update_fields=["sealed_name", "name_index", "clear_name"])


def open_again(apps, _editor):
    rows = apps.get_model("intake", "Subject").objects.filter(kind="child")
    for row in rows.exclude(sealed_name=None).select_related("claim__data_key"):
        place = f"intake.subject.sealed_name:{row.pk}"
        sealed = bytes(row.__dict__["sealed_name"])
        row.clear_name = json.loads(ciphers.of(row.claim.data_key_id).decrypt(sealed, place))
        row.save(update_fields=["clear_name"])


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("vault", "0002_keys_apart")]
    operations = [
        migrations.RenameField("subject", "name", "clear_name"),
        migrations.AddField(
            "subject", "sealed_name", claims.vault.fields.EncryptedJSONField(null=True)
        ),
        migrations.AddField(
            "subject", "name_index", models.CharField(max_length=64, blank=True, default="")
        ),
        migrations.RunPython(seal, open_again),
        migrations.AlterField(
            "subject", "name_index", models.CharField(max_length=64, blank=True, db_index=True)
        ),
    ]
