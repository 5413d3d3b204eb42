"""What is looked for in a contribution before it is sent, and what it means for sending.

*Refused* is what would leave a reader helpless or us in the wrong: no title, no summary or one too short to tell
anything, no country, no challenge, no steps (a public practice that had none may be improved without), a photo without
words or licence, a value that no record can hold. *To confirm* is what only the author can know: whether a name in the
texts is that of a private person. *Worth a thought* is the rest: honest practices may lack it, and say so.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pearls.practices.rules.drafts import Draft, record_from

SHORTEST_SUMMARY = 120  # letters: two sentences
LONGEST_SUMMARY = 1_500
TEXTS = (
    *("title", "summary", "participants", "steps", "outcomes", "evidence", "why_it_worked", "what_failed"),
    *("transferability", "for_smaller_towns", "organisation", "funding"),
)
MOST_NAMES = 8
_ADDRESS = re.compile(r"[^\s@<>()\"',;]+@[^\s@<>()\"',;]+\.[^\W\d_]{2,}")
_PHONE = re.compile(r"(?<![\w./-])\+\d[\d ()-]{6,18}\d(?!\w)|(?<![\w./-])\d{2,4}(?:[ -]\d{2,4}){2,4}(?![\w-])")
_WORD = r"[^\W\d_]{2,}(?:-[^\W\d_]+)?"
_PAIR = re.compile(rf"(?<![\w-])(?=({_WORD}) (?:(?:von|van|de|af) )?({_WORD})(?![\w-]))")
# Words that stand in names of streets, houses, bodies and programmes, not of people; endings count too.
NOT_A_PERSON = (
    *("street", "road", "square", "park", "museum", "library", "school", "theatre", "theater", "festival", "region"),
    *("sea", "union", "council", "county", "city", "town", "municipality", "university", "centre", "center", "house"),
    *(
        "foundation",
        "association",
        "programme",
        "program",
        "pearl",
        "pearls",
        "interreg",
        "europe",
        "european",
        "nordic",
    ),
    *("nordic", "baltic", "culture", "cultural", "creative", "ministry", "fund", "church", "college", "academy"),
    *(
        "institute",
        "iela",
        "tirgus",
        "pils",
        "muzejs",
        "skola",
        "novads",
        "pagasts",
        "gatve",
        "katu",
        "gatan",
        "straße",
    ),
    *(
        "strasse",
        "ulica",
        "rada",
        "gmina",
        "kommune",
        "kommun",
        "vald",
        "linn",
        "gatvė",
        "savivaldybė",
        "platz",
        "haus",
        "verein",
    ),
)


# Words that begin sentences and names of places, whole.
_COMMON = """
the a an every each in on at of for from and but when after before lake river old new young north south east west modern
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december der die das ein eine im am en ett den det de
"""
COMMON = frozenset(_COMMON.split())


class Weight(StrEnum):
    """What a finding means for sending."""

    REFUSED = "refused"
    CONFIRM = "confirm"
    THINK = "think"


@dataclass(frozen=True)
class Finding:
    """One thing that was found: its code, which field or photo it is about, and what its sentence needs."""

    code: str
    weight: Weight
    about: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PhotoFacts:
    """What the checks want to know of a photo."""

    ref: str
    alt: str
    licence: str


def findings(
    draft: Draft,
    photos: Iterable[PhotoFacts],
    knows: Callable[[str, str], bool],
    *,
    known_names: Collection[str] = (),
    had_no_steps: bool = False,
) -> list[Finding]:
    """Everything to be said about a draft and its photos, what is refused first.

    `known_names` are names of places, that are no people's; `had_no_steps`: the public practice that the draft improves
    has no steps either.
    """
    found = [*_missing(draft, had_no_steps), *_values(draft, knows), *_photos(photos), *_thoughts(draft)]
    if names := suspected(draft, known_names):
        found.append(Finding("names", Weight.CONFIRM, names[0][0], {"names": [words for _field, words in names]}))
    order = list(Weight)
    return sorted(found, key=lambda one: order.index(one.weight))


def is_complete(found: Iterable[Finding]) -> bool:
    """Whether nothing that was found keeps a contribution from being sent."""
    return not any(one.weight == Weight.REFUSED for one in found)


def suspects_names(found: Iterable[Finding]) -> bool:
    """Whether the author must say that those who are named may be."""
    return any(one.weight == Weight.CONFIRM for one in found)


def _missing(draft: Draft, had_no_steps: bool) -> Iterable[Finding]:
    for name in ("title", "summary", "country", "challenge", "steps"):
        if not draft.get(name) and not (name == "steps" and had_no_steps):
            yield Finding(f"no-{name}", Weight.REFUSED, name)
    length = len(draft.get("summary") or "")
    if 0 < length < SHORTEST_SUMMARY:
        yield Finding("summary-short", Weight.REFUSED, "summary", {"length": length, "least": SHORTEST_SUMMARY})
    if length > LONGEST_SUMMARY:
        yield Finding("summary-long", Weight.THINK, "summary", {"length": length, "most": LONGEST_SUMMARY})


def _values(draft: Draft, knows: Callable[[str, str], bool]) -> Iterable[Finding]:
    """What no record can hold, beside what is missing."""
    stand_in = {"title": "A", "summary": "A", "country": "LV"}
    _record, problems = record_from({**stand_in, **draft}, key="a", own_address="https://a.test", knows=knows)
    for problem in problems:
        yield Finding("bad-value", Weight.REFUSED, problem.field)


def _photos(photos: Iterable[PhotoFacts]) -> Iterable[Finding]:
    for number, photo in enumerate(photos, start=1):
        if not photo.alt.strip():
            yield Finding("photo-without-words", Weight.REFUSED, "photos", {"number": number})
        if not photo.licence:
            yield Finding("photo-without-licence", Weight.REFUSED, "photos", {"number": number})


def _thoughts(draft: Draft) -> Iterable[Finding]:
    if not draft.get("outcomes"):
        yield Finding("no-outcomes", Weight.THINK, "outcomes")
    if not draft.get("evidence"):
        yield Finding("no-evidence", Weight.THINK, "evidence")
    elif not draft.get("evidence_strength"):
        yield Finding("no-strength", Weight.THINK, "evidence_strength")
    if draft.get("budget_eur") is None and draft.get("hours") is None:
        yield Finding("no-cost", Weight.THINK, "budget_eur")
    if not draft.get("what_failed"):
        yield Finding("no-failure", Weight.THINK, "what_failed")


def suspected(draft: Draft, known_names: Collection[str] = ()) -> list[tuple[str, str]]:
    """What may be somebody's name, address or number in the texts, each with its field; each once, not all of many.

    Cautious: it would rather ask about a street than let a neighbour through. What stands in the name of the place or
    of the organisation is no private person's, nor is a pair with a word for a house, a body or a street.
    """
    own = " ".join(str(text) for text in (draft.get("place"), draft.get("organisation"), *known_names) if text)
    found: dict[str, str] = {}
    for name in TEXTS:
        value = draft.get(name) or ""
        for text in value if isinstance(value, list) else [str(value)]:
            for words in (*_ADDRESS.findall(text), *_PHONE.findall(text), *_people(text, own)):
                if name not in ("organisation", "funding", "title") or "@" in words:
                    found.setdefault(words, name)
    return [(name, words) for words, name in found.items()][:MOST_NAMES]


def _people(text: str, own: str) -> Iterable[str]:
    for match in _PAIR.finditer(text):
        pair = match.groups()
        if all(_is_a_name(word) for word in pair) and not any(_is_no_name(word, own) for word in pair):
            yield text[match.start(1) : match.end(2)]


def _is_a_name(word: str) -> bool:
    """Whether it is written as a name: a capital, then small letters; an abbreviation is none."""
    return all(part[:1].isupper() and part[1:].islower() for part in word.split("-"))


def _is_no_name(word: str, own: str) -> bool:
    plain = word.lower()
    is_common = plain in COMMON or plain.removesuffix("s") in COMMON  # Mondays
    return is_common or word in own.split() or any(plain.endswith(ending) for ending in NOT_A_PERSON)
