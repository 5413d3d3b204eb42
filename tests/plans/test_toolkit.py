"""The toolkit: complete in English and Latvian, one with the plan's own list of methods, and each sheet prints."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.plans.labels import toolkit as words
from pearls.plans.papers.worksheets import worksheet_pdf
from pearls.plans.queries import toolkit as toolkit_queries
from pearls.plans.rules import toolkit as rules
from pearls.plans.rules.toolkit import PeopleBand, TimeBand, Tool, ToolKind, ToolkitError, Wish
from pearls.plans.rules.worksheets import SIZES

TOOLS = toolkit_queries.tools()
WITH_SHEET = [tool for tool in TOOLS if tool.worksheet]
PHASES = """
schema = 1
updated_on = 2027-01-31
[[phases]]
id = "learn"
name = {en = "Learn"}
about = {en = "See what changed."}
"""
TOOL = """
schema = 1
[[tools]]
id = "walk"
kind = "general"
sections = ["place"]
times = ["hour"]
people = [5, 20]
sources = ["https://example.test/"]
name.en = "Walk"
purpose.en = "See the place."
when.en = "Early"
who.en = "Anybody"
time.en = "1 hour"
materials.en = ["Shoes"]
steps.en = ["Go out.", "Come back."]
outcome.en = ["A list"]
pitfalls.en = ["Rain"]
[tools.worksheet]
task.en = "Write."
[[tools.worksheet.parts]]
kind = "table"
rows = 3
widths = [1, 2]
columns.en = ["Where", "What"]
"""


def read(tool: str = TOOL, phases: str = PHASES) -> rules.Toolkit:
    return rules.parse_toolkit({"phases.toml": phases, "learn.toml": tool})


def texts_in(value: object) -> Iterator[dict[str, str]]:
    """Every text per language in a tool, its worksheet included."""
    if isinstance(value, dict) and value and all(isinstance(text, str) for text in value.values()):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def methods_of_the_plan() -> dict[str, Any]:
    form = document_rules.parse_form(document_queries.shipped_definition("plan"))
    column = next(column for column in form.question("methods").columns if column.id == "tool")
    return {choice.id: choice.label for choice in column.choices}


def test_a_tool_is_read_with_everything_it_says() -> None:
    tool = read().tools[0]

    assert (tool.id, tool.kind, tool.phase, tool.people) == ("walk", ToolKind.GENERAL, "learn", (5, 20))
    assert [step["en"] for step in tool.steps] == ["Go out.", "Come back."]
    assert tool.worksheet is not None
    assert tool.worksheet.parts[0].in_language("en")["columns"] == ["Where", "What"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "general"', 'kind = "magic"', "tools[1].kind: expected one of general, example, programme"),
        ('name.en = "Walk"', 'name.lv = "Gājiens"', "tools[1].name: expected a text in English (en) at least"),
        ('name.en = "Walk"', 'names.en = "Walk"', "tools[1].names: expected one of id, kind, name"),
        ('steps.en = ["Go', 'steps.lv = ["Ej."]\nsteps.en = ["Go', "tools[1].steps: expected lists of the same length"),
        ('times = ["hour"]', 'times = ["moment"]', "tools[1].times: expected some of hour, half-day"),
        ("people = [5, 20]", "people = [20, 5]", "tools[1].people: expected the least and the most"),
        ('sections = ["place"]', "sections = []", "tools[1].sections: expected at least one section"),
        ('sources = ["https://example.test/"]', "sources = []", "tools[1].sources: expected at least one address"),
        ("widths = [1, 2]", "widths = [1]", "tools[1].worksheet.parts[1].widths: expected 2 of them, got 1"),
        ('kind = "table"', 'kind = "spiral"', "tools[1].worksheet.parts[1].kind: expected one of grid, table"),
        ('task.en = "Write."', "", "tools[1].worksheet.task: expected a text per language"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_and_key(old: str, new: str, said: str) -> None:
    with pytest.raises(ToolkitError) as refused:
        read(TOOL.replace(old, new, 1))

    assert str(refused.value).startswith("learn.toml: ")
    assert said in str(refused.value)


def test_a_phase_without_file_a_file_without_phase_and_an_id_twice_are_named() -> None:
    with pytest.raises(ToolkitError, match=r"learn\.toml: file: expected a file learn\.toml, got nothing"):
        rules.parse_toolkit({"phases.toml": PHASES})
    with pytest.raises(ToolkitError, match=r"do\.toml: file: expected a file named for a phase"):
        rules.parse_toolkit({"phases.toml": PHASES, "learn.toml": TOOL, "do.toml": TOOL})
    with pytest.raises(ToolkitError, match=r"tools\[2\]\.id: expected every id once"):
        read(TOOL + TOOL.replace("schema = 1", ""))


def test_the_plan_and_the_toolkit_name_the_same_methods() -> None:
    ours = {tool.choice_id: tool.name for tool in TOOLS if not tool.is_programme}

    assert ours == methods_of_the_plan()


def test_there_are_26_general_methods_15_examples_and_13_of_the_programme() -> None:
    kinds = [tool.kind for tool in TOOLS]

    assert [kinds.count(kind) for kind in ToolKind] == [26, 15, 13]
    assert {tool.id for tool in WITH_SHEET} == {tool.id for tool in TOOLS if not tool.is_programme}


def test_every_text_is_there_in_english_and_latvian() -> None:
    toolkit = toolkit_queries.toolkit()

    missing = [
        text
        for part in (*toolkit.phases, *toolkit.tools)
        for text in texts_in(part)
        if not {"en", "lv"} <= {language for language, wording in text.items() if wording.strip()}
    ]

    assert missing == []


def test_latvian_texts_have_latvian_marks() -> None:
    wrong = [
        text["lv"]
        for tool in TOOLS
        for text in texts_in(tool)
        if any(mark in text["lv"] for mark in '“"‘’—!') or text["lv"].count("„") != text["lv"].count("”")
    ]

    assert wrong == []


def test_every_section_that_a_tool_feeds_is_one_of_the_plan() -> None:
    sections = set(toolkit_queries.plan_sections())

    assert {section for tool in TOOLS for section in tool.sections} <= sections
    assert {section for section in sections if not toolkit_queries.tools_for_section(section)} == {"summary"}


def test_a_tool_is_found_by_its_id_and_one_that_is_not_there_is_none() -> None:
    found = toolkit_queries.tool("risk-matrix")

    assert found is not None
    assert found.choice_id == "risk_matrix"
    assert toolkit_queries.tool("magic") is None


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(phase="decide"), {"dotmocracy", "participatory-budget"}),
        (Wish(section="risks"), {"risk-matrix", "open-house-fair", "aar"}),
        (Wish(phase="learn", time=TimeBand.WEEKS), {"msc"}),
        (Wish(phase="co-create", time=rules.UNKNOWN), {"slow-lab", "city-quest"}),
        (Wish(phase="decide", people=PeopleBand.FEW), {"dotmocracy"}),
        (Wish(phase="decide", people=PeopleBand.MANY), {"dotmocracy", "participatory-budget"}),
        (Wish(phase="engage", people=rules.UNKNOWN), {"meet-your-neighbour", "textile-talk"}),
        (Wish(kind=ToolKind.PROGRAMME, section="team"), {"ws-1-3"}),
    ],
)
def test_a_wish_finds_what_fits_it(wish: Wish, expected: set[str]) -> None:
    assert {tool.id for tool in toolkit_queries.tools(wish)} == expected


def test_every_band_and_kind_has_words() -> None:
    wanted: list[tuple[set[str], type[StrEnum]]] = [
        (set(words.TIMES) - {rules.UNKNOWN}, TimeBand),
        (set(words.PEOPLE) - {rules.UNKNOWN}, PeopleBand),
        (set(words.KINDS), ToolKind),
    ]

    assert [found == set(kinds) for found, kinds in wanted] == [True, True, True]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "lv", "de"])
def test_every_tool_has_its_page(client: Client, language: str) -> None:
    listed = client.get(f"/{language}/toolkit/").content.decode()

    for tool in TOOLS:
        page = client.get(f"/{language}/toolkit/{tool.id}/")
        spoken = "lv" if language == "lv" else "en"
        assert page.status_code == 200
        assert tool.name[spoken] in page.content.decode().replace("&amp;", "&")
        assert f'href="/{language}/toolkit/{tool.id}/"' in listed


@pytest.mark.django_db
def test_a_page_says_what_is_not_published_and_what_is_ours(client: Client) -> None:
    example = client.get("/en/toolkit/slow-lab/").content.decode()
    general = client.get("/en/toolkit/swot/").content.decode()

    assert "not published" in example
    assert "Our own estimate:" in example
    assert "our own suggestion; only what stands above is published" in example
    assert "Our own estimate:" not in general


@pytest.mark.django_db
def test_the_programmes_own_material_is_linked_with_its_licence_and_has_no_worksheet(client: Client) -> None:
    page = client.get("/en/toolkit/ws-1-1/").content.decode()

    assert "nothing of it is copied here" in page
    assert "CC BY-NC 4.0" in page
    assert "worksheet-a4.pdf" not in page
    assert client.get("/en/toolkit/ws-1-1/worksheet-a4.pdf").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/en/toolkit/magic/", "/en/toolkit/magic/worksheet-a4.pdf", "/en/toolkit/swot/worksheet-a5.pdf"]
)
def test_what_is_not_in_the_toolkit_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_list_is_narrowed_by_what_the_address_asks_for(client: Client) -> None:
    page = client.get("/en/toolkit/?phase=decide&people=few").content.decode()
    nothing = client.get("/en/toolkit/?phase=decide&section=risks").content.decode()
    nonsense = client.get("/en/toolkit/?phase=nonsense").content.decode()

    assert "/en/toolkit/dotmocracy/" in page
    assert "/en/toolkit/participatory-budget/" not in page
    assert "No tool fits all of that" in nothing
    assert f"{len(TOOLS)} of {len(TOOLS)}" in nonsense


@pytest.mark.django_db
def test_the_pages_of_the_toolkit_ask_the_database_nothing(client: Client) -> None:
    addresses = ("/en/toolkit/", "/en/toolkit/?section=goals", "/en/toolkit/swot/", "/en/toolkit/swot/worksheet-a4.pdf")

    with CaptureQueriesContext(connection) as seen:
        answers = [client.get(address).status_code for address in addresses]

    assert (answers, len(seen)) == ([200] * len(addresses), 0)


@pytest.mark.django_db
def test_the_api_lists_the_toolkit_in_pages(client: Client) -> None:
    first = client.get("/api/v1/toolkit?per_page=50").json()
    second = client.get(first["next"]).json()
    examples = client.get("/api/v1/toolkit?kind=example&section=team").json()

    assert (first["count"], len(first["results"]), len(second["results"])) == (54, 50, 4)
    assert [record["id"] for record in first["results"] + second["results"]] == [tool.id for tool in TOOLS]
    assert examples["count"] == 0
    swot = next(record for record in first["results"] if record["id"] == "swot")
    assert swot["worksheets"][1].endswith("/en/toolkit/swot/worksheet-a3.pdf")


@pytest.mark.parametrize("tool", WITH_SHEET, ids=lambda tool: str(tool.id))
@pytest.mark.parametrize("language", ["en", "lv"])
def test_every_worksheet_is_one_sheet_in_both_languages(tool: Tool, language: str) -> None:
    reader = PdfReader(BytesIO(worksheet_pdf(tool=tool, size="a4", language=language)))

    text = " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == tool.name[language]
    assert "CC BY 4.0" in text
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_a_worksheet_is_the_same_twice_and_larger_on_a3() -> None:
    small, large = (worksheet_pdf(tool=WITH_SHEET[0], size=size, language="lv") for size in SIZES)

    assert small == worksheet_pdf(tool=WITH_SHEET[0], size="a4", language="lv")
    widths = [float(PdfReader(BytesIO(pdf)).pages[0].mediabox.width) for pdf in (small, large)]
    assert widths == pytest.approx([841.9, 1190.6], abs=0.1)
