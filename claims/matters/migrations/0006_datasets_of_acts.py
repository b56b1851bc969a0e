"""The dataset of an act becomes a key of the registry; what was typed otherwise stays in its source."""

from django.db import migrations

from claims.datasets.registry import sources


def name_datasets(apps, schema_editor):
    keys = sources().keys()
    for act in apps.get_model("matters", "Act").objects.exclude(dataset="").exclude(
        dataset__in=keys
    ):
        folded = act.dataset.strip().lower().replace("_", "-").replace(" ", "-")
        if folded not in keys:
            act.source = f"{act.source} (recorded of: {act.dataset})"[:400]
        act.dataset = folded if folded in keys else ""
        act.save(update_fields=["dataset", "source"])


class Migration(migrations.Migration):
    dependencies = [("matters", "0005_law_by_date")]
    operations = [migrations.RunPython(name_datasets, migrations.RunPython.noop)]
