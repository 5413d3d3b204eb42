import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pearls.db.fields
import pearls.kernel.refs


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_plans", "0003_keep_files_brought_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("reason", models.TextField()),
                ("raised_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="flags", to="pearls_plans.plan"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("held_on", models.DateField()),
                ("agreed", models.TextField()),
                ("noted_at", models.DateTimeField()),
                (
                    "noted_by",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="pearls_plans.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("section", models.CharField(max_length=60)),
                ("question", models.CharField(blank=True, max_length=80)),
                ("record", models.CharField(blank=True, max_length=16)),
                ("part", models.CharField(blank=True, max_length=80)),
                ("quote", models.TextField(blank=True)),
                ("before", models.CharField(blank=True, max_length=100)),
                ("after", models.CharField(blank=True, max_length=100)),
                ("start", models.PositiveIntegerField(default=0)),
                ("is_alone", models.BooleanField(default=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("waits_for", models.CharField(default="town", max_length=10)),
                ("began_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="threads", to="pearls_plans.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["-began_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("base", models.JSONField(null=True)),
                ("revision", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("state", models.CharField(default="open", max_length=12)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_as", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="suggestion", to="pearls_plans.thread"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("by_mentor", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="pearls_plans.thread"
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "remark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="pearls_plans.remark"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("remark", "person"), name="mention_once")],
            },
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["plan", "section"], name="thread_of_section"),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(("waits_for__in", ["mentor", "town"])), name="thread_waits_for"
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["accepted", "open", "refused", "withdrawn"])), name="suggestion_state"
            ),
        ),
    ]
