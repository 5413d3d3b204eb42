"""How answers are written on paper so that a person can edit them, and how they are read back."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext, override, pgettext

from pearls.documents import rules as document_rules
from pearls.documents.labels import value_word
from pearls.documents.rules import LINK_KINDS, Column, Form, Kind, Question
from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES, pick
from pearls.plans.rules.papers import Remark

SEPARATOR = ";"
LONGEST_WORD = 80
SOME = 5  # choices that a message names
MARK = re.compile(r"(.*)\[([^\[\]]*)\]", re.DOTALL)
YEAR_FIRST = frozenset({"en", "lt", "sv"})
SLASHED_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_ANY = Question("any", Kind.YES_NO, {"en": "any"})

LinkWords = Mapping[str, Mapping[str, str]]  # of records that can be picked: by question, then by name
Asked = Question | Column


class NotUnderstood(Exception):
    """A cell says something that stands for none of the answers; `remark` says what."""

    def __init__(self, code: str, **detail: Any) -> None:
        self.remark = Remark(code, detail)
        super().__init__(code)


def link_words(form: Form, content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What each record that can be picked is called on paper: its title, short, and its mark where that is needed."""
    targets = {column.of for question in form.questions for column in question.columns if column.of}
    return {
        question.id: _words_of(question, content.get(question.id) or ())
        for question in form.questions
        if question.id in targets
    }


def _words_of(question: Question, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    titles = {row["id"]: " ".join(document_rules.record_title(question, row).split()) for row in rows}
    shown = {name: shortened(title.replace(SEPARATOR, ",")) for name, title in titles.items()}
    counts = Counter(map(folded, shown.values()))
    counts.update(titles.keys())  # a title that reads like the mark of a record
    return {
        name: word
        if word == titles[name] and word and counts[folded(word)] == 1 and not word.endswith("]")
        else f"{word} [{name}]".strip()
        for name, word in shown.items()
    }


def shortened(title: str) -> str:
    """A title of a length that a cell can show."""
    if len(title) <= LONGEST_WORD:
        return title
    return f"{title[:LONGEST_WORD].rsplit(' ', 1)[0]} …"


def folded(text: str) -> str:
    """The text as it is compared: case, composition and spaces do not count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def choice_words(asked: Asked, language: str) -> dict[str, str]:
    """The choices as they are written, each different from the others and without the mark that parts them."""
    labels = {choice.id: pick(choice.label, language)[0].replace(SEPARATOR, ",") for choice in asked.choices}
    counts = Counter(map(folded, labels.values()))
    return {name: word if counts[folded(word)] == 1 else f"{word} [{name}]" for name, word in labels.items()}


def yes_no_words(language: str) -> dict[bool, str]:
    """Yes and no in the words of the language that is active."""
    return {flag: value_word(_ANY, flag, language) for flag in (True, False)}


def agreed_word() -> str:
    """What stands for a consent that was given."""
    return gettext("agreed")


def number_words(value: int | str, kind: Kind, language: str) -> str:
    """A number as one would type it in this language; thousands of money are set apart."""
    point = "." if language == DEFAULT_LANGUAGE else ","
    if kind != Kind.MONEY:
        return str(value).replace(".", point)
    sign, cents = ("-", -int(value)) if int(value) < 0 else ("", int(value))
    whole = f"{cents // 100:,}".replace(",", "," if language == DEFAULT_LANGUAGE else "\u00a0")
    return f"{sign}{whole}{point}{cents % 100:02d}"


def day_pattern(language: str) -> str:
    """How days are typed, in Word's own letters."""
    return "yyyy-MM-dd" if language in YEAR_FIRST else "dd.MM.yyyy"


def day_typed(iso: str, language: str) -> str:
    """A day as it is typed in this language."""
    day = date.fromisoformat(iso)
    return day.isoformat() if language in YEAR_FIRST else f"{day.day:02}.{day.month:02}.{day.year}"


def paper_words(asked: Asked, value: Any, language: str, links: LinkWords) -> str:
    """One value as it is written into a field that a person may edit; the way back is `Reader.raw`."""
    if value is None:
        return ""
    if asked.kind in LINK_KINDS and isinstance(asked, Column):
        names = links.get(asked.of, {})
        return _parted(names.get(item, item) for item in ([value] if isinstance(value, str) else value))
    write = _WRITTEN.get(asked.kind)
    return write(asked, value, language) if write else str(value)


def _parted(words: Iterable[str]) -> str:
    return f"{SEPARATOR} ".join(words)


_WRITTEN: Mapping[Kind, Callable[[Asked, Any, str], str]] = {
    Kind.CHOICE: lambda asked, value, language: choice_words(asked, language)[value],
    Kind.CHOICES: lambda asked, value, language: _parted(choice_words(asked, language)[item] for item in value),
    Kind.YES_NO: lambda _asked, value, language: yes_no_words(language)[value],
    Kind.CONSENT: lambda _asked, _value, _language: agreed_word(),
    Kind.NUMBER: lambda _asked, value, language: number_words(value, Kind.NUMBER, language),
    Kind.MONEY: lambda _asked, value, language: number_words(value, Kind.MONEY, language),
    Kind.DECIMAL: lambda _asked, value, language: number_words(value, Kind.DECIMAL, language),
    Kind.DATE: lambda _asked, value, language: day_typed(value, language),
    Kind.LIST: lambda _asked, value, _language: "\n".join(value),
    Kind.PLACE: lambda _asked, value, _language: _place_words(value),
}


def _place_words(value: Mapping[str, str]) -> str:
    name, key = value.get("name", ""), value.get("key", "")
    return f"{name} [{key}]".strip() if key or name.endswith("]") else name


class Reader:
    """Understands what stands in a file: written in `language`, with records called by `words` when it was written and
    by `titles` now."""

    def __init__(self, language: str, words: LinkWords, titles: LinkWords) -> None:
        self.language = language
        self._names = {of: {*words.get(of, {}), *titles.get(of, {})} for of in {*words, *titles}}
        self._called = {of: [_index(words.get(of, {})), _index(titles.get(of, {}))] for of in self._names}
        self._yes_no_words = {folded(word): flag for flag, word in yes_no_words(language).items()}
        self._read: Mapping[Kind, Callable[[Asked, str], Any]] = {
            Kind.LINK: self._one,
            Kind.LINKS: self._several,
            Kind.CHOICE: self._choice,
            Kind.CHOICES: lambda asked, typed: [self._choice(asked, part) for part in _parts(typed)],
            Kind.YES_NO: lambda _asked, typed: self._yes_no(typed),
            Kind.CONSENT: lambda _asked, typed: folded(typed) == folded(agreed_word()) or self._yes_no(typed),
            Kind.MONEY: lambda _asked, typed: _amount(typed, language),
            Kind.DATE: lambda _asked, typed: _day(typed),
            Kind.PLACE: lambda _asked, typed: _place(typed),
        }

    def raw(self, asked: Asked, text: str) -> Any:
        """What was typed, as `clean_answer` takes it.

        Raises: NotUnderstood (unknown-choice, unknown-record, two-records).
        """
        typed = text.strip()
        if not typed:
            return None
        read = self._read.get(asked.kind)
        return read(asked, typed) if read else text

    def _choice(self, asked: Asked, typed: str) -> str:
        for language in dict.fromkeys((self.language, *LANGUAGES)):
            words = choice_words(asked, language)
            found = [name for name, word in words.items() if folded(word) == folded(typed)]
            if len(found) == 1:
                return found[0]
        mark = MARK.fullmatch(typed)
        name = mark[2] if mark else typed
        if name in asked.choice_ids:
            return name
        raise NotUnderstood(
            "unknown-choice", typed=typed, choices=list(choice_words(asked, self.language).values())[:SOME]
        )

    def _yes_no(self, typed: str) -> Any:
        return self._yes_no_words.get(folded(typed), typed)

    def _one(self, asked: Asked, typed: str) -> str:
        of = asked.of if isinstance(asked, Column) else ""
        mark = MARK.fullmatch(typed)
        if mark and mark[2] in self._names.get(of, ()):
            return mark[2]
        found = self._called_so(of, typed)
        if len(found) > 1:
            raise NotUnderstood("two-records", typed=typed, marks=found)
        if found:
            return found[0]
        if typed in self._names.get(of, ()):
            return typed
        raise NotUnderstood("unknown-record", typed=typed)

    def _several(self, asked: Asked, typed: str) -> list[str]:
        """Several, parted by semicolons; where a title itself holds one, the longest title wins."""
        of = asked.of if isinstance(asked, Column) else ""
        parts, found, at = _parts(typed), [], 0
        longest = max((title.count(SEPARATOR) for index in self._called.get(of, ()) for title in index), default=0) + 1
        while at < len(parts):
            for end in range(min(len(parts), at + longest), at + 1, -1):
                names = self._called_so(of, f"{SEPARATOR} ".join(parts[at:end]))
                names = names or self._called_so(of, SEPARATOR.join(parts[at:end]))
                if len(names) == 1:
                    found.append(names[0])
                    at = end
                    break
            else:
                found.append(self._one(asked, parts[at]))
                at += 1
        return found

    def _called_so(self, of: str, typed: str) -> list[str]:
        """Who was called so when the file was written; else who is called so now."""
        return next((index[folded(typed)] for index in self._called.get(of, ()) if folded(typed) in index), [])


def _index(words: Mapping[str, str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for name, word in words.items():
        if word:
            index.setdefault(folded(word), []).append(name)
    return index


def _parts(typed: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"[;\n]", typed) if part.strip()]


def _amount(typed: str, language: str) -> Any:
    """Cents, where the amount is spelled as we spell it; else the text, for `clean_answer` to judge."""
    bare = re.sub(r"[\s€]", "", typed).replace("−", "-")
    if language == DEFAULT_LANGUAGE:
        bare = bare.replace(",", "") if re.fullmatch(r"-?\d{1,3}(,\d{3})*\.\d\d", bare) else bare
    found = re.fullmatch(r"(-?)(\d{1,13})[.,](\d\d)", bare)
    return int(f"{found[1]}{found[2]}{found[3]}") if found else typed


def _day(typed: str) -> str:
    found = SLASHED_DAY.fullmatch(typed)
    return f"{found[1]}.{found[2]}.{found[3]}" if found else typed


def _place(typed: str) -> dict[str, str]:
    found = MARK.fullmatch(typed)
    return {"name": found[1].strip(), "key": found[2]} if found else {"name": typed, "key": ""}


def blank_word() -> str:
    """What stands in an empty field of a Word file, to be written over."""
    # Translators: stands in an empty field of a document to be filled in; short.
    return pgettext("field", "Write here")


def blank_words(languages: Iterable[str]) -> frozenset[str]:
    """The same in all these languages: a file may be read while another is active."""
    found = set()
    for language in languages:
        with override(language):
            found.add(blank_word())
    return frozenset(found)
