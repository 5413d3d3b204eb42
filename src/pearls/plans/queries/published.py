"""Plans that everybody may read: what was published of history's, and the public part of those that won here."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pearls.calls import queries as call_queries
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.kernel.languages import COMPLETE_LANGUAGES
from pearls.plans.rules import published as rules
from pearls.titles import queries as title_queries

DATA = Path(__file__).resolve().parent.parent / "data" / "published.toml"


@dataclass(frozen=True)
class PublishedPlan:
    """What is public of one plan. `is_summary`: told by others, and not the record itself."""

    place: Any
    edition: Any
    form: document_rules.Form
    content: dict[str, Any]
    is_summary: bool
    language: str


@lru_cache(maxsize=1)
def plan_form() -> document_rules.Form:
    """The form of a plan that comes with the program; for what was not written on any."""
    return document_rules.parse_form(document_queries.shipped_definition("plan"))


@lru_cache(maxsize=1)
def historic_plans() -> tuple[rules.HistoricPlan, ...]:
    """What was published of the plans of past Pearls, in the order of the editions."""
    return rules.parse_published(tomllib.loads(DATA.read_text(encoding="utf-8")), plan_form())


def published_plan(place: Any, edition: Any, language: str, *, now: datetime) -> PublishedPlan | None:
    """The public plan of a place in an edition, for a reader of that language; None where it holds no public title."""
    told = next((p for p in historic_plans() if (p.place, p.edition) == (place.key, edition.key)), None)
    if told is not None and edition.is_history:
        return PublishedPlan(place, edition, plan_form(), told.content(language), True, language)
    title = title_queries.title_for(place, edition)
    if title is None or title.application is None or title.is_withdrawn or not title.is_public(now):
        return None
    snapshot = call_queries.plan_snapshot(title.application)
    if snapshot is None:
        return None
    content = rules.public_part(snapshot.answers)
    translations = snapshot.answers.get(document_rules.translation_name("", language), {})
    told_in = document_rules.translated(snapshot.form, content, translations)
    return PublishedPlan(place, edition, snapshot.form, told_in, False, title.application.language)


def has_public_plan(place: Any, edition: Any, title: Any) -> bool:
    """Whether the plan behind a title has a public page; `title` is what was awarded here, if it was. No query."""
    if edition.is_history:
        return any((plan.place, plan.edition) == (place.key, edition.key) for plan in historic_plans())
    return title is not None and not title.is_withdrawn


def public_plan_keys(titled: Collection[tuple[str, str]], *, now: datetime) -> list[tuple[str, str]]:
    """Place and edition of every plan that has a public page, those of the demonstration left out; one query.

    `titled` are places and editions in the public record: of history's plans those are shown that stand there.
    """
    titles = title_queries.public_titles(now=now).exclude(application=None)
    told = [(plan.place, plan.edition) for plan in historic_plans() if (plan.place, plan.edition) in titled]
    return [*told, *titles.values_list("place__key", "edition__key")]


def public_records(*, now: datetime, with_demonstration: bool = False) -> list[dict[str, Any]]:
    """Every public plan as data, by language: what was published of history's, the public part of those given here."""
    found = [
        {
            "place": plan.place,
            "edition": plan.edition,
            "is_summary": True,
            "demonstration": False,
            "languages": {language: plan.content(language) for language in COMPLETE_LANGUAGES} if plan.texts else {},
        }
        for plan in historic_plans()
    ]
    titles = list(title_queries.public_titles(now=now, with_demonstration=with_demonstration))
    snapshots = call_queries.plan_snapshots([title.application for title in titles])
    for title in titles:
        snapshot = snapshots.get(title.application.pk) if title.application else None
        if snapshot is not None and title.application is not None:
            found.append(
                {
                    "place": title.place.key,
                    "edition": title.edition.key,
                    "is_summary": False,
                    "demonstration": title.place.is_demonstration,
                    "languages": _told(snapshot, title.application.language),
                }
            )
    return found


def _told(snapshot: Any, own: str) -> dict[str, Any]:
    """The public part in the plan's own language, and in every other in which something was translated."""
    content = rules.public_part(snapshot.answers)
    told = {own: content}
    for name, translations in snapshot.answers.items():
        if name.startswith(document_rules.IN_LANGUAGE):
            language = name.removeprefix(document_rules.IN_LANGUAGE)
            told[language] = document_rules.translated(snapshot.form, content, translations)
    return told
