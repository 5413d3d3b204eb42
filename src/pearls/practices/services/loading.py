"""Bring practices and the vocabulary in from files; run again, they bring only what changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.db.bulk import insert_many
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.practices import rules
from pearls.practices.models import Concept, Naming, Practice
from pearls.practices.rules import Record, Vocabulary
from pearls.practices.services.indexing import index_practices

DATA = Path(__file__).resolve().parent.parent / "data"
BATCH = 500  # SQLite takes some thousand values in one statement


@dataclass(frozen=True)
class Saved:
    """How many a load has made, changed, and found as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@transaction.atomic
def load_vocabulary(*, actor: Actor, now: datetime) -> Saved:
    """Bring the shipped vocabulary in: new concepts, and labels as they stand in the file.

    Raises: NotAllowed, office-only.
    """
    audit.take_turn()
    require(rules.may_load_practices(is_office=actor.is_office()))
    saved = _save_concepts(shipped_vocabulary(), now)
    if saved.created or saved.updated:
        counts = {"created": saved.created, "updated": saved.updated}
        audit.record(actor=actor, act="vocabulary-loaded", subject="vocabulary:shipped", now=now, data=counts)
    return saved


@transaction.atomic
def load_practices(*, actor: Actor, now: datetime) -> Saved:
    """Bring the shipped practices in, and the vocabulary that they need.

    Raises: NotAllowed, office-only.
    """
    load_vocabulary(actor=actor, now=now)
    return import_practices(actor=actor, records=shipped_records(), now=now, source="shipped")


@transaction.atomic
def import_practices(*, actor: Actor, records: Sequence[Record], now: datetime, source: str = "file") -> Saved:
    """Bring in practices that were read without a problem: of a known id an update, of a new one a practice.

    Raises: NotAllowed, office-only.
    """
    audit.take_turn()
    require(rules.may_load_practices(is_office=actor.is_office()))
    concepts = {(scheme, key): pk for pk, scheme, key in Concept.objects.values_list("pk", "scheme", "key")}
    saved = Saved()
    for start in range(0, len(records), BATCH):
        saved = _sum(saved, _save_batch(records[start : start + BATCH], concepts, now))
    if saved.created or saved.updated:
        counts = {"created": saved.created, "updated": saved.updated}
        audit.record(actor=actor, act="practices-loaded", subject=f"practices:{source}", now=now, data=counts)
    return saved


def shipped_vocabulary() -> Vocabulary:
    """The vocabulary that comes with the software."""
    return rules.vocabulary_of(json.loads((DATA / "vocabulary.json").read_text(encoding="utf-8")))


def shipped_records() -> list[Record]:
    """The practices that come with the software."""
    vocabulary, found = shipped_vocabulary(), []
    for number, line in enumerate((DATA / "practices.jsonl").read_text(encoding="utf-8").splitlines(), start=1):
        record, problems = rules.record_of(
            json.loads(line), lambda scheme, id: vocabulary.concept(scheme, id) is not None
        )
        if record is None:
            raise ValueError(f"practices.jsonl, line {number}: {problems[0]}")
        found.append(record)
    return found


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
        elif _differs(there, row):
            _put(there, {**row, "changed_at": now})
            changed.append(there)
    Concept.objects.bulk_create(new)
    Concept.objects.bulk_update(changed, ["labels", "synonyms", "position", "changed_at"], batch_size=100)
    _set_broader(vocabulary)
    return Saved(len(new), len(changed), len(known) - len(changed))


def _set_broader(vocabulary: Vocabulary) -> None:
    known = {(concept.scheme, concept.key): concept for concept in Concept.objects.all()}
    changed = []
    for concept in vocabulary:
        there = known[concept.scheme, concept.id]
        broader = known[concept.scheme, concept.broader] if concept.broader else None
        if there.broader_id != (broader.pk if broader else None):
            there.broader = broader
            changed.append(there)
    Concept.objects.bulk_update(changed, ["broader"])


def _save_batch(records: Sequence[Record], concepts: Mapping[tuple[str, str], int], now: datetime) -> Saved:
    wanted = {record.id: record for record in records}
    known = {practice.key: practice for practice in Practice.objects.filter(key__in=wanted)}
    rows = {key: _row(record) for key, record in wanted.items()}
    new = [key for key in wanted if key not in known]
    if new:
        names = list(rows[new[0]])
        values = [[key, *rows[key].values(), now, now] for key in new]
        insert_many(Practice, ["key", *names, "made_at", "changed_at"], values)
    ids = dict(Practice.objects.filter(key__in=wanted).values_list("key", "pk"))
    changed = {key for key, practice in known.items() if _differs(practice, rows[key])}
    changed |= _save_namings({ids[key]: _named(record, concepts) for key, record in wanted.items()}, ids)
    changed -= set(new)
    for key in changed:
        _put(known[key], {**rows[key], "changed_at": now})
    Practice.objects.bulk_update(
        [known[key] for key in changed], [*rows[next(iter(rows))], "changed_at"], batch_size=100
    )
    index_practices([ids[key] for key in (*new, *changed)])
    return Saved(len(new), len(changed), len(wanted) - len(new) - len(changed))


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


def _row(record: Record) -> dict[str, Any]:
    """The columns of a practice, as a record has them; what was not published is empty."""
    same = ("title", "summary", "country", "lat", "lon", "start_year", "end_year", "source_url")
    empty = ("title_original", "organisation", "funding", "transferability", "source_language", "gathered_from")
    return {
        **{name: getattr(record, name) for name in same},
        **{name: getattr(record, name) or "" for name in empty},
        "title_original_language": record.title_original_lang or "",
        "place_name": record.place or "",
        "budget_euros": record.budget_eur,
        "outcomes": list(record.outcomes),
    }


def _differs(row: Any, wanted: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in wanted.items())


def _put(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _sum(*saved: Saved) -> Saved:
    return Saved(*(sum(column) for column in zip(*(_counts(one) for one in saved), strict=True)))


def _counts(saved: Saved) -> Iterable[int]:
    return saved.created, saved.updated, saved.unchanged
