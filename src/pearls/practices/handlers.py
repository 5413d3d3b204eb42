"""What the practices do when something happens in a lower room."""

from pearls.kernel import events
from pearls.people.events import PersonDataGathered, PersonErased
from pearls.practices import queries, services


def on_person_erased(event: PersonErased) -> None:
    """What somebody searched for says much about them, and what they had only begun to write is theirs alone."""
    services.forget_searches(actor=event.actor, person=event.ref, now=event.now)
    services.forget_drafts(actor=event.actor, person=event.ref, now=event.now)


def on_person_data_gathered(event: PersonDataGathered) -> None:
    """A person's own data hold the searches that they keep, and what they have told or begun to tell."""
    event.data["contributions"] = [
        {"state": one.state, "begun_at": one.begun_at.isoformat(), "text": one.draft}
        for one in queries.contributions_written_by(event.ref)
    ]
    event.data["saved_searches"] = [
        {
            "name": search.name,
            "asked": search.asked,
            "language": search.language,
            "letters": search.letters,
            "made_at": search.made_at.isoformat(),
        }
        for search in queries.searches_kept_by(event.ref)
    ]


events.subscribe(PersonErased, on_person_erased)
events.subscribe(PersonDataGathered, on_person_data_gathered)
