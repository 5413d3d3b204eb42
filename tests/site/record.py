"""A public record of any length, made of invented places, for tests that count."""

from datetime import UTC, datetime

from django.db import connection

from pearls.db.triggers import guards_lifted
from pearls.kernel.actor import Actor
from pearls.places.models import Place
from pearls.practices import services as practice_services
from pearls.practices.models import Practice
from pearls.programme.models import Ceremony, Edition, Entry, Partner, Programme, TimelineStep
from pearls.programme.rules.office import EditionState, Outcome, PartnerRole
from tests.practices.samples import a_record

AT = datetime(2026, 1, 1, tzinfo=UTC)


def make_record(rows: int) -> Edition:
    """One published edition with so many Pearls, dates, ceremonies and partners."""
    programme = Programme.objects.create(key="test", name={"en": "Test"}, is_default=True)
    edition = Edition.objects.create(
        programme=programme,
        key="2030",
        name={"en": "Test 2030"},
        title_year=2030,
        state=EditionState.PUBLISHED,
        is_history=True,
        applied_count=rows,
        sources=["https://example.org/edition"],
        created_at=AT,
    )
    places = Place.objects.bulk_create(
        Place(
            key=f"place-{number}",
            name=f"Place {number}",
            official_names=[f"Place {number}"],
            country="LV",
            lat=57 + number / 1000,
            lon=25,
            source="facts",
        )
        for number in range(rows)
    )
    Entry.objects.bulk_create(
        Entry(
            edition=edition, place=place, name=place.name, country="LV", outcome=Outcome.PEARL, sources=["https://a.b"]
        )
        for place in places
    )
    Ceremony.objects.bulk_create(Ceremony(edition=edition, place=place, date="2030-05-01") for place in places)
    TimelineStep.objects.bulk_create(
        TimelineStep(edition=edition, position=number, step=f"step_{number}", date="2030") for number in range(rows)
    )
    Partner.objects.bulk_create(
        Partner(
            programme=programme,
            key=f"partner-{number}",
            number=number + 1,
            name={"en": f"Partner {number}"},
            role=PartnerRole.PARTNER,
            country="LV",
            place=place,
        )
        for number, place in enumerate(places)
    )
    _practices(rows, places[0])
    return edition


def _practices(rows: int, place: Place) -> None:
    """So many practices of one place, each with the same concepts."""
    actor = Actor.system("tests")
    practice_services.load_vocabulary(actor=actor, now=AT)
    records = [a_record(id=f"practice-{number}", lat=None, lon=None) for number in range(rows)]
    practice_services.import_practices(actor=actor, records=records, now=AT)
    Practice.objects.update(place=place)


def forget_record() -> None:
    """Take away what `make_record` made."""
    with guards_lifted(connection):
        for model in (Practice, Ceremony, Entry, TimelineStep, Partner, Edition, Programme, Place):
            model.objects.all().delete()
