"""Working with a tool: a team puts things down, sorts them, and brings them into the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pearls.documents import forms as document_forms
from pearls.documents import labels as document_labels
from pearls.documents import services as documents
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed
from pearls.plans import labels, services
from pearls.plans import queries as plan_queries
from pearls.plans.forms.sessions import ItemForm, StartForm, initial_of, record_question
from pearls.plans.labels import sessions as words
from pearls.plans.models import Session, SessionItem
from pearls.plans.queries import sessions as queries
from pearls.plans.queries import toolkit as toolkit_queries
from pearls.plans.rules import sessions as rules
from pearls.plans.rules.sessions import ItemState, Lane, ProposalKind, SessionState, SessionTool
from pearls.plans.views import session_pictures
from pearls.plans.views.pages import PlanPage, page_for
from pearls.web.formats import current_language
from pearls.web.gates import signed_in


@dataclass
class SessionPage:
    """A session as one of the plan's people looks at it."""

    page: PlanPage
    session: Session
    tool: SessionTool
    rows: list[SessionItem] = field(default_factory=list)  # all, in their order

    @cached_property
    def content(self) -> dict[str, Any]:
        return plan_queries.content_of(self.page.plan)

    @cached_property
    def titles(self) -> Mapping[str, Mapping[str, str]]:
        """What the records of the plan are called."""
        return document_forms.record_titles(self.page.document.form, self.content)

    @property
    def passed(self) -> list[SessionItem]:
        return [row for row in self.rows if row.state == ItemState.PASSED]

    @property
    def waiting(self) -> list[SessionItem]:
        return [row for row in self.rows if row.state == ItemState.WAITING]

    def url(self, name: str = "session", *args: str) -> str:
        return self.page.url(name, self.session.ref, *args)

    def item(self, ref: str) -> SessionItem:
        """Raises: Http404."""
        found = next((row for row in self.rows if row.ref == ref), None)
        if found is None or self.tool.lane(found.lane) is None:
            raise Http404
        return found

    def form(self, lane: Lane, data: Any = None, initial: Mapping[str, Any] | None = None) -> ItemForm:
        """What is asked in a lane."""
        parents = [row for row in self.passed if row.lane == lane.parent] if lane.parent else []
        form = self.page.document.form
        return ItemForm(data, lane=lane, form=form, titles=self.titles, parents=parents, initial=initial)

    def context(self) -> dict[str, Any]:
        may_edit = self.page.may_edit()
        return {
            **self.page.context(),
            "session": self.session,
            "tool": self.tool,
            "tool_name": tool_name(self.session.tool),
            "session_url": self.url(),
            "list_url": self.page.url("session-list"),
            "bring_url": self.url("session-bring"),
            "residents_url": self.url("session-residents") if self.tool.is_for_residents else "",
            "session_label": words.STATES[SessionState(self.session.state)],
            "session_tone": words.TONES[self.session.state],
            "may_write": bool(may_edit),
            "closed_words": "" if may_edit else labels.reason_words(may_edit),
            "waiting_count": len(self.waiting),
        }


def session_page(request: HttpRequest, ref: str, session_ref: str) -> SessionPage:
    """The session that the reader may see. Raises: Http404."""
    page = page_for(request, ref, utc_now())
    session = queries.session_for(page.plan, session_ref)
    return SessionPage(page, session, queries.tool_of(session), queries.items_of(session, *ItemState))


def tool_name(tool_id: str) -> str:
    """What the toolkit calls a tool."""
    found = toolkit_queries.tool(tool_id)
    return pick(found.name, current_language())[0] if found else tool_id


@signed_in
@require_http_methods(["GET", "POST"])
def session_list(request: HttpRequest, ref: str) -> HttpResponse:
    """The tools that feed the plan, and every session with one; begins another."""
    page = page_for(request, ref, utc_now())
    tools = [(tool.id, tool_name(tool.id)) for tool in queries.tools_for(page.document.form)]
    form = StartForm(request.POST or None, tools=tools, initial={"tool": request.GET.get("tool", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.start_session(
                actor=page.actor, plan=page.plan, tool_id=given["tool"], title=given["title"], now=page.now
            )
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
        else:
            return redirect(page.url("session", made.ref))
    rows = [
        (found, tool_name(found.tool), words.STATES[SessionState(found.state)], words.TONES[found.state])
        for found in queries.sessions_of(page.plan)
    ]
    may_edit = page.may_edit()
    context = {
        **page.context(),
        "form": form,
        "rows": rows,
        "may_write": bool(may_edit),
        "closed_words": "" if may_edit else labels.reason_words(may_edit),
    }
    return render(request, "plans/session_list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, ref: str, session_ref: str) -> HttpResponse:
    """The board: what was put down, as a picture and in its lanes; takes more."""
    found = session_page(request, ref, session_ref)
    bound: ItemForm | None = None
    if request.method == "POST":
        lane = found.tool.lane(request.POST.get("lane", ""))
        if request.POST.get("act", "put") != "put" or lane is None:
            _act(request, found, lane)
            return redirect(found.url())
        bound = found.form(lane, request.POST)
        if bound.is_valid() and _put_down(request, found, lane, bound):
            return redirect(f"{found.url()}?lane={lane.id}#lane-{lane.id}")
    return render(
        request, "plans/session.html", {**found.context(), **_board(found, bound, request.GET.get("lane", ""))}
    )


@signed_in
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, ref: str, session_ref: str, item_ref: str) -> HttpResponse:
    """One item: written anew, moved, taken away, or let pass where a resident wrote it."""
    found = session_page(request, ref, session_ref)
    row = found.item(item_ref)
    lane = found.tool.lane(row.lane)
    assert lane is not None  # noqa: S101 - found.item has looked
    act = request.POST.get("act", "")
    if request.method == "POST" and act != "save":
        _item_act(request, found, row, act)
        return redirect(found.url("session-residents") if act in ("pass", "refuse") else found.url())
    initial = initial_of(row, record_question(found.page.document.form, lane))
    form = found.form(lane, request.POST or None, initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_item(
                actor=found.page.actor, session=found.session, item=row, words=form.words(), now=found.page.now
            )
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
        else:
            return redirect(f"{found.url()}#lane-{lane.id}")
    return render(request, "plans/session_item.html", {**found.context(), "form": form, "row": row})


@signed_in
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, ref: str, session_ref: str) -> HttpResponse:
    """What each item becomes in the plan; the chosen ones are brought in, in one step."""
    found = session_page(request, ref, session_ref)
    if request.method == "POST":
        _bring_in(request, found)
        return redirect(found.url("session-bring"))
    items = queries.as_items(found.passed)
    form, language = found.page.document.form, found.page.application.language
    made = rules.proposals(found.tool, items, form, found.content, language)
    groups = _groups(found, made)
    changes = rules.answers_with(found.tool, found.content, made, [proposal.item.ref for proposal in made])
    context = {"groups": groups, "has_new": bool(changes), "is_order": found.tool.votes and bool(changes)}
    return render(request, "plans/session_bring.html", {**found.context(), **context})


def _board(found: SessionPage, bound: ItemForm | None, last_lane: str) -> dict[str, Any]:
    """The lanes, each with its form; the one into which something was put last stands open for the next."""
    form = found.page.document.form
    lanes = session_pictures.lane_views(found.tool, form, found.passed, found.titles)
    year = found.page.application.edition.title_year
    may_write = found.session.is_open and bool(found.page.may_edit())
    opened = bound.lane.id if bound else last_lane
    return {
        "lanes": [
            (
                view,
                (bound if bound and bound.lane == view.lane else found.form(view.lane)) if may_write else None,
                view.lane.id == opened,
            )
            for view in lanes
        ],
        **session_pictures.picture_context(found.tool, form, found.passed, found.content, found.titles, year),
    }


def _put_down(request: HttpRequest, found: SessionPage, lane: Lane, form: ItemForm) -> bool:
    try:
        services.put_down(
            actor=found.page.actor, session=found.session, lane_id=lane.id, words=form.words(), now=found.page.now
        )
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
        return False
    return True


def _act(request: HttpRequest, found: SessionPage, lane: Lane | None) -> None:
    """End, take up again, or put the plan's own records down."""
    actor, session, now = found.page.actor, found.session, found.page.now
    act = request.POST.get("act", "")
    try:
        if act == "from-plan" and lane is not None:
            services.put_down_from_plan(actor=actor, session=session, lane_id=lane.id, now=now)
        elif act in ("close", "open"):
            state = SessionState.CLOSED if act == "close" else SessionState.OPEN
            services.set_session_state(actor=actor, session=session, state=state, now=now)
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))


def _item_act(request: HttpRequest, found: SessionPage, row: SessionItem, act: str) -> None:
    actor, session, now = found.page.actor, found.session, found.page.now
    try:
        if act in ("up", "down"):
            steps = -1 if act == "up" else 1
            services.move_item(actor=actor, session=session, item=row, steps=steps, now=now)
        elif act == "remove":
            services.remove_item(actor=actor, session=session, item=row, now=now)
        elif act in ("pass", "refuse"):
            services.decide_item(actor=actor, session=session, item=row, passes=act == "pass", now=now)
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))


def _bring_in(request: HttpRequest, found: SessionPage) -> None:
    try:
        changed = services.bring_in(
            actor=found.page.actor,
            session=found.session,
            chosen=request.POST.getlist("item"),
            language=found.page.application.language,
            now=found.page.now,
        )
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    except documents.NotAnAnswer as refusal:
        question = found.page.document.form.question(refusal.problem.question)
        messages.error(request, document_labels.problem_sentence(refusal.problem, question, current_language()))
    else:
        if changed:
            count = len([name for name in changed if "-" in name])
            messages.success(
                request,
                ngettext(
                    "%(count)s entry of the plan was written.", "%(count)s entries of the plan were written.", count
                )
                % {"count": count},
            )
        else:
            messages.info(request, _("Nothing changed: the plan says it already."))


def _groups(found: SessionPage, made: Sequence[rules.Proposal]) -> list[dict[str, Any]]:
    """The proposals by question of the plan, each in words."""
    form, language = found.page.document.form, current_language()
    groups = []
    for name in dict.fromkeys(proposal.question for proposal in made):
        question = form.question(name)
        assert question is not None  # noqa: S101 - a proposal has a question of the form
        columns = {column.id: column for column in question.columns}
        own_titles = {p.record: p.item.text for p in made}
        titles = {key: {**own_titles, **known} for key, known in found.titles.items()}
        rows = [
            {
                "proposal": proposal,
                "kind": words.KINDS[proposal.kind],
                "is_same": proposal.kind == ProposalKind.SAME,
                "is_renewed": proposal.kind == ProposalKind.RENEW,
                "title": proposal.item.text or _line(columns, proposal.values, titles),
                "facts": [
                    (pick(columns[key].label, language)[0], session_pictures.value_words(columns[key], value, titles))
                    for key, value in proposal.values.items()
                    if value != proposal.item.text
                ],
                "dots": proposal.item.dots,
            }
            for proposal in made
            if proposal.question == name
        ]
        groups.append({"label": pick(question.label, language)[0], "rows": rows, "url": found.page.spot(name)})
    return groups


def _line(columns: Mapping[str, Any], values: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]]) -> str:
    return " · ".join(session_pictures.value_words(columns[key], value, titles) for key, value in values.items())
