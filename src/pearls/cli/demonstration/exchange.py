"""Exchange visits of invented towns: a board, a visit to come, one to report on, one whose promises are asked about."""

from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from pearls.cli.demonstration.news import picture
from pearls.cli.demonstration.title_year import OTHER, OWN
from pearls.cli.demonstration.towns import place_of
from pearls.exchange import services as exchange
from pearls.exchange.queries import Offer, Visit
from pearls.exchange.rules import Part, Side, Told, Window
from pearls.exchange.services import Added
from pearls.files.rules import Licence
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries

SYSTEM = Actor.system("visits")


def play_exchange(cast: dict[str, people_queries.Person], now: datetime) -> None:
    """The town and the town that once was its neighbour on the list of Pearls visit each other, three times."""
    town = programme_queries.actor_for(cast["town"])
    other = _speaker_of(OTHER)
    begun, today = now - timedelta(days=320), now.date()
    shows = _told(
        "How a closed school became a house for the whole parish: keys for twelve groups, a kitchen, a stage, and a"
        " caretaker whom everybody calls.",
        ["cultural_field:theatre", "challenge:depopulation", "challenge:loneliness"],
        ["lv", "en"],
        12,
        Window(today - timedelta(days=310), today + timedelta(days=60)),
        Window(today + timedelta(days=110), today + timedelta(days=200)),
        access=["step-free", "children", "diet"],
        guest_pays="Travel and beds; the hall and two meals are ours",
    )
    offer = exchange.put_offer(actor=town, told=shows, place=place_of(OWN), now=begun)
    dunes = _told(
        "Evenings in the dunes: how fishermen, newcomers and guests tell each other stories, in three languages.",
        ["cultural_field:literature", "challenge:loneliness", "challenge:segregation"],
        ["lt", "en"],
        6,
        Window(today - timedelta(days=60), today + timedelta(days=25)),
        Window(today + timedelta(days=80), today + timedelta(days=150)),
        access=["quiet-room"],
        guest_pays="Travel; host families give beds",
    )
    dune_offer = exchange.put_offer(actor=other, told=dunes, place=place_of(OTHER), now=begun)
    _look_for(town, other, now)
    _long_ago(exchange_visit(other, OTHER, offer, today - timedelta(days=200), begun), town, other, now)
    _lately(
        exchange_visit(town, OWN, dune_offer, today - timedelta(days=9), now - timedelta(days=40)), town, other, now
    )
    coming = exchange_visit(other, OTHER, offer, today + timedelta(days=35), now - timedelta(days=6))
    exchange.accept_visit(actor=town, visit=coming, now=now - timedelta(days=4))
    _way(coming, other, "coach", 330, now)


def _look_for(town: Actor, other: Actor, now: datetime) -> None:
    """What both towns want to learn."""
    today = now.date()
    need = _told(
        "How do we let newcomers take part in what we do, without making it a lesson?",
        ["challenge:loneliness", "challenge:segregation"],
        ["lv", "en"],
        4,
        Window(today - timedelta(days=50), today + timedelta(days=140)),
        access=["step-free"],
    )
    exchange.put_need(actor=town, told=need, place=place_of(OWN), now=now - timedelta(days=55))
    school = _told(
        "What does a house need so that young people come on their own?",
        ["challenge:depopulation", "cultural_field:theatre"],
        ["en"],
        3,
        Window(today + timedelta(days=10), today + timedelta(days=120)),
    )
    exchange.put_need(actor=other, told=school, place=place_of(OTHER), now=now - timedelta(days=12))


def exchange_visit(guest: Actor, place: str, offer: Offer, first: date, now: datetime) -> Visit:
    """A question for a visit of two days."""
    return exchange.ask_for_visit(
        actor=guest,
        offer=offer,
        place=place_of(place),
        question="What would you do again, and what never again?",
        seats=3,
        first_day=first,
        last_day=first + timedelta(days=1),
        now=now,
    )


def _long_ago(visit: Visit, host: Actor, guest: Actor, now: datetime) -> None:
    """Held more than half a year ago: both sides are asked what became of the promises."""
    agreed, after = now - timedelta(days=260), now - timedelta(days=195)
    exchange.accept_visit(actor=host, visit=visit, now=agreed)
    _way(visit, guest, "train", 340, agreed)
    for what, side in (("Send the rules for the keys", Side.HOST), ("Come back with our theatre", Side.GUEST)):
        line = {"what": what, "side": side, "who": "", "due_on": visit.last_day + timedelta(days=90)}
        exchange.add_line(actor=guest, visit=visit, added=Added(Part.PROMISE, line), now=agreed)
    _report(visit, guest, Side.GUEST, "Twelve groups and no quarrel about the key.", "A list at the door.", after)
    _report(
        visit, host, Side.HOST, "Guests who asked what nobody here asks any more.", "We wrote the rules down.", after
    )
    exchange.ask_what_became(actor=SYSTEM, visit=visit, now=now - timedelta(days=1))


def _lately(visit: Visit, guest: Actor, host: Actor, now: datetime) -> None:
    """Held last week: the host has reported, the town has not yet."""
    exchange.accept_visit(actor=host, visit=visit, now=now - timedelta(days=35))
    _way(visit, guest, "car", 350, now - timedelta(days=20))
    exchange.call_it_held(actor=SYSTEM, visit=visit, now=now - timedelta(days=7))
    _report(visit, host, Side.HOST, "They stayed until the last story.", "Invite before, not after.", now)
    exchange.add_photo(
        actor=host,
        visit=visit,
        side=Side.HOST,
        upload=SimpleUploadedFile("dunes.jpg", picture("walk")),
        alt="A drawing: guests walk along the shore, one behind the other, towards the sun.",
        credit="The town of the demonstration",
        licence=Licence.BY,
        has_consent=True,
        now=now,
    )


def _report(visit: Visit, actor: Actor, side: Side, saw: str, take_home: str, now: datetime) -> None:
    exchange.write_report(
        actor=actor,
        visit=visit,
        side=side,
        saw=saw,
        take_home=take_home,
        tell_others="Bring somebody who has never been to a meeting.",
        people_met=24,
        now=now,
    )


def _way(visit: Visit, actor: Actor, mode: str, km: int, now: datetime) -> None:
    places = (str(visit.guest_place), str(visit.offer.place))
    for start, end in (places, places[::-1]):
        line = {"mode": mode, "from_name": start, "to_name": end, "km": km, "persons": 3, "vehicles": 1}
        exchange.add_line(actor=actor, visit=visit, added=Added(Part.LEG, line), now=now)
    cost = {"kind": "travel", "payer": Side.GUEST, "cents": 18_640, "note": ""}
    exchange.add_line(actor=actor, visit=visit, added=Added(Part.COST, cost), now=now)


def _speaker_of(key: str) -> Actor:
    speaker = people_queries.confirmed_speakers(place_of(key))[0]
    return programme_queries.actor_for(speaker.person)


def _told(
    text: str,
    concepts: list[str],
    languages: list[str],
    seats: int,
    *windows: Window,
    access: list[str] | None = None,
    guest_pays: str = "",
) -> Told:
    return Told(text, concepts, languages, seats, windows, access or [], True, guest_pays)
