"""Working with a tool: a session, what is put down in it, and residents who take part without an account."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.plans.models.plans import Plan
from pearls.plans.rules.sessions import ItemState, Origin, SessionState


class Session(models.Model):
    """One time that a team works with a tool. `secret` is residents' link; none while it is not open to them."""

    ref = RefField()
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tool_sessions")
    tool = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default=SessionState.OPEN.value)
    secret = models.CharField(max_length=64, unique=True, null=True, blank=True)
    dots_each = models.PositiveSmallIntegerField(default=3)
    ballots_by_code = models.PositiveIntegerField(default=0)
    ballots_open = models.PositiveIntegerField(default=0)  # without a code: one for each browser
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [one_of("state", SessionState, name="session_state")]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal names this session."""
        return f"tool-session:{self.ref}"

    @property
    def is_open(self) -> bool:
        return self.state == SessionState.OPEN


class SessionItem(models.Model):
    """Something put down. `values` are by column of the plan; dots are counted here, never who gave them."""

    ref = RefField()
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="items")
    lane = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    values = models.JSONField(default=dict, blank=True)
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=10, default=Origin.TEAM.value)
    state = models.CharField(max_length=10, default=ItemState.PASSED.value)
    record = models.CharField(max_length=16, blank=True)  # of the plan, once it was brought in
    dots_by_code = models.PositiveIntegerField(default=0)
    dots_open = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("state", ItemState, name="session_item_state"),
            one_of("origin", Origin, name="session_item_origin"),
        ]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def dots(self) -> int:
        return self.dots_by_code + self.dots_open


class VoteCode(models.Model):
    """A code on paper with which a vote counts, once. What was voted with it is not kept."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=12)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "code"], name="vote_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.pk}"


class DaySalt(models.Model):
    """What addresses are hashed with on one day, and thrown away after it."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.day)


class KnockCount(models.Model):
    """How often a session's link was used on a day: in all (no mark), and from one address (its hash)."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    mark = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "day", "mark"], name="knock_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.day}"
