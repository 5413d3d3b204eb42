"""Where stories are written: the office's desk, a Pearl's page of its own, and the page of one story."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.files import labels as file_labels
from pearls.files.forms import PhotoForm
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import LANGUAGES
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.news import labels, queries, rules, services
from pearls.news.forms import ReasonForm, StoryForm
from pearls.news.models import Story
from pearls.news.rules import Kind, State
from pearls.people import queries as people_queries
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, office, signed_in
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone


@dataclass(frozen=True)
class Line:
    """A story as a list of work shows it."""

    story: Story
    state: Promise
    tone: str
    who: str


@office
@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    """Everything that is being written, was sent, waits under embargo, is public or was withdrawn."""
    return _list(request, is_office=True)


@signed_in
@require_safe
def own_list(request: HttpRequest) -> HttpResponse:
    """The stories of the Pearls that the reader speaks for; the office is led to its desk."""
    if actor_of(request).is_office():
        return redirect("news:office-list")
    return _list(request, is_office=False)


def _list(request: HttpRequest, *, is_office: bool) -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    state = request.GET.get("state", "")
    found = queries.stories_for(actor)
    found = found.filter(state=state) if state in set(State) else found
    page: Page[Story] = page_of(request, found)
    stories = list(page.object_list)
    names = people_queries.names_by_ref([story.made_by for story in stories])
    context = {
        "page": page,
        "lines": [_line(story, names.get(story.made_by, ""), now) for story in stories],
        "states": list(labels.STATES.items()),
        "state": state,
        "pearls": [] if is_office else queries.pearls_spoken_for(actor, now=now),
        "is_office": is_office,
        "zone": reader_zone(request) or "UTC",
    }
    return render(request, "news/desk.html", context)


def _line(story: Story, who: str, now: datetime) -> Line:
    if story.state == State.PUBLIC and not queries.is_readable(story, now):
        return Line(story, labels.UNDER_EMBARGO, "warn", who)
    return Line(story, labels.STATES[story.state], labels.TONES[story.state], who)


@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the office's news, a Pearl's story (`?place=`), or a story in another language (`?of=`)."""
    actor, now = actor_of(request), utc_now()
    original = _of(request)
    place = original.place if original else _place(request, now)
    if original is None and place is None and not actor.is_office():
        raise Http404
    taken, reader = queries.languages_taken(original) if original else set(), current_language()
    free = [code for code in LANGUAGES if code not in taken]
    if original and not free:
        return redirect("news:story-edit", ref=original.ref)
    initial = {"language": reader if reader in free else free[0]}
    form = StoryForm(request.POST or None, initial=initial, zone=_zone(request), languages=free)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.begin_story(
                actor=actor, telling=form.telling(), place=place, translation_of=original, now=now
            )
        except NotAllowed as refused:
            form.add_error(None, _worded(refused.verdict))
        else:
            messages.success(request, _("The story is saved as a draft."))
            return redirect("news:story-edit", ref=made.ref)
    context = {"form": form, "place": place, "original": original, "zone": _zone(request)}
    return render(request, "news/begin.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """The page of one story for those who work on it: text, photos, and what comes next."""
    actor, story, now = actor_of(request), _story(request, ref), utc_now()
    form = StoryForm(request.POST or None, initial=_initial(story), zone=_zone(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_story(actor=actor, story=story, telling=form.telling(), now=now)
        except NotAllowed as refused:
            form.add_error(None, _worded(refused.verdict))
        else:
            messages.success(request, _("The story is saved."))
            return redirect("news:story-edit", ref=ref)
    return _page(request, story, form=form)


@signed_in
@require_POST
def photos(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a photo, or take one away (`remove`)."""
    actor, story, now = actor_of(request), _story(request, ref), utc_now()
    if request.POST.get("remove"):
        photo = next((one for one in story.photos.all() if one.ref == request.POST["remove"]), None)
        if photo is None:
            raise Http404
        return _try(request, story, lambda: services.remove_photo(actor=actor, photo=photo, now=now))
    form = PhotoForm(request.POST, request.FILES, licences=rules.LICENCES)
    if form.is_valid():
        try:
            services.add_photo(actor=actor, story=story, now=now, **form.given())
        except NotAllowed as refused:
            form.add_error("photo", _worded(refused.verdict))
        else:
            messages.success(request, _("The photo is added."))
            return redirect("news:story-edit", ref=ref)
    return _page(request, story, photo_form=form)


@signed_in
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    """Send, give back, publish or withdraw."""
    actor, story, now = actor_of(request), _story(request, ref), utc_now()
    because = request.POST.get("because", "")[:2000]
    acts: dict[str, Callable[[], object]] = {
        "send": lambda: services.send_story(actor=actor, story=story, now=now),
        "return": lambda: services.return_story(actor=actor, story=story, because=because, now=now),
        "publish": lambda: services.publish_story(actor=actor, story=story, now=now),
        "withdraw": lambda: services.withdraw_story(actor=actor, story=story, because=because, now=now),
    }
    wanted = acts.get(request.POST.get("act", ""))
    if wanted is None:
        raise Http404
    return _try(request, story, wanted)


def _try(request: HttpRequest, story: Story, wanted: Callable[[], object]) -> HttpResponse:
    try:
        wanted()
    except NotAllowed as refused:
        messages.error(request, _worded(refused.verdict))
    else:
        messages.success(request, _("Done."))
    return redirect("news:story-edit", ref=story.ref)


def _page(request: HttpRequest, story: Story, **forms: Any) -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    writer = queries.writer_of(actor, story.place, now=now)
    kind, state = Kind(story.kind), State(story.state)
    complete = rules.is_complete(title=story.title, lead=story.lead, body=story.body)
    may_change = rules.may_change(writer, kind=kind, state=state)
    taken = queries.languages_taken(story)
    context = {
        "story": story,
        "line": _line(story, "", now),
        "kind": labels.KINDS[kind],
        "form": forms.get("form") or StoryForm(initial=_initial(story), zone=_zone(request)),
        "photo_form": forms.get("photo_form") or PhotoForm(licences=rules.LICENCES),
        "reason_form": ReasonForm(),
        "photos": file_labels.with_licences(story.photos.all()),
        "may_change": bool(may_change),
        "why_not": "" if may_change else _worded(may_change),
        "send": _button(rules.may_send(writer, kind=kind, state=state, complete=complete), "story-unfinished"),
        "publish": _button(
            rules.may_publish(is_office=writer.is_office, kind=kind, state=state, complete=complete),
            "story-unfinished",
        ),
        "may_return": bool(rules.may_return(is_office=writer.is_office, state=state, because="-")),
        "may_withdraw": bool(rules.may_withdraw(writer, kind=kind, state=state, because="-")),
        "needs_reason": state == State.PUBLIC,
        "may_translate": state != State.WITHDRAWN and set(LANGUAGES) - taken,
        "is_office": writer.is_office,
        "zone": _zone(request),
    }
    has_errors = any(form.errors for form in forms.values())
    return render(request, "news/edit.html", context, status=422 if has_errors else 200)


def _button(verdict: Verdict, *shown: str) -> dict[str, Any] | None:
    """A button, with the reason beside it where the reader can do something about that; None for no button."""
    if verdict:
        return {"reason": ""}
    return {"reason": _worded(verdict)} if verdict.reason in shown else None


def _initial(story: Story) -> dict[str, Any]:
    return {name: getattr(story, name) for name in ("language", "title", "lead", "body", "public_at")}


def _story(request: HttpRequest, ref: str) -> Story:
    story = queries.story_for(actor_of(request), ref)
    if story is None:
        raise Http404
    return story


def _of(request: HttpRequest) -> Story | None:
    """The story that is to be told in another language; one that is not the reader's is not there."""
    ref = request.GET.get("of", "")
    return _story(request, ref) if ref else None


def _place(request: HttpRequest, now: datetime) -> queries.Place | None:
    key = request.GET.get("place", "")
    if not key:
        return None
    found = next((one for one in queries.pearls_spoken_for(actor_of(request), now=now) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _zone(request: HttpRequest) -> str:
    return reader_zone(request) or "UTC"


def _worded(verdict: Verdict) -> str:
    return labels.reason_words(verdict.reason, dict(verdict.detail))
