"""A practice and its translation side by side, field by field; and what others proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.practices import labels, services
from pearls.practices.labels.contributing import FIELDS
from pearls.practices.models import Practice, Translation
from pearls.practices.queries import translations as queries
from pearls.practices.rules import translations as rules
from pearls.practices.rules.limits import LONGEST_LINE, LONGEST_TEXT, MOST_ENTRIES
from pearls.practices.rules.translations import TranslationState, Translator, Words
from pearls.web.formats import current_language, language_name
from pearls.web.gates import actor_of, signed_in

REFUSED = 422
SHORT = ("title",)


@dataclass(frozen=True)
class Part:
    """One text of a field: the original, and what stands beside it."""

    name: str
    original: str
    text: str


@dataclass(frozen=True)
class Pair:
    """A field in two languages, the row that the writer goes on with, and what waits beside it."""

    field: str
    label: Any
    mark: str
    parts: Sequence[Part]
    public: Translation | None
    row: str = ""
    seen: int = 0
    is_older: bool = False
    is_waiting: bool = False  # the writer's own words, not accepted yet
    proposals: Sequence[Translation] = ()

    @property
    def is_short(self) -> bool:
        return self.field in SHORT

    @property
    def longest(self) -> int:
        return LONGEST_LINE if self.is_short else LONGEST_TEXT


@signed_in
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """A practice in its own language, and beside it in another; what is typed is kept at once, field by field."""
    practice = queries.practice_to_translate(key, language)
    if request.method == "POST":
        return _keep(request, practice, language)
    return _page(request, practice, language)


@signed_in
@require_POST
def translation_act(request: HttpRequest, key: str, ref: str) -> HttpResponse:
    """Take a proposal over, or away; or say that what a machine wrote is right."""
    practice = queries.practice_to_translate(key)
    translation = queries.translation_of(practice, ref)
    actor, seen, now = actor_of(request), request.POST.get("seen", ""), utc_now()
    try:
        if request.POST.get("act") == "confirm":
            services.confirm_translation(actor=actor, translation=translation, seen=seen, now=now)
        else:
            act = services.accept_translation if request.POST.get("act") == "accept" else services.drop_translation
            act(actor=actor, translation=translation, seen=_number(seen), now=now)
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    else:
        messages.success(request, _("Done."))
    return redirect(_address(practice, translation.language) + f"#{translation.field}")


def _keep(request: HttpRequest, practice: Practice, language: str) -> HttpResponse:
    """Save one field; the page's script sends it while somebody types."""
    name, given = request.POST.get("field", ""), request.POST
    if name not in rules.FIELDS:
        raise Http404
    words = Words(language, name, _typed(request, practice, name), given.get("of", "")[:12])
    saved, problem = None, ""
    try:
        saved = services.save_translation(
            actor=actor_of(request),
            practice=practice,
            words=words,
            row=given.get("row", ""),
            seen=_number(given.get("seen")),
            now=utc_now(),
        )
    except NotAllowed as refusal:
        problem = labels.reason_words(refusal.verdict)
    if request.headers.get("HX-Request"):
        one = saved.translation if saved else None
        kept = {"row": one.ref if one else "", "seen": one.version if one else 0}
        if problem:
            kept = {"row": given.get("row", ""), "seen": _number(given.get("seen"))}
        context = {**kept, "problem": problem, "saved": saved, "is_waiting": _is_waiting(one)}
        return render(request, "practices/_translation_kept.html", context)
    if problem:
        messages.error(request, problem)
        return _page(request, practice, language, typed=words, status=REFUSED)
    if saved and saved.is_beside:
        messages.warning(request, _("Somebody else wrote here meanwhile. Both texts are kept, one under the other."))
    else:
        messages.success(request, _("Saved."))
    return redirect(_address(practice, language) + f"#{name}")


def _page(
    request: HttpRequest, practice: Practice, language: str, *, typed: Words | None = None, status: int = 200
) -> HttpResponse:
    translator, reader = queries.translator_of(actor_of(request), practice), current_language()
    there = queries.translations_into(practice, language)
    pairs = [_pair(request, practice, name, there, translator, typed) for name in rules.FIELDS]
    shown = [pair for pair in pairs if pair.parts]
    context = {
        "practice": practice,
        "language": language,
        "pairs": shown,
        "publishes": translator.publishes,
        "done": sum(pair.public is not None for pair in shown),
        "older_count": sum(pair.is_older for pair in shown),
        "first_name": language_name(practice.language, reader),
        "second_name": language_name(language, reader),
        "trail": [
            (_("Practices"), reverse("practices:practice-list")),
            (practice.title, reverse("practices:practice", args=[practice.key])),
            (_("Translation"), ""),
        ],
    }
    return render(request, "practices/translate.html", context, status=status)


def _pair(
    request: HttpRequest,
    practice: Practice,
    name: str,
    there: Sequence[Translation],
    translator: Translator,
    typed: Words | None,
) -> Pair:
    source, here = getattr(practice, name), [one for one in there if one.field == name]
    public = next((one for one in here if one.state == TranslationState.PUBLIC), None)
    person = actor_of(request).person_id
    own = [one for one in here if one.state == TranslationState.PROPOSED and one.made_by_id == person]
    row = public if translator.publishes else (own[-1] if own else None)
    shown = row or public
    value = typed.value if typed and typed.field == name else shown.value if shown else ""
    others = [one for one in here if one.state == TranslationState.PROPOSED and one != row]
    return Pair(
        field=name,
        label=FIELDS[name],
        mark=rules.mark_of(source),
        parts=_parts(name, source, value),
        public=public,
        row=row.ref if row else "",
        seen=row.version if row else 0,
        is_older=public is not None and rules.is_older(source, public.of),
        is_waiting=_is_waiting(row),
        proposals=others if translator.publishes else [one for one in others if one.made_by_id == person],
    )


def _parts(name: str, source: Any, value: Any) -> list[Part]:
    """The texts of a field: one, or one for each item; items that the original has no more of stay to be seen."""
    if name not in rules.LISTS:
        return [Part("text", str(source), str(value or ""))] if source else []
    items, given = list(source or ()), list(value or ())
    count = max(len(items), len(given)) if items else 0
    return [
        Part(
            f"text-{number}",
            str(items[number]) if number < len(items) else "",
            str(given[number]) if number < len(given) else "",
        )
        for number in range(count)
    ]


def _typed(request: HttpRequest, practice: Practice, name: str) -> rules.Value:
    if name not in rules.LISTS:
        return request.POST.get("text", "")
    found: list[str] = []
    while (part := request.POST.get(f"text-{len(found)}")) is not None and len(found) <= MOST_ENTRIES:
        found.append(part)
    return found


def _is_waiting(one: Translation | None) -> bool:
    return one is not None and one.state == TranslationState.PROPOSED


def _address(practice: Practice, language: str) -> str:
    return reverse("practices:translate", args=[practice.key, language])


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
