"""What the calls do when something happens in a lower room."""

from pearls.calls import services
from pearls.kernel import events
from pearls.people.events import PersonErased


def on_person_erased(event: PersonErased) -> None:
    """An erased person leaves the applications; the address goes from their lists of people."""
    services.forget_member(actor=event.actor, person=event.ref, email=event.email, now=event.now)


events.subscribe(PersonErased, on_person_erased)
