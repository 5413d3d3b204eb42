"""A lesson's text: paragraphs between empty lines, `## ` before a heading, `- ` before each point of a list."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pearls.kernel.folding import fold
from pearls.kernel.languages import fallbacks
from pearls.kernel.verdict import YES, Verdict, no

WORDS_A_MINUTE = 160  # of a text that one thinks about
HEADING, POINT = "## ", "- "
SLUG_LETTERS = 50
LONGEST_BODY = 20_000
MOST_OPTIONS, FEWEST_OPTIONS = 8, 2


@dataclass(frozen=True)
class Block:
    """A part of a text: `kind` is heading, list or text."""

    kind: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def blocks_of(body: str) -> list[Block]:
    """The parts of a text, in their order; what is typed stays text and is never markup."""
    found: list[Block] = []
    for part in re.split(r"\n[ \t]*\n", body.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        if lines and lines[0].startswith(HEADING):
            found.append(Block("heading", (lines.pop(0).removeprefix(HEADING).strip(),)))
        found += _runs(lines)
    return found


def _runs(lines: Sequence[str]) -> Iterable[Block]:
    """Lines that follow each other, points apart from text."""
    run: list[str] = []
    was_point = False
    for line in lines:
        if run and line.startswith(POINT) != was_point:
            yield _block(run, is_list=was_point)
            run = []
        was_point = line.startswith(POINT)
        run.append(line)
    if run:
        yield _block(run, is_list=was_point)


def _block(lines: Sequence[str], *, is_list: bool) -> Block:
    if is_list:
        return Block("list", tuple(line.removeprefix(POINT).strip() for line in lines))
    return Block("text", tuple(lines))


def minutes_of(body: str) -> int:
    """How long reading takes, in whole minutes, at least one."""
    return max(1, -(-len(body.split()) // WORDS_A_MINUTE))


def language_for(reader: str, told: Iterable[str], chosen: str = "") -> str:
    """Which of the languages that a text is told in to show: the chosen one, else the best for the reader; or ""."""
    there = set(told)
    if chosen in there:
        return chosen
    return next((code for code in fallbacks(reader) if code in there), "")


def slug_of(title: str, ref: str) -> str:
    """What a course or lesson is called in its address: words of the title, enough of the reference to be alone."""
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in fold(title)).split()
    start = ""
    for word in words:
        if len(start) + len(word) >= SLUG_LETTERS:
            break
        start += word + "-"
    return f"{start}{ref[:6]}"


def is_material(address: str) -> bool:
    """Whether a link to a material is one that we set: https, with a host, one word."""
    parts = urlsplit(address)
    return parts.scheme == "https" and "." in parts.netloc and not re.search(r"\s", address)


@dataclass(frozen=True)
class Option:
    """One answer that may be chosen."""

    text: str
    is_right: bool


def read_options(typed: str) -> list[Option]:
    """The answers as they are typed: one a line, a star before each right one."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    return [Option(line.lstrip("*").strip(), line.startswith("*")) for line in lines]


def spelled_options(options: Iterable[Option]) -> str:
    """The way back."""
    return "\n".join(f"* {option.text}" if option.is_right else option.text for option in options)


def are_options(options: Sequence[Option], *, is_multiple: bool, expected: int | None = None) -> Verdict:
    """Whether these answers make a question; a translation has as many as its original.

    Reasons: options-few, options-many, option-empty, one-right, right-missing, options-differ.
    """
    if not all(option.text for option in options):
        return no("option-empty")
    if len(options) < FEWEST_OPTIONS:
        return no("options-few")
    if len(options) > MOST_OPTIONS:
        return no("options-many", limit=MOST_OPTIONS)
    if expected is not None:
        return YES if len(options) == expected else no("options-differ", count=expected)
    right = sum(option.is_right for option in options)
    if not is_multiple and right != 1:
        return no("one-right")
    return YES if right else no("right-missing")


def told_in(texts: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """The languages that all of these are told in."""
    found = [frozenset(code for code, words in text.items() if words) for text in texts]
    return frozenset.intersection(*found) if found else frozenset()


@dataclass(frozen=True)
class CourseWords:
    """What a course says of itself in one language."""

    language: str
    title: str
    summary: str
    audience: str


@dataclass(frozen=True)
class LessonWords:
    """A lesson in one language."""

    language: str
    title: str
    body: str


@dataclass(frozen=True)
class QuestionWords:
    """A question in one language, with its answers and what is said once it was answered."""

    language: str
    text: str
    options: Sequence[Option]
    explanation: str = ""
