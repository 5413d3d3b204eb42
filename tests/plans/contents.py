"""Plans made up at random: what any content of the shipped form may look like, from empty to full.

    @given(contents())
    def test_every_plan_…(content: dict[str, Any]) -> None: ...

Every value is as `clean_answer` keeps it and within the form's limits, and every link leads somewhere, as in what
`answers_of` gives. `contents(loose=True)` also has links to records that are not there, and leaves out parts that the
form requires: what a file from elsewhere, or a snapshot of an older form, may hold.

Each cell is one draw from a pool of its own, so that a plan of a hundred entries is made in milliseconds.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from pearls.documents import queries
from pearls.documents.rules import (
    TRANSLATED_FROM,
    Answer,
    Column,
    Form,
    Kind,
    Question,
    clean_answer,
    original_texts,
    parse_form,
    text_mark,
    translatable,
    translation_name,
)

FORM = parse_form(queries.shipped_definition("plan"))
YEAR = 2027
NAMES = ("a1", "b2", "x19", "0", "q" * 16, "007", "z9")
WORDS = (
    *("Ķirsupe", "vētra", "Łódź", "Åland", "ß", "õhtu", "Donaudampfschifffahrtsgesellschaftskapitän", "i", "Москва"),
    *("=SUM(A1:A9)", "+371", "-1", "@home", "'quoted", '"twice"', "<b>&amp;</b>", "a;b,c", "100%", "%(x)s", "{{y}}"),
    *("1.", "*bold*", "_", "#tag", "$x$", "\\n", "N/A", "NULL", "TRUE", "1e5", "2027-03-01", "½", "\u200fא", "🎭", "é"),
)
POOL = 40
LANGUAGES = ("en", "lv")

Pool = tuple[Any, ...]


@st.composite
def contents(draw: st.DrawFn, form: Form = FORM, *, most_records: int = 3, loose: bool = False) -> dict[str, Any]:
    """One plan by question id; each list has up to so many entries."""
    lists = [question for question in form.questions if question.kind == Kind.RECORDS]
    names = {
        question.id: list(NAMES[: draw(st.integers(0, min(most_records, question.max_rows, len(NAMES))))])
        for question in lists
    }
    for question in lists:
        if any(column.required and column.of and not names[column.of] for column in question.columns) and not loose:
            names[question.id] = []  # an entry that has to pick something waits for something to pick
    content: dict[str, Any] = {}
    for question in form.questions:
        if question.kind == Kind.RECORDS:
            value = [{"id": name, **_row(draw, question, names, loose)} for name in names[question.id]] or None
        else:
            value = _picked(draw, pool_of(question), is_needed=False)
        if value is not None:
            content[question.id] = value
    return content


@st.composite
def translated(draw: st.DrawFn, made: st.SearchStrategy[dict[str, Any]], languages: tuple[str, ...] = LANGUAGES) -> Any:
    """The same plans with some of their texts in other languages, fresh or older than their texts."""
    content = draw(made)
    told: dict[str, Any] = {}
    for name, question, value in translatable(FORM, content):
        language = draw(st.sampled_from(("", *languages)))
        texts = original_texts(question, value)
        if language:
            mark = draw(st.sampled_from((text_mark(texts), "0123456789ab")))
            told[translation_name(name, language)] = {part: f"<{text[:30]}>" for part, text in texts.items()} | {
                TRANSLATED_FROM: mark
            }
    return content | told


def _row(draw: st.DrawFn, question: Question, names: Mapping[str, list[str]], loose: bool) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in question.columns:
        is_needed = column.required and not loose
        there = [*names.get(column.of, ()), *(["gone"] if loose else [])]
        if column.kind == Kind.LINKS:
            pool: Pool = tuple(there[at:] for at in range(len(there)))
        else:
            pool = tuple(there) if column.kind == Kind.LINK else pool_of(column)
        value = _picked(draw, pool, is_needed=is_needed)
        if value is not None:
            row[column.id] = value
    return row


def _picked(draw: st.DrawFn, pool: Pool, *, is_needed: bool) -> Any:
    """One of the pool; nothing in a third of the cases, where that may be."""
    least = 0 if is_needed and pool else -(len(pool) // 2) - 1
    at = draw(st.integers(least, len(pool) - 1))
    return pool[at] if at >= 0 else None


def pool_of(asked: Question | Column) -> Pool:
    """Values that the draft would keep as they are and the form would let pass."""
    key = (asked.id, asked.kind, asked.minimum, asked.maximum, asked.max_words, asked.choice_ids)
    if key not in _POOLS:
        random = Random(repr(key))
        question = asked if isinstance(asked, Question) else Question(**{name: getattr(asked, name) for name in SHARED})
        answers = [clean_answer(question, _typed(question, random)) for _ in range(POOL)]
        kept = [answer for answer in answers if isinstance(answer, Answer) and not answer.problems]
        _POOLS[key] = tuple(answer.value for answer in kept if answer.value is not None)
    return _POOLS[key]


_POOLS: dict[Any, Pool] = {}
SHARED = ("id", "kind", "label", "max_words", "minimum", "maximum", "choices")


def _typed(asked: Question, random: Random) -> Any:
    """What somebody may type as an answer of this kind, within the limits."""
    least = -(10**6) if asked.minimum is None else asked.minimum
    most = 10**6 if asked.maximum is None else asked.maximum
    number = random.choice([least, most, random.randint(least, most), min(most, max(least, random.randint(0, 999)))])
    match asked.kind:
        case Kind.SHORT_TEXT:
            return _words(random)
        case Kind.LONG_TEXT:
            return random.choice(["", "\n", "\n\n", " "]).join(_words(random) for _ in range(2))
        case Kind.YES_NO:
            return random.choice([True, False])
        case Kind.NUMBER | Kind.MONEY:
            return number
        case Kind.DECIMAL:
            return f"{number // 100}.{random.randint(0, 99):02}"
        case Kind.DATE:
            return (date(YEAR, 1, 1) + timedelta(days=random.randint(-120, 500))).isoformat()
        case Kind.CHOICE:
            return random.choice(asked.choice_ids)
        case Kind.LIST:
            return [_words(random) for _ in range(random.randint(max(1, asked.min_rows), asked.max_rows))]
        case Kind.TABLE:
            return [{column.id: random.choice(pool_of(column)) for column in asked.columns}]
    raise AssertionError(f"no made-up answer of the kind {asked.kind}")


def _words(random: Random) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(1, 2)))
