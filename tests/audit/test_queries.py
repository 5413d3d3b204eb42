"""The journal in the database, edited behind our back."""

from datetime import datetime

import pytest
from django.db import connection

from pearls.audit import queries, services
from pearls.audit.models import Entry, Head, PersonalDetail
from pearls.audit.rules.chain import Finding
from pearls.db.triggers import guarded_tables, guards_lifted
from pearls.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def _five_entries(office: Actor, now: datetime) -> None:
    for number in range(1, 6):
        services.record(
            actor=office,
            act="account-created",
            subject=f"person:p{number}",
            now=now,
            data={"number": number},
            personal={"name": f"Ilze {number}"},
        )


@pytest.mark.usefixtures("_five_entries")
def test_an_untouched_journal_holds() -> None:
    report = queries.verify_journal()

    assert (report.holds, report.head.seq) == (True, 5)


def test_an_empty_journal_holds() -> None:
    assert queries.verify_journal().holds


@pytest.mark.usefixtures("_five_entries")
def test_what_somebody_does_behind_our_back_is_found() -> None:
    entries = Entry.objects
    before = guarded_tables(connection)
    assert "pearls_audit_entry" in before
    with guards_lifted(connection):
        entries.filter(seq=3).update(data={"number": 4})
        assert queries.verify_journal().finding == Finding("changed", 3)
        entries.filter(seq=3).update(data={"number": 3})
        assert queries.verify_journal().holds

        PersonalDetail.objects.filter(entry_id=5).delete()
        entries.filter(seq=5).delete()
        assert queries.verify_journal().finding == Finding("removed", 5)
    assert guarded_tables(connection) == before


@pytest.mark.usefixtures("_five_entries")
def test_an_entry_added_past_the_head_is_found() -> None:
    last = Entry.objects.get(seq=5)
    last.seq, last.prev_hash = 6, last.hash
    last.save(force_insert=True)

    assert queries.verify_journal().finding == Finding("inserted", 6)


@pytest.mark.usefixtures("_five_entries")
def test_a_head_that_was_set_back_is_found() -> None:
    Head.objects.update(seq=4, hash=Entry.objects.get(seq=4).hash)

    assert queries.verify_journal().finding == Finding("inserted", 5)


@pytest.mark.usefixtures("_five_entries")
def test_personal_details_that_were_changed_or_taken_away_are_found() -> None:
    PersonalDetail.objects.filter(entry_id=4).update(details={"name": "Jānis"})
    assert queries.verify_journal().finding == Finding("details-changed", 4)

    PersonalDetail.objects.filter(entry_id=2).delete()
    assert queries.verify_journal().finding == Finding("details-removed", 2)


@pytest.mark.usefixtures("_five_entries")
def test_details_that_were_erased_leave_a_journal_that_holds(office: Actor, now: datetime) -> None:
    services.erase_personal(actor=office, person="p2", now=now)

    assert PersonalDetail.objects.count() == 4
    assert queries.verify_journal().holds


@pytest.mark.usefixtures("_five_entries")
def test_the_journal_is_found_by_subject_kind_or_reference(office: Actor, now: datetime) -> None:
    services.record(actor=office, act="edition-created", subject="edition:2027", now=now, edition="2027")

    assert [entry.seq for entry in queries.entries(office, subject="person:p2")] == [2]
    assert [entry.seq for entry in queries.entries(office, subject="p2")] == [2]
    assert [entry.seq for entry in queries.entries(office, subject="person")] == [5, 4, 3, 2, 1]
    assert [entry.seq for entry in queries.entries(office, edition="2027", act="edition-created")] == [6]
