"""What everybody may know of a plan: of history what was published, of plans written here their public parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pearls.documents.rules import Answer, Form, clean_answer
from pearls.kernel.languages import pick

# Of a plan that won the title here: challenges, goals and activities, from the record itself. Who works on it, what it
# costs and whom it names stay with the town.
PUBLIC_PARTS: Mapping[str, frozenset[str]] = {
    "vision": frozenset(),
    "challenges": frozenset({"challenge"}),
    "goals": frozenset({"goal", "challenges", "capacity"}),
    "activities": frozenset({"name", "what", "goals", "starts_on", "ends_on"}),
    "summary_challenges": frozenset(),
    "summary_goals": frozenset(),
    "summary_activities": frozenset(),
}


class PublishedError(Exception):
    """The file of published plans cannot be used: which plan and key, what was expected, what was got."""

    def __init__(self, key: str, expected: str, got: object) -> None:
        super().__init__(f"{key}: expected {expected}, got {got!r}")


@dataclass(frozen=True)
class HistoricPlan:
    """What was published of a plan of an edition run elsewhere; texts by language. Empty where nothing was."""

    place: str
    name: str
    edition: str
    texts: Mapping[str, Any]

    def content(self, language: str) -> dict[str, Any]:
        """The content for a reader; where a text is not in the language, it is in the first one that there is."""
        return {key: _read(value, language) for key, value in self.texts.items()}


def parse_published(data: Mapping[str, Any], form: Form) -> tuple[HistoricPlan, ...]:
    """Read what was published, and hold it against the form of a plan. Raises: PublishedError."""
    if data.get("schema") != 1:
        raise PublishedError("schema", "the number 1", data.get("schema"))
    found = []
    for index, item in enumerate(data.get("plans") or ()):
        texts = {key: value for key, value in item.items() if key not in ("place", "name", "edition")}
        plan = HistoricPlan(str(item.get("place")), str(item.get("name")), str(item.get("edition")), texts)
        for language in ("en", "lv"):
            _check(plan.content(language), form, f"plans.{index} ({plan.place})")
        found.append(plan)
    return tuple(found)


def public_part(content: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a plan written here that is published with its title."""
    found: dict[str, Any] = {}
    for key, parts in PUBLIC_PARTS.items():
        if key not in content:
            continue
        value = content[key]
        found[key] = [{k: v for k, v in row.items() if k == "id" or k in parts} for row in value] if parts else value
    return found


def _read(value: Any, language: str) -> Any:
    if isinstance(value, Mapping):
        is_text = set(value) <= {"en", "lv"}
        return pick(value, language)[0] if is_text else {key: _read(item, language) for key, item in value.items()}
    return [_read(item, language) for item in value] if isinstance(value, list) else value


def _check(content: Mapping[str, Any], form: Form, where: str) -> None:
    for key, value in content.items():
        question = form.question(key)
        cleaned = clean_answer(question, value) if question else None
        if not isinstance(cleaned, Answer) or cleaned.value != value:
            raise PublishedError(f"{where}.{key}", "an answer to the question of that id", value)
