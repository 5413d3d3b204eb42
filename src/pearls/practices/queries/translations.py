"""Practices in other languages: what readers meet, what translators work on, what has gone stale."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.http import Http404

from pearls.kernel.actor import Actor
from pearls.kernel.languages import LANGUAGES
from pearls.people import queries as people_queries
from pearls.practices.models import Practice, PracticeVersion, Translation
from pearls.practices.queries.contributing import is_editor, is_repository_office
from pearls.practices.rules import translations as rules
from pearls.practices.rules.translations import Told, TranslationState, Translator

PUBLIC = TranslationState.PUBLIC
IN_LISTS = ("title", "summary")


def translator_of(actor: Actor, practice: Practice) -> Translator:
    """What the actor is to the translations of a practice; at most one query."""
    speaks = practice.place_id is not None and practice.place_id in set(people_queries.place_ids_spoken_for(actor))
    return Translator(
        is_signed_in=actor.is_signed_in,
        speaks_for_place=speaks,
        is_editor=is_editor(actor),
        is_office=is_repository_office(actor),
    )


def practice_to_translate(key: str, language: str = "") -> Practice:
    """A public practice, to be translated into a language that is not its own. Raises: Http404."""
    found = Practice.objects.filter(key=key, withdrawn_at=None).select_related("place").first()
    if found is None or (language and (language not in LANGUAGES or language == found.language)):
        raise Http404
    return found


def public_translations(practice: Practice) -> list[Translation]:
    """All that readers may read of a practice in other languages; one query."""
    return list(Translation.objects.filter(practice=practice, state=PUBLIC))


def translations_for_page(
    practice: Practice, alike: Sequence[Practice], reader: str
) -> tuple[list[Translation], dict[int, Told]]:
    """All that readers may read of a practice in other languages, and the titles of those like it; one query."""
    titles = Q(practice__in=[one.pk for one in alike], language=reader, field="title")
    rows = Translation.objects.filter(Q(practice=practice) | titles, state=PUBLIC)
    own, others = [], {}
    for row in rows:
        if row.practice_id == practice.pk:
            own.append(row)
        else:
            others[row.practice_id] = row
    return own, {one.pk: _told(one, "title", others.get(one.pk), reader) for one in alike}


def translations_into(practice: Practice, language: str) -> list[Translation]:
    """What there is of a practice in a language, public and proposed, with who made it; one query."""
    return list(Translation.objects.filter(practice=practice, language=language).select_related("made_by"))


def translation_of(practice: Practice, ref: str) -> Translation:
    """One translation of a practice. Raises: Http404."""
    found = Translation.objects.filter(practice=practice, ref=ref).first()
    if found is None:
        raise Http404
    return found


def told_to(practice: Practice, translations: Iterable[Translation], reader: str) -> dict[str, Told]:
    """Every field of a practice as a reader meets it: in the reader's language as far as it is translated."""
    mine = {one.field: one for one in translations if one.language == reader}
    return {field: _told(practice, field, mine.get(field), reader) for field in rules.FIELDS}


def _told(practice: Practice, field: str, one: Translation | None, reader: str) -> Told:
    source = getattr(practice, field)
    told = rules.told(field, source, practice.language, one.value if one else None, reader, one.of if one else "")
    return replace(told, is_unchecked=one is not None and one.is_unchecked)


def languages_told(practice: Practice, translations: Iterable[Translation]) -> list[str]:
    """In which languages a practice can be read: its own first, then those that somebody translated it into."""
    others = {one.language for one in translations}
    return [practice.language, *(code for code in LANGUAGES if code in others and code != practice.language)]


def headings_of(practices: Iterable[Practice], reader: str) -> dict[int, dict[str, Told]]:
    """Title and summary of these practices as a list shows them to a reader; at most one query."""
    shown = list(practices)
    others = [one.pk for one in shown if one.language != reader]
    found: dict[int, dict[str, Translation]] = {}
    if others:
        rows = Translation.objects.filter(practice__in=others, language=reader, state=PUBLIC, field__in=IN_LISTS)
        for row in rows:
            found.setdefault(row.practice_id, {})[row.field] = row
    return {
        one.pk: {field: _told(one, field, found.get(one.pk, {}).get(field), reader) for field in IN_LISTS}
        for one in shown
    }


@dataclass(frozen=True)
class Stale:
    """A public translation whose original has changed since; `then` is what the original said, where that is known."""

    translation: Translation
    source: list[str]
    then: list[str]
    mark: str


def stale_of(practice: Practice, translations: Iterable[Translation]) -> list[Stale]:
    """What has gone stale, by language and in the order of the page; one query, none where nothing has."""
    old = [one for one in translations if rules.is_older(getattr(practice, one.field), one.of)]
    if not old:
        return []
    records = list(
        PracticeVersion.objects.filter(practice=practice).order_by("-number").values_list("record", flat=True)
    )
    old.sort(key=lambda one: (LANGUAGES.index(one.language), rules.FIELDS.index(one.field)))
    return [
        Stale(
            one,
            rules.texts_of(getattr(practice, one.field)),
            rules.texts_of(_once_said(records, one.field, one.of)),
            rules.mark_of(getattr(practice, one.field)),
        )
        for one in old
    ]


def _once_said(records: Sequence[Mapping[str, Any]], field: str, of: str) -> Any:
    """What a practice said when its words had this mark, by the versions that are kept."""
    return next((record[field] for record in records if record.get(field) and rules.mark_of(record[field]) == of), None)
