"""A pair and all that hangs on it. The pair outlives its mentor: who that is, `people.Mentorship` says for a town."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.kernel.languages import DEFAULT_LANGUAGE
from pearls.mentoring.rules.walls import PairKind, Side, Visibility
from pearls.mentoring.rules.working import HandOverState, MeetingState, Mode, PromiseState


def _person(name: str = "+") -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name=name
    )


class Pair(models.Model):
    """A town in an edition with whoever mentors it, or twins: `senior` supports `junior`, both mentors."""

    ref = RefField()
    kind = models.CharField(max_length=8)
    place = models.ForeignKey(
        "pearls_places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="mentoring_pairs"
    )
    edition_key = models.CharField(max_length=60, blank=True)
    senior = _person("pairs_as_senior")
    junior = _person("pairs_as_junior")
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("opened_at", "id")
        constraints = (
            one_of("kind", PairKind, name="pair_kind"),
            CheckConstraint(
                condition=Q(kind=PairKind.TWIN.value, place__isnull=True)
                | Q(kind=PairKind.TOWN.value, place__isnull=False),
                name="pair_has_its_town",
            ),
            UniqueConstraint(
                fields=("place", "edition_key"), condition=Q(place__isnull=False), name="pair_once_per_edition"
            ),
            UniqueConstraint(
                fields=("senior", "junior"),
                condition=Q(kind=PairKind.TWIN.value, ended_at__isnull=True),
                name="twins_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal and lines of the day name this pair."""
        return f"pair:{self.ref}"


class Agreement(models.Model):
    """What both sides want of each other. `sha256` is of the words that are confirmed; new words are a new row."""

    ref = RefField()
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="agreements")
    goals = models.TextField()
    rhythm = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=8, default=DEFAULT_LANGUAGE)  # the one that it was written in
    sha256 = models.CharField(max_length=64)
    written_by = _person()
    written_at = models.DateTimeField()
    mentor_confirmed_at = models.DateTimeField(null=True, blank=True)
    mentor_confirmed_by = _person()
    town_confirmed_at = models.DateTimeField(null=True, blank=True)
    town_confirmed_by = _person()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-written_at", "-id")
        constraints = (
            UniqueConstraint(fields=("pair",), condition=Q(replaced_at__isnull=True), name="agreement_one_in_force"),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def confirmed(self) -> set[Side]:
        """The sides that have confirmed."""
        moments = {Side.MENTOR: self.mentor_confirmed_at, Side.TOWN: self.town_confirmed_at}
        return {side for side, at in moments.items() if at is not None}

    @property
    def is_agreed(self) -> bool:
        return len(self.confirmed) == len(Side)


class Meeting(models.Model):
    """A meeting of a pair. Minutes are whole and known only once it was held; `mentor` gave them."""

    ref = RefField()
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=64, default="UTC")  # of whoever planned it
    mode = models.CharField(max_length=8, default=Mode.ONLINE.value)
    agenda = models.TextField(blank=True)
    attended = models.CharField(max_length=400, blank=True)
    summary = models.TextField(blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, default=MeetingState.PLANNED.value)
    mentor = _person("mentoring_meetings")
    planned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-starts_at", "-id")
        constraints = (
            one_of("mode", Mode, name="meeting_mode"),
            one_of("state", MeetingState, name="meeting_state"),
            CheckConstraint(
                condition=~Q(state=MeetingState.HELD.value) | Q(minutes__gt=0), name="meeting_held_has_minutes"
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)


class Note(models.Model):
    """What somebody noted. A mentor who came later reads what the pair noted where the town handed it on."""

    ref = RefField()
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="notes")
    visibility = models.CharField(max_length=8)
    text = models.TextField()
    is_handed_on = models.BooleanField(default=False)
    written_by = _person()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-written_at", "-id")
        constraints = (one_of("visibility", Visibility, name="note_visibility"),)

    def __str__(self) -> str:
        return str(self.ref)


class Promise(models.Model):
    """What one side will have done until a day. A mentor's promise goes on to whoever mentors next."""

    ref = RefField()
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="promises")
    what = models.CharField(max_length=400)
    side = models.CharField(max_length=8)
    owner = _person("mentoring_promises")  # on the mentor's side; a town's promise is its speakers'
    due_on = models.DateField()
    state = models.CharField(max_length=8, default=PromiseState.OPEN.value)
    word = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            one_of("side", Side, name="promise_side"),
            one_of("state", PromiseState, name="promise_state"),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="promise_due"),)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"promise:{self.ref}"


class HandOver(models.Model):
    """A town offered to another mentor. `town_agrees`: notes of the pair go along."""

    ref = RefField()
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="hand_overs")
    giver = _person("towns_handed_over")
    taker = _person("towns_offered")
    note = models.TextField()
    state = models.CharField(max_length=12, default=HandOverState.WAITING.value)
    town_agrees = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = _person()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = (
            one_of("state", HandOverState, name="hand_over_state"),
            UniqueConstraint(
                fields=("pair",), condition=Q(state=HandOverState.WAITING.value), name="hand_over_one_waits"
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"hand-over:{self.ref}"
