"""Every list behind a sign-in asks as much of the database for one row as for a thousand, and at most twelve times.

The public pages are counted in tests/site/test_queries_count.py, the pages of one thing with many rows behind it in
tests/walk/test_costs.py. Here one juror's room, one town, one office; then its rows are copied until every list is a
thousand long.
"""

from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.audit import services as audit
from pearls.calls.models import Application, LateLink, Member, Submission
from pearls.documents.models import Snapshot
from pearls.kernel.actor import Actor
from pearls.kernel.refs import new_ref
from pearls.mail import services as mail
from pearls.mail.models import Message
from pearls.people.models import Speaker
from pearls.places import services as places
from pearls.places.models import Place
from pearls.programme.models import Edition, RoleGrant
from pearls.selection.models import Assessment, Declaration, Dossier, Score, Seat
from tests.cast import Cast
from tests.selection.room import NOW, a_room

MOST_QUERIES = 12
ROWS = 1000
OFFICE = Actor.system("tests")

PAGES = (
    ("coordinator", "/en/today/"),
    ("coordinator", "/en/office/"),
    ("coordinator", "/en/office/demo-test/"),
    ("coordinator", "/en/office/demo-test/applications/"),
    ("coordinator", "/en/office/demo-test/applications.csv"),
    ("coordinator", "/en/office/demo-test/applications.xlsx"),
    ("coordinator", "/en/office/demo-test/mentors/"),
    ("coordinator", "/en/office/demo-test/late-links/"),
    ("coordinator", "/en/office/editions/"),
    ("coordinator", "/en/office/roles/"),
    ("coordinator", "/en/office/mail/"),
    ("coordinator", "/en/office/mail/letters/"),
    ("coordinator", "/en/office/people/"),
    ("coordinator", "/en/office/places/"),
    ("coordinator", "/en/account/places/waiting/"),
    ("coordinator", "/en/panels/"),
    ("coordinator", "/en/panels/{panel}/"),
    ("admin", "/en/office/journal/"),
    ("admin", "/en/office/journal/journal.jsonl"),
    ("juror1", "/en/today/"),
    ("juror1", "/en/assess/"),
    ("juror1", "/en/assess/{seat}/"),
    ("town", "/en/today/"),
    ("town", "/en/applications/"),
    ("town", "/en/applications/{application}/people/"),
    ("town", "/en/account/"),
)


def copies(row: models.Model, count: int, **changes: list[Any]) -> list[Any]:
    """Further rows like this one; each of `changes` has a value for each of them."""
    columns = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    model = type(row)
    rows = []
    for number in range(count):
        values = {column: getattr(row, column) for column in columns}
        values |= {name: new_ref() for name in ("ref", "token", "secret") if name in values}
        rows.append(model(**values | {name: given[number] for name, given in changes.items()}))
    return list(model._base_manager.bulk_create(rows))


def make_office(cast: Cast) -> dict[str, str]:
    """One row of everything that a list shows; gives the references that stand in addresses."""
    room = a_room(cast, {"alpha": "LV", "beta": "EE"}, jurors=2)
    for juror in ("juror1", "juror2"):
        room.score(juror, "alpha", *range(1, len(room.panel.stage_rules.criteria) + 1))
    application = Application.objects.get(place__key="alpha")
    Submission.objects.create(
        application=application,
        number=1,
        snapshot=Snapshot.objects.get(document=application.document),
        submitted_at=NOW,
        submitted_by=cast.town,
    )
    Speaker.objects.create(person=cast.town, place=application.place, state="confirmed", claimed_at=NOW)
    Speaker.objects.create(person=cast.colleague, place=application.place, claimed_at=NOW)
    Member.objects.create(application=application, email="a@b.test", right="edit", invited_at=NOW)
    LateLink.objects.create(
        edition=application.edition, place=application.place, until=NOW, reason="Power.", given_at=NOW
    )
    mail.queue(actor=OFFICE, to="a@b.test", language="en", subject="S", body="B", now=NOW, kind="note", hold=True)
    places.enter_place_by_hand(actor=cast.actor("town"), name="Nowhere", country="LV", now=NOW)
    return {
        "panel": str(room.panel.ref),
        "seat": str(room.seats["juror1"].ref),
        "application": str(application.ref),
    }


def make_long(cast: Cast) -> None:
    """A thousand more rows in each list."""
    numbers = range(ROWS)
    application = Application.objects.get(place__key="alpha")
    towns = copies(application.place, ROWS, key=[f"town-{n}" for n in numbers], name=[f"Town {n}" for n in numbers])
    documents = copies(application.document, ROWS)
    snapshots = copies(Snapshot.objects.get(document=application.document), ROWS, document_id=[d.pk for d in documents])
    applications = copies(
        application, ROWS, place_id=[town.pk for town in towns], document_id=[d.pk for d in documents]
    )
    copies(
        Submission.objects.get(),
        ROWS,
        application_id=[a.pk for a in applications],
        snapshot_id=[s.pk for s in snapshots],
    )
    _more_people(cast, application, towns)
    _more_dossiers(applications, towns, snapshots)
    copies(Message.objects.latest("pk"), ROWS)
    copies(Place.objects.get(name="Nowhere"), ROWS, key=[f"nowhere-{n}" for n in numbers])
    copies(Edition.objects.get(), ROWS, key=[f"edition-{n}" for n in numbers], rules_version_id=[None] * ROWS)
    for _ in range(60):  # the chain has no short cut; a page of the journal shows fifty
        audit.record(actor=OFFICE, act="call-opened", subject="edition:x", now=NOW)
    if connection.vendor == "postgresql":  # which plans by what it last counted: empty tables, after the tests before
        with connection.cursor() as cursor:
            cursor.execute("analyze")


def _more_people(cast: Cast, application: Application, towns: list[Place]) -> None:
    people = copies(cast.colleague, ROWS, email=[f"p{n}@demo.test" for n in range(ROWS)])
    ids, town_ids = [person.pk for person in people], [town.pk for town in towns]
    copies(Speaker.objects.get(person=cast.town), ROWS, place_id=town_ids)
    copies(Speaker.objects.get(person=cast.colleague), ROWS, person_id=ids)
    first = people[:60]
    copies(
        Member.objects.get(),
        60,
        person_id=[person.pk for person in first],
        email=[person.email for person in first],
    )
    copies(LateLink.objects.get(), ROWS, place_id=town_ids)
    copies(RoleGrant.objects.filter(person=cast.mentor)[0], ROWS, person_id=ids)


def _more_dossiers(applications: list[Application], towns: list[Place], snapshots: list[Snapshot]) -> None:
    """A panel with sixty more texts, all judged: more than anybody reads."""
    first = Dossier.objects.get(key="alpha")
    dossiers = copies(
        first,
        60,
        key=[town.key for town in towns[:60]],
        application_ref=[a.ref for a in applications[:60]],
        place_id=[town.pk for town in towns[:60]],
        snapshot_id=[s.pk for s in snapshots[:60]],
    )
    for seat in Seat.objects.filter(assessments__isnull=False).distinct():
        copies(Declaration.objects.get(seat=seat, dossier=first), 60, dossier_id=[d.pk for d in dossiers])
        assessment = Assessment.objects.get(seat=seat, dossier=first)
        made = copies(
            assessment, 60, dossier_id=[d.pk for d in dossiers], snapshot_id=[d.snapshot_id for d in dossiers]
        )
        for score in Score.objects.filter(assessment=assessment):
            copies(score, 60, assessment_id=[a.pk for a in made])


def costs(cast: Cast, refs: dict[str, str]) -> dict[tuple[str, str], int]:
    found = {}
    for who, address in PAGES:
        client = Client()
        client.force_login(cast[who])
        client.get(address.format(**refs))  # what is read once, or noted at the first visit
        with CaptureQueriesContext(connection) as seen:
            response = client.get(address.format(**refs))
            if response.streaming:
                b"".join(response.streaming_content)  # type: ignore[arg-type]
        found[who, address] = len(seen) if response.status_code == 200 else -response.status_code
    assert [page for page, count in found.items() if count < 0] == []
    return found


@pytest.mark.pages
@pytest.mark.django_db
def test_every_list_asks_as_much_for_one_row_as_for_a_thousand(cast: Cast) -> None:
    refs = make_office(cast)
    few = costs(cast, refs)

    make_long(cast)
    many = costs(cast, refs)

    assert many == few
    assert {page: count for page, count in many.items() if count > MOST_QUERIES} == {}
