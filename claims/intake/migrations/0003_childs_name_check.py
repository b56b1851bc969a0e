"""A child's name stands nowhere in clear. Apart from the rows' change: both lock the table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_childrens_names_sealed")]
    operations = [
        migrations.AddConstraint(
            "subject",
            models.CheckConstraint(
                condition=~models.Q(kind="child") | models.Q(clear_name=""),
                name="subject_childs_name_is_sealed",
            ),
        )
    ]
