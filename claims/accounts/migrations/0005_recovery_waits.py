from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_outgoing_mail_and_codes'),
    ]

    operations = [
        migrations.AddField(
            model_name='recovery',
            name='end',
            field=models.CharField(blank=True, db_default="", choices=[('used', 'the person is back in'), ('refused', 'closed by staff'), ('replaced', 'begun anew'), ('tried', 'five wrong codes'), ('stopped', 'stopped from the account’s old address or by its owner')], max_length=8),
        ),
        # Of earlier ones: as well as it can be told.
        migrations.RunSQL(
            """
            UPDATE accounts_recovery SET "end" = CASE
              WHEN tries >= 5 THEN 'tried' WHEN approved_at IS NULL THEN 'refused' ELSE 'used' END
            WHERE closed_at IS NOT NULL
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('end', '')), models.Q(('closed_at__isnull', False), models.Q(('end', ''), _negated=True)), _connector='OR'), name='recovery_closed_says_why'),
        ),
    ]
