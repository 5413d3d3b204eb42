"""What the network does when a person is forgotten, or takes their own data along."""

from pearls.kernel import events
from pearls.network import queries, services
from pearls.people.events import PersonDataGathered, PersonErased


def on_person_erased(event: PersonErased) -> None:
    """What somebody wrote to others is theirs: it goes with them."""
    services.forget_person(actor=event.actor, person=event.ref, now=event.now)


def on_person_data_gathered(event: PersonDataGathered) -> None:
    """A person's own data hold what they put on boards and wrote to members; what was removed is in no file."""
    event.data["network_posts"] = [
        {"title": post.title, "text": post.text, "language": post.language, "made_at": post.made_at.isoformat()}
        for post in queries.words_of(event.ref)
    ]
    event.data["network_messages"] = [
        {"text": note.text, "sent_at": note.sent_at.isoformat()} for note in queries.notes_written_by(event.ref)
    ]
    event.data["network_groups"] = [
        {"group": seat.group.name, "state": seat.state, "since": seat.began_at.isoformat()}
        for seat in queries.seats_held_by(event.ref)
    ]


events.subscribe(PersonErased, on_person_erased)
events.subscribe(PersonDataGathered, on_person_data_gathered)
