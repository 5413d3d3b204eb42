"""The file of a visit: who asks what, the days, the people, the way there, the money, the promises, the reports."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.exchange.models.board import Need, Offer
from pearls.exchange.rules import LICENCES, CostKind, Mode, Outcome, Side, VisitState
from pearls.files.models import PhotoColumns


class Visit(models.Model):
    """One visit to the holder of an offer, asked for by a place or a partner."""

    ref = RefField()
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="visits")
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    guest_place = models.ForeignKey(
        "pearls_places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    guest_partner = models.ForeignKey(
        "pearls_programme.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    guest_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    seats = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, default=VisitState.ASKED.value)
    answer = models.TextField(blank=True)  # what was said to a no, another time or an end
    access_detail = models.TextField(blank=True)  # for the host once it is agreed; erased with the names
    host_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    guest_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)  # when both sides were asked about the promises
    closed_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)  # when names and needs of persons were erased
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("state", "last_day"), name="exchange_visits_due")]
        constraints: ClassVar = [
            one_of("state", VisitState, name="exchange_visit_state"),
            CheckConstraint(
                condition=Q(guest_place__isnull=False, guest_partner__isnull=True)
                | Q(guest_place__isnull=True, guest_partner__isnull=False),
                name="exchange_visit_guest",
            ),
            CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="exchange_visit_days"),
        ]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"visit:{self.ref}"


class Line(models.Model):
    """A line of a visit's file."""

    ref = RefField()
    added_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.ref)


class AgendaItem(Line):
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="agenda")
    day = models.DateField()
    starts = models.TimeField()  # by the clock of the host
    what = models.CharField(max_length=300)
    where = models.CharField(max_length=200, blank=True)
    lead = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["day", "starts", "pk"]


class Participant(Line):
    """Somebody who takes part, with their consent; the name goes a year after the visit unless they keep it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="participants")
    side = models.CharField(max_length=8)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=200, blank=True)
    keeps_name = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["side", "added_at", "pk"]
        constraints: ClassVar = [one_of("side", Side, name="exchange_participant_side")]


class Leg(Line):
    """A stretch of the journey; its distance, factor and grams stand as they were worked out."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="legs")
    mode = models.CharField(max_length=12)
    from_name = models.CharField(max_length=200)
    to_name = models.CharField(max_length=200)
    km = models.PositiveIntegerField()
    is_typed = models.BooleanField(default=False)  # else the straight line times the detour
    persons = models.PositiveIntegerField()
    vehicles = models.PositiveIntegerField(default=1)
    factor_grams = models.PositiveIntegerField(null=True, blank=True)
    grams = models.PositiveBigIntegerField(null=True, blank=True)  # null: no factor, not counted

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [one_of("mode", Mode, name="exchange_leg_mode")]


class CostLine(Line):
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField(max_length=10)
    payer = models.CharField(max_length=8)
    cents = models.PositiveBigIntegerField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [
            one_of("kind", CostKind, name="exchange_cost_kind"),
            one_of("payer", Side, name="exchange_cost_payer"),
        ]


class Promise(Line):
    """What somebody promised, until when; and half a year later what became of it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="promises")
    what = models.CharField(max_length=300)
    side = models.CharField(max_length=8)
    who = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [
            one_of("side", Side, name="exchange_promise_side"),
            one_of("outcome", ["", *Outcome], name="exchange_promise_outcome"),
        ]


class Report(models.Model):
    """What one side saw, takes home and would tell others."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="reports")
    side = models.CharField(max_length=8)
    saw = models.TextField()
    take_home = models.TextField()
    tell_others = models.TextField(blank=True)
    people_met = models.PositiveIntegerField(null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["side"]
        constraints: ClassVar = [
            one_of("side", Side, name="exchange_report_side"),
            UniqueConstraint(fields=("visit", "side"), name="exchange_one_report_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.side}"

    @property
    def owner(self) -> str:
        """To whom the files of its photos belong."""
        return self.visit.subject


class Photo(PhotoColumns):
    """A photo of a report, `large` for a page and `small` for a phone."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="photos")
    large = models.CharField(max_length=32)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [one_of("licence", LICENCES, name="exchange_photo_licence")]
