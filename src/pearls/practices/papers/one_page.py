"""A practice on one sheet of paper: whatever its length, one page, and where something was left out it says so."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from pearls.practices import labels
from pearls.practices.papers.telling import LICENCE_NAME, Told
from pearls.practices.queries import known_vocabulary
from pearls.practices.rules import Record, translations
from pearls.web import formats
from pearls.web.pdf import render_pdf


class Limit(NamedTuple):
    """How much of a practice is told: characters of a text, entries of a list."""

    characters: int
    entries: int


# The page takes the first of these that fits, from large type to small; a long practice is cut rather than made small.
LIMITS = (
    *(Limit(3_000, 12), Limit(1_400, 9), Limit(900, 7), Limit(600, 5), Limit(400, 4)),
    *(Limit(250, 3), Limit(150, 2), Limit(80, 1)),
)
LONGEST_LINE = 160  # of a fact beside its name
MOST_LABELS = 6


def practice_pdf(told: Told, *, reader: str, now: datetime, invented: bool = False) -> bytes:
    """One A4 page: our words in the reader's language, and the practice's as far as they are translated into it; the
    rest in its own, each text marked with its language."""
    language = formats.sentence_language(reader)
    with override(language):
        record, texts = told.record, _in_language_of(told.record, reader)
        [title] = texts["title"].pieces
        data: dict[str, Any] = {
            "title": _cut(title.text, 200),
            "title_language": title.language,
            "where": _where(told, reader),
            "original": _cut(record.title_original or "", LONGEST_LINE),
            "original_language": record.title_original_lang or "",
            "notes": _notes(texts.values(), reader, language, invented),
            "facts": _facts(told, reader),
            "variants": [_sections(texts, limit) for limit in LIMITS],
            "more": _("… more on the page"),
            "address": told.address,
            "foot": _("All of it, with its source: %(address)s. Texts: %(licence)s.")
            % {"address": told.address, "licence": LICENCE_NAME},
        }
    return render_pdf(template="practices/practice.typ", data=data, language=language, now=now)


def _where(told: Told, reader: str) -> str:
    record = told.record
    years = "–".join(dict.fromkeys(str(year) for year in (record.start_year, record.end_year) if year))
    place = ", ".join(part for part in (record.place, formats.country_name(record.country, reader)) if part)
    return " · ".join(part for part in (place, years) if part)


def _in_language_of(record: Record, reader: str) -> dict[str, translations.Told]:
    """Every field as this reader meets it."""
    mine = {one.field: one for one in record.translations if one.language == reader}
    found = {}
    for field in translations.FIELDS:
        one = mine.get(field)
        value = None if one is None else [*one.value] if isinstance(one.value, tuple) else one.value
        of = one.of if one else ""
        found[field] = translations.told(field, getattr(record, field), record.language, value, reader, of)
    return found


def _notes(texts: Iterable[translations.Told], reader: str, language: str, invented: bool) -> list[str]:
    notes = [_("This practice is invented for the demonstration.")] if invented else []
    shown = list(texts)
    codes = list(dict.fromkeys(piece.language for text in shown for piece in text.pieces))
    if codes != [language]:
        names = _joined(formats.language_name(code, reader) for code in codes)
        notes.append(_("Language of the texts: %(language)s.") % {"language": names})
    if any(text.is_older for text in shown):
        notes.append(_("The original has changed since it was translated."))
    return notes


def _sections(texts: Mapping[str, translations.Told], limit: Limit) -> dict[str, Any]:
    """The texts as far as this limit lets them go, and whether something was left out."""
    asked = [
        (_("What they did"), "summary"),
        (_("Step by step"), "steps"),
        (_("Who took part"), "participants"),
        (_("What came of it"), "outcomes"),
        (_("How it is known"), "evidence"),
        (_("Why it worked"), "why_it_worked"),
        (_("What failed"), "what_failed"),
        (_("What another place may take from it"), "transferability"),
        (_("What to change in a smaller town"), "for_smaller_towns"),
    ]
    sections, was_cut = [], False
    for title, field in asked:
        pieces = texts[field].pieces
        if not pieces:
            continue
        shown = [_cut(piece.text, limit.characters) for piece in pieces[: limit.entries]]
        if limit != LIMITS[0]:
            shown = [" ".join(text.split()) for text in shown]
        was_cut = was_cut or shown != [piece.text for piece in pieces]
        told = [{"text": text, "language": piece.language} for text, piece in zip(shown, pieces, strict=False)]
        sections.append({"title": title, "texts": told, "is_list": field in translations.LISTS})
    return {"sections": sections, "was_cut": was_cut}


def _facts(told: Told, reader: str) -> list[list[str]]:
    """Names and values; the third says in which language the value is, where that is not the page's."""
    record = told.record
    found = [[_("Who did it"), record.organisation or "", ""]]
    if record.budget_eur is not None:
        found.append([_("Cost"), _("%(amount)s euros") % {"amount": formats.number(record.budget_eur, reader)}, ""])
    if record.hours is not None:
        found.append([_("Work"), _("%(number)s hours") % {"number": formats.number(record.hours, reader)}, ""])
    found.append([_("Paid by"), record.funding or "", record.language])
    terms = known_vocabulary().terms(reader)
    named = {(term.scheme, term.key) for term in told.terms}
    for scheme in ("challenge", "target_group", "method"):
        here = [term for term in terms.values() if term.scheme == scheme and (scheme, term.key) in named][:MOST_LABELS]
        found.append(
            [str(labels.SCHEMES[scheme]), _joined(term.label for term in here), here[0].language if here else ""]
        )
    return [[name, _cut(value, LONGEST_LINE), language] for name, value, language in found if value]


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)


def _cut(text: str, most: int) -> str:
    """The text, or its beginning up to the end of a word."""
    if len(text) <= most:
        return text
    beginning = text[:most]
    whole = beginning.rsplit(None, 1)[0] if len(beginning.split()) > 1 else beginning
    return f"{whole.rstrip(' ,;:.–-')}…"
