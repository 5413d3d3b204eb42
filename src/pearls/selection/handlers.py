"""What the selection does when something happens in a lower room."""

from pearls.calls.events import ApplicationEnded, ApplicationRevived
from pearls.kernel import events
from pearls.people.events import MentorshipBegan, PersonErased
from pearls.selection import services


def on_person_erased(event: PersonErased) -> None:
    """An erased person leaves the panels that still score; scores stay, what was written beside them goes."""
    services.forget_assessor(actor=event.actor, person=event.ref, now=event.now)


def on_mentorship_began(event: MentorshipBegan) -> None:
    """Nobody judges the plan of a town that they mentor."""
    services.shut_mentored(actor=event.actor, edition=event.edition, now=event.now)


def on_application_ended(event: ApplicationEnded) -> None:
    """What has ended is judged no more; a signature that gave it a place is set aside."""
    services.take_out(actor=event.actor, application=event.application, left_as=event.state, now=event.now)


def on_application_revived(event: ApplicationRevived) -> None:
    """What was found eligible after all is judged again."""
    services.bring_back(actor=event.actor, application=event.application, now=event.now)


events.subscribe(PersonErased, on_person_erased)
events.subscribe(MentorshipBegan, on_mentorship_began)
events.subscribe(ApplicationEnded, on_application_ended)
events.subscribe(ApplicationRevived, on_application_revived)
