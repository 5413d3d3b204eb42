"""What the programme does when something happens in a lower room."""

from pearls.kernel import events
from pearls.kernel.actor import Actor
from pearls.people.events import PersonErased
from pearls.programme import queries, services


def on_person_erased(event: PersonErased) -> None:
    """Nobody who is forgotten goes on holding a role."""
    for grant in queries.grants_of_ref(event.ref):
        services.end_role(actor=Actor.system("erasing"), grant=grant, now=event.now)


events.subscribe(PersonErased, on_person_erased)
