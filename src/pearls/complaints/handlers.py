"""What this room does when something happens in a lower one."""

from pearls.complaints import queries, services
from pearls.kernel import events
from pearls.people.events import PersonDataGathered, PersonErased


def on_person_erased(event: PersonErased) -> None:
    """What an erased person wrote in complaints goes; receipts, grounds and outcomes stay."""
    services.forget_words(actor=event.actor, person=event.ref, now=event.now)


def on_person_data_gathered(event: PersonDataGathered) -> None:
    """A person's own data hold the complaints that they sent, and what they proposed as second reader."""
    event.data["complaints"] = queries.written_by(event.ref)


events.subscribe(PersonErased, on_person_erased)
events.subscribe(PersonDataGathered, on_person_data_gathered)
