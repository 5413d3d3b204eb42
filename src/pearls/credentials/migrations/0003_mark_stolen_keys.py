from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pearls_credentials", "0002_issue_credentials")]

    operations = [
        migrations.AddField(
            model_name="issuerkey",
            name="revoked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
