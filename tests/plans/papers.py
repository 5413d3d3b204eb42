"""Plans for the tests of papers: what the made-up plans leave out, and ways to edit files as a person would."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import which
from subprocess import run
from typing import Any

import pytest
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pearls.documents.rules import Answer, Form, Kind, clean_answer, parse_form
from pearls.plans.rules.papers import PlanFacts
from tests.plans.contents import FORM, contents

FACTS = PlanFacts(
    ref="7k3m9p",
    place="Kaskinen · Kaskö",
    programme="BSR Cultural Pearls",
    edition="Edition of 2027",
    form_key="plan",
    form_number=3,
    form_sha256="ab" * 32,
    revisions={"vision": 4, "goals": 2, "goals-a1": 1},
)
NASTY = (
    *(
        "=1+1",
        "'=1+1",
        "''=x",
        "+371 2",
        "-1",
        "- one\n- two",
        "@cmd",
        "'quoted'",
        "#N/A",
        "#REF!",
        "_x0041_",
        "_\u2060x0041_",
    ),
    *("a;b", "a; b; c", "Title", "title", "TITLE", "Title [a1]", "Title [b2]", "a1", "b2", "[a1]", "] [", "[[1]] x…"),
    *(
        "tab\there",
        "two\n\nparagraphs",
        "line\nline",
        "a  b   c",
        "non\u00a0breaking",
        "co\u2011op",
        "soft\u00adhyphen",
    ),
    *("😀👍🏽", "🇱🇻", "עברית שלום", "العربية", "中文", "é", "\u200bx", "<w:t>&amp;</w:t>", "]]>", "<!DOCTYPE x>", "%s"),
    *("Write here", "Rakstiet šeit", "yes", "no", "TRUE", "1", "12,5", "2027-03-01", "{{ x }}", "pearls:rows:goals"),
    *("⟦r:a1⟧", "x" * 300, "word " * 60 + "end", "=" * 40, "ß", "ẞ", "ﬁ", "Ǆ", "İ", "ı"),
)
VERY_LONG = (
    "long " * 11_900 + "end",
    "ā" * 59_999,
    "😀" * 20_000,
    "=" + "y" * 33_000,
    "[[1]] begins…" + "z" * 33_000 + "…",
)


def kept(kind: Kind, text: str) -> str | None:
    """The text as a draft would keep it."""
    question = next(question for question in ALL_KINDS.questions if question.kind == kind)
    answer = clean_answer(question, text)
    assert isinstance(answer, Answer)
    return answer.value if isinstance(answer.value, str) else None


@st.composite
def nasty_contents(draw: st.DrawFn, pool: tuple[str, ...] = NASTY) -> dict[str, Any]:
    """A made-up plan in which texts are such as break file formats, and titles are alike."""
    content = draw(contents())
    texts = st.sampled_from(pool)
    for question in FORM.questions:
        if question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) and question.id in content:
            content[question.id] = kept(question.kind, draw(texts)) or "x"
        for row in content.get(question.id, ()) if question.kind == Kind.RECORDS else ():
            for column in question.columns:
                if column.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) and column.id in row:
                    row[column.id] = kept(column.kind, draw(texts)) or "x"
    return content


def _asked(kind: str, name: str = "", **more: Any) -> dict[str, Any]:
    return {"id": name or f"{kind}_q", "kind": kind, "label": {"en": f"A {kind} [x]", "lv": f"Viens {kind}; "}, **more}


CHOICES = [{"id": "one", "label": {"en": "Same; word"}}, {"id": "two", "label": {"en": "Same, word"}}]
CHOICES += [{"id": "=three", "label": {"en": "=Three"}}]
CHOICES[2]["id"] = "three"
CELLS = [
    *(_asked(kind) for kind in ("short_text", "long_text", "yes_no", "number", "money", "date", "decimal")),
    _asked("choice", choices=CHOICES),
]
ALL_KINDS: Form = parse_form(
    {
        "schema": 1,
        "key": "plan",
        "title": {"en": "Every kind"},
        "sections": [
            {
                "id": "single",
                "title": {"en": "Single"},
                "questions": [
                    *(
                        _asked(kind)
                        for kind in ("short_text", "long_text", "yes_no", "number", "money", "date", "decimal", "list")
                    ),
                    *(_asked(kind, choices=CHOICES) for kind in ("choice", "choices")),
                    _asked("consent", statement={"en": "I agree."}),
                    *(_asked(kind) for kind in ("contact", "place")),
                    _asked("file", file_kinds=["pdf"]),
                ],
            },
            {
                "id": "lists",
                "title": {"en": "Lists: all/of them?"},
                "questions": [
                    _asked("table", columns=CELLS),
                    _asked("records", columns=[*CELLS, {**_asked("links"), "of": "records_q"}]),
                    _asked("records", "without_text", columns=[{**_asked("link"), "of": "records_q"}]),
                    _asked("records", "of_textless", columns=[{**_asked("links"), "of": "without_text"}]),
                ],
            },
        ],
    }
)
ROW = {
    "short_text_q": "=Title; with mark",
    "long_text_q": "one\n\ntwo",
    "yes_no_q": False,
    "number_q": -5,
    "money_q": -1,
    "date_q": "1900-01-31",
    "decimal_q": "-0.001",
    "choice_q": "two",
}
EVERY_KIND: dict[str, Any] = {
    **ROW,
    "number_q": 999_999_999_999_999,
    "money_q": 999_999_999_999_999,
    "decimal_q": "999999999999.999",
    "date_q": "2200-01-01",
    "list_q": ["=1", "two; parts", "'three"],
    "choices_q": ["one", "two", "three"],
    "consent_q": True,
    "contact_q": {"name": "Ilze", "role": "=Head", "email": "ilze@town.test", "phone": "+371 2"},
    "place_q": {"key": "lv-rujiena", "name": "Rūjiena [old]"},
    "file_q": [{"ref": "f1", "name": "a.pdf", "kind": "pdf", "size": 10, "sha256": "0" * 64}],
    "table_q": [ROW, {"number_q": 0}],
    "records_q": [{"id": "a1", **ROW, "links_q": ["b2", "a1"]}, {"id": "b2", **ROW}, {"id": "007"}],
    "without_text": [{"id": "k1", "link_q": "b2"}, {"id": "k2", "link_q": "007"}],
    "of_textless": [{"id": "o", "links_q": ["k1", "k2"]}],
}


def edited_xlsx(data: bytes, edit: Callable[[Workbook], None]) -> bytes:
    """The workbook as a person leaves it."""
    book = load_workbook(io.BytesIO(data))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(book: Workbook, question: str) -> Worksheet:
    """The sheet of a list."""
    return next(sheet for sheet in book.worksheets if sheet["A1"].value == f"pearls:rows:{question}")


def column_of(sheet: Worksheet, column: str) -> int:
    """Which column of a sheet is that of the form."""
    return next(cell.column for cell in sheet[1] if cell.value == column)


def resaved(data: bytes, kind: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it. Leaves the test out, and says so, where there is no LibreOffice."""
    soffice = which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice was not found: this test is left out")
    source = folder / f"plan.{kind}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out"), str(source)]
    run(command, check=True, capture_output=True, timeout=180)
    return (folder / "out" / source.name).read_bytes()


def without(content: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The content without these answers."""
    return {name: value for name, value in content.items() if name not in names}
