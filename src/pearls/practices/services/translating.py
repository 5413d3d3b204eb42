"""Acts of translators: write, propose, accept, take away, and say that a translation still fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, Verdict, no, require
from pearls.people import queries as people_queries
from pearls.practices.models import Practice, Translation
from pearls.practices.queries import translations as queries
from pearls.practices.rules import Record
from pearls.practices.rules import translations as rules
from pearls.practices.rules.translations import TranslationState, Translator, Words
from pearls.practices.services.indexing import index_practices
from pearls.today import services as today

PUBLIC, PROPOSED = TranslationState.PUBLIC, TranslationState.PROPOSED


@dataclass(frozen=True)
class Saved:
    """What became of words that were typed: the row that has them, None where they were taken out.

    `is_beside`: somebody else had written there meanwhile, and both texts are kept.
    """

    translation: Translation | None
    is_beside: bool = False


@transaction.atomic
def save_translation(*, actor: Actor, practice: Practice, words: Words, row: str, seen: int, now: datetime) -> Saved:
    """Keep one field in one language: public at once from a town's officers, editors and the office, else proposed.

    `row` is the translation that the writer goes on with ("" where there was none), `seen` its version. Where
    somebody has changed it since, these words are kept beside, as a proposal.
    Raises: NotAllowed (needs-account, practice-withdrawn, language-unknown, language-of-original,
    nothing-to-translate, translation-too-long, translation-too-many, translation-unreadable, too-many-proposals).
    """
    audit.take_turn()
    practice.refresh_from_db()
    source = getattr(practice, words.field, None) if words.field in rules.FIELDS else None
    words = Words(words.language, words.field, rules.tidy(words.field, words.value), words.of or rules.mark_of(source))
    translator = queries.translator_of(actor, practice)
    withdrawn = practice.withdrawn_at is not None
    require(rules.may_keep(translator, words, source=source, source_language=practice.language, is_withdrawn=withdrawn))
    there = _rows(practice, words)
    own = _own(there, row, translator, actor)
    if own is not None and own.value == words.value:
        return Saved(own)
    if own is not None and own.version == seen:
        return Saved(_rewrite(actor, own, words, now))
    same = next((one for one in there if one.value == words.value and one.state == PUBLIC), None)
    if same is not None or not words.value:
        return Saved(same or own)
    is_free = translator.publishes and all(one.state != PUBLIC for one in there)
    if not is_free:
        require(
            rules.may_propose(open_count=Translation.objects.filter(made_by=actor.person_id, state=PROPOSED).count())
        )
    made = _make(actor, practice, words, PUBLIC if is_free else PROPOSED, now)
    return Saved(made, is_beside=not is_free and (translator.publishes or own is not None))


@transaction.atomic
def accept_translation(*, actor: Actor, translation: Translation, seen: int, now: datetime) -> Translation:
    """Make a proposal what readers read, in the place of what stood there.

    Raises: NotAllowed (not-publisher, changed-meanwhile).
    """
    audit.take_turn()
    practice = translation.practice
    require(rules.may_decide(queries.translator_of(actor, practice)))
    _require_unchanged(translation, seen)
    same = {"practice": practice, "language": translation.language, "field": translation.field}
    Translation.objects.filter(**same, state=PUBLIC).delete()
    _claim(translation, seen, state=PUBLIC, version=seen + 1)
    _settle(actor, "translation-accepted", translation, now)
    _tell_who_proposed(actor, "translation-accepted", translation, now)
    return translation


@transaction.atomic
def drop_translation(*, actor: Actor, translation: Translation, seen: int, now: datetime) -> None:
    """Take a proposal away: by who may accept it, or by who made it.

    Raises: NotAllowed (not-publisher, changed-meanwhile).
    """
    audit.take_turn()
    is_own = translation.made_by_id is not None and translation.made_by_id == actor.person_id
    require(rules.may_drop(queries.translator_of(actor, translation.practice), is_own=is_own))
    _require_unchanged(translation, seen)
    Translation.objects.filter(pk=translation.pk).delete()
    _journal(actor, "translation-dropped", translation, now)
    _tell_who_proposed(actor, "translation-not-taken", translation, now)


@transaction.atomic
def confirm_translation(*, actor: Actor, translation: Translation, seen: str, now: datetime) -> Translation:
    """Say that a translation still fits its original, which has changed; `seen` is the mark of what was looked at.

    Raises: NotAllowed (not-publisher, changed-since-seen).
    """
    audit.take_turn()
    practice = translation.practice
    practice.refresh_from_db()
    mark = rules.mark_of(getattr(practice, translation.field))
    require(rules.may_confirm(queries.translator_of(actor, practice), seen=seen, mark=mark))
    _claim(translation, translation.version, of=mark, confirmed_at=now, version=translation.version + 1)
    _settle(actor, "translation-confirmed", translation, now)
    return translation


def put_translations(records: Mapping[int, Record], now: datetime) -> set[int]:
    """Give these practices (by their rows) exactly the public translations of their records, where a record has any;
    what a machine wrote stays where the record says nothing.

    Part of an import. Gives the rows of those that changed.
    """
    wanted = {pk: record.translations for pk, record in records.items() if record.translations}
    there: dict[int, dict[tuple[str, str], Translation]] = {pk: {} for pk in wanted}
    for one in Translation.objects.filter(practice__in=wanted, state=PUBLIC):
        there[one.practice_id][one.language, one.field] = one
    new: list[Translation] = []
    gone: list[int] = []
    for pk, kept in wanted.items():
        values = {(one.language, one.field): (_plain(one.value), one.of) for one in kept}
        for name, (value, of) in values.items():
            old = there[pk].get(name)
            if old is None or (old.value, old.of) != (value, of) or old.is_unchecked:
                new.append(_row(pk, *name, value, of, now))
        gone += [
            one.pk
            for name, one in there[pk].items()
            if (name in values if one.is_unchecked else values.get(name) != (one.value, one.of))
        ]
    changed = {one.practice_id for one in new} | {
        pk for pk, rows in there.items() if any(one.pk in set(gone) for one in rows.values())
    }
    Translation.objects.filter(pk__in=gone).delete()
    Translation.objects.bulk_create(new)
    return changed


def _plain(value: str | Sequence[str]) -> str | list[str]:
    return value if isinstance(value, str) else list(value)


def _row(practice: int, language: str, field: str, value: Any, of: str, now: datetime) -> Translation:
    return Translation(
        practice_id=practice, language=language, field=field, value=value, of=of, state=PUBLIC, made_at=now
    )


def _rows(practice: Practice, words: Words) -> list[Translation]:
    return list(Translation.objects.filter(practice=practice, language=words.language, field=words.field))


def _own(there: Sequence[Translation], row: str, translator: Translator, actor: Actor) -> Translation | None:
    """The row that the writer may go on with: what is public for who publishes, and proposals of one's own."""
    for one in there:
        is_mine = one.made_by_id is not None and one.made_by_id == actor.person_id
        if one.ref == row and (translator.publishes if one.state == PUBLIC else is_mine):
            return one
    return None


def _rewrite(actor: Actor, own: Translation, words: Words, now: datetime) -> Translation | None:
    """Other words in the same row; none take it out."""
    if not words.value:
        Translation.objects.filter(pk=own.pk).delete()
        _settle(actor, "translation-dropped", own, now)
        return None
    changes: dict[str, Any] = {"value": words.value, "of": words.of, "made_at": now, "confirmed_at": None}
    changes["is_by_machine"] = False
    _claim(own, own.version, **changes, made_by_id=actor.person_id, version=own.version + 1)
    _settle(actor, "translation-written", own, now)
    return own


def _make(actor: Actor, practice: Practice, words: Words, state: TranslationState, now: datetime) -> Translation:
    try:
        with transaction.atomic():
            made = Translation.objects.create(
                practice=practice,
                language=words.language,
                field=words.field,
                value=words.value,
                of=words.of,
                state=state,
                made_by=people_queries.person_of(actor),
                made_at=now,
            )
    except IntegrityError as raced:  # a colleague wrote the same field in the same second
        raise NotAllowed(no("changed-meanwhile")) from raced
    _settle(actor, "translation-written", made, now)
    return made


def _settle(actor: Actor, act: str, one: Translation, now: datetime) -> None:
    if one.state == PUBLIC:
        Practice.objects.filter(pk=one.practice_id).update(changed_at=now)
        index_practices([one.practice_id])
    _journal(actor, act, one, now)


def _require_unchanged(translation: Translation, seen: int) -> None:
    there = Translation.objects.filter(pk=translation.pk, state=PROPOSED, version=seen)
    require(Verdict(True) if there.exists() else no("changed-meanwhile"))


def _claim(translation: Translation, seen: int, **changes: Any) -> None:
    """Change the row only while it is as it was seen."""
    if Translation.objects.filter(pk=translation.pk, version=seen).update(**changes) != 1:
        raise NotAllowed(no("changed-meanwhile"))
    translation.refresh_from_db()


def _tell_who_proposed(actor: Actor, code: str, one: Translation, now: datetime) -> None:
    """Who proposed reads on their day what became of it; one line for a practice and language, however many fields."""
    person = one.made_by
    if person is None or person.pk == actor.person_id:
        return
    today.put_line(
        subject=f"practice-translation:{one.practice.key}:{one.language}",
        code=code,
        who=one.practice.title,
        page="practices:translate",
        page_args={"key": one.practice.key, "language": one.language},
        person=person,
        is_news=True,
        now=now,
    )


def _journal(actor: Actor, act: str, one: Translation, now: datetime) -> None:
    audit.record(
        actor=actor,
        act=act,
        subject=f"practice:{one.practice.key}",
        data={"language": one.language, "field": one.field, "state": str(one.state)},
        now=now,
    )
