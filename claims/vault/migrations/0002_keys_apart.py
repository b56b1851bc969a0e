"""The wrapped keys move out of the database into their own store, and back when this is undone."""

from django.db import migrations, models

from claims.vault import key_store


def move_out(apps, _editor):
    store = key_store.store()
    for row in apps.get_model("vault", "DataKey").objects.filter(erased_at=None).iterator():
        store.create(row.pk, key_store.Wrapped(row.master_id, bytes(row.wrapped)))


def move_back(apps, _editor):
    store = key_store.store()
    for row in apps.get_model("vault", "DataKey").objects.filter(erased_at=None).iterator():
        wrapped = store.read(row.pk)
        if wrapped:
            row.wrapped, row.master_id = wrapped.content, wrapped.master_id
            row.save(update_fields=["wrapped", "master_id"])


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [
        migrations.RemoveConstraint("datakey", "data_key_erased_means_empty"),
        migrations.AlterField("datakey", "wrapped", models.BinaryField(default=b"")),
        migrations.AlterField("datakey", "master_id", models.CharField(max_length=40, default="")),
        migrations.RunPython(move_out, move_back),
        migrations.RemoveField("datakey", "wrapped"),
        migrations.RemoveField("datakey", "master_id"),
    ]
