"""Bring practices and the vocabulary in from files; run again, they bring only what changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.db.bulk import insert_many
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.places import queries as place_queries
from pearls.practices import queries, rules
from pearls.practices.models import Concept, Naming, Practice
from pearls.practices.rules import Record, Vocabulary
from pearls.practices.rules.versions import Act
from pearls.practices.services.indexing import index_practices
from pearls.practices.services.machine import put_machine_translations
from pearls.practices.services.translating import put_translations
from pearls.practices.services.versions import keep_first_versions, keep_versions

_SAME = ("language", "title", "summary", "country", "lat", "lon", "start_year", "end_year", "hours", "source_url")
_EMPTY = (
    *("title_original", "organisation", "funding", "transferability", "source_language", "gathered_from"),
    *("participants", "evidence", "evidence_strength", "why_it_worked", "what_failed", "for_smaller_towns"),
)
_COLUMNS = (*_SAME, *_EMPTY, "title_original_language", "place_name", "budget_euros", "outcomes", "steps")
SHIPPED = "shipped"
BATCH = 1_000  # SQLite takes some thousand values in one statement


Told = Callable[[int], object]  # hears how many of many are done


def _tell_nobody(_count: int) -> None:
    """Nobody asked."""


@dataclass(frozen=True)
class Saved:
    """How many a load has made, changed, and found as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left: int = 0  # concepts that the office has edited, which what ships does not overwrite


@transaction.atomic
def load_vocabulary(*, actor: Actor, now: datetime) -> Saved:
    """Bring the shipped vocabulary in: new concepts, and labels as they stand in the file.

    What the office has edited stays as the office left it.

    Raises: NotAllowed, office-only.
    """
    audit.take_turn()
    require(rules.may_load_practices(is_office=actor.is_office()))
    saved = _save_concepts(queries.shipped_vocabulary(), now)
    if saved.created or saved.updated:
        counts = {"created": saved.created, "updated": saved.updated}
        audit.record(actor=actor, act="vocabulary-loaded", subject="vocabulary:shipped", now=now, data=counts)
    return saved


@transaction.atomic
def load_practices(*, actor: Actor, now: datetime) -> Saved:
    """Bring the shipped practices in, and the vocabulary that they need.

    Raises: NotAllowed, office-only.
    """
    left = load_vocabulary(actor=actor, now=now).left
    told_here = queries.keys_told_here()  # what their own towns have changed since is not overwritten
    records = [record for record in queries.shipped_records() if record.id not in told_here]
    saved = import_practices(actor=actor, records=records, now=now, source=SHIPPED)
    put_machine_translations(now)
    return replace(saved, left=left)


@transaction.atomic
def import_practices(
    *, actor: Actor, records: Sequence[Record], now: datetime, source: str = "file", told: Told = _tell_nobody
) -> Saved:
    """Bring in practices that were read without a problem: of a known id an update, of a new one a practice.

    `told` hears how many are in, from time to time.
    Raises: NotAllowed, office-only.
    """
    audit.take_turn()
    require(rules.may_load_practices(is_office=actor.is_office()))
    saved = save_all(records, Act.LOADED if source == SHIPPED else Act.IMPORTED, now, told)
    if saved.created or saved.updated:
        counts = {"created": saved.created, "updated": saved.updated}
        audit.record(actor=actor, act="practices-loaded", subject=f"practices:{source}", now=now, data=counts)
    return saved


def save_all(records: Sequence[Record], act: Act, now: datetime, told: Told = _tell_nobody) -> Saved:
    """Write these practices with their versions, some hundred at a time. Part of a larger act."""
    concepts, saved = concept_rows(), Saved()
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        new, changed = save_records(batch, concepts, now)
        keep_versions(new=new, changed=changed, act=act, now=now)
        saved = sum_of(saved, Saved(len(new), len(changed), len(batch) - len(new) - len(changed)))
        told(start + len(batch))
    return saved


def _save_concepts(vocabulary: Vocabulary, now: datetime) -> Saved:
    known = {(concept.scheme, concept.key): concept for concept in Concept.objects.all()}
    new, changed = [], []
    for position, concept in enumerate(vocabulary):
        row = {
            "labels": dict(concept.labels),
            "synonyms": {language: list(texts) for language, texts in concept.synonyms.items()},
            "position": position,
        }
        there = known.get((concept.scheme, concept.id))
        if there is None:
            new.append(Concept(scheme=concept.scheme, key=concept.id, changed_at=now, **row))
        elif there.edited_at is None and _differs(there, row):
            _put(there, {**row, "changed_at": now})
            changed.append(there)
    Concept.objects.bulk_create(new)
    Concept.objects.bulk_update(changed, ["labels", "synonyms", "position", "changed_at"], batch_size=100)
    moved = _set_broader(vocabulary, now) & {concept.pk for concept in known.values()}
    touched = moved | {concept.pk for concept in changed}
    left = sum(concept.edited_at is not None for concept in known.values())
    return Saved(len(new), len(touched), len(known) - len(touched), left)


def _set_broader(vocabulary: Vocabulary, now: datetime) -> set[int]:
    """Put each concept under its broader one; the rows of those that stood elsewhere."""
    known = {(concept.scheme, concept.key): concept for concept in Concept.objects.all()}
    changed = []
    for concept in vocabulary:
        there = known[concept.scheme, concept.id]
        broader = known[concept.scheme, concept.broader] if concept.broader else None
        if there.edited_at is None and there.broader_id != (broader.pk if broader else None):
            there.broader, there.changed_at = broader, now
            changed.append(there)
    Concept.objects.bulk_update(changed, ["broader", "changed_at"])
    return {concept.pk for concept in changed}


def concept_rows() -> dict[tuple[str, str], int]:
    """The row of each concept, by scheme and key."""
    return {(scheme, key): pk for pk, scheme, key in Concept.objects.values_list("pk", "scheme", "key")}


def save_records(
    records: Sequence[Record], concepts: Mapping[tuple[str, str], int], now: datetime
) -> tuple[dict[int, Record], list[int]]:
    """Write these records: the new ones by their rows, and the rows of those that changed. Part of a larger act."""
    wanted = {record.id: record for record in records}
    known = {practice.key: practice for practice in Practice.objects.filter(key__in=wanted)}
    keep_first_versions(list(known.values()))
    places = _places_of(records)
    rows = {key: {**_row(record), "place_id": places.get(key)} for key, record in wanted.items()}
    new = [key for key in wanted if key not in known]
    if new:
        names = list(rows[new[0]])
        values = [[key, *rows[key].values(), now, now] for key in new]
        insert_many(Practice, ["key", *names, "made_at", "changed_at"], values)
    ids = dict(Practice.objects.filter(key__in=wanted).values_list("key", "pk"))
    changed = {key for key, practice in known.items() if _differs(practice, rows[key])}
    changed |= _save_namings({ids[key]: _named(record, concepts) for key, record in wanted.items()}, ids)
    told = put_translations({ids[key]: record for key, record in wanted.items()}, now)
    changed |= {key for key, pk in ids.items() if pk in told}
    changed -= set(new)
    for key in changed:
        _put(known[key], {**rows[key], "changed_at": now})
    Practice.objects.bulk_update([known[key] for key in changed], [*_COLUMNS, "place", "changed_at"], batch_size=100)
    index_practices([ids[key] for key in (*new, *changed)])
    return {ids[key]: wanted[key] for key in new}, sorted(ids[key] for key in changed)


def _named(record: Record, concepts: Mapping[tuple[str, str], int]) -> dict[int, int]:
    """The concepts of a record with their places in it."""
    return {concepts[name]: position for position, name in enumerate(record.concepts())}


def _save_namings(wanted: Mapping[int, Mapping[int, int]], ids: Mapping[str, int]) -> set[str]:
    """Give these practices exactly these concepts; the keys of those whose concepts were others."""
    there: dict[int, dict[int, int]] = {pk: {} for pk in wanted}
    for practice, concept, position in Naming.objects.filter(practice__in=wanted).values_list(
        "practice_id", "concept_id", "position"
    ):
        there[practice][concept] = position
    other = [pk for pk in wanted if there[pk] != wanted[pk]]
    Naming.objects.filter(practice__in=[pk for pk in other if there[pk]]).delete()
    rows = [(pk, concept, position) for pk in other for concept, position in wanted[pk].items()]
    insert_many(Naming, ["practice_id", "concept_id", "position"], rows)
    changed = set(other)
    return {key for key, pk in ids.items() if pk in changed}


def _places_of(records: Sequence[Record]) -> dict[str, int | None]:
    """The places of these practices by their ids, where a place bears the name of the record and it is clear which."""
    bearers = place_queries.bearers_of({(record.country, record.place) for record in records if record.place})
    return {
        record.id: rules.place_meant(
            [rules.Bearer(*bearer) for bearer in bearers.get((record.country, record.place), ())],
            lat=record.lat,
            lon=record.lon,
        )
        for record in records
        if record.place
    }


def _row(record: Record) -> dict[str, Any]:
    """The columns of a practice, as a record has them; what was not published is empty."""
    return {
        **{name: getattr(record, name) for name in _SAME},
        **{name: getattr(record, name) or "" for name in _EMPTY},
        "title_original_language": record.title_original_lang or "",
        "place_name": record.place or "",
        "budget_euros": record.budget_eur,
        "outcomes": list(record.outcomes),
        "steps": list(record.steps),
    }


def _differs(row: Any, wanted: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in wanted.items())


def _put(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def sum_of(*saved: Saved) -> Saved:
    return Saved(*(sum(column) for column in zip(*(_counts(one) for one in saved), strict=True)))


def _counts(saved: Saved) -> Iterable[int]:
    return saved.created, saved.updated, saved.unchanged, saved.left
