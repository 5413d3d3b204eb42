import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_programme", "0001_create_programme_editions_roles"),
        ("pearls_selection", "0001_create_panels"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="signoff",
            options={"ordering": ["number"]},
        ),
        migrations.RemoveConstraint(
            model_name="panel",
            name="panel_state",
        ),
        migrations.AddField(
            model_name="dossier",
            name="left_as",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="dossier",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="signoff",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="signoff",
            name="set_aside_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="signoff",
            name="panel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="sign_offs", to="pearls_selection.panel"
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["closed", "published", "scoring", "set-aside", "signed"])),
                name="panel_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(fields=("panel", "number"), name="sign_off_number_once"),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("set_aside_at__isnull", True)), fields=("panel",), name="sign_off_one_stands"
            ),
        ),
    ]
