"""Pictures: sums are the plan's, nothing leaves its canvas, nothing lies on another, whatever the plan."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given

from pearls.plans.labels import pictures as labels
from pearls.plans.rules import money
from pearls.plans.rules.pictures import (
    Amounts,
    Paid,
    PictureKind,
    bars,
    chains,
    coverage_grid,
    kinds_of,
    logic_map,
    loose_ends,
    stakeholder_map,
    year_calendar,
)
from pearls.plans.rules.pictures.lettering import fitted, width_of
from pearls.plans.rules.pictures.logic import Stage, linked_pairs
from pearls.plans.rules.reading import Reading
from tests.plans.contents import FORM, YEAR, contents
from tests.plans.samples import large, sound

Plan = dict[str, Any]
Box = tuple[int, int, int, int]  # left, top, right, bottom
BUDGETS = (PictureKind.BUDGET_ACTIVITIES, PictureKind.BUDGET_SOURCES, PictureKind.BUDGET_QUARTERS)
PLANS = [sound(), large(), {}]


def read(plan: Plan) -> Reading:
    return Reading(FORM, plan)


def apart(boxes: Iterable[Box]) -> bool:
    return not any(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for one, other in combinations(boxes, 2)
    )


def inside(boxes: Iterable[Box], width: int, height: int) -> bool:
    return all(0 <= left <= right <= width and 0 <= top <= bottom <= height for left, top, right, bottom in boxes)


def total(plan: Plan) -> int:
    return sum(line.get("amount", 0) for line in plan.get("cost_lines", ()))


@given(contents(loose=True, most_records=5))
def test_the_sums_of_every_budget_are_the_sum_of_the_costs(plan: Plan) -> None:
    reading = read(plan)

    by_activity = sum(share.total_cents for share in money.costs_by_activity(reading))
    by_source = sum(funding.spent_cents for funding in money.costs_by_source(reading))
    by_quarter = sum(share.total_cents for _quarter, share in money.costs_by_quarter(reading))

    assert (by_activity, by_source, by_quarter) == (total(plan),) * 3
    for kind in (PictureKind.BUDGET_ACTIVITIES, PictureKind.BUDGET_QUARTERS):
        drawing = labels.picture(kind, FORM, plan, "en").drawing
        assert sum(row.total_cents for row in drawing.rows if drawing) == total(plan) if drawing else not total(plan)


@given(contents(loose=True, most_records=6))
def test_bars_keep_to_their_canvas_and_apart(plan: Plan) -> None:
    for kind in BUDGETS:
        drawing = labels.picture(kind, FORM, plan, "en").drawing
        for row in drawing.rows if drawing else ():
            boxes = [(part.x, row.bar_y, part.x + part.width, row.bar_y + drawing.bar_height) for part in row.parts]
            assert apart(boxes)
            assert inside(boxes, drawing.width, drawing.height)
        rows = [(0, row.y, drawing.width, row.y + row.height) for row in drawing.rows] if drawing else []
        assert apart(rows)


def test_the_longest_bar_takes_the_room_and_others_their_share() -> None:
    drawing = bars(
        [
            Amounts("a", "A", {Paid.SOURCE: 100_00}, "€100"),
            Amounts("b", "B", {Paid.SOURCE: 25_00, Paid.SEED: 25_00}, "€50"),
        ]
    )
    long, short = drawing.rows

    assert long.parts[0].width == sum(part.width for part in short.parts) * 2
    assert short.parts[1].x == short.parts[0].x + short.parts[0].width


@given(contents(loose=True, most_records=6))
def test_the_logic_map_shows_every_entry_and_link_once_and_keeps_them_apart(plan: Plan) -> None:
    reading = read(plan)
    drawing = logic_map(reading)
    boxes = [(node.x, node.y, node.end, node.y + node.height) for node in drawing.nodes]

    assert [(node.stage, node.record_id) for node in drawing.nodes] == [
        (stage, row["id"]) for stage in Stage for row in reading.rows(stage)
    ]
    assert [(link.before, link.after) for link in drawing.links] == linked_pairs(reading)
    assert apart(boxes)
    assert inside(boxes, drawing.width, drawing.height)
    loose = {(node.stage, node.record_id) for node in drawing.nodes if node.is_loose}
    assert loose == (set(loose_ends(reading)) if drawing.links else set())


def test_where_nothing_is_linked_at_all_nothing_is_called_loose() -> None:
    picture = labels.picture(PictureKind.LOGIC, FORM, {"goals": [{"id": "z1", "goal": "A bridge"}]}, "en")

    assert picture.description == "Challenges: 0; goals: 1; activities: 0; indicators: 0. Nothing is linked yet."
    assert picture.keys == ()
    assert not any(node.is_loose for node in picture.drawing.nodes)


@given(contents(loose=True, most_records=6))
def test_the_table_of_the_logic_map_has_every_entry_and_every_link(plan: Plan) -> None:
    reading = read(plan)
    rows = chains(reading)

    for at, stage in enumerate(Stage):
        assert {name for row in rows for name in row[at]} == {row["id"] for row in reading.rows(stage)}
    order = list(Stage)
    for (stage, name), (other_stage, other) in linked_pairs(reading):
        assert any(name in row[order.index(stage)] and other in row[order.index(other_stage)] for row in rows)


def test_a_goal_measured_past_its_activities_takes_a_detour() -> None:
    plan = sound()
    plan["indicators"][0]["activities"] = ["a2"]

    links = logic_map(read(plan)).links

    # i1 measures z1 and is moved by a2, which does not serve z1; i2 names no activity at all.
    assert [(link.before[1], link.after[1]) for link in links if link.is_detour] == [("z1", "i1"), ("z2", "i2")]


def test_activities_stand_by_their_goals() -> None:
    plan = sound()
    plan["activities"].insert(0, {"id": "a9", "name": "Last", "goals": ["z2"]})

    nodes = [node for node in logic_map(read(plan)).nodes if node.stage == Stage.ACTIVITY]

    assert [node.record_id for node in sorted(nodes, key=lambda node: node.y)] == ["a1", "a9", "a2"]


@given(contents(loose=True, most_records=6))
def test_the_rows_of_the_calendar_keep_apart_and_inside(plan: Plan) -> None:
    drawing = year_calendar(read(plan), today=date(YEAR, 5, 1))
    if drawing is None:
        return

    assert all(row.y + row.height <= following.y for row, following in pairwise(drawing.rows))
    bars = [
        (row.bar.x, row.bar.y, row.bar.x + row.bar.width, row.bar.y + row.bar.height) for row in drawing.rows if row.bar
    ]
    marks = [(mark.x - 6, mark.y - 6, mark.x + 6, mark.y + 6) for row in drawing.rows for mark in row.marks]
    assert inside([*bars, *marks], drawing.width, drawing.height)
    assert all(bar[0] >= drawing.left for bar in bars)
    assert len(drawing.months) <= 24
    assert drawing.today_x is None or drawing.left <= drawing.today_x <= drawing.width


@given(contents(loose=True, most_records=6))
def test_the_names_of_milestones_do_not_overlap(plan: Plan) -> None:
    drawing = year_calendar(read(plan))
    lines = [mark for row in drawing.rows for mark in row.marks if mark.line] if drawing else []
    boxes = []
    for mark in lines:
        assert mark.line is not None
        width = round(width_of(mark.line.text, 14))
        left = mark.line.x - width if mark.anchor == "end" else mark.line.x
        boxes.append((left, mark.y - 9, left + width, mark.y + 9))

    assert apart(boxes)


def test_the_calendar_shows_the_title_year_whole() -> None:
    drawing = year_calendar(read(sound()), year=YEAR)

    assert drawing is not None
    assert [month.on.isoformat() for month in drawing.months][::11] == ["2027-01-01", "2027-12-01"]


def test_a_mistyped_century_does_not_squeeze_the_year() -> None:
    plan = sound()
    plan["activities"][1] |= {"starts_on": "2127-08-14", "ends_on": "2127-08-15"}
    drawing = year_calendar(read(plan), year=YEAR)

    assert drawing is not None
    assert len(drawing.months) == 12
    astray = next(row for row in drawing.rows if row.record_id == "a2")
    assert astray.bar is not None
    assert astray.bar.goes_on_after
    assert year_calendar(read(plan), year=YEAR, today=date(2127, 8, 14)).today_x is None  # type: ignore[union-attr]


@given(contents(loose=True, most_records=7))
def test_the_names_of_stakeholders_do_not_overlap_and_all_are_there(plan: Plan) -> None:
    reading = read(plan)
    drawing = stakeholder_map(reading)
    names = [*(name for field in drawing.fields for name in field.names), *drawing.unplaced]
    boxes = [(name.x - 5, name.y - 5, name.x + 210, name.y - 5 + name.height) for name in names]

    assert {name.record_id for name in names} == {row["id"] for row in reading.rows("stakeholders")}
    assert apart(boxes)
    assert inside(boxes, drawing.width, drawing.height)
    for field in drawing.fields:
        field_boxes = [(name.x - 5, name.y - 5, name.x + 5, name.y - 5 + name.height) for name in field.names]
        assert all(field.x <= b[0] and b[2] <= field.x + field.width for b in field_boxes)
        assert all(field.y <= b[1] and b[3] <= field.y + field.height for b in field_boxes)


@given(contents(loose=True, most_records=7))
def test_the_coverage_grid_has_a_pearl_for_every_link(plan: Plan) -> None:
    reading = read(plan)
    drawing = coverage_grid(reading)
    xs = {group.x: group.record_id for group in drawing.groups}
    found = {(row.record_id, xs[pearl.x]) for row in drawing.rows for pearl in row.pearls}

    assert found == {
        (row["id"], name) for row in reading.rows("activities") for name in reading.picked("activities", row, "groups")
    }
    assert all(len(row.pearls) + len(row.gaps) == len(drawing.groups) for row in drawing.rows)
    assert {group.record_id for group in drawing.groups if not group.count} == (
        {row["id"] for row in reading.rows("target_groups")} - {name for _activity, name in found}
    )
    assert all(row.y + row.height <= following.y for row, following in pairwise(drawing.rows))
    assert drawing.end <= drawing.width


@pytest.mark.parametrize("plan", PLANS, ids=["sound", "large", "empty"])
def test_every_picture_says_what_it_shows_or_what_to_write_first(plan: Plan) -> None:
    made = labels.pictures(FORM, plan, "en", year=YEAR)

    assert [picture.kind for picture in made] == list(PictureKind)
    for picture in made:
        assert picture.title
        assert picture.description
        assert bool(picture.drawing) is bool(plan)
        assert bool(picture.first) is not bool(plan)
        assert bool(picture.table.rows) is bool(plan)


@given(contents(loose=True, most_records=4))
def test_every_table_has_as_many_cells_as_columns(plan: Plan) -> None:
    for picture in labels.pictures(FORM, plan, "lv", year=YEAR):
        table = picture.table
        assert {len(row) for row in (*table.rows, *([table.total] if table.total else []))} <= {len(table.header)}


def test_a_form_without_stakeholders_has_no_map_of_them() -> None:
    sections = tuple(section for section in FORM.sections if section.id != "stakeholders")
    form = type(FORM)(FORM.key, FORM.title, sections)

    assert PictureKind.STAKEHOLDERS not in kinds_of(Reading(form, sound()))
    assert len(labels.pictures(form, sound(), "en")) == len(PictureKind) - 1


def test_words_are_wrapped_broken_and_cut() -> None:
    assert fitted("Open doors", 200, 14, 2) == ("Open doors",)
    assert fitted("Thirty houses and thirty hosts", 120, 14, 2) == ("Thirty houses", "and thirty hosts")
    assert fitted("Donaudampfschifffahrtsgesellschaft", 120, 14, 3)[0].endswith("-")
    assert fitted("One two three four five six seven", 75, 14, 1) == ("One two…",)
    assert all(
        width_of(line, 14) <= 120 for line in fitted("Donaudampfschifffahrtsgesellschaft kuģniecība", 120, 14, 4)
    )
    assert fitted("", 100, 14, 2) == ()
