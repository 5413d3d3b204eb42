"""The control room: what needs doing in an edition, and one application at a time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pearls.audit import labels as audit_labels
from pearls.audit import queries as audit_queries
from pearls.calls import labels, queries, rules, services
from pearls.calls.forms.office import (
    Bulk,
    DropOutForm,
    EligibilityForm,
    MentorForm,
    ReturnForm,
    ScheduleForm,
    end_of_day,
)
from pearls.calls.rules import State
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries
from pearls.programme import rules as programme_rules
from pearls.web.counts import waiting_behind
from pearls.web.gates import actor_of, office


def edition_of(request: HttpRequest, key: str) -> queries.Edition:
    """The edition, for those who work in its office. Raises: Http404."""
    actor = actor_of(request)
    edition = programme_queries.edition_for(actor, key)
    if not actor.is_office(edition.key) or edition.is_history:
        raise Http404
    return edition


@office
@require_GET
def control_room(request: HttpRequest) -> HttpResponse:
    """Every edition that runs here, and how far each has come."""
    actor = actor_of(request)
    editions = queries.editions_of_office(actor)
    counts = queries.state_counts(editions)
    rows = [
        {
            "edition": edition,
            "river": [
                {
                    "label": labels.STRETCHES[name],
                    "count": sum(counts.get((edition.pk, state), 0) for state in states),
                }
                for name, states in rules.PIPELINE
            ],
        }
        for edition in editions
    ]
    return render(request, "calls/office-home.html", {"rows": rows})


@office
@require_GET
def edition_room(request: HttpRequest, key: str) -> HttpResponse:
    """One edition as a river, with who is stuck and what waits today."""
    actor, now = actor_of(request), utc_now()
    edition = edition_of(request, key)
    found = queries.rules_of(edition)
    counts = queries.state_counts([edition])
    stuck = queries.stuck_applications(actor, edition, now=now)
    waiting = queries.office_tasks(edition, counts, stuck, now=now)
    waiting |= {"mentors": queries.unmentored_count(actor, edition)}
    context = {
        "edition": edition,
        "zone": queries.zone_of(edition),
        "river": [_stretch(edition, row) for row in queries.river(edition, counts, stuck)],
        "tasks": _tasks(edition, waiting),
        "stuck": [{"application": application, "why": labels.STUCK[why]} for application, why in stuck[:12]],
        "phase": programme_rules.phase(found.dates, now, title_year=edition.title_year) if found else "",
        "now": now,
        "flag_count": waiting_behind("plans:flag-list", actor, key),
        "published_count": queries.published_count(edition),
    }
    return render(request, "calls/office-edition.html", context)


def _stretch(edition: queries.Edition, row: queries.ProgressRow) -> dict[str, Any]:
    note = _("%(count)d stuck") % {"count": row.stuck_count} if row.stuck_count else ""
    href = reverse("calls:office-application-list", args=[edition.key]) + f"?stretch={row.stretch}"
    return {"label": labels.STRETCHES[row.stretch], "count": row.count, "note": note, "href": href}


def _tasks(edition: queries.Edition, waiting: dict[str, int]) -> list[dict[str, Any]]:
    listing = reverse("calls:office-application-list", args=[edition.key])
    places = {
        "eligibility": f"{listing}?state={State.SUBMITTED}&sort=submitted",
        "overdue": f"{listing}?state={State.RETURNED}",
        "mentors": reverse("calls:office-mentor-list", args=[edition.key]) + "?without=1",
        "speakers": reverse("people:office-list"),
    }
    return [
        {"what": labels.TASKS[name], "count": count, "href": places.get(name, listing)}
        for name, count in waiting.items()
        if count
    ]


@office
@require_GET
def application(request: HttpRequest, key: str, ref: str) -> HttpResponse:
    """One application: what was sent, what the rules say of the place, and what the office may do."""
    return application_page(request, key, ref)


def application_page(request: HttpRequest, key: str, ref: str, **forms: Any) -> HttpResponse:
    actor = actor_of(request)
    found = queries.office_application(actor, key, ref)
    state = State(found.state)
    sent = list(queries.submissions_of(found))
    context = {
        "edition": found.edition,
        "zone": queries.zone_of(found.edition),
        "application": found,
        "state_words": labels.STATES[state],
        "tone": labels.TONES[state],
        "submissions": [item for item in sent if item.kind == rules.SubmissionKind.APPLICATION],
        "plan_submissions": [item for item in sent if item.kind == rules.SubmissionKind.PLAN],
        "members": queries.members_of(found),
        # What was never sent was neither decided nor asked about.
        "decisions": found.decisions.select_related("decided_by") if sent else (),
        "clarifications": queries.clarifications_of(found) if sent else (),
        "mentors": queries.mentors_of(found),
        "history": _history(actor, found),
        **_acts(found, state),
    }
    status = 422 if forms else 200
    return render(request, "calls/office-application.html", context | forms, status=status)


def mentor_form(mentors: Iterable[queries.Person], data: Any = None) -> MentorForm:
    """The choice of a mentor among those who hold the role."""
    return MentorForm(data, mentors=[(person.ref, str(person)) for person in mentors])


def _history(actor: Actor, found: queries.Application) -> list[tuple[datetime, str, str]]:
    """When what was done, and by whom."""
    entries = audit_queries.entries(actor, subject=found.subject).annotate(name=people_queries.name_behind("actor_ref"))
    return [
        (at, audit_labels.act_text(act), audit_labels.actor_text(ref, name))
        for at, act, ref, name in entries.values_list("at", "act", "actor_ref", "name")[:40]
    ]


def _acts(found: queries.Application, state: State) -> dict[str, Any]:
    """The forms of what the office may do now, and what the rules propose where it decides."""
    acts: dict[str, Any] = {}
    if rules.may_move(state=state, to=State.ELIGIBLE) or rules.may_move(state=state, to=State.INELIGIBLE):
        proposed = queries.eligibility_of(found.edition, found.place)
        outcome = Bulk.ELIGIBLE if proposed else Bulk.INELIGIBLE
        words = labels.reason_words(proposed) if proposed.reason else labels.REASONS["eligible"]
        acts |= {"proposed_words": words, "eligibility_form": EligibilityForm(initial={"outcome": outcome})}
    if rules.may_move(state=state, to=State.RETURNED):
        acts["return_form"] = ReturnForm()
    if rules.may_move(state=state, to=State.DROPPED_OUT):
        acts["drop_out_form"] = DropOutForm()
    if state in rules.MENTORED:
        acts["mentor_form"] = mentor_form(queries.mentors_to_choose(found.edition))
    return acts


@office
@require_POST
def decide(request: HttpRequest, key: str, ref: str) -> HttpResponse:
    """Decide whether the application is eligible."""
    found = queries.office_application(actor_of(request), key, ref)
    form = EligibilityForm(request.POST)
    if not form.is_valid():
        return application_page(request, key, ref, eligibility_form=form)
    try:
        services.decide_eligibility(
            actor=actor_of(request),
            application=found,
            is_eligible=form.cleaned_data["outcome"] == Bulk.ELIGIBLE,
            reason=form.cleaned_data["reason"],
            now=utc_now(),
        )
    except NotAllowed as refusal:
        form.add_error("reason" if refusal.verdict.reason == "needs-reason" else None, _words(refusal))
        return application_page(request, key, ref, eligibility_form=form)
    messages.success(request, _("Decided. The letter waits in the outbox until you release it."))
    return redirect("calls:office-application", key, ref)


@office
@require_POST
def return_application(request: HttpRequest, key: str, ref: str) -> HttpResponse:
    """Return the application with a question."""
    found = queries.office_application(actor_of(request), key, ref)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return application_page(request, key, ref, return_form=form)
    try:
        services.return_for_clarification(
            actor=actor_of(request),
            application=found,
            question=form.cleaned_data["question"],
            due_at=end_of_day(form.cleaned_data["due_on"], queries.zone_of(found.edition)),
            now=utc_now(),
        )
    except NotAllowed as refusal:
        form.add_error("due_on" if refusal.verdict.reason == "date-passed" else None, _words(refusal))
        return application_page(request, key, ref, return_form=form)
    messages.success(request, _("Returned. The applicant has been written to."))
    return redirect("calls:office-application", key, ref)


@office
@require_POST
def drop_out(request: HttpRequest, key: str, ref: str) -> HttpResponse:
    """Note that a candidate gives up."""
    found = queries.office_application(actor_of(request), key, ref)
    form = DropOutForm(request.POST)
    if not form.is_valid():
        return application_page(request, key, ref, drop_out_form=form)
    try:
        services.drop_out(
            actor=actor_of(request), application=found, reason=form.cleaned_data["drop_reason"], now=utc_now()
        )
    except NotAllowed as refusal:
        form.add_error(None, _words(refusal))
        return application_page(request, key, ref, drop_out_form=form)
    messages.success(request, _("Noted. The plan is closed."))
    return redirect("calls:office-application", key, ref)


@office
@require_http_methods(["GET", "POST"])
def publish_applicants(request: HttpRequest, key: str) -> HttpResponse:
    """Put the applicants' names into the public record, after a look at who will be named."""
    actor, now = actor_of(request), utc_now()
    edition = edition_of(request, key)
    zone = queries.zone_of(edition)
    release = queries.applicants_release_of(edition)
    form = ScheduleForm(request.POST if "schedule" in request.POST else None, zone=zone, initial=_proposed(edition))
    if request.method == "POST" and (
        _schedule(request, edition, form) if form.is_bound else _publish(request, edition)
    ):
        return redirect("calls:office-edition", key)
    verdict = queries.may_publish_applicants_now(actor, edition, now=now)
    context = {
        "edition": edition,
        "verdict": verdict,
        "reason_words": labels.reason_words(verdict),
        "applications": queries.applications_to_publish(actor, edition),
        "release": release,
        "zone": zone,
        "form": form,
    }
    return render(request, "calls/office-publish.html", context, status=422 if form.errors else 200)


def _proposed(edition: queries.Edition) -> dict[str, Any]:
    """The instant that the rules name for the list, as a wall time."""
    found = queries.rules_of(edition)
    moment = found.dates.moment(programme_rules.Step.APPLICANTS_PUBLISHED) if found else None
    return {"wall": moment.wall} if moment and moment.wall else {}


def _schedule(request: HttpRequest, edition: queries.Edition, form: ScheduleForm) -> bool:
    if not form.is_valid():
        return False
    publish_at = form.cleaned_data["wall"]
    try:
        services.schedule_applicants(actor=actor_of(request), edition=edition, publish_at=publish_at, now=utc_now())
    except NotAllowed as refusal:
        form.add_error("wall", _words(refusal))
        return False
    messages.success(request, _("The time is set. Names appear then, once every eligibility is decided."))
    return True


def _publish(request: HttpRequest, edition: queries.Edition) -> bool:
    try:
        count = services.publish_applicants(actor=actor_of(request), edition=edition, now=utc_now())
    except NotAllowed as refusal:
        messages.error(request, _words(refusal))
    else:
        messages.success(request, _("Published. New names in the public record: %(count)d.") % {"count": count})
    return True


def _words(refusal: NotAllowed) -> str:
    return labels.reason_words(refusal.verdict)
