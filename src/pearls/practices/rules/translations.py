"""What a practice says in other languages: which fields, who may, when the original has moved on. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pearls.documents.rules import text_mark
from pearls.kernel.languages import LANGUAGES
from pearls.kernel.verdict import YES, Verdict, no
from pearls.practices.rules.limits import LONGEST_LINE, LONGEST_TEXT, MOST_ENTRIES, UNKEPT

# In the order in which a page tells them.
FIELDS = (
    *("title", "summary", "participants", "steps", "outcomes", "evidence"),
    *("why_it_worked", "what_failed", "transferability", "for_smaller_towns"),
)
LISTS = frozenset({"steps", "outcomes"})
MOST_PROPOSALS = 200  # of one person that wait: all fields of twenty practices
Value = str | list[str]


class TranslationState(StrEnum):
    """Whether readers see it, or an editor has to accept it first."""

    PROPOSED = "proposed"
    PUBLIC = "public"


@dataclass(frozen=True)
class Translator:
    """What somebody is to the translations of a practice."""

    is_signed_in: bool = False
    speaks_for_place: bool = False
    is_editor: bool = False
    is_office: bool = False

    @property
    def publishes(self) -> bool:
        """Whether what they write is public at once, and they decide about what others propose."""
        return self.speaks_for_place or self.is_editor or self.is_office


@dataclass(frozen=True)
class Words:
    """What somebody typed: one field in one language, made from the words with this mark."""

    language: str
    field: str
    value: Value
    of: str = ""


@dataclass(frozen=True)
class Piece:
    """A text as a reader meets it, and the language it is really in."""

    text: str
    language: str


@dataclass(frozen=True)
class Told:
    """A field for a reader: its texts, one or the items of a list; `is_older`: the original has changed since,
    `is_unchecked`: a machine wrote these words, and nobody has said that they are right."""

    pieces: tuple[Piece, ...]
    is_older: bool = False
    is_unchecked: bool = False

    @property
    def text(self) -> str:
        return self.pieces[0].text if self.pieces else ""

    @property
    def language(self) -> str:
        return self.pieces[0].language if self.pieces else ""


def mark_of(value: Any) -> str:
    """What a translation remembers of the words it was made from; "" where there are none."""
    if isinstance(value, list | tuple):
        return text_mark({str(number): str(item) for number, item in enumerate(value)})
    return text_mark({"text": str(value)} if value else {})


def is_older(value: Any, of: str) -> bool:
    """Whether the original has changed since these words of it were translated."""
    return mark_of(value) != of


def texts_of(value: Any) -> list[str]:
    """A field as texts one after the other: none, one, or the items of a list."""
    if isinstance(value, list | tuple):
        return [str(item) for item in value if item]
    return [] if value is None or value == "" else [str(value)]


def tidy(field: str, value: Any) -> Value:
    """What was typed without blanks around it; a list keeps its empty places, and is empty where nothing is filled."""
    if field not in LISTS:
        return str(value or "").replace("\r\n", "\n").strip()
    items = [str(item or "").replace("\r\n", "\n").strip() for item in value or ()]
    while items and not items[-1]:
        items.pop()
    return items


def told(field: str, source: Any, language: str, translation: Value | None, into: str, of: str) -> Told:
    """A field for a reader of `into`: translated as far as it is, the rest in the practice's own language."""
    if field not in LISTS:
        text = translation if isinstance(translation, str) else ""
        piece = Piece(text, into) if text else Piece(str(source or ""), language)
        return Told((piece,) if piece.text else (), bool(text) and is_older(source, of))
    items = translation if isinstance(translation, list) else []
    pieces = [
        Piece(items[number], into) if number < len(items) and items[number] else Piece(str(item), language)
        for number, item in enumerate(source or ())
    ]
    return Told(tuple(pieces), bool(items) and is_older(source, of))


def may_translate(translator: Translator, *, language: str, source_language: str, is_withdrawn: bool) -> Verdict:
    """Whether somebody may write a practice in this language: anybody with an account."""
    if not translator.is_signed_in:
        return no("needs-account")
    if is_withdrawn:
        return no("practice-withdrawn")
    if language not in LANGUAGES:
        return no("language-unknown")
    return no("language-of-original") if language == source_language else YES


def may_keep(translator: Translator, words: Words, *, source: Any, source_language: str, is_withdrawn: bool) -> Verdict:
    """Whether these words may be kept."""
    may = may_translate(translator, language=words.language, source_language=source_language, is_withdrawn=is_withdrawn)
    if not may:
        return may
    if words.field not in FIELDS or not source:
        return no("nothing-to-translate")
    return may_be_kept(words.field, words.value)


def may_be_kept(field: str, value: Value) -> Verdict:
    """Whether a text can be kept: not too long, not too many items, no characters that nobody types."""
    longest = LONGEST_LINE if field == "title" else LONGEST_TEXT
    texts = value if isinstance(value, list) else [value]
    if len(texts) > MOST_ENTRIES:
        return no("translation-too-many", most=MOST_ENTRIES)
    if any(len(text) > longest for text in texts):
        return no("translation-too-long", most=longest)
    return no("translation-unreadable") if any(UNKEPT.search(text) for text in texts) else YES


def may_propose(*, open_count: int) -> Verdict:
    """Whether somebody may propose one more: so many wait for an editor that nobody could read them otherwise."""
    return YES if open_count < MOST_PROPOSALS else no("too-many-proposals", most=MOST_PROPOSALS)


def may_decide(translator: Translator) -> Verdict:
    """Whether somebody accepts what others propose, and says that a translation or practice still holds."""
    return YES if translator.publishes else no("not-publisher")


def may_drop(translator: Translator, *, is_own: bool) -> Verdict:
    """Whether somebody may take a proposal away: who may accept it, and who made it."""
    return YES if is_own else may_decide(translator)


def may_confirm(translator: Translator, *, seen: str, mark: str) -> Verdict:
    """Whether somebody may say that something still holds: of the words that they saw, not of later ones."""
    if not (may := may_decide(translator)):
        return may
    return YES if seen == mark else no("changed-since-seen")


@dataclass(frozen=True)
class Kept:
    """A public translation as files have it."""

    language: str
    field: str
    value: str | tuple[str, ...]
    of: str


def in_order(kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """Translations by language and field, as files have them."""
    return tuple(sorted(kept, key=lambda one: (LANGUAGES.index(one.language), FIELDS.index(one.field))))


def as_written(kept: Sequence[Kept]) -> dict[str, dict[str, Any]]:
    """Translations as a record of a file has them: by language, by field, with the mark of their original."""
    found: dict[str, dict[str, Any]] = {}
    for one in kept:
        value = list(one.value) if isinstance(one.value, tuple) else one.value
        found.setdefault(one.language, {})[one.field] = {"text": value, "of": one.of}
    return found


def read(given: Any, language: str) -> tuple[tuple[Kept, ...], str]:
    """Translations as they were read from a file, and what is expected where something is wrong with them."""
    if given is None:
        return (), ""
    if not isinstance(given, Mapping) or not all(isinstance(fields, Mapping) for fields in given.values()):
        return (), 'an object with an object for each language, as {"lv": {"title": …}}'
    found = []
    for into, fields in given.items():
        if into not in LANGUAGES or into == language:
            return (), f"languages of {', '.join(LANGUAGES)} other than the practice's own"
        for field, one in fields.items():
            if field not in FIELDS:
                return (), f"translations of {', '.join(FIELDS)}"
            if (value := _value(field, one)) is None:
                return (), f'for {into}.{field} an object with "text" and the "of" of 12 hexadecimal digits'
            found.append(Kept(into, field, value, one["of"]))
    return in_order(found), ""


def _value(field: str, one: Any) -> str | tuple[str, ...] | None:
    if not isinstance(one, Mapping) or set(one) != {"text", "of"} or not _is_mark(one["of"]):
        return None
    text = one["text"]
    is_list = isinstance(text, list) and all(isinstance(item, str) for item in text)
    if not (is_list if field in LISTS else isinstance(text, str)):
        return None
    if not text or tidy(field, text) != text or not may_be_kept(field, text):
        return None
    return tuple(text) if isinstance(text, list) else str(text)


def _is_mark(of: Any) -> bool:
    return isinstance(of, str) and len(of) == 12 and not set(of) - set("0123456789abcdef")
