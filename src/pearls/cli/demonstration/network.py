"""The network of the demonstration: who has joined, two working groups, a noticeboard, a message, a report, letters."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pearls.cli.demonstration.towns import WRITERS, place_of, writer_of
from pearls.kernel.actor import Actor
from pearls.network import queries, rules
from pearls.network import services as network
from pearls.people.queries import Person
from pearls.programme import queries as programme_queries

FILE = Path(__file__).resolve().parent / "network.toml"
SPEAKERS = {"malezera-lv": "town", "hallaniemela-fi": "othertown"}
SINCE = timedelta(days=60)


def play_network(cast: dict[str, Person], now: datetime) -> None:
    """Everything in the order in which it happened."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    office = programme_queries.actor_for(cast["coordinator"])
    people = dict(cast) | {
        row["place"]: writer_of(row["place"], office, now) for row in told["members"] if row["place"] in WRITERS
    }
    actors = {key: programme_queries.actor_for(person) for key, person in people.items()}
    members = _join(told["members"], actors, now)
    _contact_point(office, cast["partner"], now)
    for key in ("mentor", "partner"):
        profile = rules.Profile(language="en", languages=("en",), visibility=rules.Visibility.NETWORK)
        network.join_network(actor=actors[key], profile=profile, now=now - SINCE)
    for choice, rhythm in (("town", "weekly"), ("mentor", "daily")):
        network.choose_letters(actor=actors[choice], group=None, rhythm=rhythm, now=now - timedelta(days=20))
    for row in told["groups"]:
        _group(row, actors, people, now)
    posts = [_post(row, None, actors, now) for row in told["posts"]]
    network.pin_post(actor=office, post=posts[2], now=now - timedelta(days=1))
    network.report(
        actor=actors["mentor"],
        post=posts[3],
        because="This is an advertisement of a relative, and no offer of a town.",
        now=now - timedelta(hours=5),
    )
    network.send_note(
        actor=actors["othertown"],
        member=members["malezera-lv"],
        text="Hello from the north. May two of us come and see one of your long tables in spring?",
        shows_address=False,
        now=now - timedelta(hours=8),
    )


def _join(rows: list[dict[str, Any]], actors: dict[str, Actor], now: datetime) -> dict[str, queries.Member]:
    known = {name for name, _words in queries.concept_choices("en")}
    joined = {}
    for row in rows:
        actor = actors[SPEAKERS.get(row["place"], row["place"])]
        profile = rules.Profile(
            about=row["about"],
            language=row["language"],
            languages=tuple(row["languages"]),
            good_at=tuple(name for name in row["good_at"] if name in known),
            looks_for=tuple(name for name in row["looks_for"] if name in known),
            visibility=row["visibility"],
        )
        member = network.join_network(actor=actor, place=place_of(row["place"]), profile=profile, now=now - SINCE)
        if row["function"]:
            network.list_contact(actor=actor, member=member, function=row["function"], now=now - SINCE)
        joined[row["place"]] = member
    return joined


def _contact_point(office: Actor, person: Person, now: datetime) -> None:
    network.enter_term(
        actor=office,
        country="SE",
        organisation="Kulturförbundet i Nordhavn",
        email=person.email,
        began_on=(now - timedelta(days=400)).date(),
        ended_on=None,
        is_demonstration=True,
        now=now - timedelta(days=70),
    )


def _group(row: dict[str, Any], actors: dict[str, Actor], people: dict[str, Person], now: datetime) -> None:
    at = now - timedelta(days=row["days_ago"])
    founder = actors[row["by"]]
    words = {name: row[name] for name in ("name", "purpose", "language", "joining")}
    group = network.found_group(actor=founder, now=at, is_demonstration=True, **words)
    for key in row["inside"]:
        seat = network.join_group(actor=actors[key], group=group, now=at)
        if group.joining == rules.Joining.REQUEST:
            network.answer_request(actor=founder, seat=seat, lets_in=True, now=at + timedelta(hours=1))
    for key in row.get("asked", ()):
        network.join_group(actor=actors[key], group=group, now=now - timedelta(days=1))
    for key in row.get("invited", ()):
        network.invite(actor=founder, group=group, person=people[key], now=now - timedelta(days=1))
    for post in row["posts"]:
        _post(post, group, actors, now)


def _post(row: dict[str, Any], group: queries.Group | None, actors: dict[str, Actor], now: datetime) -> queries.Post:
    told = rules.Told(**{name: row[name] for name in ("kind", "language", "title", "text")})
    at = now - timedelta(days=row["days_ago"])
    post = network.put_up(actor=actors[row["by"]], group=group, told=told, is_demonstration=True, now=at)
    for reply in row.get("replies", ()):
        network.reply_to(
            actor=actors[reply["by"]],
            post=post,
            told=rules.Told(text=reply["text"], language=reply["language"]),
            now=now - timedelta(days=reply["days_ago"]),
        )
    return post
