"""Mentors and their towns in the demonstration: what they agreed, promised and noted, a hand-over that waits, twins."""

from datetime import date, datetime, timedelta
from typing import Any

from pearls.calls import services as calls
from pearls.cli.demonstration import editions, selecting
from pearls.cli.demonstration.title_year import OTHER, OWN
from pearls.cli.demonstration.towns import Stage
from pearls.kernel.actor import Actor, Role
from pearls.mentoring import services as mentoring
from pearls.mentoring.queries import pairs as pair_queries
from pearls.mentoring.rules.profiles import Described
from pearls.mentoring.rules.walls import Side, Visibility
from pearls.mentoring.rules.working import Mode, PromiseState
from pearls.people import queries as people_queries
from pearls.people import services as people
from pearls.programme import queries as programme_queries
from pearls.programme import services as programme

# They have no password, so nobody signs in as them.
MORE = {
    "lithuanian": ("mentor@lt.demo.test", "Aistė Vaitkutė"),
    "estonian": ("mentor@ee.demo.test", "Kaisa Laanemets"),
}
PROFILES: dict[str, dict[str, Any]] = {
    "mentor": {
        "country": "LV",
        "organisation": "Demonstration planning region",
        "languages": ("lv", "lt", "en"),
        "themes": ("challenge:loneliness", "cultural_field:crafts"),
        "capacity": 6,
        "about": "I have worked with culture houses for twelve years. I ask more than I advise.",
    },
    "lithuanian": {
        "country": "LT",
        "organisation": "Demonstration culture centre",
        "languages": ("lt", "en"),
        "capacity": 2,
        "about": "Libraries are my home ground.",
    },
    "estonian": {
        "country": "EE",
        "organisation": "Demonstration creative agency",
        "languages": ("et", "fi", "en"),
        "capacity": 3,
        "about": "I come from theatre and like plans that fit on one page.",
        "is_listed": True,
    },
}


def play_pairs(office: Actor, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Everything that mentors did until today."""
    mentors = {"mentor": cast["mentor"]} | {key: _mentor(office, key, now) for key in MORE}
    for key, person in mentors.items():
        facts = PROFILES[key] | ({"contact_from": _first_of_year(now)} if key == "estonian" else {})
        mentoring.describe_mentor(
            actor=office, person=person, described=Described(**facts), now=now - timedelta(days=60)
        )
    titles = Stage(programme_queries.edition_by_key(editions.TITLES), office)
    calls.appoint_mentor(
        actor=office,
        application=selecting.application_of(titles, OTHER),
        mentor=mentors["lithuanian"],
        now=now - timedelta(days=58),
    )
    _own_town(cast, now)
    _hand_over(mentors, now)
    _twins(office, mentors, now)
    mentoring.propose_matching(
        actor=office, edition=programme_queries.edition_by_key(editions.PLANS), now=now - timedelta(days=1)
    )
    mentoring.watch_towns(actor=office, now=now)


def _first_of_year(now: datetime) -> date:
    return date(now.year, 1, 1)


def _mentor(office: Actor, key: str, now: datetime) -> people_queries.Person:
    email, name = MORE[key]
    person = people.create_person(actor=office, email=email, name=name, is_demonstration=True, now=now)
    programme.grant_role(actor=office, person=person, role=Role.MENTOR, edition=None, now=now)
    return person


def _pair_of(person: people_queries.Person, place: str) -> pair_queries.Pair:
    mine = pair_queries.pairs_of(programme_queries.actor_for(person))
    return mine.get(place__key=place, edition_key=editions.TITLES)


def _own_town(cast: dict[str, people_queries.Person], now: datetime) -> None:
    """An agreement, a meeting that was held and one to come, a promise kept and two open, notes for each reader."""
    pair = _pair_of(cast["mentor"], OWN)
    mentor, town = (programme_queries.actor_for(cast[key]) for key in ("mentor", "town"))
    agreed = mentoring.write_agreement(
        actor=mentor,
        pair=pair,
        goals="Each of the eleven kilns has a street that lights it by itself, and somebody who learns how.",
        rhythm="Every third week, half an hour online; once on site in spring and once in autumn.",
        until=date(now.year, 12, 15) if now.month < 12 else date(now.year + 1, 12, 15),
        now=now - timedelta(days=50),
    )
    mentoring.confirm_agreement(actor=town, agreement=agreed, sha256=agreed.sha256, now=now - timedelta(days=48))
    _meeting(mentor, pair, now - timedelta(days=33), 95, "What the winter was good for; who lights the next kiln.")
    mentoring.plan_meeting(
        actor=mentor,
        pair=pair,
        starts_at=(now + timedelta(days=6)).replace(hour=12, minute=0, second=0, microsecond=0),
        zone="Europe/Riga",
        mode=Mode.ONLINE,
        agenda="1. The night of the kilns\n2. Apprentices: who stays\n3. What to tell the jury of next year",
        now=now - timedelta(days=3),
    )
    kept = mentoring.make_promise(
        actor=mentor,
        pair=pair,
        what="Send the address of the potters in the next valley",
        side=Side.MENTOR,
        due_on=(now - timedelta(days=20)).date(),
        now=now - timedelta(days=33),
    )
    mentoring.settle_promise(
        actor=mentor, promise=kept, to=PromiseState.DONE, word="Sent on the same evening.", now=now - timedelta(days=32)
    )
    for side, what, days in (
        (Side.TOWN, "Ask the fire brigade which evenings in September are theirs", 5),
        (Side.MENTOR, "Find somebody who has counted guests of an open evening", 4),
    ):
        due = (now + timedelta(days=days)).date()
        mentoring.make_promise(actor=mentor, pair=pair, what=what, side=side, due_on=due, now=now - timedelta(days=10))
    for actor, visibility, text in (
        (town, Visibility.PAIR, "Two of the masters do not talk to each other. Please seat them apart."),
        (mentor, Visibility.MENTORS, "A list of who brings wood keeps an evening together. Worth trying elsewhere."),
        (mentor, Visibility.OFFICE, "The town would host the next meeting of Pearls if somebody paid for the bus."),
    ):
        mentoring.write_note(actor=actor, pair=pair, visibility=visibility, text=text, now=now - timedelta(days=9))


def _meeting(actor: Actor, pair: pair_queries.Pair, at: datetime, minutes: int, agenda: str) -> None:
    at = at.replace(hour=11, minute=0, second=0, microsecond=0)
    made = mentoring.plan_meeting(
        actor=actor, pair=pair, starts_at=at, zone="Europe/Riga", mode=Mode.ON_SITE, agenda=agenda, now=at
    )
    mentoring.hold_meeting(
        actor=actor,
        meeting=made,
        minutes=minutes,
        attended="Three of the town, two potters",
        summary="Kilns 3 and 7 are lit next. Each street names one person.",
        now=at + timedelta(hours=3),
    )


def _hand_over(mentors: dict[str, people_queries.Person], now: datetime) -> None:
    """The Lithuanian mentor goes on leave, and asks the one of the demonstration."""
    pair, giver = _pair_of(mentors["lithuanian"], OTHER), programme_queries.actor_for(mentors["lithuanian"])
    _meeting(giver, pair, now - timedelta(days=40), 60, "The forty yards: who opens when.")
    mentoring.make_promise(
        actor=giver,
        pair=pair,
        what="Read the calendar of the yards before it is printed",
        side=Side.MENTOR,
        due_on=(now + timedelta(days=12)).date(),
        now=now - timedelta(days=12),
    )
    mentoring.write_note(
        actor=giver,
        pair=pair,
        visibility=Visibility.PAIR,
        text="The sanatorium pays late; do not count on its money before autumn.",
        now=now - timedelta(days=12),
    )
    mentoring.begin_hand_over(
        actor=giver,
        pair=pair,
        giver=mentors["lithuanian"],
        taker=mentors["mentor"],
        note="I am on leave from next month. The town is quick and asks little: call them, do not write.",
        now=now - timedelta(days=2),
    )


def _twins(office: Actor, mentors: dict[str, people_queries.Person], now: datetime) -> None:
    pair = mentoring.pair_twins(
        actor=office, senior=mentors["mentor"], junior=mentors["estonian"], now=now - timedelta(days=30)
    )
    senior = programme_queries.actor_for(mentors["mentor"])
    _meeting(senior, pair, now - timedelta(days=14), 45, "How to say no to a town.")
    mentoring.note_supervision(
        actor=office,
        held_on=(now - timedelta(days=21)).date(),
        expert="A supervisor from outside the programme",
        topic="When a town wants a consultant and not a mentor",
        minutes=90,
        attended=list(mentors.values()),
        now=now - timedelta(days=20),
    )
