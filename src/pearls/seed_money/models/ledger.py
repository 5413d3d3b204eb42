"""The ledger: entries and their transfers only grow; balances are kept beside them, and are never below nought."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.seed_money.models.requests import Request
from pearls.seed_money.rules.ledger import Account, EntryKind


class Entry(models.Model):
    """Why money moved, when and by whom. A correction names the entry that it takes back."""

    ref = RefField()
    edition = models.ForeignKey("pearls_programme.Edition", on_delete=models.PROTECT, related_name="ledger_entries")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="ledger_entries", null=True, blank=True)
    kind = models.CharField(max_length=12)
    payment = models.CharField(max_length=32, blank=True)  # the ref of the payment
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)  # an actor's ref
    booked_on = models.DateField()  # the bank's day of a payment, else that of the act

    class Meta:
        verbose_name_plural = "entries"
        ordering = ("pk",)
        constraints = (
            one_of("kind", EntryKind, name="seed_entry_kind"),
            CheckConstraint(
                condition=Q(kind=EntryKind.CORRECTED.value, reverses__isnull=False)
                | (~Q(kind=EntryKind.CORRECTED.value) & Q(reverses__isnull=True)),
                name="seed_correction_names_entry",
            ),
        )
        indexes = (models.Index(fields=("edition", "id"), name="seed_entries_in_order"),)

    def __str__(self) -> str:
        return str(self.ref)


class Transfer(models.Model):
    """So many cents out of one account and into another: no row of this table can make money or lose it."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="transfers")
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    cents = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            one_of("source", Account, name="seed_transfer_source"),
            one_of("target", Account, name="seed_transfer_target"),
            CheckConstraint(condition=Q(cents__gt=0), name="seed_transfer_of_something"),
            CheckConstraint(condition=~Q(source=F("target")), name="seed_transfer_moves"),
        )

    def __str__(self) -> str:
        return f"{self.source} > {self.target}: {self.cents}"


class Balance(models.Model):
    """What is in one account: of the edition, or of one of its requests. The sum of its transfers, kept at hand."""

    edition = models.ForeignKey("pearls_programme.Edition", on_delete=models.PROTECT, related_name="seed_balances")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, null=True, blank=True, related_name="balances")
    account = models.CharField(max_length=12)
    cents = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            one_of("account", Account, name="seed_balance_account"),
            UniqueConstraint(
                fields=("edition", "account"), condition=Q(request__isnull=True), name="seed_balance_of_edition"
            ),
            UniqueConstraint(
                fields=("request", "account"), condition=Q(request__isnull=False), name="seed_balance_of_request"
            ),
            CheckConstraint(
                condition=Q(account=Account.BUDGET.value) | Q(cents__gte=0), name="seed_never_below_nought"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account}: {self.cents}"
