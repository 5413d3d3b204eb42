"""Members of the network, contact points, groups, boards, letters, messages, reports."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pearls.db.fields
import pearls.kernel.refs


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pearls_places", "0003_name_regions_as_a_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                ("organisation", models.CharField(max_length=300)),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("is_demonstration", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("purpose", models.TextField()),
                ("language", models.CharField(default="en", max_length=8)),
                ("joining", models.CharField(max_length=8)),
                ("state", models.CharField(default="open", max_length=8)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=64)),
                ("is_demonstration", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("joining__in", ["invited", "network", "request"])),
                        name="network_group_joining",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["archived", "open"])), name="network_group_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language__in", ["da", "de", "en", "et", "fi", "lt", "lv", "nb", "pl", "sv"])
                        ),
                        name="network_group_language",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("about", models.TextField(blank=True)),
                ("language", models.CharField(default="en", max_length=8)),
                ("languages", models.JSONField(default=list)),
                ("good_at", models.JSONField(default=list)),
                ("looks_for", models.JSONField(default=list)),
                ("visibility", models.CharField(default="network", max_length=8)),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("is_demonstration", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pearls_places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("function", models.CharField(max_length=200)),
                ("listed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="pearls_network.member"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "muted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("text", models.TextField()),
                ("shows_address", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField()),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="pearls_network.note"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pearls_network.member",
                    ),
                ),
                ("receivers", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("kind", models.CharField(default="announcement", max_length=12)),
                ("title", models.CharField(blank=True, max_length=160)),
                ("text", models.TextField()),
                ("language", models.CharField(max_length=8)),
                ("until_on", models.DateField(blank=True, null=True)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("pinned_at", models.DateTimeField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_because", models.TextField(blank=True)),
                ("is_demonstration", models.BooleanField(default=False)),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="pearls_network.post",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="pearls_network.group",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReplyLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pearls_network.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("because", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("has_removed", models.BooleanField(default=False)),
                ("answer", models.TextField(blank=True)),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pearls_network.note",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pearls_network.post",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("state", models.CharField(max_length=8)),
                ("is_moderator", models.BooleanField(default=False)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="pearls_network.group"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=160)),
                ("text", models.TextField()),
                ("until", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wordings", to="pearls_network.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    pearls.db.fields.RefField(
                        default=pearls.kernel.refs.new_ref, editable=False, max_length=32, unique=True
                    ),
                ),
                ("rhythm", models.CharField(blank=True, max_length=8)),
                ("told_id", models.BigIntegerField(default=0)),
                ("next_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pearls_network.group",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["", "daily", "weekly"])), name="network_rhythm"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", True)), fields=("person",), name="network_letters_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", False)),
                        fields=("person", "group"),
                        name="network_letters_once_a_group",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["alumni", "candidate", "contact-point", "mentor", "partner", "pearl"])
                ),
                name="network_member_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("visibility__in", ["network", "nobody", "public"])),
                name="network_member_visibility",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["da", "de", "en", "et", "fi", "lt", "lv", "nb", "pl", "sv"])),
                name="network_member_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person__isnull", True), ("place__isnull", False)),
                    models.Q(("person__isnull", False), ("place__isnull", True)),
                    _connector="OR",
                ),
                name="network_member_is_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)), fields=("place",), name="network_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)), fields=("person",), name="network_person_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(fields=("member", "person"), name="network_contact_once"),
        ),
        migrations.AddConstraint(
            model_name="mute",
            constraint=models.UniqueConstraint(fields=("person", "muted"), name="network_mute_once"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["group", "-made_at"], name="network_board"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["announcement", "offer", "question"])), name="network_post_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["da", "de", "en", "et", "fi", "lt", "lv", "nb", "pl", "sv"])),
                name="network_post_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "in", "invited", "left", "refused"])),
                name="network_seat_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["asked", "in", "invited"])),
                fields=("group", "person"),
                name="network_seat_once",
            ),
        ),
    ]
