"""The title year: what may be logged, how far each activity is, and how far an indicator has moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pearls.kernel.verdict import YES, Verdict, no


class Stage(StrEnum):
    """How far an activity is, by its days and its log."""

    UNDATED = "undated"
    AHEAD = "ahead"
    RUNNING = "running"
    SILENT = "silent"  # its days have come or gone, and nothing has been logged
    DONE = "done"


@dataclass(frozen=True)
class Logged:
    """One entry of the log, as far as the sums go. Cost in cents; `count` is everybody who took part."""

    activity: str
    happened_on: date
    count: int = 0
    cost_cents: int = 0


@dataclass(frozen=True)
class ActivityProgress:
    """One activity against its plan: people and cents, planned (None: the plan says nothing) and logged."""

    id: str
    name: str
    starts_on: date | None
    ends_on: date | None
    stage: Stage
    entry_count: int
    people_planned: int | None
    people_counted: int
    cents_planned: int
    cents_spent: int


@dataclass(frozen=True)
class NewEntry:
    """What is about to be logged."""

    what: str
    happened_on: date
    ended_on: date | None
    cost_cents: int | None
    counts: Sequence[int]
    has_photo: bool
    photo_words: str
    photo_consent: bool


def may_log(*, is_pearl: bool, may_write: Verdict, is_known: bool, entry: NewEntry, today: date) -> Verdict:
    """Whether an entry may go into the log of the title year.

    Reasons: not-a-pearl, may-not-write, unknown-activity, needs-text, day-to-come, ends-before-it-starts,
    negative-figure, photo-needs-consent, photo-needs-words.
    """
    if not is_pearl:
        return no("not-a-pearl")
    if not may_write:
        return may_write
    checks = (
        (is_known, no("unknown-activity")),
        (bool(entry.what.strip()), no("needs-text")),
        (entry.happened_on <= today, no("day-to-come")),
        (entry.ended_on is None or entry.ended_on >= entry.happened_on, no("ends-before-it-starts")),
        ((entry.cost_cents or 0) >= 0 and all(count >= 0 for count in entry.counts), no("negative-figure")),
        (not entry.has_photo or entry.photo_consent, no("photo-needs-consent")),
        (not entry.has_photo or bool(entry.photo_words.strip()), no("photo-needs-words")),
    )
    return next((refusal for is_right, refusal in checks if not is_right), YES)


def may_change(*, is_pearl: bool, may_write: Verdict, has_open_change: bool, reason: str) -> Verdict:
    """Whether the plan of a Pearl may be opened for a change. Reasons: not-a-pearl, may-not-write, change-open,
    needs-reason.
    """
    if not is_pearl:
        return no("not-a-pearl")
    if not may_write:
        return may_write
    if has_open_change:
        return no("change-open")
    return YES if reason.strip() else no("needs-reason")


def progress(content: Mapping[str, Any], logged: Iterable[Logged], today: date) -> list[ActivityProgress]:
    """Every activity of the plan with what was logged of it, in the plan's order."""
    by_activity: dict[str, list[Logged]] = {}
    for entry in logged:
        by_activity.setdefault(entry.activity, []).append(entry)
    costs: dict[str, int] = {}
    for line in content.get("cost_lines") or ():
        if line.get("activity"):
            costs[line["activity"]] = costs.get(line["activity"], 0) + (line.get("amount") or 0)
    return [
        _progress(row, by_activity.get(row["id"], []), costs.get(row["id"], 0), today)
        for row in content.get("activities") or ()
    ]


def _progress(row: Mapping[str, Any], entries: Sequence[Logged], cents: int, today: date) -> ActivityProgress:
    starts, ends = (date.fromisoformat(row[key]) if row.get(key) else None for key in ("starts_on", "ends_on"))
    return ActivityProgress(
        id=row["id"],
        name=str(row.get("name") or ""),
        starts_on=starts,
        ends_on=ends,
        stage=stage_of(starts, ends, has_entries=bool(entries), today=today),
        entry_count=len(entries),
        people_planned=row.get("participants"),
        people_counted=sum(entry.count for entry in entries),
        cents_planned=cents,
        cents_spent=sum(entry.cost_cents for entry in entries),
    )


def stage_of(starts: date | None, ends: date | None, *, has_entries: bool, today: date) -> Stage:
    """How far an activity is on a day."""
    if starts is not None and today < starts:
        return Stage.RUNNING if has_entries else Stage.AHEAD
    is_over = ends is not None and today > ends
    if has_entries:
        return Stage.DONE if is_over else Stage.RUNNING
    return Stage.UNDATED if starts is None and ends is None else Stage.SILENT


def way_percent(baseline: str | None, target: str | None, value: str | None) -> int | None:
    """How much of the way from the starting value to the target is done, in whole per cent, 0 to 100.

    None where one of the three is unknown, or target and start are the same.
    """
    if baseline is None or target is None or value is None:
        return None
    start, end, now = Decimal(baseline), Decimal(target), Decimal(value)
    if start == end:
        return None
    return max(0, min(100, int((now - start) * 100 / (end - start))))


def practice_of(content: Mapping[str, Any], activity: str, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the record knows for a good practice made of one activity: the draft that a town goes on writing.

    `entries` are the activity's log, oldest first: what, learned, happened_on, count, cost_cents. The budget is in
    whole euros.
    """
    row: Mapping[str, Any] = next((item for item in content.get("activities") or () if item["id"] == activity), {})
    rows = {
        key: {item["id"]: item for item in content.get(key) or ()} for key in ("goals", "challenges", "target_groups")
    }
    goals = [rows["goals"][name] for name in row.get("goals") or () if name in rows["goals"]]
    challenges = dict.fromkeys(name for goal in goals for name in goal.get("challenges") or ())
    groups = [rows["target_groups"][name]["group"] for name in row.get("groups") or () if name in rows["target_groups"]]
    years = sorted({entry["happened_on"].year for entry in entries})
    people, cents = sum(entry["count"] for entry in entries), sum(entry["cost_cents"] for entry in entries)
    answered = [rows["challenges"][name]["challenge"] for name in challenges if name in rows["challenges"]]
    aims = [goal["goal"] for goal in goals if goal.get("goal")]
    return {
        "title": str(row.get("name") or ""),
        "start_year": years[0] if years else None,
        "end_year": years[-1] if years else None,
        "summary": "\n\n".join(part for part in (row.get("what"), *answered, *aims) if part),
        "steps": [" ".join(entry["what"].split()) for entry in entries if entry["what"].strip()],
        "participants": " · ".join([*groups, *([str(people)] if people else [])]),
        "budget_eur": cents // 100 if cents else None,
        "outcomes": [row["result"]] if row.get("result") else [],
        "transferability": "\n\n".join(entry["learned"] for entry in entries if entry["learned"]),
    }
