"""The vocabulary, read once and kept until somebody changes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db.models import Count, Max, Min, QuerySet

from pearls.kernel.languages import pick
from pearls.practices import rules
from pearls.practices.models import Concept
from pearls.practices.queries import shipped
from pearls.practices.queries.meaning import meanings_of_names, model
from pearls.practices.rules.editing import for_search
from pearls.practices.rules.search import LANGUAGES, Lexicon, meaning, scoring
from pearls.web.formats import country_name

Name = tuple[str, str]  # scheme and id
# Countries that a query may name, in any of the ten languages.
COUNTRIES = ("DE", "DK", "EE", "FI", "IS", "LT", "LV", "NO", "PL", "SE", "UA")
SAME = 1.0
MOST_NEW_NAMES = 40  # concepts of a programme's own, whose meaning is worked out in place: 20 ms for each


@dataclass(frozen=True)
class Term:
    """A concept in a reader's language, or in `language` where the vocabulary has no word of the reader's."""

    pk: int
    scheme: str
    key: str
    label: str
    language: str
    is_deprecated: bool = False


@dataclass
class Known:
    """The whole vocabulary: `rows` by scheme and id, and what stands above and below a concept."""

    concepts: Sequence[rules.Concept]
    rows: Mapping[Name, int]
    related: Mapping[Name, Mapping[Name, float]]
    _terms: dict[str, dict[int, Term]] = field(default_factory=dict)

    @cached_property
    def lexicon(self) -> Lexicon:
        countries = {code: {one: country_name(code, one) for one in LANGUAGES} for code in COUNTRIES}
        return Lexicon(for_search(self.concepts), shipped.dictionary(), shipped.synonyms(), countries)

    @cached_property
    def meanings(self) -> dict[Name, bytes]:
        """What concepts mean, by their English labels; nothing where there is no model of language."""
        if model() is None:
            return {}
        there = shipped.shipped_meanings()
        labels = {(concept.scheme, concept.id): concept.labels.get("en", "") for concept in self.concepts}
        digests = {name: ("concept", meaning.digest_of(label, "en")) for name, label in labels.items() if label}
        new = [name for name, digest in digests.items() if digest not in there][:MOST_NEW_NAMES]
        found = {name: there[digest] for name, digest in digests.items() if digest in there}
        return found | dict(zip(new, meanings_of_names([labels[name] for name in new]), strict=True))

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
    return Concept.objects.select_related("broader", "replaced_by").order_by("position")


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
        instead = row.replaced_by.key if row.replaced_by else ""
        ended = row.deprecated_at is not None
        concepts.append(rules.Concept(row.scheme, row.key, row.labels, row.synonyms, above, ended, instead))
        if ended and instead:  # who asks for what stands in for it means this one too
            related.setdefault((row.scheme, instead), {})[name] = SAME
        if above:
            related.setdefault((row.scheme, above), {})[name] = scoring.NARROWER
            related.setdefault(name, {})[row.scheme, above] = scoring.BROADER
    return Known(concepts, rows, related)


def _term(pk: int, concept: rules.Concept, language: str) -> Term:
    label, told_in = pick(concept.labels, language)
    return Term(pk, concept.scheme, concept.id, label or concept.id, told_in or language, concept.is_deprecated)
