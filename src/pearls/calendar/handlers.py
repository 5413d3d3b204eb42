"""What the calendar does when something happens in a lower room."""

from pearls.calendar import queries, services
from pearls.kernel import events
from pearls.people.events import PersonDataGathered, PersonErased


def on_person_erased(event: PersonErased) -> None:
    """Nobody who is forgotten stands on a list, as themselves or as a guest."""
    services.forget_attendee(actor=event.actor, person=event.ref, email=event.email, now=event.now)


def on_person_data_gathered(event: PersonDataGathered) -> None:
    """A person's own data hold what they registered for and answered."""
    event.data["events"] = [
        {
            "event": registration.event.title,
            "state": registration.state,
            "asked_at": registration.asked_at.isoformat(),
            "attended": registration.attended,
            "answers": [{"question": one.question.text, "answer": one.text} for one in registration.answers.all()],
        }
        for registration in queries.registrations_kept_of(event.ref)
    ]


events.subscribe(PersonErased, on_person_erased)
events.subscribe(PersonDataGathered, on_person_data_gathered)
