"""What happened below that lines must follow."""

from pearls.kernel import events
from pearls.people.events import PersonErased
from pearls.today import services


def on_person_erased(event: PersonErased) -> None:
    """Nobody's day is left."""
    services.forget_person(ref=event.ref)


events.subscribe(PersonErased, on_person_erased)
