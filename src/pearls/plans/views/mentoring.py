"""A mentor's towns at a glance, the meetings with one of them, and the flags that the office settles."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.calls import labels as call_labels
from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.documents import forms as document_forms
from pearls.documents import rules as document_rules
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.plans import labels, queries, services
from pearls.plans.forms.remarks import FlagForm, MeetingForm, OutcomeForm
from pearls.plans.models import Flag, Plan
from pearls.plans.queries import MentoredPlan
from pearls.plans.rules import mentoring as rules
from pearls.plans.rules.remarks import Side
from pearls.plans.views import threads
from pearls.plans.views.pages import PlanPage, page_for
from pearls.programme import queries as programme_queries
from pearls.web.gates import actor_of, office, signed_in
from pearls.web.pagination import page_of

REFUSED = 422
MOST_SPOTS = 5
AS_MENTOR = call_rules.Access(is_mentor=True)


@dataclass(frozen=True)
class TownView:
    """One town in the mentor's overview. `for_mentor` are the first remarks that wait there, each with its spot."""

    page: PlanPage
    state_label: str
    tone: str
    zone: str
    done_count: int
    step_count: int
    last_written_at: datetime | None
    quiet_days: int
    for_mentor: list[tuple[str, str]]
    mentor_count: int
    town_count: int
    last_met_on: date | None
    flag_count: int

    @property
    def urls(self) -> dict[str, str]:
        """Where its pages are."""
        names = {"plan": "plan", "remarks": "remark-list", "meetings": "meetings"}
        return {name: self.page.url(page) for name, page in names.items()}


@signed_in
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All towns of the mentor: how far each plan is, what is due, what waits for whom."""
    actor, now = actor_of(request), utc_now()
    listed: Page[Plan] = page_of(request, queries.plans_mentored_by(actor), per_page=20)
    towns = [_town(actor, row, now) for row in queries.overview_of(list(listed.object_list))]
    return render(request, "plans/mentoring.html", {"towns": towns, "listed": listed, "now": now})


@signed_in
@require_http_methods(["GET", "POST"])
def meetings(request: HttpRequest, ref: str) -> HttpResponse:
    """What mentor and town agreed, for both; the mentor notes a meeting here, or raises a flag to the office."""
    page = page_for(request, ref, utc_now())
    act = request.POST.get("act", "")
    if request.method == "POST" and act not in ("meeting", "flag"):
        raise Http404
    meeting_form = MeetingForm(request.POST if act == "meeting" else None, initial={"held_on": _today(page)})
    flag_form = FlagForm(request.POST if act == "flag" else None)
    posted = {"meeting": meeting_form, "flag": flag_form}.get(act)
    if posted is not None and posted.is_valid():
        try:
            _keep(request, page, act, posted.cleaned_data)
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
        else:
            return redirect(page.url("meetings"))
    is_mentor = page.access.is_mentor
    flags = queries.flags_of(page.plan) if is_mentor else ()
    context = {
        **page.context(),
        "is_mentor": is_mentor,
        "meetings": [(meeting, threads.name_of(meeting.noted_by)) for meeting in queries.meetings_of(page.plan)],
        "flags": [(flag, threads.name_of(flag.settled_by)) for flag in flags],
        "meeting_form": meeting_form,
        "flag_form": flag_form,
    }
    return render(request, "plans/meetings.html", context, status=REFUSED if act else 200)


@office
@require_safe
def flag_list(request: HttpRequest, key: str) -> HttpResponse:
    """What mentors told the office of one edition: what waits, and what was done."""
    actor = actor_of(request)
    edition = programme_queries.edition_for(actor, key)
    if not actor.is_office(edition.key):
        raise Http404
    flags = queries.flags_seen_by_office(actor).filter(plan__application__edition=edition)
    listed: Page[Flag] = page_of(request, flags)
    context = {
        "edition": edition,
        "zone": call_queries.zone_of(edition),
        "listed": listed,
        "flags": [(flag, threads.name_of(flag.raised_by), threads.name_of(flag.settled_by)) for flag in listed],
    }
    return render(request, "plans/flag_list.html", context)


@office
@require_POST
def flag_settle(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what the office did about a flag."""
    actor = actor_of(request)
    flag = queries.flag_for_office(actor, ref)
    form = OutcomeForm(request.POST)
    outcome = form.cleaned_data["outcome"] if form.is_valid() else ""
    try:
        services.settle_flag(actor=actor, flag=flag, outcome=outcome, now=utc_now())
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    else:
        messages.success(request, _("Settled. The mentor sees what was done."))
    return redirect("plans:flag-list", key=flag.plan.application.edition.key)


def _keep(request: HttpRequest, page: PlanPage, act: str, typed: dict[str, Any]) -> None:
    if act == "meeting":
        services.note_meeting(
            actor=page.actor,
            plan=page.plan,
            held_on=typed["held_on"],
            agreed=typed["agreed"],
            today=_today(page),
            now=page.now,
        )
        messages.success(request, _("The meeting is noted. The town reads it too."))
    else:
        services.raise_flag(actor=page.actor, plan=page.plan, reason=typed["reason"], now=page.now)
        messages.success(request, _("The office sees your flag."))


def _today(page: PlanPage) -> date:
    """The day where the edition's deadlines are."""
    return page.now.astimezone(ZoneInfo(call_queries.zone_of(page.application.edition))).date()


def _town(actor: Actor, row: MentoredPlan, now: datetime) -> TownView:
    page = PlanPage(actor, row.plan, AS_MENTOR, now)
    form, state = page.document.form, page.application.state
    problems = document_rules.missing(form, row.content)
    steps = document_forms.steps_of(form, row.content, problems, page.urls.section)
    titles = document_forms.record_titles(form, row.content)
    mine = [thread for thread in row.waiting if thread.waits_for == Side.MENTOR]
    last = row.last_written_at or row.plan.began_at
    is_time = call_rules.may_edit_plan(state=call_rules.State(state), due_at=page.due_at, now=now)
    return TownView(
        page=page,
        state_label=str(call_labels.STATES[state]),
        tone=call_labels.TONES[state],
        zone=call_queries.zone_of(page.application.edition),
        done_count=sum(step.is_done for step in steps),
        step_count=len(steps),
        last_written_at=row.last_written_at,
        quiet_days=rules.quiet_days(last_written_at=last, now=now) if is_time else 0,
        for_mentor=[
            (threads.about_words(form, titles, thread.target), threads.spot_url(page, thread))
            for thread in mine[:MOST_SPOTS]
        ],
        mentor_count=len(mine),
        town_count=len(row.waiting) - len(mine),
        last_met_on=row.last_met_on,
        flag_count=len(row.flags),
    )
