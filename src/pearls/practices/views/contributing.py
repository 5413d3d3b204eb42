"""Telling of a practice: one's own contributions, the form, photos, and the page on which it goes its way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.files import labels as file_labels
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.people import queries as people_queries
from pearls.practices import queries, services
from pearls.practices.forms.contributing import (
    ChangedPhotoForm,
    CommentForm,
    ContributionForm,
    NewPhotoForm,
    PhotoForm,
    initial_of,
)
from pearls.practices.labels import contributing as words
from pearls.practices.models import Contribution
from pearls.practices.queries import LookAlike, Place
from pearls.practices.rules import checking, contributing
from pearls.practices.rules.contributing import Reader, State
from pearls.practices.views.showing import Shown, field_words, rows_of
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of

PART_WORDS: dict[str, Any] = {
    "story": words.PARTS["story"],
    "outcome": words.PARTS["outcome"],
    "elsewhere": words.PARTS["elsewhere"],
    "facts": words.PARTS["facts"],
    "concepts": words.PARTS["concepts"],
}


@signed_in
@require_safe
def contribution_list(request: HttpRequest) -> HttpResponse:
    """One's own contributions and those of one's towns, the one that changed last first."""
    actor = actor_of(request)
    page: Page[Contribution] = page_of(request, queries.contributions_of(actor), per_page=30)
    context = {"page": page, "rows": [_row(one) for one in page], "reviews": queries.reviews(actor)}
    return render(request, "practices/contribution_list.html", context)


@signed_in
@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """What waits for editors and the office, the oldest first. Raises: Http404, for everybody else."""
    actor = actor_of(request)
    if not queries.reviews(actor):
        raise Http404
    page: Page[Contribution] = page_of(request, queries.waiting_for_review(actor), per_page=30)
    mine = {one.pk for one in queries.waiting_on(actor, list(people_queries.place_ids_spoken_for(actor)))}
    rows = [(_row(one), one.pk in mine) for one in page]
    return render(request, "practices/review_list.html", {"page": page, "rows": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def contribution_new(request: HttpRequest) -> HttpResponse:
    """Begin to tell of a practice: the same form, empty but for what is known of the town."""
    actor = actor_of(request)
    places = people_queries.places_spoken_for(actor)
    form = _form(request, None, places)
    if request.method == "POST" and form.is_valid():
        begin = services.begin_contribution
        done = _try(
            request,
            lambda: begin(actor=actor, draft=form.draft(), place=_place(places, form), now=utc_now()),
        )
        if done is not None:
            messages.success(request, _("Your draft is kept. Add photos if you have some, then send it."))
            return redirect("practices:contribution", done.ref)
    return render(request, "practices/contribution_form.html", _form_context(form, None))


@signed_in
@require_http_methods(["GET", "POST"])
def contribution_write(request: HttpRequest, ref: str) -> HttpResponse:
    """Go on writing. Where a colleague was quicker, both texts are shown and nothing is overwritten."""
    actor = actor_of(request)
    found, reader = queries.contribution_for(actor, ref)
    if not contributing.may_write(reader, State(found.state)):
        return redirect("practices:contribution", ref)
    places = people_queries.places_spoken_for(actor)
    if found.place and found.place not in places:
        places.append(found.place)
    form = _form(request, found, places)
    theirs: list[Shown] = []
    if request.method == "POST" and form.is_valid():
        try:
            services.save_contribution(
                actor=actor,
                contribution=found,
                draft=form.draft(),
                place=_place(places, form),
                seen=form.cleaned_data["version"] or 0,
                now=utc_now(),
            )
        except NotAllowed as refusal:
            messages.error(request, words.reason_words(refusal.verdict))
            if refusal.verdict.reason == "changed-meanwhile":
                theirs = _theirs(found, form)
                form = _form(request, found, places, version=found.version)
        else:
            messages.success(request, _("Your draft is kept."))
            return redirect("practices:contribution", ref)
    return render(request, "practices/contribution_form.html", {**_form_context(form, found), "theirs": theirs})


@signed_in
@require_safe
def contribution(request: HttpRequest, ref: str) -> HttpResponse:
    """One contribution: where it stands, what the checks say, what was said, and what may be done now."""
    actor = actor_of(request)
    found, reader = queries.contribution_for(actor, ref)
    return render(request, "practices/contribution.html", _context(actor, found, reader, CommentForm()))


ACTS = ("send", "take-back", "comment", "check", "return", "accept")


@signed_in
@require_POST
def contribution_act(request: HttpRequest, ref: str) -> HttpResponse:
    """Do one of the acts on a contribution; with words that were refused, the page shows them again."""
    actor, act = actor_of(request), request.POST.get("act", "")
    found, _reader = queries.contribution_for(actor, ref)
    if act not in ACTS:
        raise Http404
    form = CommentForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {"text": "", "field": ""}
    done = _try(request, _act(actor, found, act, said, settles_names="names" in request.POST))
    if done is None:
        found, reader = queries.contribution_for(actor, ref)
        return render(request, "practices/contribution.html", _context(actor, found, reader, form), status=409)
    messages.success(request, words.DONE[act])
    return redirect("practices:contribution", ref)


def _act(
    actor: Actor, found: Contribution, act: str, said: dict[str, str], *, settles_names: bool
) -> Callable[[], Any]:
    given: dict[str, Any] = {"actor": actor, "contribution": found, "now": utc_now()}
    text, field = said.get("text") or "", said.get("field") or ""
    return {
        "send": lambda: services.send_contribution(**given, settles_names=settles_names),
        "take-back": lambda: services.take_back_contribution(**given),
        "comment": lambda: services.comment_on_contribution(**given, text=text, field=field),
        "check": lambda: services.check_contribution(**given),
        "return": lambda: services.return_contribution(**given, reason=text, field=field),
        "accept": lambda: services.accept_contribution(**given),
    }[act]


@signed_in
@require_http_methods(["GET", "POST"])
def photo_list(request: HttpRequest, ref: str) -> HttpResponse:
    """The photos of a contribution: their words, licence and order, and one more."""
    actor = actor_of(request)
    found, reader = queries.contribution_for(actor, ref)
    if not contributing.may_write(reader, State(found.state)):
        return redirect("practices:contribution", ref)
    form = NewPhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        upload = given.pop("photo")
        done = _try(
            request,
            lambda: services.add_photo(actor=actor, contribution=found, upload=upload, now=utc_now(), **given),
        )
        if done is not None:
            messages.success(request, _("The photo is kept."))
            return redirect("practices:contribution-photos", ref)
    photos = queries.photos_of(found)
    forms = [(photo, ChangedPhotoForm(initial=vars(photo), prefix=photo.ref)) for photo in photos]
    context = {"contribution": found, "title": _title(found), "form": form, "photos": forms}
    return render(request, "practices/contribution_photos.html", context)


@signed_in
@require_POST
def photo_change(request: HttpRequest, ref: str, photo_ref: str) -> HttpResponse:
    """Change the words of a photo or its place, or take it out."""
    actor = actor_of(request)
    found, _reader = queries.contribution_for(actor, ref)
    photo = queries.photo_of(found, photo_ref)
    if "remove" in request.POST:
        try:
            services.remove_photo(actor=actor, photo=photo, now=utc_now())
        except NotAllowed as refusal:
            messages.error(request, words.reason_words(refusal.verdict))
        else:
            messages.success(request, _("The photo is taken out."))
        return redirect("practices:contribution-photos", ref)
    form: PhotoForm = ChangedPhotoForm(request.POST, prefix=photo.ref)
    if not form.is_valid():
        messages.error(request, _("The photo is as it was: a text is too long, or its place is not a number."))
    elif _try(request, lambda: services.change_photo(actor=actor, photo=photo, now=utc_now(), **form.cleaned_data)):
        messages.success(request, _("The photo is changed."))
    return redirect("practices:contribution-photos", ref)


def _form(
    request: HttpRequest, found: Contribution | None, places: list[Place], version: int | None = None
) -> ContributionForm:
    """The form with what is kept, or with what was typed; `version` in place of the one that was typed."""
    draft = found.draft if found else _known_of(places)
    place = (found.place.key if found.place else "") if found else (places[0].key if places else "")
    initial = initial_of(draft, version=found.version if found else None, place=place)
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and version is not None:
        data["version"] = str(version)
    return ContributionForm(
        data,
        initial=initial,
        terms=queries.known_vocabulary().terms(current_language()).values(),
        places=[(one.key, one.display_name) for one in places],
    )


def _known_of(places: list[Place]) -> dict[str, Any]:
    """What need not be typed by an officer: the town and its country."""
    return {"place": places[0].name, "country": places[0].country} if places else {}


def _place(places: list[Place], form: ContributionForm) -> Place | None:
    return next((one for one in places if one.key == form.cleaned_data["speaks_for"]), None)


def _form_context(form: ContributionForm, found: Contribution | None) -> dict[str, Any]:
    parts = [(part, PART_WORDS[part], fields) for part, fields in form.parts().items()]
    return {"form": form, "parts": parts, "contribution": found, "title": _title(found) if found else ""}


def _theirs(found: Contribution, form: ContributionForm) -> list[Shown]:
    """What a colleague has written meanwhile, where it is not what was just typed."""
    mine, known = {**found.draft, **form.draft()}, queries.known_vocabulary()
    return [
        row for row in rows_of(found.draft, known) if field_words(row.field, mine.get(row.field), known) != row.text
    ]


def _context(actor: Actor, found: Contribution, reader: Reader, form: CommentForm) -> dict[str, Any]:
    state, photos, known = State(found.state), queries.photos_of(found), queries.known_vocabulary()
    checks = queries.findings_of(found, photos, known) if state in contributing.OPEN else []
    comments = found.comments.select_related("author")
    return {
        "contribution": found,
        "title": _title(found),
        "state": words.STATES[state],
        "tone": words.TONES[state],
        "rows": rows_of(found.draft, known),
        "photos": file_labels.with_licences(photos),
        "checks": [(weight, words.WEIGHTS[weight], _worded(checks, weight)) for weight in checking.Weight],
        "look_alikes": [_alike(actor, one) for one in _look_alikes(found, state)],
        "comments": [(one, words.FIELDS.get(one.field, "")) for one in comments],
        "form": form,
        "suspects_names": checking.suspects_names(checks),
        "may": _may(reader, found, state),
        "has_moved": _has_moved(found),
        **_next(reader, state),
    }


@dataclass(frozen=True)
class May:
    """What a reader may do with a contribution now; a no is shown with its reason where it is the reader's work."""

    write: Verdict
    take_back: Verdict
    comment: bool
    check: Verdict
    give_back: bool
    decide: Verdict


def _may(reader: Reader, found: Contribution, state: State) -> May:
    return May(
        write=contributing.may_write(reader, state),
        take_back=contributing.may_take_back(reader, state),
        comment=bool(contributing.may_comment(reader, state, "x")),
        check=contributing.may_check(reader, state),
        give_back=bool(contributing.may_return(reader, state, "x")),
        decide=contributing.may_decide(reader, state),
    )


def _next(reader: Reader, state: State) -> dict[str, str]:
    """Why an editor may not act, in words; nothing for who has no part in the review."""
    if not reader.reviews or state not in contributing.WAITING:
        return {"why_not": ""}
    act = contributing.may_check if state == State.SENT else contributing.may_decide
    verdict = act(reader, state)
    return {"why_not": "" if verdict else words.reason_words(verdict)}


def _look_alikes(found: Contribution, state: State) -> list[LookAlike]:
    return queries.look_alikes_of(found) if state in contributing.OPEN else []


def _alike(actor: Actor, one: LookAlike) -> dict[str, Any]:
    """A look-alike; of somebody else's contribution on its way the reader learns only that it is there."""
    other = one.contribution
    may_see = other is not None and (queries.reviews(actor) or other.author_id == actor.person_id)
    return {"ground": words.GROUNDS[one.ground], "practice": one.practice, "contribution": other if may_see else None}


def _has_moved(found: Contribution) -> bool:
    """Whether the practice has changed since the contribution that changes it was begun."""
    last: int | None = getattr(found, "last_number", None)
    return State(found.state) in contributing.OPEN and last is not None and last != found.base_number


def _worded(checks: list[checking.Finding], weight: checking.Weight) -> list[tuple[str, str]]:
    """The findings of that weight: each sentence, and the field or page where it is mended."""
    return [(words.finding_words(one), one.about) for one in checks if one.weight == weight]


def _row(one: Contribution) -> dict[str, Any]:
    state = State(one.state)
    return {"contribution": one, "title": _title(one), "state": words.STATES[state], "tone": words.TONES[state]}


def _title(found: Contribution) -> str:
    return found.title or words.untitled(current_language())


def _try(request: HttpRequest, act: Callable[[], Any]) -> Any:
    """What the act gives back; None where it is refused, with its reason as a message."""
    try:
        return act()
    except NotAllowed as refusal:
        messages.error(request, words.reason_words(refusal.verdict, file_labels.REASONS))
        return None
