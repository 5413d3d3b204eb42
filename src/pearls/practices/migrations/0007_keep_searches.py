"""Searches that people keep."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pearls.db.fields
import pearls.kernel.refs


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_practices", "0006_find_practices_by_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("asked", models.JSONField(default=dict)),
                ("language", models.CharField(max_length=3)),
                ("letters", models.CharField(blank=True, default="", max_length=8)),
                ("made_at", models.DateTimeField()),
                ("told_until", models.DateTimeField()),
                ("next_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("letters__in", ["", "daily", "weekly"])), name="saved_search_letters"
                    )
                ],
            },
        ),
    ]
