"""What belongs to an event: its programme, questions, materials and organisers, put down and changed."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pearls.calendar import queries, services
from pearls.calendar.forms import ItemForm, MaterialForm, OrganiserForm, QuestionForm, QuestionWordsForm
from pearls.calendar.models import Event, Item, Question
from pearls.calendar.rules import MaterialKind, QuestionKind
from pearls.calendar.views.organising import desk_page, event_to_organise, languages, text_language, worded
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.web.formats import current_language, language_name
from pearls.web.gates import actor_of, signed_in


@signed_in
@require_POST
def parts(request: HttpRequest, ref: str, part: str) -> HttpResponse:
    """Add to the programme, the questions, the materials or the organisers, or take something away (`remove`)."""
    event = event_to_organise(request, ref)
    if part not in ADDERS:
        raise Http404
    if request.POST.get("remove"):
        return _try(request, event, _remover(request, event, part))
    form = FORMS[part](request.POST, event)
    if form.is_valid():
        try:
            ADDERS[part](request, event, form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, worded(refused.verdict))
        else:
            messages.success(request, _("Added."))
            return redirect("calendar:desk", ref=ref)
    return desk_page(request, event, **{part: form})


def _add_item(request: HttpRequest, event: Event, typed: dict[str, Any]) -> None:
    services.put_item(actor=actor_of(request), event=event, language=current_language(), now=utc_now(), **typed)


def _add_question(request: HttpRequest, event: Event, typed: dict[str, Any]) -> None:
    services.ask_question(
        actor=actor_of(request),
        event=event,
        text=typed["text"],
        language=current_language(),
        kind=QuestionKind(typed["kind"]),
        choices=typed["choices"].splitlines(),
        is_required=typed["is_required"],
        now=utc_now(),
    )


def _add_material(request: HttpRequest, event: Event, typed: dict[str, Any]) -> None:
    services.add_material(
        actor=actor_of(request),
        event=event,
        kind=MaterialKind(typed["kind"]),
        title=typed["title"],
        url=typed["url"].strip(),
        is_for_registered=typed["is_for_registered"],
        now=utc_now(),
    )


def _add_organiser(request: HttpRequest, event: Event, typed: dict[str, Any]) -> None:
    services.add_organiser(actor=actor_of(request), event=event, email=typed["email"], now=utc_now())


ADDERS: dict[str, Callable[[HttpRequest, Event, dict[str, Any]], None]] = {
    "programme": _add_item,
    "questions": _add_question,
    "materials": _add_material,
    "organisers": _add_organiser,
}
FORMS: dict[str, Callable[[Any, Event], Any]] = {
    "programme": lambda typed, event: ItemForm(typed, zone=event.zone, auto_id="programme_%s"),
    "questions": lambda typed, event: QuestionForm(typed, auto_id="questions_%s"),
    "materials": lambda typed, event: MaterialForm(typed, auto_id="materials_%s"),
    "organisers": lambda typed, event: OrganiserForm(typed, auto_id="organisers_%s"),
}


def _remover(request: HttpRequest, event: Event, part: str) -> Callable[[], object]:
    actor, now, ref = actor_of(request), utc_now(), request.POST["remove"]
    if part == "programme" and (item := queries.item_of(event, ref)):
        return lambda: services.remove_item(actor=actor, item=item, now=now)
    if part == "questions" and (question := queries.question_of(event, ref)):
        return lambda: services.remove_question(actor=actor, question=question, now=now)
    if part == "materials" and (material := queries.material_of(event, ref)):
        return lambda: services.remove_material(actor=actor, material=material, now=now)
    if part == "organisers" and (person := queries.organiser_of(event, ref)):
        return lambda: services.remove_organiser(actor=actor, event=event, person=person, now=now)
    raise Http404


def _try(request: HttpRequest, event: Event, wanted: Callable[[], object]) -> HttpResponse:
    try:
        wanted()
    except NotAllowed as refused:
        messages.error(request, worded(refused.verdict))
    else:
        messages.success(request, _("Done."))
    return redirect("calendar:desk", ref=event.ref)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, ref: str, part: str, key: str) -> HttpResponse:
    """Change an item of the programme or the words of a question; `?text=` names the language of its words."""
    event, language = event_to_organise(request, ref), text_language(request)
    found = _part_of(event, part, key)
    typed = request.POST if request.method == "POST" else None
    form = _item_form(typed, found, language) if isinstance(found, Item) else _words_form(typed, found, language)
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, found, language, form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, worded(refused.verdict))
        else:
            messages.success(request, _("Saved."))
            return redirect("calendar:desk", ref=ref)
    reader = current_language()
    told = found.title if isinstance(found, Item) else found.text
    context = {
        "event": event,
        "form": form,
        "is_question": isinstance(found, Question),
        "text_language": language,
        "languages": languages(),
        "told": [(language_name(code, reader), code, words) for code, words in told.items() if code != language],
    }
    return render(request, "calendar/part.html", context, status=422 if form.errors else 200)


def _part_of(event: Event, part: str, key: str) -> Item | Question:
    finders: dict[str, Callable[[Event, str], Item | Question | None]] = {
        "programme": queries.item_of,
        "questions": queries.question_of,
    }
    found = finders[part](event, key) if part in finders else None
    if found is None:
        raise Http404
    return found


def _item_form(typed: Any, item: Item, language: str) -> forms.Form:
    zone = ZoneInfo(item.event.zone)
    initial = {
        "title": item.title.get(language, ""),
        "speaker": item.speaker,
        "room": item.room,
        "starts_at": item.starts_at.astimezone(zone).replace(tzinfo=None),
        "ends_at": item.ends_at.astimezone(zone).replace(tzinfo=None),
    }
    return ItemForm(typed, zone=item.event.zone, initial=initial)


def _words_form(typed: Any, question: Question, language: str) -> forms.Form:
    initial = {
        "text": question.text.get(language, ""),
        "choices": "\n".join(question.choice_texts.get(language, ())),
        "is_required": question.is_required,
    }
    originals = [words for _choice, words in question.offered(current_language())]
    return QuestionWordsForm(typed, initial=initial, choices=originals)


def _change(request: HttpRequest, found: Item | Question, language: str, typed: dict[str, Any]) -> None:
    actor, now = actor_of(request), utc_now()
    if isinstance(found, Item):
        services.put_item(actor=actor, event=found.event, item=found, language=language, now=now, **typed)
        return
    services.change_question(
        actor=actor,
        question=found,
        text=typed["text"],
        language=language,
        choices=typed.get("choices", "").splitlines(),
        is_required=typed["is_required"],
        now=now,
    )
