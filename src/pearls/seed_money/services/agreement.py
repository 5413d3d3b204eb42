"""The agreement: its words are fixed with the second yes, and printed the same each time it is asked for."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.kernel.languages import pick
from pearls.kernel.verdict import YES, no, require
from pearls.seed_money.models import Request
from pearls.seed_money.rules.document import SeedRules
from pearls.seed_money.rules.ledger import instalments
from pearls.web import formats
from pearls.web.pdf import render_pdf


def words_of(request: Request, *, cents: int, rules: SeedRules, now: datetime) -> tuple[dict[str, Any], str]:
    """The words of the agreement in the language of the request, and their SHA-256. No bank account is in them."""
    with translation.override(request.language):
        words = {
            "language": request.language,
            "title": _("Agreement on seed money"),
            "place": request.place.display_name,
            "number": request.ref,
            "fixed_on": now.date().isoformat(),
            "facts": _facts(request, cents, rules, request.language),
            "clauses": _clauses(request, rules, request.language),
            "demonstration": _("Demonstration: an invented town, not a real agreement")
            if request.place.is_demonstration
            else "",
        }
    return words, sha256_hex(canonical_json(words))


def _facts(request: Request, cents: int, rules: SeedRules, language: str) -> list[list[str]]:
    purpose = next((choice.text for choice in rules.purposes if choice.code == request.purpose), {})
    days = [formats.date_words(day, language) if day else "" for day in (request.starts_on, request.ends_on)]
    return [
        [_("Number"), request.ref],
        [_("Given to"), request.place.display_name],
        [_("Given by"), _("The programme office")],
        [_("For"), request.title],
        [_("Purpose"), pick(purpose, language)[0]],
        [_("Carried out by"), request.carried_by],
        [_("From"), days[0]],
        [_("Until"), days[1]],
        [_("Amount, at most"), formats.euros(cents, language)],
    ]


def _clauses(request: Request, rules: SeedRules, language: str) -> list[str]:
    due = request.ends_on + timedelta(days=rules.report_days_after_end) if request.ends_on else None
    parts = instalments(100, rules.instalments_percent)
    if len(parts) == 1:
        paid = _("The whole amount is paid once both sides have agreed.")
    else:
        paid = _("%(first)s of the amount is paid once both sides have agreed, the rest after the report.") % {
            "first": formats.percent(parts[0], language)
        }
    return [
        paid,
        _("The money is used for this activity alone, and for costs of the kinds that the rules name."),
        _("The town bears at least %(share)s of the costs itself.")
        % {"share": formats.percent(rules.own_share_percent, language)},
        _("The town reports by %(day)s what happened and what it cost, with a proof of every cost.")
        % {"day": formats.date_words(due, language) if due else "…"},
        _("Money that was paid and not used for accepted costs goes back."),
        _("A proof is used for one request only."),
    ]


def agreement_pdf(*, request: Request) -> bytes:
    """The agreement as it was fixed, with who has confirmed it until now. Raises: NotAllowed: wrong-state."""
    require(YES if request.agreement else no("wrong-state"))
    said = request.agreement
    language = said["language"]
    with translation.override(language):
        data = said | {
            "print_label": _("Fingerprint of these words (SHA-256)"),
            "sha256": request.agreement_sha256,
            "clauses_title": _("What was agreed"),
            "signed_title": _("Confirmed"),
            "signed": [
                [_("For the town"), _when(request.town_agreed_at, language)],
                [_("For the programme office"), _when(request.office_agreed_at, language)],
            ],
        }
    last = max(filter(None, (request.town_agreed_at, request.office_agreed_at)), default=None)
    fixed = datetime.fromisoformat(f"{said['fixed_on']}T00:00:00+00:00")
    return render_pdf(template="seed_money/agreement.typ", data=data, language=language, now=last or fixed)


def _when(moment: datetime | None, language: str) -> str:
    return formats.date_words(moment.date(), language) if moment else _("not yet")
