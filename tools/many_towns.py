"""A coordinator of two hundred towns, each of which wants something of the office; for tools/bench.py."""

from typing import Any

TOWNS = 200


def two_hundred_towns() -> None:
    """Towns that applied in the demonstration's open call; each with a claim to speak and a line for the office."""
    from pearls.calls import services as calls  # noqa: PLC0415 - only now is Django set up
    from pearls.calls.models import Application  # noqa: PLC0415
    from pearls.calls.rules import State  # noqa: PLC0415
    from pearls.kernel.clock import utc_now  # noqa: PLC0415
    from pearls.people import queries as people_queries  # noqa: PLC0415
    from pearls.people import services as people  # noqa: PLC0415
    from pearls.people.models import Person, Speaker  # noqa: PLC0415
    from pearls.people.rules import SpeakerState  # noqa: PLC0415
    from pearls.programme import queries as programme_queries  # noqa: PLC0415

    now, edition = utc_now(), programme_queries.edition_by_key("demo-open")
    writer, claims = (Person.objects.get(email=f"{key}@demo.test") for key in ("partner", "editor"))
    for place in _places():
        Speaker.objects.create(person=writer, place=place, state=SpeakerState.CONFIRMED, claimed_at=now)
        calls.begin_application(actor=people_queries.actor_of(writer), edition=edition, place=place, now=now)
        people.claim_place(actor=people_queries.actor_of(claims), place=place, function="Culture", now=now)
        _put_line(place, now)
    Application.objects.filter(place__key__startswith="bench-").update(state=State.SUBMITTED)


def _places() -> list[Any]:
    from pearls.places.models import Place  # noqa: PLC0415

    named = [(f"bench-{number}-lv", f"Town {number}") for number in range(TOWNS)]
    return [
        Place.objects.create(
            key=key,
            name=name,
            official_names=[name],
            country="LV",
            source="demonstration",
            kind="municipality",
            is_demonstration=True,
        )
        for key, name in named
    ]


def _put_line(place: Any, now: Any) -> None:
    from pearls.today import services as today  # noqa: PLC0415

    today.put_line(
        subject=f"story:{place.key}",
        code="story-back",
        who=place.name,
        role="coordinator",
        page="site:today",
        params={"title": "A lake"},
        now=now,
    )
