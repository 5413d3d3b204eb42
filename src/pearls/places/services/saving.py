"""Bring rows of places and names to a wanted state in a few statements, however many they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pearls.db.bulk import insert_many
from pearls.places.models import Place, PlaceName
from pearls.places.rules import NameKind, search_forms

BATCH = 2_000
Names = dict[str, tuple[str, str]]  # the folded form -> the name as written, and its kind


@dataclass(frozen=True)
class Saved:
    """How many rows a load has made or changed; names count those added and taken away."""

    created: int = 0
    updated: int = 0
    names: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.updated or self.names)


def names_of(
    official: Sequence[str], others: Iterable[str] = (), aliases: Iterable[str] = (), misspellings: Iterable[str] = ()
) -> Names:
    """Every form under which search files a place; the first kind that claims a form keeps it."""
    names: Names = {}
    claims = (
        (NameKind.OFFICIAL, [*official, " ".join(official), " ".join(reversed(official))]),
        (NameKind.NAME, others),
        (NameKind.ALIAS, aliases),
        (NameKind.MISSPELLING, misspellings),
    )
    for kind, texts in claims:
        for text in texts:
            for form in search_forms(text):
                names.setdefault(form[:200], (text[:200], kind.value))
    return names


def save_places(wanted: Mapping[str, Mapping[str, Any]]) -> Saved:
    """Make or change the places of these keys; what a place holds beside the given fields stays."""
    known = {place.key: place for place in Place.objects.filter(source__in={row["source"] for row in wanted.values()})}
    fields = sorted({field for row in wanted.values() for field in row})
    new, changed = [], []
    for key, row in wanted.items():
        place = known.get(key)
        if place is None:
            new.append([key, *(row[field] for field in fields)])
        elif any(getattr(place, field) != value for field, value in row.items()):
            for field, value in row.items():
                setattr(place, field, value)
            changed.append(place)
    insert_many(Place, ["key", *fields], new)
    if changed:
        Place.objects.bulk_update(changed, fields, batch_size=200)
    return Saved(created=len(new), updated=len(changed))


def save_names(wanted: Mapping[str, Names]) -> int:
    """Give the places of these keys exactly these names; how many were added, changed or taken away."""
    ids = {key: pk for key, pk in Place.objects.values_list("key", "pk") if key in wanted}
    rows = PlaceName.objects.all() if len(ids) > BATCH else PlaceName.objects.filter(place__in=ids.values())
    known: dict[int, dict[str, tuple[int, str, str]]] = {}
    for pk, place_id, folded, text, kind in rows.values_list("pk", "place_id", "folded", "text", "kind"):
        known.setdefault(place_id, {})[folded] = (pk, text, kind)
    new, stale = [], []
    for key, names in wanted.items():
        old = known.get(ids[key], {})
        stale += [pk for form, (pk, *name) in old.items() if names.get(form) != tuple(name)]
        new += [
            (ids[key], form, text, kind)
            for form, (text, kind) in names.items()
            if form not in old or old[form][1:] != (text, kind)
        ]
    for start in range(0, len(stale), BATCH):
        PlaceName.objects.filter(pk__in=stale[start : start + BATCH]).delete()
    insert_many(PlaceName, ["place_id", "folded", "text", "kind"], new)
    return len(new) + len(stale)
