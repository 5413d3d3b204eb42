"""The proposals of who mentors whom: made, changed by hand, taken over or set aside by the office."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.mentoring import labels, queries, services
from pearls.mentoring.models import MatchRun
from pearls.mentoring.queries import matching as match_queries
from pearls.mentoring.rules.matching import RunState
from pearls.programme import queries as programme_queries
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, office
from pearls.web.pagination import page_of


@office
@require_http_methods(["GET", "POST"])
def run_list(request: HttpRequest, key: str) -> HttpResponse:
    """The proposals made for an edition, and the button for a new one."""
    actor = actor_of(request)
    edition = programme_queries.edition_for(actor, key)
    if not actor.is_office(key):
        raise Http404
    if request.method == "POST":
        per_town = 2 if request.POST.get("per_town") == "2" else 1
        try:
            made = services.propose_matching(actor=actor, edition=edition, per_town=per_town, now=utc_now())
        except NotAllowed as refused:
            messages.error(request, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
            return redirect("mentoring:run-list", key=key)
        return redirect("mentoring:run", ref=made.ref)
    page: Page[MatchRun] = page_of(request, match_queries.runs_of(actor, edition))
    rows = [(one, labels.RUN_STATES[one.state], labels.TONES.get(one.state, "neutral")) for one in page]
    return render(request, "mentoring/run_list.html", {"edition": edition, "page": page, "rows": rows})


@office
@require_http_methods(["GET", "POST"])
def run(request: HttpRequest, ref: str) -> HttpResponse:
    """One proposal: each pair with its reasons, and what the office does with it."""
    found = queries.run_for(actor_of(request), ref)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            _do(request, found)
        except NotAllowed as refused:
            messages.error(request, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
        return redirect("mentoring:run", ref=ref)
    return render(request, "mentoring/run.html", _context(found))


def _do(request: HttpRequest, found: MatchRun) -> None:
    actor, now, typed = actor_of(request), utc_now(), request.POST
    act = typed.get("act", "")
    if act == "apply":
        services.apply_run(actor=actor, run=found, now=now)
        messages.success(request, _("The mentors are appointed. Letters are on their way."))
    elif act == "set-aside":
        services.set_aside(actor=actor, run=found, now=now)
        messages.success(request, _("The proposal is set aside."))
    elif act == "override":
        services.override(
            actor=actor,
            run=found,
            town=typed.get("town", ""),
            before=typed.get("before", ""),
            mentor=typed.get("mentor", ""),
            because=typed.get("because", ""),
            now=now,
        )
        messages.success(request, _("Changed by hand."))
    else:
        raise Http404


def _context(found: MatchRun) -> dict[str, Any]:
    applications, people = match_queries.applications_of(found), match_queries.people_of(found)
    themes = dict(match_queries.theme_choices(current_language()))
    names = {key: one.place.display_name for key, one in applications.items()}
    loads = Counter(row["mentor"] for row in found.rows)
    mentors = [(ref, str(person)) for ref, person in sorted(people.items(), key=lambda one: str(one[1]))]
    rows = [
        {
            "town": row["town"],
            "place": names.get(row["town"], row["town"]),
            "before": row["mentor"],
            "mentor": str(people.get(row["mentor"], "")),
            "affinity": row["affinity"],
            "for": [labels.for_words(reason, themes) for reason in row["reasons"]],
            "against": [labels.AGAINST[code] for code in row.get("warnings", ())],
            "because": row.get("because", ""),
        }
        for row in found.rows
    ]
    unserved = [
        {
            "town": row["town"],
            "place": names.get(row["town"], row["town"]),
            "mentors": [str(people[ref]) for ref in row["allowed_mentors"] if ref in people],
        }
        for row in found.impossible
    ]
    capacities = {mentor["id"]: mentor["capacity"] for mentor in found.inputs["mentors"]}
    return {
        "run": found,
        "rows": rows,
        "unserved": unserved,
        "mentors": mentors,
        "loads": [(name, loads[ref], capacities.get(ref, 0)) for ref, name in mentors],
        "state": labels.RUN_STATES[found.state],
        "tone": labels.TONES.get(found.state, "neutral"),
        "is_open": found.state == RunState.PROPOSED,
    }
