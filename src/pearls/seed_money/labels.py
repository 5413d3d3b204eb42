"""The words of seed money."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.files import labels as file_labels
from pearls.kernel.verdict import Verdict
from pearls.mail.rules import Letter
from pearls.seed_money.rules.ledger import Account, EntryKind
from pearls.seed_money.rules.requests import PaymentKind, PaymentState, State
from pearls.web import formats

STATES: dict[str, Promise] = {
    State.DRAFT: pgettext_lazy("state of a request", "Draft"),
    State.SENT: pgettext_lazy("state of a request", "Sent"),
    State.BACK: pgettext_lazy("state of a request", "Back at the town"),
    State.CHECKED: pgettext_lazy("state of a request", "Checked, to be decided"),
    State.APPROVED: pgettext_lazy("state of a request", "Approved, to be agreed"),
    State.AGREED: pgettext_lazy("state of a request", "Agreed"),
    State.REPORTED: pgettext_lazy("state of a request", "Reported"),
    State.SETTLED: pgettext_lazy("state of a request", "Settled, money open"),
    State.CLOSED: pgettext_lazy("state of a request", "Closed"),
    State.REFUSED: pgettext_lazy("state of a request", "Refused"),
    State.WITHDRAWN: pgettext_lazy("state of a request", "Withdrawn"),
    State.ENDED: pgettext_lazy("state of a request", "Ended"),
}
TONES: dict[str, str] = {
    State.DRAFT: "neutral",
    State.SENT: "info",
    State.BACK: "warn",
    State.CHECKED: "info",
    State.APPROVED: "accent",
    State.AGREED: "good",
    State.REPORTED: "info",
    State.SETTLED: "warn",
    State.CLOSED: "neutral",
    State.REFUSED: "wrong",
    State.WITHDRAWN: "neutral",
    State.ENDED: "neutral",
}
PAYMENT_KINDS: dict[str, Promise] = {
    PaymentKind.ADVANCE: pgettext_lazy("kind of a payment", "In advance"),
    PaymentKind.LAST: pgettext_lazy("kind of a payment", "After the report"),
}
PAYMENT_STATES: dict[str, Promise] = {
    PaymentState.PLANNED: pgettext_lazy("state of a payment", "Planned"),
    PaymentState.ORDERED: pgettext_lazy("state of a payment", "Ordered"),
    PaymentState.PAID: pgettext_lazy("state of a payment", "Paid"),
    PaymentState.RETURNED: pgettext_lazy("state of a payment", "Came back"),
    PaymentState.DROPPED: pgettext_lazy("state of a payment", "Not needed"),
}
ACCOUNTS: dict[str, Promise] = {
    Account.BUDGET: pgettext_lazy("account", "Budget of the edition"),
    Account.AVAILABLE: pgettext_lazy("account", "Available"),
    Account.RESERVED: pgettext_lazy("account", "Reserved for approved requests"),
    Account.COMMITTED: pgettext_lazy("account", "Promised by agreements"),
    Account.ADVANCE: pgettext_lazy("account", "Paid, not yet accounted for"),
    Account.SPENT: pgettext_lazy("account", "Accepted costs"),
    Account.RECEIVABLE: pgettext_lazy("account", "To come back"),
}
ENTRIES: dict[str, Promise] = {
    EntryKind.BUDGET_SET: pgettext_lazy("entry of the ledger", "Budget set"),
    EntryKind.APPROVED: pgettext_lazy("entry of the ledger", "Request approved"),
    EntryKind.AGREED: pgettext_lazy("entry of the ledger", "Agreement made"),
    EntryKind.PAID: pgettext_lazy("entry of the ledger", "Paid"),
    EntryKind.RETURNED: pgettext_lazy("entry of the ledger", "Payment came back"),
    EntryKind.ACCEPTED: pgettext_lazy("entry of the ledger", "Costs accepted"),
    EntryKind.DEMANDED: pgettext_lazy("entry of the ledger", "Money asked back"),
    EntryKind.RECEIVED: pgettext_lazy("entry of the ledger", "Money received back"),
    EntryKind.RELEASED: pgettext_lazy("entry of the ledger", "No longer needed"),
    EntryKind.CORRECTED: pgettext_lazy("entry of the ledger", "Correction of an earlier entry"),
}
FAULTS: dict[str, Promise] = {
    "total-not-zero": _("All accounts together are not zero."),
    "below-zero": _("An account is below zero."),
    "closed-not-empty": _("A request that is over still has money in its accounts."),
    "balances-differ": _("The balances are not the sums of the entries."),
    "requests-differ": _("The accounts of the requests do not make up those of the edition."),
    "budget-differs": _("The budget is not the one of the rules."),
}
FACTS: dict[str, Promise] = {
    "max_per_request_cents": _("At most for one request"),
    "max_per_title_cents": _("At most for one Pearl in its title year"),
    "own_share_percent": _("Own share of the town, at least"),
    "instalments_percent": _("Paid in parts"),
    "opens_on": _("Requests from"),
    "closes_on": _("Requests until"),
    "report_days_after_end": _("Days to report after the end"),
    "keep_bank_details_years": _("Years that bank accounts are kept"),
}
REASONS: dict[str, Promise] = {
    "not-the-office": _("Only the programme office does this."),
    "not-finance": _("Only finance officers and the office do this."),
    "own-town": _("You speak for this town or have been its mentor. Somebody else decides here."),
    "not-your-town": _("You do not speak for this town."),
    "not-a-pearl": _("Seed money is for towns that hold the title of this edition."),
    "no-rules": _("There is no seed money in this edition."),
    "not-open": _("Requests are not taken today. The rules say from when until when."),
    "already-sent": _("The request is with the programme. It comes back to you, or is decided."),
    "unfinished": _(
        "Something is missing: a title, who carries it out, what happens, the costs, the amount, the payee or the"
        " account."
    ),
    "unknown-purpose": _("Please choose a purpose that the rules name."),
    "unknown-cost": _("Each cost needs a kind that the rules name, a few words and an amount."),
    "days-wrong": _("Please give the first and the last day, in this order."),
    "iban-wrong": _("This is not a bank account number (IBAN). Please look at it digit by digit."),
    "over-request-limit": _("One request may ask for at most %(limit)s."),
    "over-title-limit": _("One Pearl may get at most %(limit)s in its title year, and has %(used)s."),
    "budget-too-small": _("There is not so much left in the budget of this edition."),
    "account-too-small": _("There is not so much in this account. Please look at the ledger."),
    "sums-differ": _("What is asked, the own share and other money must add up to the costs."),
    "own-share-too-small": _("The own share is at least %(percent)s per cent of the costs: %(least)s."),
    "wrong-state": _("The request is not at this step now."),
    "needs-reason": _("Please say why: others read it."),
    "decided-already": _("You have said yes already. The second yes is somebody else's."),
    "amounts-differ": _("The first yes was to %(cents)s. Say yes to the same amount, or give the request back."),
    "over-asked": _("This is more than was asked for."),
    "no-amount": _("Please give an amount above zero."),
    "confirmed-already": _("This side has confirmed the agreement already."),
    "payment-not-so-far": _("The payment is not at this step now."),
    "same-person": _("You have ordered this payment. Somebody else confirms it."),
    "day-to-come": _("This day has not come yet."),
    "too-many-proofs": _("A report has at most %(limit)s costs."),
    "too-many-lines": _("A request has at most %(limit)s costs."),
    "report-empty": _("Please say in a few sentences what happened."),
    "over-claimed": _("Accept between nothing and the whole of what was claimed."),
    "costs-open": _("Costs that nobody has looked at: %(count)s."),
    "more-than-owed": _("Only %(owed)s is to come back."),
    "money-out": _("Money is on its way or was paid. The report comes first."),
    "file-claimed": _("This file proves another cost already."),
    "invoice-claimed": _("This invoice of this supplier is in a report already."),
    "somebody-was-faster": _("Somebody else has acted meanwhile. Please look at it again."),
    "edition-is-history": _("This edition was not run here."),
    "rules-changed-meanwhile": _("Somebody else has changed the rules meanwhile. Please look at them again."),
    "changes-nothing": _("This changes nothing."),
}
AMOUNTS = frozenset({"limit", "used", "least", "cents", "owed"})
COUNTED = frozenset({"too-many-proofs", "too-many-lines"})
ACTS: dict[str, Promise] = {
    "seed-rules-saved": _("Rules for seed money saved"),
    "seed-request-begun": _("Request for seed money begun"),
    "seed-request-changed": _("Request for seed money changed"),
    "seed-request-sent": _("Request for seed money sent"),
    "seed-request-withdrawn": _("Request for seed money withdrawn"),
    "seed-request-checked": _("Request for seed money checked"),
    "seed-request-returned": _("Request for seed money given back"),
    "seed-request-approved": _("Yes to a request for seed money"),
    "seed-request-refused": _("Request for seed money refused"),
    "seed-agreement-confirmed": _("Agreement confirmed by the town"),
    "seed-agreement-signed": _("Agreement signed by the office"),
    "seed-request-ended": _("Request for seed money ended"),
    "seed-payment-ordered": _("Payment ordered"),
    "seed-payment-confirmed": _("Payment confirmed"),
    "seed-payment-returned": _("Payment came back"),
    "seed-payment-corrected": _("Payment corrected"),
    "seed-proof-added": _("Cost added to a report"),
    "seed-proof-removed": _("Cost taken out of a report"),
    "seed-report-sent": _("Report on seed money sent"),
    "seed-proof-judged": _("Cost of a report judged"),
    "seed-report-settled": _("Report on seed money settled"),
    "seed-money-received": _("Money received back"),
    "seed-bank-details-forgotten": _("Bank account forgotten"),
}
SUBJECTS: dict[str, Promise] = {"seed-request": _("Request for seed money")}
LINES: dict[str, Promise] = {
    "seed-finish": _("Finish the request for seed money “%(title)s” and send it"),
    "seed-mend": _("Change the request for seed money “%(title)s” and send it again"),
    "seed-check": _("Check the request for seed money “%(title)s”"),
    "seed-decide": _("Decide on the request for seed money “%(title)s”"),
    "seed-decide-second": _("Say the second yes or no to the request for seed money “%(title)s”"),
    "seed-confirm-agreement": _("Confirm the agreement on seed money for “%(title)s”"),
    "seed-sign": _("Sign the agreement on seed money for “%(title)s”"),
    "seed-order": _("Order the payment for “%(title)s”"),
    "seed-confirm-payment": _("Confirm that the bank has paid for “%(title)s”"),
    "seed-report-due": _("Report what the seed money for “%(title)s” was used for"),
    "seed-judge": _("Look at the costs reported for “%(title)s”"),
    "seed-pay-back": _("Pay back the seed money for “%(title)s” that was not used"),
    "seed-await-money": _("Write down the seed money for “%(title)s” that comes back"),
}

SENT_LETTER = Letter(
    "seed-sent",
    _("%(place)s asks for seed money"),
    _("Hello %(name)s,\n\n%(place)s asks for %(amount)s for “%(title)s”. Please check the request:\n\n%(link)s"),
    about=_("When a Pearl asks for seed money"),
)
WITHDRAWN_LETTER = Letter(
    "seed-withdrawn",
    _("%(place)s has withdrawn a request for seed money"),
    _("Hello %(name)s,\n\n%(place)s has withdrawn its request “%(title)s”:\n\n%(link)s"),
    about=_("When a Pearl withdraws a request for seed money"),
)
RETURNED_LETTER = Letter(
    "seed-returned",
    _("Your request for seed money came back: %(title)s"),
    _(
        "Hello %(name)s,\n\nthe request “%(title)s” of %(place)s needs a change:\n\n%(reason)s\n\nChange it and send it"
        " again:\n\n%(link)s"
    ),
    about=_("When a request for seed money goes back to its Pearl"),
)
APPROVED_LETTER = Letter(
    "seed-approved",
    _("Seed money is approved: %(title)s"),
    _(
        "Hello %(name)s,\n\n%(place)s gets up to %(amount)s for “%(title)s”. Please read the agreement and confirm"
        " it:\n\n%(link)s"
    ),
    about=_("When two people have said yes to a request for seed money"),
)
REFUSED_LETTER = Letter(
    "seed-refused",
    _("Seed money is refused: %(title)s"),
    _("Hello %(name)s,\n\nthe request “%(title)s” of %(place)s is refused:\n\n%(reason)s\n\n%(link)s"),
    about=_("When a request for seed money is refused"),
)
AGREED_LETTER = Letter(
    "seed-agreed",
    _("The agreement with %(place)s holds"),
    _(
        "Hello %(name)s,\n\n%(place)s and the office have agreed on %(amount)s for “%(title)s”. The first payment can"
        " be ordered:\n\n%(link)s"
    ),
    about=_("When both sides have confirmed an agreement on seed money"),
)
ENDED_LETTER = Letter(
    "seed-ended",
    _("Your request for seed money is ended: %(title)s"),
    _("Hello %(name)s,\n\nthe request “%(title)s” of %(place)s is ended:\n\n%(reason)s\n\n%(link)s"),
    about=_("When the programme ends a request for seed money"),
)
PAID_LETTER = Letter(
    "seed-paid",
    _("Seed money is paid: %(title)s"),
    _("Hello %(name)s,\n\n%(amount)s for “%(title)s” was paid to %(place)s on %(day)s:\n\n%(link)s"),
    about=_("When a payment of seed money is confirmed"),
)
REPORTED_LETTER = Letter(
    "seed-reported",
    _("%(place)s reports on its seed money"),
    _("Hello %(name)s,\n\n%(place)s has reported on “%(title)s”. Please look at the costs:\n\n%(link)s"),
    about=_("When a Pearl reports on its seed money"),
)
SETTLED_LETTER = Letter(
    "seed-settled",
    _("Your report on seed money is settled: %(title)s"),
    _(
        "Hello %(name)s,\n\nthe report of %(place)s on “%(title)s” is settled. The seed money is"
        " %(amount)s:\n\n%(link)s"
    ),
    about=_("When a report on seed money is settled and nothing comes back"),
)
BACK_LETTER = Letter(
    "seed-back",
    _("Some seed money is to be paid back: %(title)s"),
    _(
        "Hello %(name)s,\n\nthe report of %(place)s on “%(title)s” is settled. %(amount)s was not used for accepted"
        " costs and is to be paid back:\n\n%(link)s"
    ),
    about=_("When a report on seed money is settled and money is to come back"),
)


def reason_words(verdict: Verdict) -> str:
    """The sentence for a refusal of this room, or of the one that keeps its files."""
    reason = verdict.reason
    if reason not in REASONS:
        return str(file_labels.REASONS[reason]) % dict(verdict.detail)
    return str(REASONS[reason]) % _worded(reason, verdict.detail)


def _worded(reason: str, detail: Mapping[str, object]) -> dict[str, object]:
    language = formats.current_language()
    amounts = frozenset() if reason in COUNTED else AMOUNTS
    return {
        name: formats.euros(value, language) if name in amounts and isinstance(value, int) else value
        for name, value in detail.items()
    }
