"""The practices that are like one: the database adds up what they share, the rules say how much each thing is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, OuterRef, Subquery, Sum, Value, When

from pearls.practices.models import Naming, Practice
from pearls.practices.queries.vocabulary import Term
from pearls.practices.rules import likeness

SHOWN = ("key", "language", "title", "country", "place_name", "start_year", "end_year")


@dataclass(frozen=True)
class Alike:
    """A practice like another, as far as a line shows it, and what they have in common."""

    practice: Practice
    shared: Sequence[Term]


def named_and_counted(practice: Practice) -> dict[int, int]:
    """The concepts that a practice names, in its order, each with how many practices name it; one query."""
    same = Naming.objects.filter(concept=OuterRef("concept")).order_by().values("concept").annotate(number=Count("pk"))
    rows = practice.namings.order_by("position").annotate(number=Subquery(same.values("number")))
    return dict(rows.values_list("concept_id", "number"))


def alike(practice: Practice, counts: Mapping[int, int], terms: Mapping[int, Term]) -> list[Alike]:
    """The practices most like this one, those of other countries first where they tie; one query.

    `counts` is what `named_and_counted` gives for it.
    """
    names = {pk: (terms[pk].scheme, terms[pk].key) for pk in counts if pk in terms}
    weighed = likeness.weights({names[pk]: counts[pk] for pk in names})
    counted = [pk for pk, name in names.items() if name in weighed]
    by_name = {names[pk]: terms[pk] for pk in counted}
    found = []
    for row in _most_alike(practice, counted, names, weighed):
        other = Practice(pk=row["practice_id"], **{name: row[f"practice__{name}"] for name in SHOWN})
        theirs = [names[pk] for place, pk in enumerate(counted) if row["shared"] >> place & 1]
        found.append(Alike(other, [by_name[name] for name in likeness.in_common(weighed, theirs)]))
    return found


def _most_alike(
    practice: Practice, counted: Sequence[int], names: Mapping[int, likeness.Name], weighed: Mapping[likeness.Name, int]
) -> list[dict[str, Any]]:
    """The rows of those that share most; `shared` has a bit for each of the concepts that are counted, in their order:
    a practice names a concept once, so the bits add up without carrying."""
    if not counted:
        return []
    worth = _sum_of({pk: weighed[names[pk]] for pk in counted})
    shared = _sum_of({pk: 1 << place for place, pk in enumerate(counted)})
    at_home = Case(When(practice__country=practice.country, then=Value(1)), default=Value(0))
    others = Naming.objects.filter(
        concept__in=sorted(counted), practice__withdrawn_at=None, practice__is_demonstration=False
    ).exclude(practice=practice.pk)
    rows = (
        others.order_by()
        .values("practice_id", *(f"practice__{name}" for name in SHOWN))
        .annotate(likeness=worth, shared=shared, at_home=at_home)
        .filter(likeness__gte=likeness.least_alike(weighed))
        .order_by(F("likeness").desc(), "at_home", "practice__key")
    )
    return list(rows[: likeness.MOST_ALIKE])


def _sum_of(numbers: Mapping[int, int]) -> Sum:
    """The sum of the numbers of the concepts that a practice names."""
    whens = (When(concept=pk, then=Value(number)) for pk, number in numbers.items())
    return Sum(Case(*whens, output_field=BigIntegerField()))
