"""Practices weighed for a need: the database finds who shares concepts, the rules say how well each fits and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Sum, Value, When

from pearls.practices.models import Naming, Practice
from pearls.practices.queries.adoptions import worked_counts
from pearls.practices.queries.practices import ORDERS, public_practices
from pearls.practices.queries.vocabulary import Known
from pearls.practices.rules.fitting import POINTS, Facts, Fit, Name, Need, best_fits

MOST_CANDIDATES = 200
LEAST = 0.75  # how surely a word must name a concept before we say that a text speaks of it
# What a page may show of a practice that fits, as an example for this or that.
SHOWN = (
    *("key", "language", "title", "summary", "country", "place_name", "start_year", "end_year", "organisation"),
    *("participants", "steps", "outcomes", "evidence", "why_it_worked", "what_failed", "for_smaller_towns"),
    *("transferability", "funding"),
)
_WEIGHED = ("place", "place__population", "budget_euros", "hours", "evidence_strength")


@dataclass(frozen=True)
class Candidates:
    """Practices that may fit, with what the rules weigh; `by_key` are the rows that a page shows."""

    facts: Sequence[Facts]
    by_key: Mapping[str, Practice]

    def but(self, keys: Collection[str]) -> "Candidates":
        """Without these practices."""
        return Candidates([facts for facts in self.facts if facts.key not in keys], self.by_key)

    def best(self, need: Need, known: Known, most: int = 3) -> list[tuple[Practice, Fit]]:
        """Those that fit a need best, the best first."""
        return [(self.by_key[fit.key], fit) for fit in best_fits(need, self.facts, known.related, most)]


@dataclass(frozen=True)
class Fitting:
    """A practice that fits, what is known of it, and how it fits."""

    practice: Practice
    facts: Facts
    fit: Fit


def fitting(need: Need, known: Known, most: int = 10) -> list[Fitting]:
    """The practices that fit a need best; five queries, however many there are."""
    found = candidates(need.concepts, known, country=need.country)
    facts = {one.key: one for one in found.facts}
    return [Fitting(practice, facts[fit.key], fit) for practice, fit in found.best(need, known, most)]


def candidates(
    concepts: Collection[Name], known: Known, *, country: str = "", but_place: int | None = None
) -> Candidates:
    """The practices that share most of these concepts, or lie above or below them; four queries however many there are.

    Without concepts, those of the country. `but_place` is left out: nobody is its own example.
    """
    names = set(concepts) | {near for name in concepts for near in known.related.get(name, ())}
    rows = [known.rows[name] for name in names if name in known.rows]
    found = public_practices().exclude(place=but_place) if but_place else public_practices()
    if rows:
        named = Naming.objects.filter(concept__in=rows).order_by().values("practice").annotate(points=Sum(_points()))
        best = named.order_by("-points", "practice").values_list("practice", flat=True)
        found = found.filter(pk__in=list(best[:MOST_CANDIDATES]))
    elif country:
        found = found.filter(country=country)
    shown = found.select_related("place").only(*SHOWN, *_WEIGHED).order_by(*ORDERS["newest"])
    practices = list(shown[:MOST_CANDIDATES])
    return Candidates(_facts(practices), {practice.key: practice for practice in practices})


def facts_of(practices: Sequence[Practice]) -> list[Facts]:
    """What the rules weigh of these practices; two queries and their places."""
    return _facts(practices)


def named_in(
    text: str, language: str, known: Known, *, schemes: Iterable[str] = POINTS, least: float = LEAST
) -> set[Name]:
    """The concepts that a text speaks of, as far as its words name them surely."""
    wanted = set(schemes)
    return {
        name
        for word in known.lexicon.read(text, language)
        for name, sure in word.concepts.items()
        if sure >= least and name[0] in wanted
    }


def _points() -> Case:
    """How much it says that a practice names a concept, by its scheme."""
    whens = [When(concept__scheme=scheme, then=Value(first)) for scheme, (first, _further) in POINTS.items()]
    return Case(*whens, default=Value(1), output_field=IntegerField())


def _facts(practices: Sequence[Practice]) -> list[Facts]:
    pks = [practice.pk for practice in practices]
    worked, named = worked_counts(pks), _names_of(pks)
    return [
        Facts(
            key=practice.key,
            concepts=frozenset(named.get(practice.pk, ())),
            population=practice.place.population if practice.place else None,
            euros=practice.budget_euros,
            hours=practice.hours,
            country=practice.country,
            language=practice.language,
            evidence_strength=practice.evidence_strength,
            tells_smaller_towns=bool(practice.for_smaller_towns),
            worked_count=worked.get(practice.pk, 0),
        )
        for practice in practices
    ]


def _names_of(practices: Collection[int]) -> dict[int, list[Name]]:
    found: dict[int, list[Name]] = {}
    rows = Naming.objects.filter(practice__in=practices).order_by("practice", "position")
    for practice, scheme, key in rows.values_list("practice", "concept__scheme", "concept__key"):
        found.setdefault(practice, []).append((scheme, key))
    return found
