"""Practices that invented towns tell, one at each point of its way, so that everybody finds something to do."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pearls.cli.demonstration.towns import place_of
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.people.queries import Person
from pearls.practices import services as practices
from pearls.practices.rules import translations
from pearls.practices.rules.translations import Words
from pearls.programme import queries as programme_queries

FILE = Path(__file__).resolve().parent / "practices.toml"


def play_practices(cast: dict[str, Person], now: datetime) -> None:
    """What is told in the file, each practice as far as it says, in the days before now."""
    practices.load_vocabulary(actor=Actor.system("demonstration"), now=now)
    for told in tomllib.loads(FILE.read_text(encoding="utf-8"))["practice"]:
        _play(told, {who: programme_queries.actor_for(person) for who, person in cast.items()}, now)


def _play(told: dict[str, Any], actors: dict[str, Actor], now: datetime) -> None:
    writer, until = actors[told["who"]], told["until"]
    place = place_of(told["place"])
    begun = now - timedelta(days=told["days_ago"])
    spoken_for = place if people_queries.is_speaker(writer, place) else None
    draft = {"place": place.name, "country": place.country, **told["draft"]}
    found = practices.begin_contribution(actor=writer, draft=draft, place=spoken_for, now=begun)
    if until == "draft":
        return
    practices.send_contribution(actor=writer, contribution=found, settles_names=False, now=begun + timedelta(hours=2))
    if until == "returned":
        practices.return_contribution(
            actor=actors["editor"],
            contribution=found,
            reason=told["reason"],
            field=told.get("field", ""),
            now=begun + timedelta(days=1),
        )
    if until in ("checked", "public", "withdrawn"):
        practices.check_contribution(actor=actors["editor"], contribution=found, now=begun + timedelta(days=1))
    if until in ("public", "withdrawn"):
        office, at = actors["coordinator"], begun + timedelta(days=2)
        practice = practices.accept_contribution(actor=office, contribution=found, now=at)
        _translate(actors[told["who"]], practice, told, at + timedelta(days=1))
        if until == "withdrawn":
            practices.withdraw_practice(
                actor=writer, practice=practice, reason=told["reason"], now=at + timedelta(days=1)
            )


def _translate(writer: Actor, practice: Any, told: dict[str, Any], now: datetime) -> None:
    """What its town says of it in another language; a field made from words that it has changed since is stale."""
    words = dict(told.get("translated", {}))
    language, then = words.pop("language", ""), told.get("said_then", {})
    for field, value in words.items():
        of = translations.mark_of(then[field]) if field in then else ""
        practices.save_translation(
            actor=writer, practice=practice, words=Words(language, field, value, of), row="", seen=0, now=now
        )
