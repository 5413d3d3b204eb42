import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_calls", "0002_schedule_applicants"),
    ]

    operations = [
        migrations.AddField(
            model_name="clarification",
            name="submission",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clarifications",
                to="pearls_calls.submission",
            ),
        ),
    ]
