"""What the selection does when something happens in a lower room."""

from pearls.kernel import events
from pearls.people.events import PersonErased
from pearls.selection import services


def on_person_erased(event: PersonErased) -> None:
    """An erased person leaves the panels that still score; scores stay, what was written beside them goes."""
    services.forget_assessor(actor=event.actor, person=event.ref, now=event.now)


events.subscribe(PersonErased, on_person_erased)
