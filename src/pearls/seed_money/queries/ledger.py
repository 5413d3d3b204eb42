"""The ledger: accounts, entries, and whether it balances."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from pearls.programme.models import Edition
from pearls.seed_money.models import Balance, Entry, Request, Transfer
from pearls.seed_money.queries.documents import rules_of
from pearls.seed_money.rules import ledger as rules
from pearls.seed_money.rules.ledger import Account as Account
from pearls.seed_money.rules.requests import OVER


@dataclass(frozen=True)
class AccountRow:
    """An account with what is in it."""

    account: Account
    cents: int


def balances_of(edition: Edition, request: Request | None = None) -> dict[Account, int]:
    """What is in every account of the edition, or of one request."""
    rows = Balance.objects.filter(edition=edition, request=request).values_list("account", "cents")
    return {**rules.empty(), **{Account(account): cents for account, cents in rows}}


def request_balances(request: Request) -> dict[Account, int]:
    return balances_of(request.edition, request)


def account_rows(edition: Edition) -> list[AccountRow]:
    return [AccountRow(account, cents) for account, cents in balances_of(edition).items()]


def entries_of(edition: Edition, request: Request | None = None) -> QuerySet[Entry]:
    """The entries of an edition, the first one first, with their transfers."""
    found = Entry.objects.filter(edition=edition).select_related("request__place", "reverses")
    found = found.filter(request=request) if request else found
    return found.prefetch_related("transfers").order_by("pk")


def editions_with_ledgers() -> QuerySet[Edition]:
    """The editions that money was set aside for."""
    return Edition.objects.filter(pk__in=Entry.objects.values("edition")).order_by("key")


def summed(transfers: QuerySet[Transfer]) -> dict[Account, int]:
    """The balances counted anew from the transfers themselves; one query."""
    found = rules.empty()
    rows = transfers.order_by().values_list("source", "target").annotate(sum=Sum("cents"))
    for source, target, cents in rows:
        found[Account(source)] -= cents
        found[Account(target)] += cents
    return found


@dataclass(frozen=True)
class Kept:
    """The balances at hand: of the edition, of all its requests together, and of those that are over."""

    edition: dict[Account, int]
    requests: dict[Account, int]
    over: dict[Account, int]


def faults_in(edition: Edition) -> list[str]:
    """What is wrong with an edition's ledger, by codes; nothing, where it balances to the cent. Three queries."""
    counted, kept = summed(Transfer.objects.filter(entry__edition=edition)), _kept(edition)
    faults = rules.faults_of(counted, closed=[kept.over])
    if counted != kept.edition:
        faults.append("balances-differ")
    if any(kept.requests[account] != counted[account] for account in rules.OF_REQUESTS):
        faults.append("requests-differ")
    document = rules_of(edition)
    if document is None or counted[Account.BUDGET] != -document.budget_cents:
        faults.append("budget-differs")
    return faults


def _kept(edition: Edition) -> Kept:
    rows = Balance.objects.filter(edition=edition).order_by().values("account")
    kept = Kept(rules.empty(), rules.empty(), rules.empty())
    for row in rows.annotate(
        own=Sum("cents", filter=Q(request=None)),
        requests=Sum("cents", filter=Q(request__isnull=False)),
        over=Sum("cents", filter=Q(request__state__in=OVER)),
    ):
        account = Account(row["account"])
        kept.edition[account] = row["own"] or 0
        kept.requests[account] = row["requests"] or 0
        kept.over[account] = row["over"] or 0
    return kept
