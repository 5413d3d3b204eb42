"""Events of the demonstration: a full webinar, a workshop, a forum in two rooms, a webinar that was held, a draft."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pearls.calendar import services as calendar
from pearls.calendar.queries import Event
from pearls.calendar.rules import Audience, Kind, MaterialKind, Mode, QuestionKind, Telling
from pearls.cli.demonstration.title_year import OTHER, OWN
from pearls.cli.demonstration.towns import place_of
from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries

FILE = Path(__file__).resolve().parent / "calendar.toml"
ZONE = "Europe/Riga"
PLACES = {"own": OWN, "other": OTHER}


def play_calendar(cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Everybody of the cast comes to something, and somebody waits for a place."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["events"]
    made = {row["id"]: _event(row, cast, now) for row in told}
    for row in told:
        for place, who in enumerate(row.get("coming", [])):
            at = now - timedelta(days=row.get("asked_days_ago", 4), minutes=-place)
            calendar.register(
                actor=_actor(cast, who), event=made[row["id"]], answers=_answers(row, made[row["id"]], place), now=at
            )
    _guest(made["webinar"], now)
    _held(made["held"], cast, now)


def _actor(cast: dict[str, people_queries.Person], who: str) -> Actor:
    return programme_queries.actor_for(cast[who])


def _event(row: dict[str, Any], cast: dict[str, people_queries.Person], now: datetime) -> Event:
    organiser = _actor(cast, row["organiser"])
    day = (now.astimezone(ZoneInfo(ZONE)) + timedelta(days=row["in_days"])).replace(minute=0, second=0, microsecond=0)
    starts_at = day.replace(hour=row["hour"]).astimezone(now.tzinfo)
    begun = min(now, starts_at) - timedelta(days=14)
    telling = Telling(
        kind=Kind(row["kind"]),
        title=row["title"],
        summary=row["summary"],
        language=row["language"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=row["minutes"]),
        zone=ZONE,
        mode=Mode(row["mode"]),
        audience=Audience(row["audience"]),
        place=place_of(PLACES[row["place"]]) if "place" in row else None,
        venue=row.get("venue", ""),
        link=row.get("link", ""),
        capacity=row.get("capacity"),
        group=row.get("group", ""),
    )
    event = calendar.begin_event(actor=organiser, telling=telling, now=begun, is_demonstration=True)
    for question in row.get("questions", []):
        _ask(organiser, event, question, begun)
    for item in row.get("programme", []):
        _put(organiser, event, item, starts_at + timedelta(minutes=item["after"]), begun)
    if row.get("is_draft"):
        return event
    return calendar.publish_event(actor=organiser, event=event, now=begun)


def _ask(organiser: Actor, event: Event, told: dict[str, Any], now: datetime) -> None:
    """A question, in English and in the other languages that it is told in."""
    words, choices, is_required = dict(told["text"]), dict(told.get("choices", {})), told.get("is_required", False)
    question = calendar.ask_question(
        actor=organiser,
        event=event,
        text=words.pop("en"),
        language="en",
        kind=QuestionKind(told["kind"]),
        choices=choices.get("en", []),
        is_required=is_required,
        now=now,
    )
    for language, text in words.items():
        calendar.change_question(
            actor=organiser,
            question=question,
            text=text,
            language=language,
            choices=choices.get(language, []),
            is_required=is_required,
            now=now,
        )


def _put(organiser: Actor, event: Event, told: dict[str, Any], begins: datetime, now: datetime) -> None:
    """An item of the programme, in every language that it is told in."""
    item = None
    for language, title in told["title"].items():
        item = calendar.put_item(
            actor=organiser,
            event=event,
            item=item,
            title=title,
            language=language,
            speaker=told.get("speaker", ""),
            room=told["room"],
            starts_at=begins,
            ends_at=begins + timedelta(minutes=told["minutes"]),
            now=now,
        )


def _answers(row: dict[str, Any], event: Event, place: int) -> dict[str, str]:
    """What each answers to the questions, in turn; answers fit the kinds of the questions."""
    given = {}
    for question, told in zip(event.questions.all(), row.get("questions", []), strict=False):
        given[question.ref] = told["answers"][place % len(told["answers"])]
    return given


def _guest(event: Event, now: datetime) -> None:
    """Somebody without an account, who has not opened the letter yet."""
    calendar.register_guest(
        actor=ANONYMOUS,
        event=event,
        name="Liis Kask",
        email="liis.kask@demo.test",
        language="en",
        sender="127.0.0.1",
        now=now,
    )


def _held(event: Event, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """A webinar that is over: who was there, its recording, and what they thought of it."""
    office, system = _actor(cast, "coordinator"), Actor.system("calendar")
    at = min(now, event.ends_at or now)
    calendar.close_event(actor=system, event=event, now=at + timedelta(minutes=1))
    event.refresh_from_db()
    coming = list(event.registrations.select_related("person", "event").order_by("pk"))
    absent = coming[-1]
    calendar.mark_attended(
        actor=office, event=event, present=[one.ref for one in coming if one != absent], now=at + timedelta(hours=1)
    )
    calendar.add_material(
        actor=office,
        event=event,
        kind=MaterialKind.RECORDING,
        title="Recording, 54 minutes",
        url="https://video.demo.test/measuring",
        is_for_registered=True,
        now=at + timedelta(hours=2),
    )
    words = ["The three questions to ask first helped most.", "", "More time for our own figures next time.", "", ""]
    for number, registration in enumerate(coming[:5]):
        registration.refresh_from_db()
        calendar.give_feedback(
            actor=office,
            registration=registration,
            mark=(5, 4, 5, 4, 3)[number],
            words=words[number],
            now=at + timedelta(hours=20),
        )
