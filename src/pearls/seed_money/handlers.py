"""What seed money does when something happens in a lower room."""

from pearls.kernel import events
from pearls.people.events import PersonDataGathered
from pearls.seed_money import queries


def on_person_data_gathered(event: PersonDataGathered) -> None:
    """A person's own data hold the requests that they began. They are the town's, so they stay when a person goes:
    who acted is known by reference alone."""
    event.data["seed_money_requests"] = [
        {"title": one.title, "place": one.place.key, "state": one.state, "begun_at": one.made_at.isoformat()}
        for one in queries.requests_begun_by(event.ref)
    ]


events.subscribe(PersonDataGathered, on_person_data_gathered)
