"""Acts of the office on the vocabulary: word a concept, add one, end one, take one up again. None is ever deleted."""

from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.practices import queries, rules
from pearls.practices.models import Concept
from pearls.practices.rules import editing
from pearls.practices.rules.editing import Wording


@transaction.atomic
def add_concept(*, actor: Actor, scheme: str, key: str, wording: Wording, now: datetime) -> Concept:
    """Add a concept to a scheme.

    Raises: NotAllowed (office-only, scheme-unknown, concept-key, concept-taken, and what `change_concept` raises).
    """
    concepts = _turn(actor)
    wording = editing.tidy(wording)
    require(editing.may_add(scheme, key, concepts))
    require(editing.may_word(scheme, key, wording, concepts))
    made = Concept.objects.create(scheme=scheme, key=key, changed_at=now, edited_at=now, **_columns(scheme, wording))
    _journal(actor, "concept-added", made, now)
    return made


@transaction.atomic
def change_concept(*, actor: Actor, concept: Concept, wording: Wording, seen: datetime, now: datetime) -> Concept:
    """Word a concept anew; `seen` is its last change that the office looked at.

    Raises: NotAllowed (office-only, needs-english-label, label-too-long, too-many-synonyms, label-taken,
    broader-not-there, broader-below, changed-meanwhile).
    """
    concepts = _turn(actor)
    wording = editing.tidy(wording)
    require(editing.may_word(concept.scheme, concept.key, wording, concepts))
    _claim(concept, seen, now, **_columns(concept.scheme, wording))
    _journal(actor, "concept-changed", concept, now)
    return concept


@transaction.atomic
def deprecate_concept(*, actor: Actor, concept: Concept, replacement: str, seen: datetime, now: datetime) -> Concept:
    """End a concept: it stays on what names it, is given to nothing new, and a search for it finds `replacement`.

    Raises: NotAllowed (office-only, concept-deprecated, has-narrower, needs-replacement, replacement-not-there,
    changed-meanwhile).
    """
    concepts = _turn(actor)
    require(editing.may_deprecate(concept.scheme, concept.key, replacement, concepts))
    instead = Concept.objects.get(scheme=concept.scheme, key=replacement)
    _claim(concept, seen, now, deprecated_at=now, replaced_by=instead)
    _journal(actor, "concept-deprecated", concept, now, replaced_by=str(instead))
    return concept


@transaction.atomic
def restore_concept(*, actor: Actor, concept: Concept, seen: datetime, now: datetime) -> Concept:
    """Take up again a concept that had ended.

    Raises: NotAllowed (office-only, not-deprecated, changed-meanwhile).
    """
    _turn(actor)
    require(editing.may_restore(is_deprecated=concept.deprecated_at is not None))
    _claim(concept, seen, now, deprecated_at=None, replaced_by=None)
    _journal(actor, "concept-restored", concept, now)
    return concept


def _turn(actor: Actor) -> list[rules.Concept]:
    """Queue for the journal, ask whether the actor may edit, and read the vocabulary as it is."""
    audit.take_turn()
    require(editing.may_edit(is_office=queries.is_repository_office(actor)))
    return list(queries.known_vocabulary().concepts)


def _columns(scheme: str, wording: Wording) -> dict[str, Any]:
    return {
        "labels": dict(wording.labels),
        "synonyms": {code: list(texts) for code, texts in wording.synonyms.items()},
        "broader": Concept.objects.get(scheme=scheme, key=wording.broader) if wording.broader else None,
        "position": wording.position,
    }


def _claim(concept: Concept, seen: datetime, now: datetime, **changes: Any) -> None:
    """Change the row only while it is as it was seen; what ships no longer overwrites it."""
    there = Concept.objects.filter(pk=concept.pk, changed_at=seen)
    if there.update(**changes, changed_at=now, edited_at=now) != 1:
        raise NotAllowed(no("changed-meanwhile"))
    concept.refresh_from_db()


def _journal(actor: Actor, act: str, concept: Concept, now: datetime, **data: str) -> None:
    audit.record(actor=actor, act=act, subject=f"vocabulary:{concept}", data=data, now=now)
