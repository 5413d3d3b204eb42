"""Requests for seed money: what is asked, who decided, what was paid, and the proof of what it was spent on."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.seed_money.rules.requests import Asked, Cost, PaymentKind, PaymentState, State


class Request(models.Model):
    """One request of a place that holds a title; amounts in cents.

    `payee` and `iban` are for the town and whoever pays alone, and are emptied when the rules' years are over.
    """

    ref = RefField()
    edition = models.ForeignKey("pearls_programme.Edition", on_delete=models.PROTECT, related_name="seed_requests")
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, related_name="seed_requests")
    state = models.CharField(max_length=12, default=State.DRAFT.value)
    plan = models.CharField(max_length=64, blank=True)  # where it was begun: the plan as the journal names it
    activity = models.CharField(max_length=16, blank=True)  # the name of the record in the plan
    activity_title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=40, blank=True)
    carried_by = models.CharField(max_length=200, blank=True)
    what = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    asked_cents = models.PositiveBigIntegerField(default=0)
    own_cents = models.PositiveBigIntegerField(default=0)
    other_cents = models.PositiveBigIntegerField(default=0)
    other_from = models.CharField(max_length=200, blank=True)
    payee = models.CharField(max_length=200, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    bank_erased_at = models.DateTimeField(null=True, blank=True)
    granted_cents = models.PositiveBigIntegerField(default=0)  # from the second yes on
    due_cents = models.PositiveBigIntegerField(null=True, blank=True)  # from the settlement on
    round = models.PositiveSmallIntegerField(default=1)  # decisions of earlier rounds count no more
    made_by = models.CharField(max_length=64)  # an actor's ref, never a name
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    because = models.TextField(blank=True)  # why it went back, was refused, lowered or ended
    agreement = models.JSONField(default=dict)  # the words, fixed at the second yes
    agreement_sha256 = models.CharField(max_length=64, blank=True)
    town_agreed_at = models.DateTimeField(null=True, blank=True)
    town_agreed_by = models.CharField(max_length=64, blank=True)
    office_agreed_at = models.DateTimeField(null=True, blank=True)
    office_agreed_by = models.CharField(max_length=64, blank=True)
    report_due_on = models.DateField(null=True, blank=True)
    what_happened = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-changed_at", "-pk")
        constraints = (
            one_of("state", State, name="seed_request_state"),
            CheckConstraint(condition=Q(granted_cents__lte=F("asked_cents")), name="seed_granted_within_asked"),
            CheckConstraint(
                condition=Q(due_cents__isnull=True) | Q(due_cents__lte=F("granted_cents")), name="seed_due_within_grant"
            ),
        )
        indexes = (models.Index(fields=("edition", "state"), name="seed_by_state"),)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal, the outbox and its files name this request."""
        return f"seed-request:{self.ref}"

    def asked(self, costs: "tuple[Cost, ...]") -> Asked:
        """What the town wrote, with these lines of costs."""
        names = set(Asked.__dataclass_fields__) - {"costs"}
        return Asked(costs=costs, **{name: getattr(self, name) for name in names})


class CostLine(models.Model):
    """One line of the costs that are planned."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="costs")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    cents = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("request", "position")
        constraints = (UniqueConstraint(fields=("request", "position"), name="seed_cost_position"),)

    def __str__(self) -> str:
        return f"{self.request_id}/{self.position}"


class Decision(models.Model):
    """One yes of a round: two of different people make a grant."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=64)  # an actor's ref
    cents = models.PositiveBigIntegerField()
    because = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("request", "round", "at")
        constraints = (UniqueConstraint(fields=("request", "round", "by"), name="seed_decides_once"),)

    def __str__(self) -> str:
        return f"{self.request_id}/{self.round}"


class Payment(models.Model):
    """One instalment. Who orders it is not who confirms it."""

    ref = RefField()
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=8)
    cents = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, default=PaymentState.PLANNED.value)
    ordered_at = models.DateTimeField(null=True, blank=True)
    ordered_by = models.CharField(max_length=64, blank=True)
    paid_on = models.DateField(null=True, blank=True)  # the day of the bank
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    because = models.CharField(max_length=400, blank=True)  # why it came back or was corrected

    class Meta:
        ordering = ("request", "kind")
        constraints = (
            one_of("kind", PaymentKind, name="seed_payment_kind"),
            one_of("state", PaymentState, name="seed_payment_state"),
            UniqueConstraint(fields=("request", "kind"), name="seed_payment_once"),
            CheckConstraint(condition=Q(confirmed_by="") | ~Q(confirmed_by=F("ordered_by")), name="seed_four_eyes"),
        )

    def __str__(self) -> str:
        return str(self.ref)


class Proof(models.Model):
    """One cost of the report with its proof. A file and an invoice count once in all requests."""

    ref = RefField()
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    supplier = models.CharField(max_length=200)
    invoice = models.CharField(max_length=80)
    paid_on = models.DateField()
    cents = models.PositiveBigIntegerField()
    file = models.CharField(max_length=32)  # a reference of `files`
    sha256 = models.CharField(max_length=64, unique=True)
    supplier_folded = models.CharField(max_length=200)
    invoice_folded = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    accepted_cents = models.PositiveBigIntegerField(null=True, blank=True)  # null: nobody has looked at it
    cut_because = models.CharField(max_length=400, blank=True)
    judged_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("request", "paid_on", "pk")
        constraints = (
            UniqueConstraint(fields=("supplier_folded", "invoice_folded"), name="seed_invoice_once"),
            CheckConstraint(
                condition=Q(accepted_cents__isnull=True) | Q(accepted_cents__lte=F("cents")),
                name="seed_accepted_within",
            ),
            CheckConstraint(condition=Q(cents__gt=0), name="seed_proof_of_something"),
        )

    def __str__(self) -> str:
        return str(self.ref)
