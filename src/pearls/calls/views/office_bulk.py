"""One act on many applications: first a preview of what would happen to each, then the act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pearls.calls import labels, queries, rules, services
from pearls.calls.forms.office import BULK_WORDS, Bulk, BulkForm, end_of_day
from pearls.calls.rules import State
from pearls.calls.views.office import edition_of
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.web.gates import actor_of, office


@dataclass(frozen=True)
class Asked:
    """What the office wants to do, to all that it chose."""

    act: Bulk
    text: str
    due_at: datetime | None


@office
@require_POST
def bulk(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the act would do to each; with the word `go`, do it to those it is allowed for."""
    edition = edition_of(request, key)
    actor, now = actor_of(request), utc_now()
    chosen = queries.chosen_applications(actor, edition, request.POST.getlist("ref")[:500])
    form = BulkForm(request.POST, refs=[application.ref for application in chosen])
    if not form.is_valid():
        for problem in form.non_field_errors():
            messages.error(request, str(problem))
        if form.non_field_errors():
            return redirect("calls:office-application-list", key)
        return render(request, "calls/office-bulk.html", {"edition": edition, "form": form, "rows": []}, status=422)
    asked = _asked(form, queries.zone_of(edition))
    rows = [_row(actor, application, asked, now) for application in chosen]
    if "go" in request.POST:
        return _go(request, key, asked, rows)
    context = {
        "edition": edition,
        "form": form,
        "asked": asked,
        "act_words": BULK_WORDS[asked.act],
        "rows": rows,
        "allowed_count": sum(1 for row in rows if row["verdict"]),
    }
    return render(request, "calls/office-bulk.html", context)


def _asked(form: BulkForm, zone: str) -> Asked:
    given = form.cleaned_data
    due_at = end_of_day(given["due_on"], zone) if given.get("due_on") else None
    return Asked(act=Bulk(given["act"]), text=given["text"], due_at=due_at)


def _row(actor: Actor, application: queries.Application, asked: Asked, now: datetime) -> dict[str, Any]:
    verdict = _may(actor, application, asked, now)
    state = State(application.state)
    return {
        "application": application,
        "state_words": labels.STATES[state],
        "tone": labels.TONES[state],
        "verdict": verdict,
        "words": labels.reason_words(verdict) if not verdict else "",
    }


def _may(actor: Actor, application: queries.Application, asked: Asked, now: datetime) -> Verdict:
    is_office = actor.is_office(application.edition.key)
    state = State(application.state)
    if asked.act == Bulk.RETURN:
        return rules.may_return(
            is_office=is_office, state=state, question=asked.text, due_at=asked.due_at or now, now=now
        )
    return rules.may_decide_eligibility(
        is_office=is_office, state=state, is_eligible=asked.act == Bulk.ELIGIBLE, reason=asked.text
    )


def _go(request: HttpRequest, key: str, asked: Asked, rows: list[dict[str, Any]]) -> HttpResponse:
    act = _act_of(asked)
    done, refused = 0, []
    for row in rows:
        try:
            act(actor_of(request), row["application"], utc_now())
            done += 1
        except NotAllowed as refusal:
            refused.append((row["application"].place.display_name, labels.reason_words(refusal.verdict)))
    if done:
        words = ngettext("Done for %(count)d application.", "Done for %(count)d applications.", done)
        messages.success(request, words % {"count": done})
    for name, why in refused:
        messages.warning(request, _("Not done for %(place)s: %(why)s") % {"place": name, "why": why})
    return redirect("calls:office-application-list", key)


def _act_of(asked: Asked) -> Callable[[Actor, queries.Application, datetime], object]:
    def decide(actor: Actor, application: queries.Application, now: datetime) -> object:
        return services.decide_eligibility(
            actor=actor,
            application=application,
            is_eligible=asked.act == Bulk.ELIGIBLE,
            reason=asked.text,
            now=now,
        )

    def ask(actor: Actor, application: queries.Application, now: datetime) -> object:
        return services.return_for_clarification(
            actor=actor, application=application, question=asked.text, due_at=asked.due_at or now, now=now
        )

    return ask if asked.act == Bulk.RETURN else decide
