"""What the selection does when something happens in a lower room."""

from pearls.calls.events import ApplicationEnded, ApplicationRevived
from pearls.kernel import events
from pearls.people.events import MentorshipBegan, PersonDataGathered, PersonErased
from pearls.selection import queries, services


def on_person_erased(event: PersonErased) -> None:
    """An erased person leaves the panels that still score; scores stay, what was written beside them goes."""
    services.forget_assessor(actor=event.actor, person=event.ref, now=event.now)


def on_person_data_gathered(event: PersonDataGathered) -> None:
    """A person's own data hold what they said of their ties, and the ties that were found."""
    event.data["connections"] = [
        {
            "kind": said.kind,
            "organisation": said.organisation,
            "place": said.place.key if said.place else None,
            "since": said.since,
            "until": said.until,
            "said_at": said.said_at.isoformat(),
        }
        for said in queries.said_by(event.ref)
    ]
    event.data["ties"] = [
        {
            "text": tie.dossier.name,
            "kind": tie.kind,
            "facts": tie.path,
            "found_at": tie.found_at.isoformat(),
            "decided": tie.ruling,
            "reason": tie.reason,
        }
        for tie in queries.ties_found_of(event.ref)
    ]


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
events.subscribe(PersonDataGathered, on_person_data_gathered)
events.subscribe(MentorshipBegan, on_mentorship_began)
events.subscribe(ApplicationEnded, on_application_ended)
events.subscribe(ApplicationRevived, on_application_revived)
