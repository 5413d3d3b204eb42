"""From `EditionRules` back to a rules file: always the same text for the same rules."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pearls.kernel.languages import LANGUAGES
from pearls.programme.rules.document import EditionRules
from pearls.programme.rules.stages import Stage, StageRules

Data = dict[str, Any]


def as_data(rules: EditionRules) -> Data:
    """The rules as plain values in the shape of the file; what is not known is not there."""
    data: Data = {
        "schema": 1,
        "edition": {
            "key": rules.key,
            "title_year": rules.title_year,
            "languages": list(rules.languages),
            "assumed": rules.is_assumed or None,
            "sources": list(rules.sources),
            "name": dict(rules.name),
            "note": dict(rules.note),
        },
        "eligibility": _eligibility(rules),
        "dates": _dates(rules),
        "forms": _fields(rules.forms),
        "bodies": {
            body.value: {"name": dict(item.name), "about": dict(item.about)} for body, item in rules.bodies.items()
        },
        "assessing": _fields(rules.assessing),
        "complaints": _fields(rules.complaints),
        "preselection": _stage(rules.preselection),
        "final": _stage(rules.final),
        "extra_place": {"when": dict(rules.extra_place_when)},
    }
    for key in ("conditions", "expectations", "duties", "benefits"):
        data[key] = [{"text": dict(text)} for text in getattr(rules, key)]
    known: Data = _known(data)
    return known


def write_edition_rules(rules: EditionRules) -> str:
    """The rules as a file that `parse_edition_rules` reads back the same."""
    return "\n".join(_table(as_data(rules), "")).strip() + "\n"


def _fields(item: object | None) -> Data:
    return dict(vars(item)) if item is not None else {}


def _eligibility(rules: EditionRules) -> Data:
    who = rules.eligibility
    return {
        "kinds": [kind.value for kind in who.kinds],
        "teams": who.teams,
        "times_a_place_may_apply": who.times_a_place_may_apply,
        "former_pearls": who.former_pearls,
        "countries": [{"code": rule.code, "nuts": list(rule.nuts)} for rule in who.countries],
        "excluded": [{"place": rule.place, "why": rule.why.value} for rule in who.excluded],
    }


def _dates(rules: EditionRules) -> Data:
    steps = {step.value: moment.wall or moment.day for step, moment in rules.dates.steps.items()}
    return {"zone": rules.dates.zone, **steps, "note": dict(rules.dates.note)}


def _stage(stage: StageRules | None) -> Data:
    if stage is None:
        return {}
    data: Data
    if stage.stage == Stage.FINAL:
        data = {key: getattr(stage, key) for key in ("titles", "max_per_country", "extra_titles")}
        if stage.tight_probability != StageRules.tight_probability:
            data["tight_probability"] = stage.tight_probability
    else:
        data = {"places": stage.places, "minimum_total": stage.minimum_total}
    data["aggregate"] = stage.aggregate.value
    data["tie_break"] = list(stage.tie_break)
    data["criteria"] = [
        {**vars(item), "name": dict(item.name), "guidance": dict(item.guidance)} for item in stage.criteria
    ]
    return data


def _known(value: Any) -> Any:
    """The value without what is empty, all the way down; false and 0 say something and stay."""
    if isinstance(value, dict):
        cleaned = {key: _known(item) for key, item in value.items()}
        return {key: item for key, item in cleaned.items() if item is not None and item not in ({}, [])}
    return [_known(item) for item in value] if isinstance(value, list) else value


def _table(data: Data, name: str) -> Iterator[str]:
    """The lines of one table: its own keys first, then the tables inside it."""
    inner = {key: item for key, item in data.items() if _is_table(item)}
    for key, item in data.items():
        if key not in inner:
            yield f"{key} = {_value(item)}"
    for key, item in inner.items():
        path = f"{name}.{key}" if name else key
        parts, header = (item, f"[[{path}]]") if isinstance(item, list) else ([item], f"[{path}]")
        for part in parts:
            lines = list(_table(part, path))
            # A table that only holds tables needs no header of its own.
            yield from ["", header, *lines] if lines[0] else lines


def _is_table(item: Any) -> bool:
    if isinstance(item, list):
        return bool(item) and isinstance(item[0], dict)
    return isinstance(item, dict) and not _is_text(item)


def _is_text(item: Mapping[str, Any]) -> bool:
    return all(key in LANGUAGES and isinstance(text, str) for key, text in item.items())


def _value(item: Any) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, Decimal):
        return str(int(item)) if item == item.to_integral_value() else f"{item:f}"
    if isinstance(item, date | datetime):
        return item.isoformat()
    if isinstance(item, list):
        return "[" + ", ".join(_value(part) for part in item) + "]"
    if isinstance(item, dict):
        return "{ " + ", ".join(f"{key} = {_value(part)}" for key, part in item.items()) + " }"
    # JSON's escapes are TOML's too, but for the delete character, which JSON leaves as it is.
    return json.dumps(item, ensure_ascii=False).replace("\x7f", "\\u007f")
