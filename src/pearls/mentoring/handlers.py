"""What mentoring does when something happens in a lower room."""

from pearls.kernel import events
from pearls.mentoring import services
from pearls.mentoring.queries import pairs
from pearls.people.events import MentorshipBegan, PersonDataGathered, PersonErased


def on_mentorship_began(event: MentorshipBegan) -> None:
    """A town that has got a mentor has a page for what the two do."""
    services.open_pairs(edition_key=event.edition, now=event.now)


def on_person_erased(event: PersonErased) -> None:
    """What somebody noted is theirs; meetings and promises stay with the town."""
    services.forget_person(actor=event.actor, person=event.ref, now=event.now)


def on_person_data_gathered(event: PersonDataGathered) -> None:
    """A person's own data hold the notes that they wrote."""
    event.data["mentoring_notes"] = [
        {"written_at": note.written_at.isoformat(), "visibility": note.visibility, "text": note.text}
        for note in pairs.written_by(event.ref)
    ]


events.subscribe(MentorshipBegan, on_mentorship_began)
events.subscribe(PersonErased, on_person_erased)
events.subscribe(PersonDataGathered, on_person_data_gathered)
