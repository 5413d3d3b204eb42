"""Bring the fact base and the gazetteer into the tables; run again, they bring only what changed."""

import csv
import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.places.models import Place
from pearls.places.rules import PlaceKind, PlaceSource, may_load_places
from pearls.places.services.saving import Names, Saved, names_of, save_names, save_places

DATA = Path(__file__).resolve().parent.parent / "data"
COUNTED_BY_GEONAMES = {"en": "GeoNames, populated place", "lv": "GeoNames, apdzīvota vieta"}
PLACED_BY_GEONAMES = {"en": "GeoNames"}
NUTS_PAGE = "https://ec.europa.eu/eurostat/web/nuts"


@transaction.atomic
def load_places(*, actor: Actor, now: datetime) -> Saved:
    """Bring the fact base in: the places of past editions, partners' seats, capitals, and who answers for whom.

    Raises: NotAllowed, office-only.
    """
    audit.take_turn()
    require(may_load_places(is_office=actor.is_office()))
    facts = _read_facts("places.json")
    saved = save_places({fact["key"]: _row_of_fact(fact, PlaceSource.FACTS) for fact in facts})
    gazetteer = {row["geonames_id"]: row for row in gazetteer_rows()}
    names = {fact["key"]: _names_of_fact(fact, gazetteer.get(str(fact["geonames_id"]))) for fact in facts}
    saved = replace(saved, names=save_names(names), updated=saved.updated + _set_legal_parents(facts))
    _record(actor=actor, source=PlaceSource.FACTS, saved=saved, now=now)
    return saved


@transaction.atomic
def load_gazetteer(*, actor: Actor, now: datetime) -> Saved:
    """Bring the gazetteer of the nine countries in; of a place in the fact base, the fact base knows better.

    Raises: NotAllowed, office-only.
    """
    audit.take_turn()
    require(may_load_places(is_office=actor.is_office()))
    by_facts = set(Place.objects.exclude(source=PlaceSource.GEONAMES).values_list("key", flat=True))
    rows = [row for row in gazetteer_rows() if row["key"] not in by_facts]
    saved = save_places({row["key"]: _row_of_gazetteer(row) for row in rows})
    saved = replace(saved, names=save_names({row["key"]: _names_of_gazetteer(row) for row in rows}))
    _record(actor=actor, source=PlaceSource.GEONAMES, saved=saved, now=now)
    return saved


@transaction.atomic
def load_regions(*, actor: Actor, now: datetime) -> Saved:
    """Bring in what is larger than a town: districts, counties, regions, and the rural municipalities of the Baltic.

    Raises: NotAllowed, office-only.
    """
    audit.take_turn()
    require(may_load_places(is_office=actor.is_office()))
    rows = _rows_of_file("regions.tsv", open)
    saved = save_places({row["key"]: _row_of_region(row) for row in rows})
    names = {row["key"]: names_of(row["official_names"].split("|"), aliases=row["aliases"].split("|")) for row in rows}
    saved = replace(saved, names=save_names(names))
    _record(actor=actor, source=PlaceSource.REGIONS, saved=saved, now=now)
    return saved


@transaction.atomic
def load_demonstration_places(*, actor: Actor, now: datetime) -> Saved:
    """Bring the invented towns of the demonstration in; each says that it is invented.

    Raises: NotAllowed, office-only.
    """
    audit.take_turn()
    require(may_load_places(is_office=actor.is_office()))
    facts = _read_facts("demonstration.json")
    rows = {fact["key"]: _row_of_fact(fact, PlaceSource.DEMONSTRATION) | {"is_demonstration": True} for fact in facts}
    saved = replace(save_places(rows), names=save_names({fact["key"]: _names_of_fact(fact, None) for fact in facts}))
    _record(actor=actor, source=PlaceSource.DEMONSTRATION, saved=saved, now=now)
    return saved


def _record(*, actor: Actor, source: PlaceSource, saved: Saved, now: datetime) -> None:
    """Write a load into the journal, unless it found everything as it was."""
    if saved:
        counts = {"created": saved.created, "updated": saved.updated, "names": saved.names}
        audit.record(actor=actor, act="places-loaded", subject=f"places:{source}", now=now, data=counts)


def _read_facts(file: str) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = json.loads((DATA / file).read_text(encoding="utf-8"))["places"]
    return places


@cache
def gazetteer_rows() -> tuple[Mapping[str, str], ...]:
    """The gazetteer's lines as they stand in the file."""
    return _rows_of_file("gazetteer.tsv.gz", gzip.open)


def _rows_of_file(name: str, opener: Callable[..., Any]) -> tuple[Mapping[str, str], ...]:
    """The lines of a file of ours, whose first line names the columns."""
    with opener(DATA / name, "rt", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _row_of_fact(fact: Mapping[str, Any], source: PlaceSource) -> dict[str, Any]:
    same = ("official_names", "names", "country", "kind", "nuts_version", "nuts2", "nuts3", "lat", "lon", "note")
    more = ("coordinate_note", "geonames_id", "population", "population_note", "population_source", "sources")
    row = {field: fact[field] for field in (*same, *more)}
    row |= {"name": fact["official_names"][0], "nuts1": fact["nuts2"][:3], "source": source.value}
    return row


def _names_of_fact(fact: Mapping[str, Any], row: Mapping[str, str] | None) -> Names:
    gazetteer = [row["name"], *row["aliases"].split("|")] if row else []
    aliases = [*fact["aliases"], *gazetteer]
    return names_of(fact["official_names"], fact["names"].values(), aliases, fact["misspellings"])


def _set_legal_parents(facts: list[dict[str, Any]]) -> int:
    """Say who answers for the settlements among the facts; how many rows that changed."""
    parents = {fact["key"]: fact["legal_parent"] for fact in facts}
    places = {place.key: place for place in Place.objects.filter(key__in=parents).select_related("legal_parent")}
    changed = []
    for key, parent_key in parents.items():
        parent = places[parent_key] if parent_key else None
        if places[key].legal_parent != parent:
            places[key].legal_parent = parent
            changed.append(places[key])
    return Place.objects.bulk_update(changed, ["legal_parent"]) if changed else 0


def _row_of_gazetteer(row: Mapping[str, str]) -> dict[str, Any]:
    population = int(row["population"]) if row["population"] else None
    return {
        "name": row["name"],
        "official_names": [row["name"]],
        "country": row["country"],
        "kind": PlaceKind.SETTLEMENT.value,
        "nuts1": row["nuts1"],
        "nuts2": row["nuts2"],
        "district": row["district"],
        "lat": float(row["lat"]),
        "lon": float(row["lon"]),
        "coordinate_note": PLACED_BY_GEONAMES,
        "population": population,
        "population_note": COUNTED_BY_GEONAMES if population is not None else {},
        "source": PlaceSource.GEONAMES.value,
        "geonames_id": int(row["geonames_id"]),
    }


def _row_of_region(row: Mapping[str, str]) -> dict[str, Any]:
    """A region's NUTS code may be of the first level, where it is larger than a region of the second."""
    return {
        "name": row["official_names"].split("|")[0],
        "official_names": row["official_names"].split("|"),
        "country": row["country"],
        "kind": row["kind"],
        "nuts1": row["nuts"][:3],
        "nuts2": row["nuts"] if len(row["nuts"]) == 4 else "",
        "source": PlaceSource.REGIONS.value,
        "sources": [NUTS_PAGE],
    }


def _names_of_gazetteer(row: Mapping[str, str]) -> Names:
    return names_of([row["name"]], aliases=row["aliases"].split("|"))
