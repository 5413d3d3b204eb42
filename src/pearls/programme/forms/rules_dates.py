"""The dates of an edition, field by field."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.programme import labels
from pearls.programme.forms.rules_part import RulesPart
from pearls.programme.rules import EditionRules, Moment, Step


def _zones() -> list[tuple[str, str]]:
    zones = sorted(zone for zone in available_timezones() if zone.startswith("Europe/"))
    return [("UTC", "UTC"), *((zone, zone.partition("/")[2].replace("_", " ")) for zone in zones)]


class DatesPart(RulesPart):
    """When an edition opens, closes and decides, and by which clock."""

    zone = forms.ChoiceField(label=_("Time zone of all dates"), choices=_zones)

    def __init__(self, data: Any = None, *, rules: EditionRules, base_sha256: str = "") -> None:
        super().__init__(data, rules=rules, base_sha256=base_sha256, zone=rules.dates.zone)
        for step in Step:
            self._add_step(step, rules.dates.moment(step))

    def _add_step(self, step: Step, moment: Moment | None) -> None:
        shown = _shown(moment) if moment else None
        self.fields[f"step_{step}"] = forms.DateTimeField(
            label=str(labels.STEPS[step]),
            required=False,
            initial=shown.isoformat(timespec="seconds") if shown else None,
            input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"],
            widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
        )

    def steps(self) -> Iterator[forms.BoundField]:
        """The fields of the dates, in the order of the edition."""
        return (self[f"step_{step}"] for step in Step)

    def text(self) -> str:
        """The rules with these dates, right or wrong: the text is read before anything is done with it."""
        lines = super().text().split("\n")
        return "\n".join(_with_dates(lines, self.cleaned_data["zone"], self._moments()))

    def changed_rules(self) -> EditionRules:
        return self.rules

    def field_of(self, key: str) -> str | None:
        name = f"step_{key.removeprefix('dates.')}"
        return name if name in self.fields else None

    def _moments(self) -> dict[Step, datetime | date]:
        """The wall-clock times; a day without a time stays one unless it was touched."""
        found: dict[Step, datetime | date] = {}
        for step in Step:
            if value := self.cleaned_data[f"step_{step}"]:
                wall = value.replace(tzinfo=None)
                known = self.rules.dates.moment(step)
                untouched = known is not None and known.wall is None and wall == _shown(known)
                found[step] = wall.date() if untouched else wall
        return found


def _shown(moment: Moment) -> datetime:
    """What stands in the field: of a step of which only the day is known, the day's beginning."""
    return moment.wall or datetime.combine(moment.day, datetime.min.time())


def _with_dates(lines: list[str], zone: str, moments: dict[Step, datetime | date]) -> Iterator[str]:
    """The file's lines with other dates: wrong ones are found when the text is read, where errors name their key."""
    is_dates = False
    for line in lines:
        if line.startswith("["):
            is_dates = line == "[dates]"
        if is_dates and line.partition(" = ")[0] in {"zone", *Step}:
            continue
        yield line
        if line == "[dates]":
            yield f'zone = "{zone}"'
            yield from (f"{step} = {moment.isoformat()}" for step, moment in moments.items())
