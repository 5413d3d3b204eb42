"""A plan as a Word file: out, edited, and in."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from pearls.documents.rules import Kind
from pearls.kernel.languages import LANGUAGES
from pearls.plans.labels.papers import paper_error_lines, remark_line
from pearls.plans.papers import from_docx, to_docx
from pearls.plans.papers.docx_parts import node, run
from pearls.plans.rules.changes import compare
from pearls.plans.rules.papers import Paper, PaperError, Picture, Spot, completed
from tests.plans.contents import FORM, contents
from tests.plans.papers import (
    ALL_KINDS,
    EVERY_KIND,
    FACTS,
    NASTY,
    VERY_LONG,
    kept,
    nasty_contents,
    resaved,
    without,
)
from tests.plans.word import Element, around, bare_row, copy_below, edited_docx, field, fill, remove, typed

FEW = max(5, settings.default.max_examples // 10)
CONTENT: dict[str, Any] = {
    "vision": "A town that talks.",
    "agreed": True,
    "agreed_on": "2026-05-04",
    "seed_money": 450050,
    "summary_goals": ["Talk", "Meet"],
    "target_groups": [{"id": "g1", "group": "Young; old"}, {"id": "g2", "group": "Newcomers"}],
    "goals": [{"id": "z1", "goal": "People talk", "capacity": "trust"}, {"id": "z2", "goal": "People meet"}],
    "activities": [
        {"id": "a1", "name": "Kitchen table", "what": "Talk.", "goals": ["z1", "z2"], "starts_on": "2027-02-01"},
        {"id": "a2", "name": "Walk", "what": "Walk.", "groups": ["g1", "g2"]},
    ],
    "cost_lines": [{"id": "k1", "what": "Fees", "activity": "a1", "amount": 120000, "is_seed": False}],
    "milestones": [{"id": "m1", "what": "Opening"}, {"id": "m2", "what": "Closing"}],
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#1f6b7a"/></svg>'


@settings(max_examples=FEW)
@given(contents(), st.sampled_from(LANGUAGES))
def test_every_plan_comes_back_as_it_went_out(content: dict[str, Any], language: str) -> None:
    paper = from_docx(to_docx(FORM, content, FACTS, language), FORM, FACTS)

    assert (paper.content, paper.absent, paper.remarks) == (content, frozenset(), ())
    assert paper.revisions == FACTS.revisions


@settings(max_examples=FEW)
@given(nasty_contents(), st.sampled_from(LANGUAGES))
def test_no_text_is_changed_on_the_way(content: dict[str, Any], language: str) -> None:
    assert from_docx(to_docx(FORM, content, FACTS, language), FORM, FACTS).content == content


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_answer_comes_back(language: str) -> None:
    paper = from_docx(to_docx(ALL_KINDS, EVERY_KIND, FACTS, language), ALL_KINDS, FACTS)

    assert paper.content == without(EVERY_KIND, "file_q")
    assert completed(ALL_KINDS, paper, EVERY_KIND) == EVERY_KIND
    assert (paper.absent, paper.remarks) == ({Spot("file_q")}, ())


@pytest.mark.parametrize("text", VERY_LONG)
def test_a_very_long_text_comes_back(text: str) -> None:
    content = {"long_text_q": text, "records_q": [{"id": "a1", "short_text_q": text, "links_q": ["a1"]}]}

    assert from_docx(to_docx(ALL_KINDS, content, FACTS, "lv"), ALL_KINDS, FACTS).content == content


@cache
def written(language: str) -> bytes:
    return to_docx(FORM, CONTENT, FACTS, language, [Picture("Logic map", SVG, "One goal, two activities")])


def read(edit: Callable[[Element], None], language: str = "en") -> Paper:
    return from_docx(edited_docx(written(language), edit), FORM, FACTS)


def changes(edit: Callable[[Element], None], language: str = "en") -> dict[str, Any]:
    """What an edit changes, by the keys of the changes."""
    paper = read(edit, language)
    return {change.key: change.after for change in compare(FORM, CONTENT, completed(FORM, paper, CONTENT))}


def remarks(edit: Callable[[Element], None]) -> list[str]:
    return [remark_line(remark, FORM, "en") for remark in read(edit).remarks]


def test_the_file_is_a_proper_document() -> None:
    document: Any = Document(io.BytesIO(written("lv")))
    body = document.element.body

    headings = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    assert headings[1:3] == ["1  Vieta", "2  Kultūras resursi, stiprās un vājās puses"]
    assert len(headings) == 1 + len(FORM.sections)
    assert all(
        table._tbl.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for table in document.tables
    )
    assert {part.get(qn("w:instr")) for part in document.sections[0].footer._element.iter(qn("w:fldSimple"))} == {
        "PAGE",
        "NUMPAGES",
    }
    assert document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:val")) == "lv-LV"
    assert document.core_properties.language == "lv"
    assert [words.get("descr") for words in body.iter(qn("wp:docPr"))] == ["One goal, two activities"]
    assert document.paragraphs[1].text == "Kaskinen · Kaskö"
    tags = {tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))}
    assert {"vision", "goals:z1:goal", "cost_lines:k1:amount", "activities:+3:name"} < tags


@pytest.mark.parametrize(
    "runs",
    [
        [run("First line.\nSecond\tline.")],
        [run("First "), run("line."), node("r", node("br")), run("Second\tline.")],
        [node("ins", run("First line.")), run("\nSecond\tline."), node("del", node("r", node("delText")))],
    ],
)
def test_a_text_that_was_changed_in_its_field_is_the_change(runs: list[Element]) -> None:
    assert changes(lambda document: fill(document, "vision", *runs)) == {"vision": "First line.\nSecond\tline."}


def test_paragraphs_in_a_field_are_lines() -> None:
    def edit(document: Element) -> None:
        control, line = field(document, "vision"), around(document, "vision", "p")
        fill(document, "vision", node("p", run("First.")), node("p"), node("p", run("Second.")))
        line.getparent().replace(line, control)  # as Word has it once a field holds more than one

    assert changes(edit) == {"vision": "First.\n\nSecond."}


def test_what_was_typed_beside_a_field_counts_too() -> None:
    def edit(document: Element) -> None:
        around(document, "vision", "p").append(run(" And sings."))
        around(document, "vision", "p").addnext(node("p", run("Every day.")))

    assert changes(edit) == {"vision": "A town that talks. And sings.\nEvery day."}


@pytest.mark.parametrize(
    ("tag", "text", "key", "value"),
    [
        ("goals:z1:capacity", "Belonging", "goals-z1.capacity", "belonging"),
        ("goals:z1:capacity", "Piederība", "goals-z1.capacity", "belonging"),
        ("activities:a1:goals", "people meet", "activities-a1.goals", ["z2"]),
        ("activities:a1:groups", "Young; old; g2", "activities-a1.groups", ["g1", "g2"]),
        ("cost_lines:k1:activity", "Walk", "cost_lines-k1.activity", "a2"),
        ("cost_lines:k1:activity", "…", "cost_lines-k1.activity", None),
        ("cost_lines:k1:is_seed", "yes", "cost_lines-k1.is_seed", True),
        ("cost_lines:k1:amount", "1 300,50 €", "cost_lines-k1.amount", 130050),
        ("agreed_on", "5.6.2026", "agreed_on", "2026-06-05"),
        ("seed_money", "5,000.00", "seed_money", 500000),
        ("summary_goals", "Talk\nDance", "summary_goals", ["Talk", "Dance"]),
        ("profile", "A town.", "profile", "A town."),
        ("vision", "", "vision", None),
    ],
)
def test_a_field_is_read_by_its_kind(tag: str, text: str, key: str, value: Any) -> None:
    assert changes(typed(tag, text)) == {key: value}


def test_words_own_blank_means_that_a_field_was_emptied() -> None:
    def edit(document: Element) -> None:
        fill(document, "vision", run("Click or tap here to enter text."))
        blank = node("placeholder", node("docPart", val="DefaultPlaceholder_1"))
        field(document, "vision").find(qn("w:sdtPr")).extend([blank, node("showingPlcHdr")])

    assert changes(edit) == {"vision": None}


def test_a_field_that_was_deleted_leaves_the_answer_as_it_is() -> None:
    def edit(document: Element) -> None:
        remove(field(document, "vision"))
        remove(field(document, "goals:z1:goal"))

    assert changes(edit) == {}
    assert remarks(edit) == [
        "Fields of “Vision in a few sentences” are gone from the file; what the plan says there stays.",
        "Fields of “Goals” are gone from the file; what the plan says there stays.",
    ]


def test_a_list_that_was_deleted_whole_stays() -> None:
    def edit(document: Element) -> None:
        remove(around(document, "goals:z1:goal", "tbl"))

    assert changes(edit) == {}
    assert remarks(edit) == ["Fields of “Goals” are gone from the file; what the plan says there stays."]


def test_a_field_that_was_moved_is_known_by_its_tag() -> None:
    def edit(document: Element) -> None:
        moved = field(document, "vision")
        fill(document, "vision", run("Moved."))
        remove(around(document, "vision", "tbl"))
        document.find(qn("w:body")).insert(0, node("p", moved))

    assert changes(edit) == {"vision": "Moved."}


def test_a_deleted_line_and_a_deleted_card_are_removed_records() -> None:
    def edit(document: Element) -> None:
        remove(around(document, "milestones:m1:what", "tr"))
        remove(around(document, "activities:a2:name", "tbl"))

    assert changes(edit) == {"activities-a2": None, "milestones-m1": None}
    assert remarks(edit) == []


def test_empty_lines_and_cards_take_new_records() -> None:
    def edit(document: Element) -> None:
        fill(document, "milestones:+4:what", run("Exchange"))
        fill(document, "milestones:+4:on", run("2027-06-01"))
        fill(document, "activities:+3:name", run("Fair"))
        fill(document, "cost_lines:k1:activity", run("Fair"))

    found = changes(edit)

    names = {key.partition("-")[0]: key.partition("-")[2] for key in found if found[key] and "." not in key}
    assert found == {
        f"activities-{names['activities']}": {"name": "Fair"},
        f"milestones-{names['milestones']}": {"what": "Exchange", "on": "2027-06-01"},
        "cost_lines-k1.activity": names["activities"],
    }
    assert changes(edit) == found


def test_a_line_that_word_added_is_a_new_record() -> None:
    def edit(document: Element) -> None:
        around(document, "milestones:m1:what", "tr").addnext(bare_row("", "Midsummer", "24.6.2027"))

    paper = read(edit)

    assert [row.get("what") for row in paper.content["milestones"]] == ["Opening", "Midsummer", "Closing"]
    assert paper.content["milestones"][1]["on"] == "2027-06-24"
    assert paper.remarks == ()


def test_copied_lines_and_cards_are_new_records_and_said_to_be() -> None:
    def edit(document: Element) -> None:
        copy_below(around(document, "milestones:m1:what", "tr"))
        twin = copy_below(around(document, "activities:a1:name", "tbl"))
        around_first = twin.getprevious()
        for line in list(twin.iter(qn("w:tr"))):  # Word joins tables that touch
            around_first.append(line)
        remove(twin)

    paper = read(edit)

    assert [row["name"] for row in paper.content["activities"]] == ["Kitchen table", "Kitchen table", "Walk"]
    assert [row["what"] for row in paper.content["milestones"]] == ["Opening", "Opening", "Closing"]
    assert remarks(edit) == [
        "Activities, entry 2 is a copy of another entry and is taken for a new one.",
        "Milestones: opening, ceremony, exchange, wrap-up, entry 2 is a copy of another entry and is taken for a new"
        " one.",
    ]


def test_lines_in_another_order_are_the_new_order() -> None:
    def edit(document: Element) -> None:
        first, second = (around(document, f"milestones:{name}:what", "tr") for name in ("m1", "m2"))
        second.addnext(first)

    assert changes(edit) == {"milestones": ["m2", "m1"]}


def test_a_column_that_was_added_or_moved_changes_nothing() -> None:
    def edit(document: Element) -> None:
        for line in around(document, "milestones:m1:what", "tbl").findall(qn("w:tr")):
            line.insert(1, node("tc", node("p", run("mine"))))

    assert changes(edit) == {}


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    def edit(document: Element) -> None:
        fill(document, "vision", node("ins", run("New words.")), node("del", run("Old words.")))
        around(document, "milestones:m2:what", "tr").find(qn("w:trPr")).append(node("del"))

    assert changes(edit) == {"vision": "New words.", "milestones-m2": None}
    assert remarks(edit) == ["The file has tracked changes; they were read as if all were accepted."]


def test_what_cannot_be_understood_is_named_by_its_field() -> None:
    def edit(document: Element) -> None:
        fill(document, "cost_lines:k1:activity", run("Dance"))
        fill(document, "agreed_on", run("soon"))

    with pytest.raises(PaperError) as caught:
        read(edit)

    assert paper_error_lines(caught.value, FORM, "en")[1:] == [
        "Day on which it was agreed: Please write a day that exists, such as 31.05.2027. It was not saved.",
        "Cost lines per activity, entry 1, Activity: “Dance” is not in the list from which is picked. Please write a"
        " title as it stands there, or the mark of the entry.",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "lv"])
def test_libreoffice_saves_the_file_and_the_plan_is_the_same(tmp_path: Path, language: str) -> None:
    rows = [
        {"id": f"r{number}", "short_text_q": kept(Kind.SHORT_TEXT, text), "long_text_q": kept(Kind.LONG_TEXT, text)}
        for number, text in enumerate(NASTY)
    ]
    content = {**EVERY_KIND, "long_text_q": VERY_LONG[0], "records_q": [*EVERY_KIND["records_q"], *rows]}

    paper = from_docx(resaved(to_docx(ALL_KINDS, content, FACTS, language), "docx", tmp_path), ALL_KINDS, FACTS)

    assert (paper.content, paper.remarks) == (without(content, "file_q"), ())


@pytest.mark.slow
def test_an_edit_survives_libreoffice(tmp_path: Path) -> None:
    def edit(document: Element) -> None:
        fill(document, "vision", run("Two\nlines."))
        fill(document, "milestones:+4:what", run("Exchange"))
        remove(around(document, "activities:a2:name", "tbl"))

    paper = from_docx(resaved(edited_docx(written("lv"), edit), "docx", tmp_path), FORM, FACTS)

    found = {change.key: change.after for change in compare(FORM, CONTENT, completed(FORM, paper, CONTENT))}
    (added,) = (value for key, value in found.items() if key.startswith("milestones-"))
    assert (len(found), found["vision"], found["activities-a2"], added["what"]) == (
        3,
        "Two\nlines.",
        None,
        "Exchange",
    )
