"""The vocabulary for whoever edits it: how often each concept is named, and what a change touches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, QuerySet
from django.http import Http404

from pearls.kernel.languages import pick
from pearls.practices import rules
from pearls.practices.models import Concept, Contribution, Practice, SavedSearch
from pearls.practices.queries.vocabulary import Known, Name, known_vocabulary
from pearls.practices.rules import editing
from pearls.practices.rules.contributing import OPEN

MOST_SHOWN = 20
MOST_WORDS = 40
SURE = 0.5  # how surely a word names a concept, to be worth a line


def concepts_counted() -> QuerySet[Concept]:
    """The whole vocabulary in its order, each with how many practices name it."""
    found = Concept.objects.select_related("broader", "replaced_by").annotate(practice_count=Count("namings"))
    return found.order_by("scheme", "position", "key")


def concept_for(scheme: str, key: str) -> Concept:
    """One concept. Raises: Http404."""
    found = Concept.objects.filter(scheme=scheme, key=key).select_related("broader", "replaced_by").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Heard:
    """A word that a search would understand differently: the names of what it means now, and would then."""

    language: str
    word: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Touched:
    """What a change of a concept touches."""

    practice_count: int
    practices: Sequence[Practice]
    contribution_count: int
    search_count: int
    heard: Sequence[Heard]


def touched_by(scheme: str, key: str, after: rules.Concept, language: str) -> Touched:
    """Who names the concept, and which words a search would understand differently once it is `after`."""
    named = Practice.objects.filter(namings__concept__scheme=scheme, namings__concept__key=key)
    return Touched(
        practice_count=named.count(),
        practices=list(named.only("key", "title", "language").order_by("title", "key")[:MOST_SHOWN]),
        contribution_count=_drafts_naming(scheme, key),
        search_count=sum(asked.get(scheme) == key for asked in SavedSearch.objects.values_list("asked", flat=True)),
        heard=_heard_differently(known_vocabulary(), after, language),
    )


def _drafts_naming(scheme: str, key: str) -> int:
    """How many contributions on their way name it."""
    field = rules.SCHEMES.get(scheme, "")
    drafts = Contribution.objects.filter(state__in=sorted(OPEN)).values_list("draft", flat=True)
    return sum(key in value if isinstance(value := draft.get(field), list) else value == key for draft in drafts)


def _heard_differently(known: Known, after: rules.Concept, language: str) -> list[Heard]:
    before = next((one for one in known.concepts if (one.scheme, one.id) == (after.scheme, after.id)), None)
    words = editing.words_of(None, after) if before and before.is_deprecated != after.is_deprecated else []
    words = (words or editing.words_of(before, after))[:MOST_WORDS]
    if not words:
        return []
    then = replace(known, concepts=[*_others(known.concepts, before), after], _terms={})
    labels = {(term.scheme, term.key): term.label for term in known.terms(language).values()}
    later = {**labels, (after.scheme, after.id): pick(after.labels, language)[0] or after.id}
    heard = [(code, word, _meant(known, word, code), _meant(then, word, code)) for code, word in words]
    return [
        Heard(code, word, _named(now, labels), _named(soon, later)) for code, word, now, soon in heard if now != soon
    ]


def _others(concepts: Iterable[rules.Concept], before: rules.Concept | None) -> list[rules.Concept]:
    return [one for one in concepts if one is not before]


def _meant(known: Known, word: str, code: str) -> set[Name]:
    """Which concepts a word is taken for."""
    return {
        name
        for heard in known.lexicon.read(word, code)
        for name, sure in heard.concepts.items()
        if sure >= SURE and name[0] in rules.SCHEMES  # words of the dictionary and countries are no concepts
    }


def _named(names: set[Name], labels: dict[Name, str]) -> tuple[str, ...]:
    return tuple(sorted({labels.get(name, name[1]) for name in names}))
