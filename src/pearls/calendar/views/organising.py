"""Where an event is organised: its text, programme, questions, materials, people, feedback."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.calendar import labels, queries, rules, services
from pearls.calendar.forms import EventForm, ItemForm, MaterialForm, OrganiserForm, QuestionForm, initial_of
from pearls.calendar.models import Event
from pearls.calendar.rules import State
from pearls.calendar.views.reading import item_hours, shown
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import LANGUAGES, pick
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.web.formats import current_language, language_name
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone

PER_PAGE = 100
MOST_ROWS = rules.MOST_CAPACITY * 2  # of a file


@signed_in
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """What the reader organises."""
    actor = actor_of(request)
    page: Page[Event] = page_of(request, queries.events_organised_by(actor), per_page=50)
    context = {
        "page": page,
        "lines": [(shown(event), labels.STATES[event.state]) for event in page.object_list],
        "may_begin": queries.may_begin(actor),
    }
    return render(request, "calendar/organised.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an event as a draft."""
    actor = actor_of(request)
    if not queries.may_begin(actor):
        raise Http404
    language = text_language(request)
    initial = {"zone": reader_zone(request) or "Europe/Riga", "mode": "online", "language": language}
    form = EventForm(request.POST if request.method == "POST" else None, initial=initial, text_language=language)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.begin_event(actor=actor, telling=form.telling(), now=utc_now())
        except NotAllowed as refused:
            form.add_error(None, worded(refused.verdict))
        else:
            messages.success(request, _("The event is saved as a draft. Nobody else sees it until you publish it."))
            return redirect("calendar:desk", ref=made.ref)
    context = {"form": form, "text_language": language, "languages": languages()}
    return render(request, "calendar/edit.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Change an event; `?text=` names the language of its texts."""
    actor, event = actor_of(request), event_to_organise(request, ref)
    if event.is_history and event.starts_at is None:
        raise Http404
    language = text_language(request)
    form = EventForm(
        request.POST if request.method == "POST" else None,
        initial=initial_of(event, language),
        text_language=language,
        event=event,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_event(actor=actor, event=event, telling=form.telling(), now=utc_now())
        except NotAllowed as refused:
            form.add_error(None, worded(refused.verdict))
        else:
            messages.success(request, _("The event is saved."))
            return redirect("calendar:desk", ref=ref)
    context = {"event": event, "form": form, "text_language": language, "languages": languages()}
    return render(request, "calendar/edit.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def desk(request: HttpRequest, ref: str) -> HttpResponse:
    """All there is to do for an event."""
    return desk_page(request, event_to_organise(request, ref))


def desk_page(request: HttpRequest, event: Event, **forms: Any) -> HttpResponse:
    """The desk of an event, with forms by their part where something was typed wrongly."""
    actor = actor_of(request)
    reader = queries.reader_of(actor, event)
    state = State(event.state)
    is_kept = bool(event.source) and not event.is_history
    summary, words = queries.feedback_of(event)
    may_change = rules.may_change(reader, state=state, is_kept_elsewhere=is_kept)
    context = {
        "event": event,
        "line": shown(event),
        "state": {"label": labels.STATES[state], "tone": labels.TONES[state]},
        "audience": labels.AUDIENCES[event.audience],
        "numbers": queries.numbers_of(event),
        "organisers": queries.organisers_of(event),
        "may_choose": bool(rules.may_choose_organisers(reader, is_kept_elsewhere=is_kept)),
        "organiser_form": forms.get("organisers") or OrganiserForm(auto_id="organisers_%s"),
        "may_change": bool(may_change) and not (event.is_history and event.starts_at is None),
        "why_not": "" if may_change else worded(may_change),
        "is_draft": state == State.DRAFT,
        "may_cancel": state == State.PUBLISHED and not is_kept,
        "items": [(item, *item_hours(event, item)) for item in queries.items_of(event)],
        "questions": [(one, labels.QUESTION_KINDS[one.kind]) for one in queries.questions_of(event)],
        "materials": [
            (one, labels.MATERIAL_KINDS[one.kind]) for one in queries.materials_of(event, is_registered=True)
        ],
        "item_form": forms.get("programme") or ItemForm(zone=event.zone, initial=_hours(event), auto_id="programme_%s"),
        "question_form": forms.get("questions") or QuestionForm(auto_id="questions_%s"),
        "material_form": forms.get("materials") or MaterialForm(auto_id="materials_%s"),
        "open_part": next(iter(forms), ""),
        "feedback": summary,
        "counts": [(labels.MARKS[mark], summary.counts[mark]) for mark in reversed(rules.MARKS) if summary.counts],
        "words": words,
        "from_count": rules.FEEDBACK_FROM,
        "title": pick(event.title, current_language())[0],
    }
    has_errors = any(form.errors for form in forms.values())
    return render(request, "calendar/desk.html", context, status=422 if has_errors else 200)


@signed_in
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    """Publish, cancel with a reason, or throw a draft away."""
    actor, event, now = actor_of(request), event_to_organise(request, ref), utc_now()
    because = request.POST.get("because", "")[:2000]
    acts: dict[str, Callable[[], object]] = {
        "publish": lambda: services.publish_event(actor=actor, event=event, now=now),
        "cancel": lambda: services.cancel_event(actor=actor, event=event, reason=because, now=now),
        "remove": lambda: services.remove_draft(actor=actor, event=event, now=now),
    }
    wanted = acts.get(request.POST.get("act", ""))
    if wanted is None or (event.source and not event.is_history):
        raise Http404
    try:
        wanted()
    except NotAllowed as refused:
        messages.error(request, worded(refused.verdict))
        return redirect("calendar:desk", ref=ref)
    messages.success(request, _("Done."))
    return redirect("calendar:organised") if request.POST["act"] == "remove" else redirect("calendar:desk", ref=ref)


def event_to_organise(request: HttpRequest, ref: str) -> Event:
    """The event, for whoever organises it."""
    found = queries.event_to_organise(actor_of(request), ref)
    if found is None:
        raise Http404
    return found


def text_language(request: HttpRequest) -> str:
    """The language that texts are written in here."""
    asked = request.GET.get("text", "")
    return asked if asked in LANGUAGES else current_language()


def languages() -> list[tuple[str, str]]:
    """The languages that texts can be written in, by name."""
    reader = current_language()
    return [(code, language_name(code, reader)) for code in LANGUAGES]


def _hours(event: Event) -> dict[str, Any]:
    if event.starts_at is None:
        return {}
    begins = event.starts_at.astimezone(ZoneInfo(event.zone)).replace(tzinfo=None)
    return {"starts_at": begins, "ends_at": begins}


def worded(verdict: Verdict) -> str:
    """The sentence for a refusal."""
    return labels.reason_words(verdict.reason, dict(verdict.detail))
