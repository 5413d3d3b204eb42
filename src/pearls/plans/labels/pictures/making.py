"""The pictures with their words, one function each."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext, pgettext

from pearls.documents.rules import Form
from pearls.plans.labels.pictures.picture import Picture, Table
from pearls.plans.labels.pictures.words import TITLES, choice_word, column_word, named
from pearls.plans.rules.pictures import (
    PictureKind,
    chains,
    coverage_grid,
    legend,
    logic_map,
    loose_ends,
    stakeholder_map,
    year_calendar,
)
from pearls.plans.rules.pictures.coverage import FILL, filled_path
from pearls.plans.rules.pictures.logic import Stage
from pearls.plans.rules.pictures.stakeholders import LEVELS
from pearls.plans.rules.reading import Reading, Row, day, span
from pearls.web.formats import date_words, number


def logic_picture(form: Form, reading: Reading, language: str) -> Picture:
    """Challenges, goals, activities and indicators, and what links them."""
    drawing = logic_map(reading)
    loose = len(loose_ends(reading)) if drawing.links else 0
    heads = {
        Stage.CHALLENGE: gettext("Challenges"),
        Stage.GOAL: gettext("Goals"),
        Stage.ACTIVITY: gettext("Activities"),
        Stage.INDICATOR: gettext("Indicators"),
    }
    counts = {f"{stage}": number(len(reading.rows(stage)), language) for stage in Stage}
    sentence = gettext(
        "Challenges: %(challenges)s; goals: %(goals)s; activities: %(activities)s; indicators: %(indicators)s. "
        "Loose ends: %(loose)s."
    )
    if not drawing.links:
        sentence = gettext(
            "Challenges: %(challenges)s; goals: %(goals)s; activities: %(activities)s; indicators: %(indicators)s. "
            "Nothing is linked yet."
        )
    meanings = [("link", gettext("is linked to"))] * bool(drawing.links)
    meanings += [("detour", gettext("is measured by, past the activities"))] * any(
        link.is_detour for link in drawing.links
    )
    meanings += [("loose", gettext("a loose end: something is not linked yet"))] * bool(loose)
    keys, foot = legend(meanings, top=drawing.height, width=drawing.width)
    return Picture(
        kind=PictureKind.LOGIC,
        title=str(TITLES[PictureKind.LOGIC]),
        description=sentence % {**counts, "loose": number(loose, language)},
        table=Table(
            caption=str(TITLES[PictureKind.LOGIC]),
            header=tuple(heads.values()),
            rows=tuple(
                tuple(
                    "; ".join(named(reading, stage, name, language) for name in names)
                    for stage, names in zip(Stage, row, strict=True)
                )
                for row in chains(reading)
            ),
        ),
        drawing=drawing,
        keys=keys,
        height=drawing.height + foot,
        words={str(stage): words for stage, words in heads.items()},
    )


def calendar_picture(
    form: Form, reading: Reading, language: str, *, year: int | None = None, today: date | None = None
) -> Picture:
    """Milestones, stages, activities and events through the months."""
    drawing = year_calendar(reading, year=year, today=today)
    activities = reading.rows("activities")
    has_events = bool(drawing and any(row.marks and row.question_id != "milestones" for row in drawing.rows))
    meanings = [("bar", gettext("activity"))]
    meanings += [("stage", gettext("stage"))] * bool(reading.rows("stages"))
    meanings += [("event", gettext("dated event"))] * has_events
    meanings += [("milestone", gettext("milestone"))] * bool(reading.rows("milestones"))
    if drawing is None:
        meanings = []
    keys, foot = legend(meanings, top=drawing.height if drawing else 0, width=drawing.width if drawing else 1)
    return Picture(
        kind=PictureKind.CALENDAR,
        title=str(TITLES[PictureKind.CALENDAR]),
        description=gettext("Activities: %(all)s, of these with days: %(dated)s.")
        % {
            "all": number(len(activities), language),
            "dated": number(sum(span(row) is not None for row in activities), language),
        },
        table=_calendar_table(reading, language),
        drawing=drawing,
        keys=keys,
        height=(drawing.height if drawing else 0) + foot,
        words={
            "milestones": gettext("Milestones"),
            "calendar": gettext("Other events"),
            "undated": gettext("no days yet"),
            "today": gettext("today"),
        },
    )


def _calendar_table(reading: Reading, language: str) -> Table:
    kinds = {
        "milestones": gettext("milestone"),
        "stages": gettext("stage"),
        "activities": gettext("activity"),
        "calendar": gettext("dated event"),
    }
    found: list[tuple[date, tuple[str, ...]]] = []
    for question, kind in kinds.items():
        for row in reading.rows(question):
            days = _days(row)
            words = [date_words(on, language) for on in days or ()]
            last = words[1] if days and days[1] != days[0] else ""
            name = named(reading, question, row["id"], language)
            found.append((days[0] if days else date.max, (name, kind, words[0] if words else "", last)))
    found.sort(key=lambda item: item[0])
    return Table(
        caption=str(TITLES[PictureKind.CALENDAR]),
        header=(
            pgettext("column", "What"),
            pgettext("column", "Kind"),
            pgettext("column", "From"),
            pgettext("column", "Until"),
        ),
        rows=tuple(cells for _on, cells in found),
    )


def _days(row: Row) -> tuple[date, date] | None:
    on = day(row.get("on"))
    return (on, on) if on else span(row)


def stakeholder_picture(form: Form, reading: Reading, language: str) -> Picture:
    """Stakeholders by their influence on the plan and their interest in it."""
    drawing = stakeholder_map(reading)
    names = [name for field in drawing.fields for name in field.names]
    missed = sum(name.is_missed for name in names)
    everybody = [*names, *drawing.unplaced]
    meanings = [("has-role", gettext("has a part in the plan"))]
    meanings += [("no-role", gettext("has no part yet"))] * any(not name.has_role for name in everybody)
    meanings += [("missed", gettext("has much influence and no part yet"))] * bool(missed)
    keys, foot = legend(meanings, top=drawing.height, width=drawing.width)
    levels = {
        f"{column}_{level}": choice_word(form, "stakeholders", column, level, language)
        for column in ("influence", "interest")
        for level in LEVELS
    }
    return Picture(
        kind=PictureKind.STAKEHOLDERS,
        title=str(TITLES[PictureKind.STAKEHOLDERS]),
        description=gettext(
            "Stakeholders: %(all)s, of these placed: %(placed)s. With much influence and no part yet: %(missed)s."
        )
        % {
            "all": number(len(everybody), language),
            "placed": number(len(names), language),
            "missed": number(missed, language),
        },
        table=_stakeholder_table(form, reading, language),
        drawing=drawing,
        keys=keys,
        height=drawing.height + foot,
        words={
            "influence": column_word(form, "stakeholders", "influence", language),
            "interest": column_word(form, "stakeholders", "interest", language),
            "unplaced": gettext("Not placed yet"),
            "together": gettext("Work closely together"),
            "content": gettext("Win over"),
            "informed": gettext("Give a part"),
            "watch": gettext("Keep in view"),
            **levels,
        },
    )


def _stakeholder_table(form: Form, reading: Reading, language: str) -> Table:
    columns = ("sector", "influence", "interest")
    return Table(
        caption=str(TITLES[PictureKind.STAKEHOLDERS]),
        header=tuple(column_word(form, "stakeholders", name, language) for name in ("who", *columns, "role")),
        rows=tuple(
            (
                named(reading, "stakeholders", row["id"], language),
                *(choice_word(form, "stakeholders", name, row.get(name), language) for name in columns),
                str(row.get("role") or ""),
            )
            for row in reading.rows("stakeholders")
        ),
    )


def coverage_picture(form: Form, reading: Reading, language: str) -> Picture:
    """Which activity reaches which group, and how far residents take part in it."""
    drawing = coverage_grid(reading)
    used = {pearl.level for row in drawing.rows for pearl in row.pearls}
    question = form.question("activities")
    column = next((item for item in question.columns if item.id == "participation"), None) if question else None
    levels = [level for level in (column.choice_ids if column else ()) if level in used]
    meanings = [(f"level-{level}", _level_words(form, level, language)) for level in levels]
    meanings += [("level-", gettext("reached"))] * ("" in used)
    keys, foot = legend(meanings, top=drawing.height, width=drawing.width)
    keys = tuple(
        replace(key, path=filled_path(key.x, key.y, FILL.get(key.mark.removeprefix("level-"), 0.0))) for key in keys
    )
    unreached = sum(not group.count for group in drawing.groups)
    return Picture(
        kind=PictureKind.COVERAGE,
        title=str(TITLES[PictureKind.COVERAGE]),
        description=gettext(
            "Groups: %(groups)s; activities: %(activities)s. Groups that nothing reaches: %(unreached)s."
        )
        % {
            "groups": number(len(drawing.groups), language),
            "activities": number(len(drawing.rows), language),
            "unreached": number(unreached, language),
        },
        table=_coverage_table(form, reading, language),
        drawing=drawing,
        keys=keys,
        height=drawing.height + foot,
        words={"count": gettext("Activities that reach the group")},
    )


def _level_words(form: Form, level: str, language: str) -> str:
    """How residents take part, as a sentence of its own."""
    words = choice_word(form, "activities", "participation", level, language)
    # Translators: a key under a picture; %(level)s is how residents take part, such as "are asked".
    return gettext("residents %(level)s") % {"level": words} if words else gettext("reached")


def _coverage_table(form: Form, reading: Reading, language: str) -> Table:
    groups = reading.rows("target_groups")

    def cells(activity: Row) -> tuple[str, ...]:
        picked = reading.picked("activities", activity, "groups")
        words = choice_word(form, "activities", "participation", activity.get("participation"), language)
        return tuple((words or gettext("reached")) if group["id"] in picked else "" for group in groups)

    return Table(
        caption=str(TITLES[PictureKind.COVERAGE]),
        header=(gettext("Activity"), *(named(reading, "target_groups", row["id"], language) for row in groups)),
        rows=tuple(
            (named(reading, "activities", row["id"], language), *cells(row)) for row in reading.rows("activities")
        ),
    )
