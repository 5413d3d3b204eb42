"""The vocabulary, read once and kept until somebody changes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db.models import Count, Max, Min, QuerySet

from pearls.kernel.languages import pick
from pearls.practices import rules
from pearls.practices.models import Concept
from pearls.practices.rules.search import Lexicon, scoring

Name = tuple[str, str]  # scheme and id


@dataclass(frozen=True)
class Term:
    """A concept in a reader's language, or in `language` where the vocabulary has no word of the reader's."""

    pk: int
    scheme: str
    key: str
    label: str
    language: str


@dataclass
class Known:
    """The whole vocabulary: `rows` by scheme and id, and what stands above and below a concept."""

    concepts: Sequence[rules.Concept]
    rows: Mapping[Name, int]
    related: Mapping[Name, Mapping[Name, float]]
    _terms: dict[str, dict[int, Term]] = field(default_factory=dict)

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(self.concepts)

    def terms(self, language: str) -> dict[int, Term]:
        """Every concept by its row, in the vocabulary's order, labelled for a reader."""
        if language not in self._terms:
            self._terms[language] = {
                (pk := self.rows[concept.scheme, concept.id]): _term(pk, concept, language) for concept in self.concepts
            }
        return self._terms[language]


def known_vocabulary() -> Known:
    """The vocabulary as it is; one short query tells whether it has changed since it was read."""
    return _read(*Concept.objects.aggregate(last=Max("changed_at"), first=Min("pk"), number=Count("pk")).values())


def vocabulary() -> QuerySet[Concept]:
    """The rows of the whole vocabulary in its order, each with its broader concept."""
    return Concept.objects.select_related("broader").order_by("position")


def known_concepts() -> set[Name]:
    """Scheme and id of every concept, to read a file by."""
    return set(Concept.objects.values_list("scheme", "key"))


@lru_cache(maxsize=2)
def _read(*_state: object) -> Known:
    concepts: list[rules.Concept] = []
    rows: dict[Name, int] = {}
    related: dict[Name, dict[Name, float]] = {}
    for row in vocabulary():
        name = (row.scheme, row.key)
        rows[name] = row.pk
        above = row.broader.key if row.broader else ""
        concepts.append(rules.Concept(row.scheme, row.key, row.labels, row.synonyms, above))
        if above:
            related.setdefault((row.scheme, above), {})[name] = scoring.NARROWER
            related.setdefault(name, {})[row.scheme, above] = scoring.BROADER
    return Known(concepts, rows, related)


def _term(pk: int, concept: rules.Concept, language: str) -> Term:
    label, told_in = pick(concept.labels, language)
    return Term(pk, concept.scheme, concept.id, label or concept.id, told_in or language)
