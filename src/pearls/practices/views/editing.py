"""The office edits the vocabulary: look what a change touches, then save it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.practices import labels, queries, rules, services
from pearls.practices.forms.editing import ConceptForm, initial_of
from pearls.practices.models import Concept
from pearls.practices.queries import editing as editing_queries
from pearls.practices.rules import editing
from pearls.practices.rules.editing import Wording
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, office

REFUSED = 422


@dataclass(frozen=True)
class Row:
    """A concept in the list."""

    concept: Concept
    label: str
    language: str


@office
@require_safe
def vocabulary_list(request: HttpRequest) -> HttpResponse:
    """Every concept by scheme, with how many practices name it."""
    reader = current_language()
    rows = [Row(one, *_label(one, reader)) for one in editing_queries.concepts_counted()]
    by_scheme = {scheme: list(found) for scheme, found in groupby(rows, key=lambda row: row.concept.scheme)}
    schemes = [(code, words, by_scheme.get(code, [])) for code, words in labels.SCHEMES.items()]
    return render(request, "practices/vocabulary_list.html", {"schemes": schemes})


@office
@require_http_methods(["GET", "POST"])
def concept_new(request: HttpRequest) -> HttpResponse:
    """Add a concept: first what its words would do to the search, then the concept."""
    last = len(queries.known_vocabulary().concepts)
    initial = {"scheme": request.GET.get("scheme", ""), "position": last}
    form = ConceptForm(request.POST or None, offered=_offered(), is_new=True, initial=initial)
    touched = None
    if request.method == "POST" and form.is_valid():
        scheme, key, wording = form.cleaned_data["scheme"], form.cleaned_data["key"], editing.tidy(form.wording())
        concepts = list(queries.known_vocabulary().concepts)
        verdict = editing.may_add(scheme, key, concepts) and editing.may_word(scheme, key, wording, concepts)
        if not verdict:
            form.add_error(None, labels.reason_words(verdict))
        elif request.POST.get("step") == "save":
            try:
                made = services.add_concept(
                    actor=actor_of(request), scheme=scheme, key=key, wording=wording, now=utc_now()
                )
            except NotAllowed as refusal:
                form.add_error(None, labels.reason_words(refusal.verdict))
            else:
                return _saved(request, made, _("The concept is added."))
        else:
            touched = editing_queries.touched_by(scheme, key, _worded(scheme, key, wording), current_language())
    context = {"form": form, "touched": touched, "trail": _trail(_("Add a concept"))}
    return render(request, "practices/vocabulary_concept.html", context, status=REFUSED if form.errors else 200)


@office
@require_http_methods(["GET", "POST"])
def concept(request: HttpRequest, scheme: str, key: str) -> HttpResponse:
    """A concept: its words, what a change of them touches, and how it is taken out of use."""
    found = editing_queries.concept_for(scheme, key)
    form = ConceptForm(request.POST or None, offered=_offered(scheme, key), is_new=False, initial=initial_of(found))
    touched = None
    if request.method == "POST" and form.is_valid():
        wording = editing.tidy(form.wording())
        verdict = editing.may_word(scheme, key, wording, list(queries.known_vocabulary().concepts))
        if not verdict:
            form.add_error(None, labels.reason_words(verdict))
        elif request.POST.get("step") == "save":
            verdict = _change(request, found, wording)
            if verdict:
                return _saved(request, found, _("The concept is saved. The search knows it from now on."))
            form.add_error(None, labels.reason_words(verdict))
        else:
            after = replace(_worded(scheme, key, wording), is_deprecated=found.deprecated_at is not None)
            touched = editing_queries.touched_by(scheme, key, after, current_language())
    return _concept_page(request, found, form, touched, is_wrong=bool(form.errors))


@office
@require_http_methods(["POST"])
def concept_end(request: HttpRequest, scheme: str, key: str) -> HttpResponse:
    """Take a concept out of use, another standing in for it, or up again; the first click shows what it touches."""
    found = editing_queries.concept_for(scheme, key)
    replacement = request.POST.get("replacement", "").rpartition(":")[2]
    actor, seen, now = actor_of(request), _seen(request), utc_now()
    try:
        if request.POST.get("step") == "restore":
            services.restore_concept(actor=actor, concept=found, seen=seen, now=now)
            return _saved(request, found, _("The concept is in use again."))
        if request.POST.get("step") == "save":
            services.deprecate_concept(actor=actor, concept=found, replacement=replacement, seen=seen, now=now)
            return _saved(request, found, _("The concept is out of use. It stays on the practices that name it."))
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
        return redirect("practices:concept", scheme=scheme, key=key)
    concepts = list(queries.known_vocabulary().concepts)
    if not (verdict := editing.may_deprecate(scheme, key, replacement, concepts)):
        messages.error(request, labels.reason_words(verdict))
        return redirect("practices:concept", scheme=scheme, key=key)
    before = next(one for one in concepts if (one.scheme, one.id) == (scheme, key))
    ended = replace(before, is_deprecated=True, replaced_by=replacement)
    touched = editing_queries.touched_by(scheme, key, ended, current_language())
    form = ConceptForm(offered=_offered(scheme, key), is_new=False, initial=initial_of(found))
    return _concept_page(request, found, form, touched, replacement=replacement)


def _change(request: HttpRequest, found: Concept, wording: Wording) -> Verdict:
    try:
        services.change_concept(
            actor=actor_of(request), concept=found, wording=wording, seen=_seen(request), now=utc_now()
        )
    except NotAllowed as refusal:
        return refusal.verdict
    return Verdict(True)


def _concept_page(
    request: HttpRequest,
    found: Concept,
    form: ConceptForm,
    touched: editing_queries.Touched | None,
    *,
    replacement: str = "",
    is_wrong: bool = False,
) -> HttpResponse:
    label, language = _label(found, current_language())
    context = {
        "concept": found,
        "label": label,
        "label_language": language,
        "form": form,
        "touched": touched,
        "replacement": replacement,
        "seen": found.changed_at.isoformat(),
        "offered": list(_offered(found.scheme, found.key)),
        "trail": _trail(label),
    }
    return render(request, "practices/vocabulary_concept.html", context, status=REFUSED if is_wrong else 200)


def _saved(request: HttpRequest, concept: Concept, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("practices:concept", scheme=concept.scheme, key=concept.key)


def _seen(request: HttpRequest) -> datetime:
    """The change that the office looked at; one that never was, where nothing or nonsense is said."""
    try:
        found = parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        found = None
    return found if found is not None and found.tzinfo is not None else utc_now()


def _worded(scheme: str, key: str, wording: Wording) -> rules.Concept:
    synonyms = {code: tuple(texts) for code, texts in wording.synonyms.items()}
    return rules.Concept(scheme, key, wording.labels, synonyms, wording.broader)


def _offered(scheme: str = "", key: str = "") -> Iterable[tuple[str, str]]:
    """What a concept may stand below or be replaced by: those in use, of its scheme where it has one."""
    for term in queries.known_vocabulary().terms(current_language()).values():
        if not term.is_deprecated and scheme in ("", term.scheme) and (term.scheme, term.key) != (scheme, key):
            words = term.label if scheme else f"{labels.SCHEMES[term.scheme]}: {term.label}"
            yield f"{term.scheme}:{term.key}", words


def _label(concept: Concept, reader: str) -> tuple[str, str]:
    label, language = pick(concept.labels, reader)
    return label or concept.key, language or reader


def _trail(here: str) -> list[tuple[Any, str]]:
    return [(_("Vocabulary"), reverse("practices:vocabulary-list")), (here, "")]
