"""What courses do when something happens in a lower room."""

from pearls.kernel import events
from pearls.learning import queries, services
from pearls.people.events import PersonDataGathered, PersonErased


def on_person_erased(event: PersonErased) -> None:
    """What somebody learned is theirs alone; a certificate stays what it is, without their name."""
    services.forget_learning(actor=event.actor, person=event.ref, now=event.now)


def on_person_data_gathered(event: PersonDataGathered) -> None:
    """A person's own data hold their courses, what they said of them, and their certificates."""
    event.data["courses"] = [
        {
            "course": enrolment.course.key,
            "language": enrolment.language,
            "enrolled_at": enrolment.enrolled_at.isoformat(),
            "finished_at": enrolment.finished_at.isoformat() if enrolment.finished_at else None,
            "left_at": enrolment.left_at.isoformat() if enrolment.left_at else None,
            "feedback": _feedback(enrolment),
        }
        for enrolment in queries.enrolments_of_person(event.ref)
    ]
    event.data["certificates"] = [
        {"code": one.code, "claims": one.claims, "issued_at": one.issued_at.isoformat(), "shows_name": one.shows_name}
        for one in queries.certificates_of_person(event.ref)
    ]


def _feedback(enrolment: queries.Enrolment) -> dict[str, object] | None:
    said = queries.feedback_of(enrolment)
    return {"stars": said.stars, "words": said.words} if said else None


events.subscribe(PersonErased, on_person_erased)
events.subscribe(PersonDataGathered, on_person_data_gathered)
