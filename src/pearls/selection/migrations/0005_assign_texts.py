import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_programme", "0001_create_programme_editions_roles"),
        ("pearls_selection", "0004_know_mentors_conflicts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(blank=True)),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="panel",
            name="assignment",
            field=models.CharField(default="none", max_length=20),
        ),
        migrations.AddField(
            model_name="panel",
            name="is_assignment_proven",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="panel",
            name="per_text",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="seat",
            name="capacity",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="seat",
            name="languages",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(("assignment__in", ["in-force", "none", "proposed"])), name="panel_assignment"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="pearls_selection.dossier"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="pearls_selection.seat"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(fields=("seat", "dossier"), name="assignment_once"),
        ),
    ]
