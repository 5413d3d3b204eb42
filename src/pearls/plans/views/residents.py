"""Residents taking part by a link, without an account; and the team's side of it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.plans import labels, services
from pearls.plans.forms.sessions import CodesForm, NameForm, OpenForm
from pearls.plans.models import Session
from pearls.plans.papers.residents import codes_pdf, link_pdf, qr_svg
from pearls.plans.queries import sessions as queries
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import residents as rules
from pearls.plans.rules.sessions import SessionState
from pearls.plans.views import session_pictures
from pearls.plans.views.sessions import SessionPage, session_page, tool_name
from pearls.web.downloads import attachment
from pearls.web.formats import current_language
from pearls.web.gates import address_of, public, signed_in

VOTED = "voted-in"  # in the browser's session: where it has voted without a code
DOTS = "dots-"  # what the field of an item is called, before its ref
NO_DIGIT = -1  # stands for a number of dots that is none


@signed_in
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, ref: str, session_ref: str) -> HttpResponse:
    """The team's side: the link with its QR code, codes on paper, what waits, and the counts."""
    found = _for_residents(request, ref, session_ref)
    if request.method == "POST":
        _act(request, found)
        return redirect(found.url("session-residents"))
    session = found.session
    codes = list(queries.codes_of(session).values_list("used_at", flat=True))
    form = found.page.document.form
    views = [
        session_pictures.item_view(row, lane, form, found.titles)
        for row in found.waiting
        if (lane := found.tool.lane(row.lane))
    ]
    year = found.page.application.edition.title_year
    context = {
        **found.context(),
        **session_pictures.picture_context(found.tool, form, found.passed, found.content, found.titles, year),
        **_taking_part(session, found.page.now),
        "may_shut": bool(call_rules.may_write(found.page.access)),
        "link": link_of(session),
        "qr": qr_svg(link_of(session)) if session.secret else "",
        "waiting": views,
        "codes_count": len(codes),
        "used_count": len([used for used in codes if used]),
        "open_form": OpenForm(initial={"dots_each": session.dots_each}),
        "codes_form": CodesForm(),
    }
    return render(request, "plans/session_residents.html", context)


@signed_in
@require_safe
def sheet(request: HttpRequest, ref: str, session_ref: str) -> HttpResponse:
    """The link and its QR code on a sheet to hang up."""
    found = _for_residents(request, ref, session_ref)
    if not found.session.secret:
        raise Http404
    place, language = found.page.application.place.display_name, current_language()
    content = link_pdf(
        session=found.session, place=place, link=link_of(found.session), language=language, now=found.page.now
    )
    return attachment(content, f"link-{found.session.ref}.pdf", "application/pdf")


@signed_in
@require_safe
def codes(request: HttpRequest, ref: str, session_ref: str) -> HttpResponse:
    """The codes that are not used yet, to cut apart; for those who may write in the plan."""
    found = _for_residents(request, ref, session_ref)
    unused = list(queries.codes_of(found.session).filter(used_at=None).values_list("code", flat=True))
    if not found.session.secret or not unused or not found.page.may_edit():
        raise Http404
    content = codes_pdf(
        session=found.session,
        codes=unused,
        link=link_of(found.session),
        language=current_language(),
        now=found.page.now,
    )
    return attachment(content, f"codes-{found.session.ref}.pdf", "application/pdf")


@public
@require_http_methods(["GET", "POST"])
def take_part(request: HttpRequest, secret: str) -> HttpResponse:
    """What residents see by the link: ideas to give dots to, or a few words to write. Asks nothing about them."""
    session, now = queries.session_by_secret(secret), utc_now()
    taking_part = _taking_part(session, now)
    tool = queries.tool_of(session)
    name_form = NameForm(tool=tool)
    typed: dict[str, str] = {}
    if request.method == "POST":
        is_naming = request.POST.get("act") == "name"
        if is_naming:
            name_form = NameForm(request.POST, tool=tool)
        typed = _typed_dots(request)
        if _may_go_on(request, session) and (
            _name(request, session, name_form) if is_naming else _vote(request, session)
        ):
            return redirect("plans:take-part", secret=secret)
    rows = queries.items_of(session)
    views = session_pictures.lane_views(tool, session.plan.document.form, rows, {})
    needs_code = tool.votes and queries.codes_of(session).exists()
    context = {
        "session": session,
        **taking_part,
        "tool": tool,
        "place": session.plan.application.place,
        "lanes": [(view, [(item, typed.get(item.item.ref, "")) for item in view.items]) for view in views],
        "has_items": bool(rows),
        "needs_code": needs_code,
        "has_voted": not needs_code and session.ref in request.session.get(VOTED, []),
        "name_form": name_form if any(lane.residents for lane in tool.lanes) else None,
        **_result(session, tool, rows, is_open=taking_part["is_open"]),
    }
    response = render(request, "plans/take_part.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def link_of(session: Session) -> str:
    """Residents' link, whole; empty while there is none."""
    return f"{settings.BASE_URL}{reverse('plans:take-part', args=[session.secret])}" if session.secret else ""


def _taking_part(session: Session, now: datetime) -> dict[str, Any]:
    """Whether residents can hand anything in now; where the plan itself stands in the way, since when."""
    written = year_queries.may_be_written_now(session.plan, now)
    verdict = rules.may_take_part(
        state=SessionState(session.state), is_open_to_residents=bool(session.secret), may_be_written=written
    )
    is_over = session.is_open and not written
    return {
        "is_open": bool(verdict),
        "is_over": is_over,
        "closed_since": year_queries.not_written_since(session.plan, now) if is_over else None,
        "zone": call_queries.zone_of(session.plan.application.edition),
    }


def _for_residents(request: HttpRequest, ref: str, session_ref: str) -> SessionPage:
    found = session_page(request, ref, session_ref)
    if not found.tool.is_for_residents:
        raise Http404
    return found


def _act(request: HttpRequest, found: SessionPage) -> None:
    actor, session, now = found.page.actor, found.session, found.page.now
    act, open_form, codes_form = request.POST.get("act", ""), OpenForm(request.POST), CodesForm(request.POST)
    try:
        if act == "open" and (not found.tool.votes or open_form.is_valid()):
            dots = open_form.cleaned_data["dots_each"] if found.tool.votes else session.dots_each
            services.open_to_residents(actor=actor, session=session, dots_each=dots, now=now)
        elif act == "shut":
            services.close_to_residents(actor=actor, session=session, now=now)
        elif act == "codes" and codes_form.is_valid():
            services.make_codes(actor=actor, session=session, count=codes_form.cleaned_data["count"], now=now)
        else:
            messages.error(request, _("Please write a number within the limits."))
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))


def _may_go_on(request: HttpRequest, session: Session) -> bool:
    verdict = services.count_knock(session=session, address=address_of(request), now=utc_now())
    if not verdict:
        messages.error(request, labels.reason_words(verdict))
    return bool(verdict)


def _vote(request: HttpRequest, session: Session) -> bool:
    dots = {
        ref: int(value) if value.isdecimal() and len(value) < 4 else NO_DIGIT
        for ref, value in _typed_dots(request).items()
        if value
    }
    voted = request.session.get(VOTED, [])
    try:
        by_code = services.cast_vote(
            session=session,
            dots=dots,
            code=request.POST.get("code", ""),
            has_voted=session.ref in voted,
            now=utc_now(),
        )
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
        return False
    if not by_code:
        request.session[VOTED] = [*voted, session.ref]
    messages.success(request, _("Thank you. Your dots are counted."))
    return True


def _typed_dots(request: HttpRequest) -> dict[str, str]:
    """What was typed as dots, by the ref of an item."""
    return {key[len(DOTS) :]: str(request.POST[key])[:10] for key in request.POST if key.startswith(DOTS)}


def _name(request: HttpRequest, session: Session, form: NameForm) -> bool:
    if not form.is_valid():
        return False
    try:
        services.name_item(
            session=session, lane_id=form.cleaned_data["lane"], text=form.cleaned_data["text"], now=utc_now()
        )
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
        return False
    messages.success(request, _("Thank you. Others see it once the team has read it."))
    return True


def _result(session: Session, tool: Any, rows: Any, *, is_open: bool) -> dict[str, Any]:
    """What came of the vote, once it has ended."""
    if not tool.votes or is_open or not rows:
        return {"tool_name": tool_name(tool.id)}
    found = session_pictures.picture_context(tool, session.plan.document.form, rows, {}, {}, 0)
    return {"tool_name": tool_name(tool.id), **found}
