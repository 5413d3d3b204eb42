from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_selection", "0008_ask_remind_replace"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="on_paper_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
