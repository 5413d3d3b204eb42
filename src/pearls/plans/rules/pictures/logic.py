"""The logic map: challenges, the goals that answer them, the activities that serve these, the indicators that tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from pearls.plans.rules.pictures.lettering import ELLIPSIS, Line, fitted, set_lines
from pearls.plans.rules.reading import Reading

WIDTH = 1080
HEAD = 44  # room for the names of the columns
GAP = 8  # between two nodes
PAD = 9  # between a node's edge and its words
RULE = 5  # the line at a node's left edge
SIZE, LINE_HEIGHT = 14, 18
EMPTY_HEIGHT = 60
MANY_LINKS = 60


class Stage(StrEnum):
    """The four columns, by the question they are from."""

    CHALLENGE = "challenges"
    GOAL = "goals"
    ACTIVITY = "activities"
    INDICATOR = "indicators"


COLUMNS: Mapping[Stage, tuple[int, int]] = {
    Stage.CHALLENGE: (4, 220),
    Stage.GOAL: (284, 230),
    Stage.ACTIVITY: (574, 246),
    Stage.INDICATOR: (880, 196),
}


@dataclass(frozen=True)
class Node:
    """One entry. It is loose where something that it needs is not linked: a side, or both."""

    stage: Stage
    record_id: str
    text: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[Line, ...]
    is_loose_before: bool
    is_loose_after: bool

    @property
    def is_loose(self) -> bool:
        return self.is_loose_before or self.is_loose_after

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def end(self) -> int:
        return self.x + self.width


@dataclass(frozen=True)
class Link:
    """A curve between two nodes; one that passes over the activities is a detour."""

    before: tuple[Stage, str]
    after: tuple[Stage, str]
    path: str
    is_detour: bool


@dataclass(frozen=True)
class Head:
    stage: Stage
    x: int
    y: int


@dataclass(frozen=True)
class LogicMap:
    width: int
    height: int
    heads: tuple[Head, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]

    @property
    def is_dense(self) -> bool:
        """Whether there are so many links that they should stand back."""
        return len(self.links) > MANY_LINKS


Pair = tuple[tuple[Stage, str], tuple[Stage, str]]


def logic_map(reading: Reading) -> LogicMap:
    """The map of a plan. Challenges and goals keep the plan's order; activities and indicators stand by their goals."""
    pairs = linked_pairs(reading)
    stacks = [_stack(reading, stage, pairs) for stage in Stage]
    height = max(_height(stack) for stack in stacks) + HEAD
    placed: dict[tuple[Stage, str], Node] = {}
    anchor = max(stacks, key=_height)  # the tallest column stands as it is; the others lean on their neighbours
    at = stacks.index(anchor)
    for number in (at, *range(at - 1, -1, -1), *range(at + 1, len(stacks))):
        moved = _spread(stacks[number], placed, pairs, height)
        placed |= {(node.stage, node.record_id): node for node in moved}
    nodes = tuple(placed[stage, row["id"]] for stage in Stage for row in reading.rows(stage))
    lanes = [node.y + node.height + GAP // 2 for node in nodes if node.stage == Stage.ACTIVITY]
    return LogicMap(
        width=WIDTH,
        height=height,
        heads=tuple(Head(stage, x, HEAD - 22) for stage, (x, _width) in COLUMNS.items()),
        nodes=nodes,
        links=tuple(_link(placed[before], placed[after], lanes) for before, after in pairs),
    )


def linked_pairs(reading: Reading) -> list[Pair]:
    """What is linked to what, from left to right; a goal leads straight to an indicator if no activity lies between."""
    pairs: list[Pair] = []
    for question, column, earlier in (
        (Stage.GOAL, "challenges", Stage.CHALLENGE),
        (Stage.ACTIVITY, "goals", Stage.GOAL),
        (Stage.INDICATOR, "activities", Stage.ACTIVITY),
    ):
        for row in reading.rows(question):
            pairs += [((earlier, name), (question, row["id"])) for name in reading.picked(question, row, column)]
    known = set(pairs)
    for row in reading.rows(Stage.INDICATOR):
        moved = reading.picked(Stage.INDICATOR, row, "activities")
        for goal in reading.picked(Stage.INDICATOR, row, "goals"):
            between = any(((Stage.GOAL, goal), (Stage.ACTIVITY, activity)) in known for activity in moved)
            if not between:
                pairs.append(((Stage.GOAL, goal), (Stage.INDICATOR, row["id"])))
    order = list(Stage)
    return sorted(pairs, key=lambda pair: (order.index(pair[0][0]), pair[0][1]))


def loose_ends(reading: Reading) -> dict[tuple[Stage, str], tuple[bool, bool]]:
    """What lacks a link that it needs: on the side of the challenges, on the side of the indicators.

    A challenge needs a goal; a goal a challenge, an activity and an indicator; an activity a goal; an indicator either.
    """
    needs = (
        (Stage.CHALLENGE, None, ((Stage.GOAL, "challenges"),)),
        (Stage.GOAL, "challenges", ((Stage.ACTIVITY, "goals"), (Stage.INDICATOR, "goals"))),
        (Stage.ACTIVITY, "goals", ()),
    )
    found: dict[tuple[Stage, str], tuple[bool, bool]] = {}
    for stage, column, pickers in needs:
        picked = [reading.pickers(by, at) for by, at in pickers if reading.asks(f"{by}.{at}")]
        is_asked = column is not None and reading.asks(f"{stage}.{column}")
        for row in reading.rows(stage):
            before = is_asked and not reading.picked(stage, row, str(column))
            after = any(row["id"] not in by for by in picked)
            if before or after:
                found[stage, row["id"]] = (before, after)
    for row in reading.rows(Stage.INDICATOR):
        if not any(reading.picked(Stage.INDICATOR, row, column) for column in ("goals", "activities")):
            found[Stage.INDICATOR, row["id"]] = (True, False)
    return found


def _stack(reading: Reading, stage: Stage, pairs: Sequence[Pair]) -> list[Node]:
    """The nodes of a column, not yet moved beside what they are linked to."""
    x, width = COLUMNS[stage]
    lines = _lines_for(reading, stage)
    # Where nothing is linked at all, as in a published summary, no end is looser than another.
    loose = loose_ends(reading) if pairs else {}
    nodes = []
    for row in reading.rows(stage):
        text = reading.title(stage, row)
        words = fitted(text or ELLIPSIS, width - 2 * PAD - RULE, SIZE, lines)
        before, after = loose.get((stage, row["id"]), (False, False))
        nodes.append(
            Node(
                stage=stage,
                record_id=row["id"],
                text=text,
                x=x,
                y=0,
                width=width,
                height=len(words) * LINE_HEIGHT + 2 * PAD - 2,
                lines=set_lines(words, x + PAD + RULE, 0, LINE_HEIGHT),
                is_loose_before=before,
                is_loose_after=after,
            )
        )
    return nodes if stage in (Stage.CHALLENGE, Stage.GOAL) else _by_neighbours(reading, nodes)


def _lines_for(reading: Reading, stage: Stage) -> int:
    """How many lines of each entry are shown: the more entries, the fewer."""
    count = len(reading.rows(stage))
    return 4 if count <= 6 else 3 if count <= 14 else 2 if count <= 32 else 1


def _by_neighbours(reading: Reading, nodes: list[Node]) -> list[Node]:
    """Sorted by the mean place of what they are linked to on their left, so that few curves cross; loose ones last."""
    goals = {row["id"]: number for number, row in enumerate(reading.rows(Stage.GOAL))}

    def by_goals(stage: Stage, name: str) -> float:
        return _mean([goals[goal] for goal in reading.picked(stage, reading.row(stage, name) or {}, "goals")])

    activities = sorted(
        (row["id"] for row in reading.rows(Stage.ACTIVITY)), key=lambda name: by_goals(Stage.ACTIVITY, name)
    )
    places = {name: number for number, name in enumerate(activities)}
    serving = reading.pickers(Stage.ACTIVITY, "goals")

    def place(node: Node) -> float:
        if node.stage == Stage.ACTIVITY:
            return places[node.record_id]
        row = reading.row(node.stage, node.record_id) or {}
        names = reading.picked(node.stage, row, "activities")
        if not names:
            picked = reading.picked(node.stage, row, "goals")
            names = [activity["id"] for goal in picked for activity in serving.get(goal, ())]
        return _mean([places[name] for name in names])

    return sorted(nodes, key=place)


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else inf


def _height(stack: Sequence[Node]) -> int:
    return sum(node.height + GAP for node in stack) or EMPTY_HEIGHT


def _spread(
    stack: list[Node], placed: Mapping[tuple[Stage, str], Node], pairs: Sequence[Pair], height: int
) -> list[Node]:
    """Each node beside the middle of what it is linked to, in the order of the stack, none on another."""
    wanted = [_wanted(node, placed, pairs) for node in stack]
    tops: list[int] = []
    floor = HEAD
    for node, middle in zip(stack, wanted, strict=True):
        top = max(floor, floor if middle is None else middle - node.height // 2)
        tops.append(top)
        floor = top + node.height + GAP
    ceiling = height
    for at in range(len(stack) - 1, -1, -1):
        tops[at] = min(tops[at], ceiling - GAP - stack[at].height)
        ceiling = tops[at]
    return [_moved(node, top) for node, top in zip(stack, tops, strict=True)]


def _wanted(node: Node, placed: Mapping[tuple[Stage, str], Node], pairs: Sequence[Pair]) -> int | None:
    key = (node.stage, node.record_id)
    others = [after for before, after in pairs if before == key] + [before for before, after in pairs if after == key]
    middles = [placed[other].middle for other in others if other in placed]
    return sum(middles) // len(middles) if middles else None


def _moved(node: Node, top: int) -> Node:
    lines = set_lines(tuple(line.text for line in node.lines), node.x + PAD + RULE, top + PAD + 12, LINE_HEIGHT)
    return replace(node, y=top, lines=lines)


def _link(before: Node, after: Node, lanes: Sequence[int]) -> Link:
    """A curve; past the activities it runs through the nearest of the lanes between them."""
    is_detour = before.stage == Stage.GOAL and after.stage == Stage.INDICATOR
    spots = [(before.end, before.middle), (after.x, after.middle)]
    if is_detour and lanes:
        x, width = COLUMNS[Stage.ACTIVITY]
        lane = min(lanes, key=lambda y: abs(2 * y - before.middle - after.middle))
        path = _curve(spots[0], (x, lane)) + f"H{x + width}" + _curve((x + width, lane), spots[1])
    else:
        path = _curve(*spots)
    return Link((before.stage, before.record_id), (after.stage, after.record_id), path, is_detour)


def _curve(start: tuple[int, int], end: tuple[int, int]) -> str:
    bend = (end[0] - start[0]) // 2
    return f"M{start[0]} {start[1]}C{start[0] + bend} {start[1]} {end[0] - bend} {end[1]} {end[0]} {end[1]}"


Row = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def chains(reading: Reading) -> list[Row]:
    """The map as rows: names of challenges, of one goal, of one activity, of indicators; empty where nothing is linked.

    A row for each activity of each goal, then what hangs loose. Every entry and every link stands in some row.
    """
    serving = reading.pickers(Stage.ACTIVITY, "goals")
    by_goal = reading.pickers(Stage.INDICATOR, "goals")
    by_activity = reading.pickers(Stage.INDICATOR, "activities")
    rows: list[Row] = []
    for goal in reading.rows(Stage.GOAL):
        answered = tuple(reading.picked(Stage.GOAL, goal, "challenges"))
        measured = by_goal.get(goal["id"], [])
        for activity in serving.get(goal["id"], []):
            found = [row["id"] for row in (*by_activity.get(activity["id"], ()), *measured)]
            rows.append((answered, (goal["id"],), (activity["id"],), tuple(dict.fromkeys(found))))
        if goal["id"] not in serving:
            rows.append((answered, (goal["id"],), (), tuple(row["id"] for row in measured)))
    answered_by = reading.pickers(Stage.GOAL, "challenges")
    rows += [((row["id"],), (), (), ()) for row in reading.rows(Stage.CHALLENGE) if row["id"] not in answered_by]
    for activity in reading.rows(Stage.ACTIVITY):
        if not reading.picked(Stage.ACTIVITY, activity, "goals"):
            rows.append(((), (), (activity["id"],), tuple(row["id"] for row in by_activity.get(activity["id"], ()))))
    shown = {name for row in rows for name in row[3]}
    rows += [((), (), (), (row["id"],)) for row in reading.rows(Stage.INDICATOR) if row["id"] not in shown]
    return rows
