"""Applying again with the text of an application that is over, and what the new draft says of where it came from."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pearls.calls import labels, queries, rules, services
from pearls.calls.rules import Right, State, SubmissionKind
from pearls.calls.views.papers import Paper, paper_for
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed, Verdict, no
from pearls.places import queries as place_queries
from pearls.web.gates import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, ref: str) -> HttpResponse:
    """What goes into a new draft in which call, and what does not; the button begins it."""
    paper = paper_for(request, ref, utc_now())
    refused: dict[str, Any] = {}
    if request.method == "POST":
        try:
            draft = services.apply_again(actor=paper.actor, application=paper.application, now=paper.now)
        except NotAllowed as refusal:
            refused = _refused(refusal.verdict)
        else:
            messages.success(request, _("The draft is begun with the earlier text. Look whether it still holds."))
            return redirect("calls:application", ref=draft.ref)
    return render(request, "calls/again.html", {**paper.context(), **refused, **_what_would_come(paper)})


def _what_would_come(paper: Paper) -> dict[str, Any]:
    application = paper.application
    may = rules.may_apply_again(access=paper.access, state=State(application.state))
    if not may:
        return _refused(may)
    call = queries.next_call(application, paper.now)
    if call is None:
        return _refused(no("no-next-call"))
    shown: dict[str, Any] = {"call": call, "call_zone": queries.zone_of(call)}
    existing, access = queries.application_seen_by(paper.actor, call, application.place)
    if existing is not None:
        may_see = rules.may_read(access)
        if not may_see:
            return shown | _refused(no("already-applied"))
        link = reverse("calls:application", args=[existing.ref])
        return shown | {"refusal": _("The place has an application in that edition already."), "existing_url": link}
    # The whole place: its rules ask for more than the page shows, and a part at a time would be a query each.
    place = place_queries.place_for(application.place.key) or application.place
    may = queries.may_begin_now(paper.actor, call, place, paper.now, has_application=False)
    version = queries.form_of(call, SubmissionKind.APPLICATION) if may else None
    if version is None:
        return shown | _refused(no("no-form") if may else may)
    return shown | {"taken": queries.taken_over(application, version.form)}


def _refused(verdict: Verdict) -> dict[str, Any]:
    return {"refusal": labels.reason_words(verdict)}


def origin_in_words(paper: Paper, answers: dict[str, Any]) -> dict[str, Any] | None:
    """Where the text of this draft came from: what still stands as it was, which files to add, what has no place.

    Who may not read the earlier application learns which edition it was in, and no more of what is left there.
    """
    if (origin := queries.origin_of(paper.actor, paper.application)) is None:
        return None
    earlier, access = origin
    form, told = paper.document.form, document_queries.answers_of(earlier.document)
    taken = document_rules.taken_over(earlier.document.form, form, told)
    unchanged = document_rules.sections_as_they_were(form, taken.answers, answers)
    words: dict[str, Any] = {
        "edition": earlier.edition,
        "sections": [{"title": section.title, "url": paper.urls.section(section.id)} for section in unchanged],
    }
    if not access.has(Right.VIEW):
        return words
    has_reasons = State(earlier.state) in rules.WITH_OUTCOME and access.sees_private
    files = [question for question in taken.files if not answers.get(question.id)]
    return words | {
        "url": reverse("calls:application", args=[earlier.ref]),
        "reasons_url": reverse("complaints:outcome", args=[earlier.ref]) if has_reasons else "",
        "left": taken.left,
        "files": [
            {
                "name": file["name"],
                "url": reverse("calls:application-file", args=[earlier.ref, file["ref"]]),
                "label": question.label,
                "section_url": paper.urls.section(form.section_of(question.id).id),
            }
            for question in files
            for file in told[question.id]
        ],
    }
