"""The practices that fit a need: the database brings those that share something with it, the rules weigh them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from pearls.practices.models import Naming, Practice
from pearls.practices.queries.practices import listed, names_in_order, public_practices
from pearls.practices.queries.vocabulary import Known, Name
from pearls.practices.rules.fitting import Facts, Fit, Need, best_fits

MOST_WEIGHED = 500  # who shares least with a need does not fit it best


@dataclass(frozen=True)
class Fitting:
    """A practice that fits, what is known of it, and how it fits."""

    practice: Practice
    facts: Facts
    fit: Fit


def fitting(need: Need, known: Known, most: int = 10) -> list[Fitting]:
    """The practices that fit a need best, as a list shows them; three queries, however many there are."""
    facts = {one.key: one for one in _facts(_candidates(need, known), known)}
    fits = best_fits(need, facts.values(), known.related, most)
    rows = {row.key: row for row in listed(public_practices()).filter(key__in=[fit.key for fit in fits])}
    return [Fitting(rows[fit.key], facts[fit.key], fit) for fit in fits if fit.key in rows]


def _candidates(need: Need, known: Known) -> QuerySet[Practice]:
    """Those that share most with the need; where it names no concept, the newest."""
    near = {other for name in need.concepts for other in known.related.get(name, ())}
    wanted = [known.rows[name] for name in need.concepts | near if name in known.rows]
    if not wanted:
        return listed(public_practices())[:MOST_WEIGHED]
    shared = Naming.objects.filter(concept__in=sorted(wanted)).order_by().values("practice")
    most = shared.annotate(number=Count("pk")).order_by("-number", "practice").values("practice")[:MOST_WEIGHED]
    return public_practices().filter(pk__in=most)


def _facts(practices: QuerySet[Practice], known: Known) -> Sequence[Facts]:
    names: dict[int, Name] = {pk: name for name, pk in known.rows.items()}
    columns = ("pk", "key", "place__population", "budget_euros", "hours", "country", "language")
    rows = list(practices.values_list(*columns, "evidence_strength", "for_smaller_towns"))
    named = names_in_order([row[0] for row in rows])
    return [
        Facts(
            key=key,
            concepts=frozenset(names[concept] for concept in named.get(pk, ()) if concept in names),
            population=population,
            euros=euros,
            hours=hours,
            country=country,
            language=language,
            evidence_strength=strength,
            tells_smaller_towns=bool(smaller),
        )
        for pk, key, population, euros, hours, country, language, strength, smaller in rows
    ]
