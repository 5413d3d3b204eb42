"""Writing the journal."""

from datetime import datetime

import pytest
from django.db import DatabaseError, transaction

from pearls.audit import queries, rules, services
from pearls.audit.models import Entry, Head, PersonalDetail
from pearls.kernel.actor import Actor


@pytest.mark.django_db
def test_entries_form_a_chain(office: Actor, now: datetime) -> None:
    first = services.record(actor=office, act="edition-created", subject="edition:2027", now=now)
    second = services.record(actor=office, act="edition-opened", subject="edition:2027", now=now, data={"titles": 3})

    assert (first.seq, first.prev_hash) == (1, rules.GENESIS)
    assert (second.seq, second.prev_hash) == (2, first.hash)
    assert Head.objects.values_list("seq", "hash").get() == (2, second.hash)


@pytest.mark.django_db
def test_an_entry_read_back_gives_the_same_hash(office: Actor, now: datetime) -> None:
    made = services.record(
        actor=office, act="edition-created", subject="edition:2027", now=now, data={"at": now, "name": "Kārta 😀"}
    )

    read = Entry.objects.get(seq=made.seq)

    assert rules.entry_hash(queries.content_of(read)) == made.hash


@pytest.mark.django_db
def test_personal_details_lie_apart_and_can_be_erased(office: Actor, now: datetime) -> None:
    made = services.record(
        actor=office, act="account-created", subject="person:abc", now=now, personal={"name": "Ilze Bērziņa"}
    )
    assert "Ilze" not in str(queries.content_of(made))
    detail = PersonalDetail.objects.get(entry=made)
    assert made.personal_commitment == rules.commitment(detail.details, salt=detail.salt)

    erased_count = services.erase_personal(actor=office, person="abc", now=now)

    assert erased_count == 1
    assert not PersonalDetail.objects.exists()
    assert list(Entry.objects.values_list("act", flat=True)) == ["account-created", "personal-details-erased"]


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_table_refuses_changes_and_removals(office: Actor, now: datetime, change: str) -> None:
    services.record(actor=office, act="edition-created", subject="edition:2027", now=now)

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        if change == "update":
            Entry.objects.update(act="something-else")
        else:
            Entry.objects.all().delete()

    assert Entry.objects.get().act == "edition-created"


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused(office: Actor, now: datetime) -> None:
    with pytest.raises(services.JournalBroken):
        services.record(actor=office, act="edition-created", subject="edition:2027", now=now)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry(office: Actor, now: datetime) -> None:
    with pytest.raises(ValueError, match="changed my mind"), transaction.atomic():
        services.record(actor=office, act="edition-created", subject="edition:2027", now=now)
        raise ValueError("changed my mind")

    assert not Entry.objects.exists()
