"""Whatever bytes come: a plan, or an error with words; and nothing is opened that swells."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pearls.plans.labels.papers import CELL_ERRORS, PAPER_ERRORS, REMARKS, paper_error_lines
from pearls.plans.papers import from_docx, from_json, from_xlsx, to_docx, to_json, to_xlsx
from pearls.plans.papers.guards import MOST_BYTES
from pearls.plans.rules.papers import Paper, PaperError
from tests.house.source import PACKAGE, calls, texts, tree_of
from tests.plans.contents import FORM
from tests.plans.papers import FACTS

WRITERS: dict[str, Callable[..., bytes]] = {
    "docx": lambda facts: to_docx(FORM, CONTENT, facts, "en"),
    "json": lambda facts: to_json(CONTENT, facts),
    "xlsx": lambda facts: to_xlsx(FORM, CONTENT, facts, "en"),
}
READERS: dict[str, Callable[..., Paper]] = {"docx": from_docx, "json": from_json, "xlsx": from_xlsx}
CONTENT: dict[str, Any] = {"vision": "A town.", "goals": [{"id": "z1", "goal": "Talk"}]}
MANY = settings.default.max_examples


@cache
def written(kind: str) -> bytes:
    return WRITERS[kind](FACTS)


def read_or_refused(kind: str, data: bytes) -> str:
    """The code of the error, or nothing; anything else that is raised fails the test."""
    try:
        READERS[kind](data, FORM, FACTS)
    except PaperError as error:
        assert paper_error_lines(error, FORM, "en")[0]
        return error.code
    return ""


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return out.getvalue()


def changed(kind: str, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The file with some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(written(kind))) as source:
        parts = {entry.filename: source.read(entry) for entry in source.infolist()}
    change(parts)
    return archive(**parts)


@settings(max_examples=MANY)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
def test_random_bytes_are_refused_in_words(kind: str, data: bytes) -> None:
    assert read_or_refused(kind, data)
    assert read_or_refused(kind, b"PK\x03\x04" + data)


@settings(max_examples=MANY)
@given(st.sampled_from(["docx", "json", "xlsx"]), st.floats(0, 1, exclude_max=True))
def test_a_file_that_was_cut_off_is_refused_in_words(kind: str, share: float) -> None:
    data = written(kind)

    assert read_or_refused(kind, data[: int(len(data) * share)])


@settings(max_examples=MANY)
@given(st.sampled_from(["docx", "json", "xlsx"]), st.data())
def test_a_file_with_bits_turned_over_is_read_or_refused_in_words(kind: str, data: st.DataObject) -> None:
    content = bytearray(written(kind))
    for at in data.draw(st.lists(st.integers(0, len(content) * 8 - 1), min_size=1, max_size=20)):
        content[at // 8] ^= 1 << (at % 8)

    read_or_refused(kind, bytes(content))


@settings(max_examples=MANY // 2)
@given(st.sampled_from(["docx", "xlsx"]), st.data())
def test_a_part_with_bytes_changed_is_read_or_refused_in_words(kind: str, data: st.DataObject) -> None:
    """Past the archive's own checks, in the XML itself."""

    def spoil(parts: dict[str, bytes]) -> None:
        name = data.draw(st.sampled_from(sorted(name for name in parts if name.endswith((".xml", ".rels")))))
        part = bytearray(parts[name])
        for at in data.draw(st.lists(st.integers(0, len(part) - 1), min_size=1, max_size=8)):
            part[at] = data.draw(st.integers(32, 126))
        parts[name] = bytes(part)

    read_or_refused(kind, changed(kind, spoil))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_each_kind_of_wrong_file_has_its_own_words(kind: str) -> None:
    other = {"docx": "xlsx", "xlsx": "docx"}[kind]
    locked = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[kind]

    found = {
        "nothing": read_or_refused(kind, b""),
        "huge": read_or_refused(kind, b"x" * (MOST_BYTES + 1)),
        "text": read_or_refused(kind, b"Dear Sirs"),
        "another kind": read_or_refused(kind, written(other)),
        "an archive": read_or_refused(kind, archive(**{"a.txt": b"x"})),
        "locked": read_or_refused(kind, locked + "EncryptedPackage".encode("utf-16-le")),
        "old": read_or_refused(kind, locked),
        "macros": read_or_refused(kind, changed(kind, lambda parts: parts.update({"word/vbaProject.bin": b"x"}))),
        "swells": read_or_refused(kind, changed(kind, lambda parts: parts.update({"a.xml": b" " * 60_000_000}))),
        "entities": read_or_refused(
            kind, changed(kind, lambda parts: parts.update({"a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}))
        ),
        "no main part": read_or_refused(kind, changed(kind, lambda parts: parts.pop(main))),
        "broken XML": read_or_refused(kind, changed(kind, lambda parts: parts.update({main: b"<a>"}))),
        "foreign": read_or_refused(kind, foreign_file(kind)),
        "other plan": read_or_refused(kind, WRITERS[kind](replace(FACTS, ref="zzzzzz"))),
        "other form": read_or_refused(kind, WRITERS[kind](replace(FACTS, form_sha256="cd" * 32))),
    }

    assert found == {
        "nothing": "file-empty",
        "huge": "file-too-large",
        "text": "wrong-kind",
        "another kind": "wrong-kind",
        "an archive": "wrong-kind",
        "locked": "file-locked",
        "old": "file-old",
        "macros": "file-has-macros",
        "swells": "file-swells",
        "entities": "file-broken",
        "no main part": "wrong-kind",
        "broken XML": "file-broken",
        "foreign": "foreign-file",
        "other plan": "other-plan",
        "other form": "other-form",
    }


def foreign_file(kind: str) -> bytes:
    """An empty file of this kind that is not ours."""
    out = io.BytesIO()
    Document().save(out) if kind == "docx" else Workbook().save(out)
    return out.getvalue()


def test_every_code_has_words() -> None:
    codes: dict[str, set[str]] = {"PaperError": set(), "Remark": set(), "NotUnderstood": set(), "_remark": set()}
    for path in sorted((PACKAGE / "plans" / "papers").glob("*.py")):
        for name, found in codes.items():
            for call in calls(tree_of(path), name):
                found |= set(texts(call.args[0], path) or ()) if call.args else set()

    said = codes["Remark"] | codes["_remark"]
    assert codes["PaperError"] == set(PAPER_ERRORS)
    assert codes["NotUnderstood"] | {"formula-without-value"} == set(CELL_ERRORS)
    assert said - {"too-many-entries"} == set(REMARKS)
