import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pearls.db.fields
import pearls.kernel.refs


class Migration(migrations.Migration):
    """Working with tools, and residents who take part."""

    dependencies = [
        ("pearls_plans", "0005_move_remarks_on_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DaySalt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("salt", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("tool", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=120)),
                ("state", models.CharField(default="open", max_length=10)),
                ("secret", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("dots_each", models.PositiveSmallIntegerField(default=3)),
                ("ballots_by_code", models.PositiveIntegerField(default=0)),
                ("ballots_open", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tool_sessions",
                        to="pearls_plans.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="KnockCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("mark", models.CharField(blank=True, max_length=64)),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pearls_plans.session"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SessionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("lane", models.CharField(max_length=60)),
                ("text", models.TextField(blank=True)),
                ("values", models.JSONField(blank=True, default=dict)),
                ("position", models.PositiveIntegerField(default=0)),
                ("origin", models.CharField(default="team", max_length=10)),
                ("state", models.CharField(default="passed", max_length=10)),
                ("record", models.CharField(blank=True, max_length=16)),
                ("dots_by_code", models.PositiveIntegerField(default=0)),
                ("dots_open", models.PositiveIntegerField(default=0)),
                ("added_at", models.DateTimeField()),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="children",
                        to="pearls_plans.sessionitem",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="pearls_plans.session"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="VoteCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="pearls_plans.session"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["closed", "open"])), name="session_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="knockcount",
            constraint=models.UniqueConstraint(fields=("session", "day", "mark"), name="knock_count_once"),
        ),
        migrations.AddConstraint(
            model_name="sessionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["passed", "refused", "waiting"])), name="session_item_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["residents", "team"])), name="session_item_origin"
            ),
        ),
        migrations.AddConstraint(
            model_name="votecode",
            constraint=models.UniqueConstraint(fields=("session", "code"), name="vote_code_once"),
        ),
    ]
