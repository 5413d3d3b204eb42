"""Which practices an activity uses: told in a column of the plan, so that it goes wherever the plan goes.

In the cell a practice stands as "Its title (its-id)", several with a semicolon between them. What people type there is
read as well: an id alone, or the address of the practice's page.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pearls.documents.rules import Form, Kind, count_words
from pearls.kernel.verdict import YES, Verdict, no
from pearls.plans.rules.reading import Reading, total_cents

ACTIVITIES, COLUMN, NAME, GOALS = "activities", "practice", "name", "goals"
BETWEEN = "; "
MOST_USED = 10  # by one activity; who builds on more builds on none

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NAMED = re.compile(rf"\(({_ID})\)|/practices/({_ID})/?|(?:^|[;,\n])\s*({_ID})\s*(?=$|[;,\n])")
MONTHS = 12


def keys_in(text: Any) -> tuple[str, ...]:
    """The practices that a cell may name, in their order, each once; whether there is one of that id is not asked."""
    found = [next(filter(None, match.groups())) for match in _NAMED.finditer(str(text or ""))]
    return tuple(dict.fromkeys(found))[:MOST_USED]


def named(text: Any, key: str, title: str, most_words: int | None) -> str:
    """The cell with one practice more; by its id alone where its title would make it too long."""
    told = str(text or "").strip()
    if key in keys_in(told):
        return told
    plain = " ".join(re.sub(r"[;()\n]", " ", title).split())
    whole = BETWEEN.join(filter(None, (told, f"{plain} ({key})" if plain else f"({key})")))
    is_short = most_words is None or count_words(whole) <= most_words
    return whole if is_short else BETWEEN.join(filter(None, (told, f"({key})")))


def unnamed(text: Any, key: str) -> str:
    """The cell without one practice; what else stands there stays."""
    parts = [part.strip() for part in re.split(r"[;\n]", str(text or ""))]
    return BETWEEN.join(part for part in parts if part and key not in keys_in(part))


def is_asked(form: Form) -> bool:
    """Whether a plan on this form says of its activities which practice they build on."""
    question = form.question(ACTIVITIES)
    return question is not None and any(
        column.id == COLUMN and column.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) for column in question.columns
    )


def most_words(form: Form) -> int | None:
    """How long the cell may be."""
    question = form.question(ACTIVITIES)
    return next((column.max_words for column in question.columns if column.id == COLUMN), None) if question else None


def used(content: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The practices that each activity names; activities without one are left out."""
    rows = content.get(ACTIVITIES) or ()
    return {row["id"]: keys for row in rows if (keys := keys_in(row.get(COLUMN)))}


def may_use(form: Form, content: Mapping[str, Any], activity: str, key: str) -> Verdict:
    """Whether an activity may name one practice more; the empty name is a new activity.

    Reasons: no-practice-asked, unknown-activity, too-many-practices.
    """
    if not is_asked(form):
        return no("no-practice-asked")
    if activity and all(row["id"] != activity for row in content.get(ACTIVITIES) or ()):
        return no("unknown-activity")
    there = used(content).get(activity, ())
    return YES if key in there or len(there) < MOST_USED else no("too-many-practices", most=MOST_USED)


@dataclass(frozen=True)
class Asked:
    """What a plan says that practices are chosen by: its challenges by name, and what shows that each is one; its
    groups and its means; inhabitants, euros and hours of its year. None and empty are "not said".
    """

    challenges: Mapping[str, str]
    evidence: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    population: int | None = None
    euros: int | None = None
    hours: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (any(self.challenges.values()) or self.groups or self.means)


def asked_by(form: Form, content: Mapping[str, Any]) -> Asked:
    """What a whole plan says."""
    reading = Reading(form, content)
    money = total_cents(reading.rows("sources")) + (reading.answer("seed_money") or 0)
    hours = sum(row.get("hours") or 0 for row in reading.rows("team"))
    return Asked(
        challenges={row["id"]: str(row.get("challenge") or "") for row in reading.rows("challenges")},
        evidence={row["id"]: str(row.get("evidence") or "") for row in reading.rows("challenges")},
        groups=tuple(str(row.get("group") or "") for row in reading.rows("target_groups")),
        means=tuple(str(row.get("method") or "") for row in reading.rows("methods")),
        population=reading.answer("population"),
        euros=money // 100 or None,
        hours=hours * MONTHS or None,
    )


def asked_by_activity(form: Form, content: Mapping[str, Any], activity: str) -> Asked:
    """What one activity says: the challenges that its goals answer, and its own words as its means."""
    reading, whole = Reading(form, content), asked_by(form, content)
    row = reading.row(ACTIVITIES, activity) or {}
    goals = [reading.row("goals", name) or {} for name in reading.picked(ACTIVITIES, row, "goals")]
    challenges = {name for goal in goals for name in reading.picked("goals", goal, "challenges")}
    groups = [reading.row("target_groups", name) or {} for name in reading.picked(ACTIVITIES, row, "groups")]
    return Asked(
        challenges={name: text for name, text in whole.challenges.items() if name in challenges},
        evidence=whole.evidence,
        groups=tuple(str(group.get("group") or "") for group in groups),
        means=(" ".join(str(row.get(name) or "") for name in (NAME, "what")),),
        population=whole.population,
        euros=(total_cents(_lines(reading, activity)) // 100) or whole.euros,
        hours=whole.hours,
    )


def goals_answering(content: Mapping[str, Any], challenge: str) -> list[str]:
    """The goals that answer a challenge: what a new activity against it may serve."""
    return [row["id"] for row in content.get("goals") or () if challenge in (row.get("challenges") or ())]


def _lines(reading: Reading, activity: str) -> Iterable[Mapping[str, Any]]:
    return [line for line in reading.rows("cost_lines") if line.get("activity") == activity]
