"""One's own pairs, the page of one pair with all that is done there, its agreement, and one meeting."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.actor import Actor, Role
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.mentoring import labels, queries, services
from pearls.mentoring.forms import AgreementForm, HeldForm, MeetingForm, NoteForm, PromiseForm
from pearls.mentoring.models import Meeting, Pair
from pearls.mentoring.papers import agreement_pdf
from pearls.mentoring.queries import matching as match_queries
from pearls.mentoring.queries import pairs as pair_queries
from pearls.mentoring.rules.walls import PairKind, Reader, Side, Visibility, may_write_note
from pearls.mentoring.rules.working import MeetingState, Mode, PromiseState
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone

LATEST = 20  # meetings, notes and promises on the page of a pair; all of them have a list of their own
MOST_OFFERS = 50
LISTS = {"meetings": _lazy("Meetings"), "promises": _lazy("Promises"), "notes": _lazy("Notes")}


@signed_in
@require_safe
def pair_list(request: HttpRequest) -> HttpResponse:
    """The pairs that the reader is in, and towns that wait to be taken over; the office has all of its editions."""
    actor = actor_of(request)
    found = pair_queries.all_pairs(actor) if actor.is_office() else pair_queries.pairs_of(actor)
    page: Page[Pair] = page_of(request, found)
    context = {
        "page": page,
        "rows": [
            {
                "pair": one,
                "name": pair_queries.name_of(one),
                "kind": labels.KINDS[one.kind],
                "mentors": ", ".join(map(str, pair_queries.mentors_of(one))),
            }
            for one in page
        ],
        "offers": list(pair_queries.hand_overs_for(actor)[:MOST_OFFERS]),
        "is_office": actor.is_office(),
        "is_mentor": actor.has_role(Role.MENTOR),
    }
    return render(request, "mentoring/pair_list.html", context)


@signed_in
@require_safe
def pair(request: HttpRequest, ref: str) -> HttpResponse:
    """The page of one pair."""
    found = pair_queries.pair_and_reader(actor_of(request), ref)
    if found is None:
        raise Http404
    return _page(request, *found)


@signed_in
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    """What is done on the page of a pair: a meeting is planned, a note written, a promise made or settled."""
    found = _pair(request, ref)
    acts: dict[str, Callable[[HttpRequest, Pair, datetime], HttpResponse]] = {
        "note": _note,
        "promise": _promise,
        "settle": _settle,
        "meeting": _plan,
    }
    do = acts.get(request.POST.get("act", ""))
    if do is None:
        raise Http404
    try:
        return do(request, found, utc_now())
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
        return redirect("mentoring:pair", ref=ref)


def _note(request: HttpRequest, found: Pair, now: datetime) -> HttpResponse:
    form = NoteForm(request.POST, visibilities=Visibility)
    if not form.is_valid():
        return _page(request, found, None, note_form=form)
    typed = form.cleaned_data
    visibility = Visibility(typed["visibility"])
    services.write_note(actor=actor_of(request), pair=found, visibility=visibility, text=typed["text"], now=now)
    messages.success(request, _("The note is kept."))
    return redirect("mentoring:pair", ref=found.ref)


def _promise(request: HttpRequest, found: Pair, now: datetime) -> HttpResponse:
    form = PromiseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, None, promise_form=form)
    typed = form.cleaned_data | {"side": Side(form.cleaned_data["side"])}
    services.make_promise(actor=actor_of(request), pair=found, now=now, **typed)
    messages.success(request, _("The promise stands. Whoever gave it has it under Today."))
    return redirect("mentoring:pair", ref=found.ref)


def _settle(request: HttpRequest, found: Pair, now: datetime) -> HttpResponse:
    promise = pair_queries.promise_for(actor_of(request), request.POST.get("promise", ""))
    to = request.POST.get("to", "")
    if promise is None or promise.pair_id != found.pk or to not in (PromiseState.DONE, PromiseState.DROPPED):
        raise Http404
    word = request.POST.get("word", "")[:400]
    services.settle_promise(actor=actor_of(request), promise=promise, to=PromiseState(to), word=word, now=now)
    messages.success(request, _("The promise is settled."))
    return redirect("mentoring:pair", ref=found.ref)


def _plan(request: HttpRequest, found: Pair, now: datetime) -> HttpResponse:
    zone = _zone(request)
    form = MeetingForm(request.POST, zone=zone)
    if not form.is_valid():
        return _page(request, found, None, meeting_form=form)
    typed = form.cleaned_data | {"mode": Mode(form.cleaned_data["mode"])}
    services.plan_meeting(actor=actor_of(request), pair=found, zone=zone, now=now, **typed)
    messages.success(request, _("The meeting is set. Both sides have it under Today."))
    return redirect("mentoring:pair", ref=found.ref)


def _page(request: HttpRequest, found: Pair, seen_as: Reader | None, **forms: Any) -> HttpResponse:
    actor, zone = actor_of(request), _zone(request)
    reader = seen_as or queries.reader_of(actor, found)
    agreed = pair_queries.agreement_of(found)
    writable = [code for code in Visibility if may_write_note(reader, visibility=code, text="x")]
    rows = {what: _rows(actor, found, reader, what, LATEST + 1) for what in LISTS}
    context = {
        "pair": found,
        "name": pair_queries.name_of(found),
        "is_twin": found.kind == PairKind.TWIN,
        "sides": labels.TWIN_SIDES if found.kind == PairKind.TWIN else labels.SIDES,
        "reader": reader,
        "mentors": match_queries.profiles_of(pair_queries.mentors_of(found)),
        "agreement": agreed,
        "must_confirm": agreed is not None and reader.side is not None and reader.side not in agreed.confirmed,
        **{what: shown[:LATEST] for what, shown in rows.items()},
        "more": {what: len(shown) > LATEST for what, shown in rows.items()},
        "offer": pair_queries.waiting_hand_over(found) if found.place else None,
        "meeting_form": MeetingForm(zone=zone),
        "note_form": NoteForm(visibilities=writable),
        "may_note": bool(writable),
        "promise_form": PromiseForm(),
        "zone": zone,
    }
    return render(request, "mentoring/pair.html", context | forms, status=422 if forms else 200)


@signed_in
@require_safe
def pair_rows(request: HttpRequest, ref: str, what: str) -> HttpResponse:
    """All meetings, promises or notes of a pair that the reader may see, page by page."""
    actor, known = actor_of(request), pair_queries.pair_and_reader(actor_of(request), ref)
    if known is None or what not in LISTS:
        raise Http404
    found, reader = known
    page: Page[Any] = page_of(request, _queried(actor, found, reader, what), per_page=LATEST)
    context = {
        "pair": found,
        "name": pair_queries.name_of(found),
        "reader": reader,
        "what": what,
        "title": LISTS[what],
        "page": page,
        "zone": _zone(request),
        what: [_shown(one, found) for one in page],
    }
    return render(request, "mentoring/pair_rows.html", context)


def _rows(actor: Actor, found: Pair, reader: Reader, what: str, most: int) -> list[Any]:
    return [_shown(one, found) for one in _queried(actor, found, reader, what)[:most]]


def _queried(actor: Actor, found: Pair, reader: Reader, what: str) -> Any:
    if what == "notes":
        return pair_queries.notes_for(actor, found, reader)
    return pair_queries.meetings_of(found) if what == "meetings" else pair_queries.promises_of(found)


def _shown(row: Any, found: Pair) -> Any:
    if isinstance(row, Meeting):
        return _worded(row)
    if isinstance(row, pair_queries.Promise):
        return _promised(row, found)
    return row, labels.VISIBILITIES[row.visibility]


def _worded(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "mode": labels.MODES[meeting.mode],
        "state": labels.MEETING_STATES[meeting.state],
        "tone": labels.TONES.get(meeting.state, "neutral"),
        "took": labels.hours_words(meeting.minutes) if meeting.minutes else "",
    }


def _promised(promise: pair_queries.Promise, found: Pair) -> dict[str, Any]:
    sides = labels.TWIN_SIDES if found.kind == PairKind.TWIN else labels.SIDES
    return {
        "promise": promise,
        "side": sides[promise.side],
        "state": labels.PROMISE_STATES[promise.state],
        "tone": labels.TONES.get(promise.state, "neutral"),
        "is_open": promise.state == PromiseState.OPEN,
    }


@signed_in
@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, ref: str) -> HttpResponse:
    """The agreement to read, print and confirm, and the form for new words."""
    actor, found, now = actor_of(request), _pair(request, ref), utc_now()
    agreed, reader = pair_queries.agreement_of(found), queries.reader_of(actor, found)
    is_confirming = request.POST.get("act") == "confirm"
    initial = {name: getattr(agreed, name) for name in ("goals", "rhythm", "until")} if agreed else None
    form = AgreementForm(request.POST if request.method == "POST" and not is_confirming else None, initial=initial)
    try:
        if is_confirming and agreed is not None:
            sha256 = request.POST.get("sha256", "")
            services.confirm_agreement(actor=actor, agreement=agreed, sha256=sha256, now=now)
            messages.success(request, _("The agreement is confirmed for your side."))
            return redirect("mentoring:agreement", ref=ref)
        if form.is_bound and form.is_valid():
            services.write_agreement(actor=actor, pair=found, now=now, **form.cleaned_data)
            messages.success(request, _("The agreement is kept and confirmed for your side. The other side is asked."))
            return redirect("mentoring:agreement", ref=ref)
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
        return redirect("mentoring:agreement", ref=ref)
    context = {
        "pair": found,
        "name": pair_queries.name_of(found),
        "agreement": agreed,
        "form": form,
        "reader": reader,
        "must_confirm": agreed is not None and reader.side is not None and reader.side not in agreed.confirmed,
        "zone": _zone(request),
    }
    return render(request, "mentoring/agreement.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def agreement_paper(request: HttpRequest, ref: str) -> HttpResponse:
    """The agreement as PDF, for both sides and the office."""
    found = _pair(request, ref)
    agreed = pair_queries.agreement_of(found)
    if agreed is None:
        raise Http404
    content = agreement_pdf(pair=found, agreement=agreed)
    return attachment(content, f"mentoring-agreement-{agreed.ref}.pdf", "application/pdf")


@signed_in
@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """One meeting: its agenda, and afterwards who was there, what came of it and how long it took."""
    actor, now = actor_of(request), utc_now()
    found = pair_queries.meeting_for(actor, ref)
    if found is None:
        raise Http404
    is_cancelling = request.POST.get("act") == "cancel"
    form = HeldForm(request.POST if request.method == "POST" and not is_cancelling else None)
    try:
        if is_cancelling:
            services.cancel_meeting(actor=actor, meeting=found, now=now)
            messages.success(request, _("The meeting is called off."))
            return redirect("mentoring:pair", ref=found.pair.ref)
        if form.is_bound and form.is_valid():
            services.hold_meeting(actor=actor, meeting=found, now=now, **form.cleaned_data)
            messages.success(request, _("The meeting is noted, and its minutes are among your hours."))
            return redirect("mentoring:pair", ref=found.pair.ref)
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
        return redirect("mentoring:meeting", ref=ref)
    reader: Reader = queries.reader_of(actor, found.pair)
    context = _worded(found) | {
        "name": pair_queries.name_of(found.pair),
        "form": form,
        "reader": reader,
        "is_planned": found.state == MeetingState.PLANNED,
        "may_hold": reader.is_mentor and found.state == MeetingState.PLANNED and found.starts_at <= now,
        "zone": _zone(request),
    }
    return render(request, "mentoring/meeting.html", context, status=422 if form.errors else 200)


def _pair(request: HttpRequest, ref: str) -> Pair:
    found = queries.pair_for(actor_of(request), ref)
    if found is None:
        raise Http404
    return found


def _zone(request: HttpRequest) -> str:
    return reader_zone(request) or "UTC"
