"""What colleagues and the mentor say to each other about a plan, and the wordings they propose."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.plans.models.plans import Plan
from pearls.plans.rules.passages import Passage
from pearls.plans.rules.remarks import Side, SuggestionState, Target


class Thread(models.Model):
    """Remarks about one spot of a plan: a section, a question, an entry or a part of it, perhaps a passage there.

    Never part of what is sent or judged. `revision` is the version of the answer from which the passage was quoted.
    """

    ref = RefField()
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="threads")
    section = models.CharField(max_length=60)
    question = models.CharField(max_length=80, blank=True)
    record = models.CharField(max_length=16, blank=True)
    part = models.CharField(max_length=80, blank=True)
    quote = models.TextField(blank=True)
    before = models.CharField(max_length=100, blank=True)
    after = models.CharField(max_length=100, blank=True)
    start = models.PositiveIntegerField(default=0)
    is_alone = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=0)
    waits_for = models.CharField(max_length=10, default=Side.TOWN.value)
    began_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-began_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [one_of("waits_for", Side, name="thread_waits_for")]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["plan", "section"], name="thread_of_section")]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def target(self) -> Target:
        return Target(self.section, self.question, self.record, self.part)

    @property
    def passage(self) -> Passage | None:
        """The words that were quoted; None where the thread is about the spot as a whole."""
        if not self.quote:
            return None
        return Passage(self.quote, self.before, self.after, self.start, self.is_alone)


class Remark(models.Model):
    """What one person said in a thread; the first one began it. `by_mentor`: said as the mentor of the town."""

    ref = RefField()
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_mentor = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["written_at", "id"]

    def __str__(self) -> str:
        return str(self.ref)


class Mention(models.Model):
    """Somebody who was called to a thread; `answered_at` once that person has spoken or settled it."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["remark", "person"], name="mention_once")
        ]

    def __str__(self) -> str:
        return f"{self.remark_id}/{self.person_id}"


class Suggestion(models.Model):
    """Another wording for the text at the thread's spot. `base` is the whole answer or entry, at `revision`, that it
    was proposed for; `accepted_as` the version of the answer that its acceptance made, if it made one."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="suggestion")
    base = models.JSONField(null=True)
    revision = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, default=SuggestionState.OPEN.value)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    accepted_as = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [one_of("state", SuggestionState, name="suggestion_state")]

    def __str__(self) -> str:
        return f"{self.state} {self.thread_id}"
