import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pearls.db.fields
import pearls.kernel.refs


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_places", "0003_name_regions_as_a_source"),
        ("pearls_selection", "0006_seal_scores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Connection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("since", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("until", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["said_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("way", models.CharField(max_length=64)),
                ("path", models.JSONField()),
                ("found_at", models.DateTimeField()),
                ("ruling", models.CharField(blank=True, max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["found_at", "id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="declaration",
            name="declaration_conflict",
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.CheckConstraint(
                condition=models.Q(("conflict__in", ["declared", "mentor", "none", "own-country", "tie", "tie-waits"])),
                name="declaration_conflict",
            ),
        ),
        migrations.AddField(
            model_name="connection",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="connections", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="connection",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pearls_places.place",
            ),
        ),
        migrations.AddField(
            model_name="tie",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tie",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="ties", to="pearls_selection.dossier"
            ),
        ),
        migrations.AddField(
            model_name="tie",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="ties", to="pearls_selection.seat"
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["business", "employed-by", "family", "member-of", "works-for"])),
                name="connection_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "business",
                            "employer",
                            "family",
                            "mentor",
                            "municipality",
                            "own-country",
                            "partner",
                            "region",
                            "team",
                        ],
                    )
                ),
                name="tie_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.CheckConstraint(
                condition=models.Q(("ruling__in", ["", "may-read", "shuts"])), name="tie_ruling"
            ),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.UniqueConstraint(fields=("seat", "dossier", "way"), name="tie_once"),
        ),
    ]
