"""The desk of finance officers and the office: the queue, the ledger, and what leaves it for the books."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries
from pearls.seed_money import labels, queries, services
from pearls.seed_money.forms import RulesForm
from pearls.seed_money.models import Entry, Request
from pearls.seed_money.queries import Account
from pearls.seed_money.rules.document import DocumentError
from pearls.seed_money.rules.requests import State
from pearls.seed_money.views.requests import row_of
from pearls.web.gates import actor_of, office, signed_in
from pearls.web.pagination import page_of
from pearls.web.spreadsheets import spreadsheet


@signed_in
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """The editions with seed money that the reader works on; one alone is opened at once."""
    found = queries.desk_editions(actor_of(request))
    if not found and not queries.is_desk(actor_of(request)):
        raise Http404
    if len(found) == 1:
        return redirect("seed_money:desk", key=found[0].key)
    return render(request, "seed_money/editions.html", {"editions": found})


@signed_in
@require_safe
def desk(request: HttpRequest, key: str) -> HttpResponse:
    """The requests of an edition, the longest waiting first, and how much of the budget is used."""
    actor = actor_of(request)
    edition = queries.edition_at_desk(actor, key)
    rules = queries.rules_of(edition)
    found = queries.at_the_desk(actor, edition)
    state = request.GET.get("state", "")
    counts = dict(found.order_by().values_list("state").annotate(n=Count("pk")))
    found = found.filter(state=state) if state in set(State) else found
    page: Page[Request] = page_of(request, found)
    balances = queries.balances_of(edition)
    context = {
        "edition": edition,
        "page": page,
        "rows": [row_of(one) for one in page.object_list],
        "state": state,
        "states": [(code, words, counts[code]) for code, words in labels.STATES.items() if code in counts],
        "budget": rules.budget_cents if rules else 0,
        "used": (rules.budget_cents if rules else 0) - balances[Account.AVAILABLE],
        "available": balances[Account.AVAILABLE],
        "is_office": actor.is_office(key),
        "asked_total": found.aggregate(sum=Sum("asked_cents"))["sum"] or 0,
    }
    return render(request, "seed_money/desk.html", context)


@signed_in
@require_safe
def ledger(request: HttpRequest, key: str) -> HttpResponse:
    """The accounts of an edition, every entry, and whether it balances."""
    edition = queries.edition_at_desk(actor_of(request), key)
    page: Page[Entry] = page_of(request, queries.entries_of(edition))
    entries = list(page.object_list)
    names = people_queries.names_by_ref([entry.by for entry in entries])
    context = {
        "edition": edition,
        "page": page,
        "accounts": [(labels.ACCOUNTS[row.account], row.cents) for row in queries.account_rows(edition)],
        "faults": [labels.FAULTS[code] for code in queries.faults_in(edition)],
        "entries": [
            {
                "entry": entry,
                "kind": labels.ENTRIES[entry.kind],
                "by": names.get(entry.by, ""),
                "moves": [
                    (labels.ACCOUNTS[row.source], labels.ACCOUNTS[row.target], row.cents)
                    for row in entry.transfers.all()
                ],
            }
            for entry in entries
        ],
    }
    return render(request, "seed_money/ledger.html", context)


@signed_in
@require_safe
def export(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The ledger for the books, as CSV or as a workbook whose amounts are numbers."""
    edition = queries.edition_at_desk(actor_of(request), key)
    return spreadsheet(queries.book_header(), queries.book_rows(edition), name=f"ledger-{edition.key}", kind=kind)


@office
@require_http_methods(["GET", "POST"])
def rules_editor(request: HttpRequest, key: str) -> HttpResponse:
    """Give an edition its rules for seed money, or amend them."""
    actor, now = actor_of(request), utc_now()
    edition = programme_queries.edition_for(actor, key)
    if not actor.is_office(key) or edition.is_history:
        raise Http404
    before = queries.rules_text_of(edition)
    year = edition.title_year or now.year
    text = before.text if before else queries.default_text(**_year(year))
    initial = {"text": text, "base_sha256": before.sha256 if before else ""}
    form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_seed_rules(actor=actor, edition=edition, now=now, **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        except DocumentError as problem:
            form.add_error("text", _sentence(problem))
        else:
            messages.success(request, _("These rules are saved."))
            return redirect("seed_money:desk", key=key)
    context = {"form": form, "edition": edition, "versions": list(queries.versions_of(edition)[:20]), "before": before}
    return render(request, "seed_money/rules.html", context, status=422 if form.errors else 200)


def _year(year: int) -> dict[str, Any]:
    return {"opens_on": date(year, 1, 1), "closes_on": date(year, 12, 31)}


def _sentence(problem: DocumentError) -> str:
    values = {"key": problem.key, "expected": problem.expected, "got": problem.got}
    return _("%(key)s: expected %(expected)s, got %(got)s") % values
