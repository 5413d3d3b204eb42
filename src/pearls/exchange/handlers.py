"""What exchange visits do when something happens in a lower room."""

from pearls.exchange import queries, services
from pearls.kernel import events
from pearls.people.events import PersonDataGathered, PersonErased


def on_person_erased(event: PersonErased) -> None:
    """Nobody who is forgotten stands among the participants of a visit."""
    services.forget_person(actor=event.actor, person=event.ref, now=event.now)


def on_person_data_gathered(event: PersonDataGathered) -> None:
    """A person's own data hold what they put on the board and where they took part."""
    event.data["visit_board"] = [
        {"text": one.text, "state": one.state, "made_at": one.made_at.isoformat()}
        for one in queries.entries_of(event.ref)
    ]
    event.data["visits"] = [
        {"visit": one.visit.ref, "side": one.side, "function": one.function, "days": str(one.visit.first_day)}
        for one in queries.visits_with(event.ref)
    ]


events.subscribe(PersonErased, on_person_erased)
events.subscribe(PersonDataGathered, on_person_data_gathered)
