"""How a session looks: what was put down, as a picture of the plan, in lanes, in a grid, on a map or by its dots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pearls.documents.rules import Column, Form, Kind, Question
from pearls.kernel.languages import pick
from pearls.plans.labels import pictures as picture_labels
from pearls.plans.models import SessionItem
from pearls.plans.queries import sessions as queries
from pearls.plans.rules import sessions as rules
from pearls.plans.rules.pictures import PictureKind
from pearls.plans.rules.sessions import Drawing, Lane, SessionTool
from pearls.web.formats import current_language, date_words, euros
from pearls.web.maps.projection import on_map

WIDTH, HEIGHT, EDGE = 640, 420, 40
LEAST_KM = 1.0  # across the map, so that two neighbouring houses do not fill it
Titles = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class ItemView:
    """An item in words: its title, and what else was said of it by name of the column."""

    item: SessionItem
    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LaneView:
    lane: Lane
    title: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class Spot:
    """One point of the map; the number stands in the table too."""

    number: int
    x: int
    y: int
    view: ItemView


def lane_views(tool: SessionTool, form: Form, rows: Sequence[SessionItem], titles: Titles) -> list[LaneView]:
    """The lanes with their items in words."""
    language = current_language()
    return [
        LaneView(
            lane,
            pick(lane.title, language)[0],
            tuple(item_view(row, lane, form, titles) for row in rows if row.lane == lane.id),
        )
        for lane in tool.lanes
    ]


def item_view(row: SessionItem, lane: Lane, form: Form, titles: Titles) -> ItemView:
    """An item in words."""
    question = form.question(lane.question) if lane.question else None
    facts = tuple(_facts(row, lane, question, titles))
    if row.text:
        return ItemView(row, row.text, facts)
    return ItemView(row, " · ".join(words for _label, words in facts), ())


def value_words(column: Column, value: Any, titles: Titles) -> str:
    """A value in words."""
    language = current_language()
    match column.kind:
        case Kind.CHOICE:
            return next((pick(choice.label, language)[0] for choice in column.choices if choice.id == value), "")
        case Kind.LINK | Kind.LINKS:
            names = [value] if isinstance(value, str) else list(value or ())
            return "; ".join(filter(None, (titles.get(column.of, {}).get(name, "") for name in names)))
        case Kind.MONEY:
            return euros(value, language)
        case Kind.DATE:
            return date_words(date.fromisoformat(value), language)
        case Kind.YES_NO:
            return pick(column.label, language)[0] if value else ""
        case _:
            return str(value)


def picture_context(
    tool: SessionTool,
    form: Form,
    rows: Sequence[SessionItem],
    content: Mapping[str, Any],
    titles: Titles,
    year: int | None,
) -> dict[str, Any]:
    """What `plans/_session_picture.html` draws. Nothing where nothing was put down yet."""
    if not rows:
        return {}
    if isinstance(tool.picture, PictureKind):
        return {"picture": _picture_of_plan(tool, form, rows, content, year)}
    if tool.picture == Drawing.GRID:
        return {"grid": _grid(tool, form, rows, titles)}
    if tool.picture == Drawing.MAP:
        return {"map": _map(tool, form, rows, titles)}
    if tool.picture == Drawing.DOTS:
        return {"dots": _by_dots(tool, form, rows, titles)}
    return {}


def _facts(row: SessionItem, lane: Lane, question: Question | None, titles: Titles) -> list[tuple[str, str]]:
    language = current_language()
    found = []
    if row.parent:
        found.append(("", f"→ {row.parent.text}"))
    for column in question.columns if question else ():
        if column.id in row.values and column.id in lane.fields:
            words = value_words(column, row.values[column.id], titles)
            if words:
                found.append((pick(column.label, language)[0], words))
    return found


def _picture_of_plan(
    tool: SessionTool, form: Form, rows: Sequence[SessionItem], content: Mapping[str, Any], year: int | None
) -> picture_labels.Picture:
    """A picture of a plan, drawn from what was put down alone; what it picks is named as in the plan."""
    language = current_language()
    rest = {key: value for key, value in content.items() if key not in tool.questions}
    items = queries.as_items(rows)
    made = rules.proposals(tool, items, form, rest, language)
    drawn = {**rest, **rules.answers_with(tool, rest, made, [item.ref for item in items])}
    return picture_labels.picture(PictureKind(tool.picture), form, drawn, language, year=year)


def _grid(tool: SessionTool, form: Form, rows: Sequence[SessionItem], titles: Titles) -> dict[str, Any]:
    """Items by two choices; who has not said both stands below."""
    lane, language = tool.lanes[0], current_language()
    question = form.question(lane.question)
    columns = {column.id: column for column in question.columns} if question else {}
    across, up = columns[tool.across], columns[tool.up]
    views = [item_view(row, lane, form, titles) for row in rows]
    lines = [
        (
            pick(high.label, language)[0],
            [
                [
                    view
                    for view in views
                    if (view.item.values.get(up.id), view.item.values.get(across.id)) == (high.id, wide.id)
                ]
                for wide in across.choices
            ],
        )
        for high in reversed(up.choices)
    ]
    return {
        "across": pick(across.label, language)[0],
        "up": pick(up.label, language)[0],
        "heads": [pick(choice.label, language)[0] for choice in across.choices],
        "lines": lines,
        "rest": [v for v in views if not (v.item.values.get(up.id) and v.item.values.get(across.id))],
    }


def _map(tool: SessionTool, form: Form, rows: Sequence[SessionItem], titles: Titles) -> dict[str, Any]:
    """Items with coordinates, on kilometres, north up; the longest edge fits."""
    lane = tool.lanes[0]
    placed = [row for row in rows if row.values.get("latitude") and row.values.get("longitude")]
    points = [on_map(float(row.values["latitude"]), float(row.values["longitude"])) for row in placed]
    if not points:
        return {}
    west, north = min(x for x, _y in points), min(y for _x, y in points)
    wide = max(LEAST_KM, max(x for x, _y in points) - west)
    high = max(LEAST_KM, max(y for _x, y in points) - north)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
    spots = [
        Spot(
            number,
            round(EDGE + (x - west) * scale),
            round(EDGE + (y - north) * scale),
            item_view(row, lane, form, titles),
        )
        for number, (row, (x, y)) in enumerate(zip(placed, points, strict=True), start=1)
    ]
    bar_km = next((km for km in (100, 50, 20, 10, 5, 2, 1) if km * scale <= WIDTH / 2), 1)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "spots": spots,
        "bar_km": bar_km,
        "bar_x": EDGE,
        "bar_end": round(EDGE + bar_km * scale),
        "bar_y": HEIGHT - 14,
    }


def _by_dots(tool: SessionTool, form: Form, rows: Sequence[SessionItem], titles: Titles) -> dict[str, Any]:
    views = [item_view(row, tool.lanes[0], form, titles) for row in sorted(rows, key=lambda row: -row.dots)]
    return {"views": views, "most": max(1, *(view.item.dots for view in views))}
