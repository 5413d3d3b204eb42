"""What news does when something happens in a lower room."""

from pearls.kernel import events
from pearls.news import queries, services
from pearls.people import queries as people_queries
from pearls.people.events import PersonDataGathered, PersonErased


def on_person_erased(event: PersonErased) -> None:
    """Nobody can tell any more which issues an erased person was sent, nor who read at their address."""
    services.forget_person(actor=event.actor, person=event.ref, address=event.email, now=event.now)


def on_person_data_gathered(event: PersonDataGathered) -> None:
    """A person's own data hold the issues that they were sent, and what was asked for at their address."""
    found: list[dict[str, object]] = []
    for person in people_queries.people_by_ref([event.ref]):
        found.extend(
            {"address": one.address, "language": one.language, "asked_at": one.asked_at.isoformat()}
            for one in queries.readers_at(person.email)
        )
    event.data["newsletter"] = {
        "issues_sent": queries.issues_written_to(f"person:{event.ref}"),
        "without_account": found,
    }


events.subscribe(PersonErased, on_person_erased)
events.subscribe(PersonDataGathered, on_person_data_gathered)
