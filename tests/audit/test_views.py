"""The journal's page."""

import json
from datetime import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pearls.audit import services
from pearls.audit.models import Entry, Verification
from pearls.audit.rules.chain import verify_chain
from pearls.kernel.actor import Actor
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.coordinator)
    return client


def write(count: int, office: Actor, now: datetime) -> None:
    for number in range(count):
        services.record(
            actor=office,
            act="backup-restored",
            subject=f"application:a{number}",
            now=now,
            edition="2027",
            data={"made_at": "yesterday"},
            personal={"name": "Ilze <b>Ozola</b>"},
        )


def test_the_office_reads_the_journal_in_words(coordinator: Client, cast: Cast, now: datetime) -> None:
    services.record(
        actor=cast.actor("town"), act="backup-restored", subject="programme:x", now=now, personal={"name": "<b>Ilze"}
    )

    page = coordinator.get("/en/office/journal/").content.decode()

    assert "Backup restored" in page
    assert cast.town.name in page
    assert "&lt;b&gt;Ilze" in page
    assert "The journal has not been verified yet." in page


def test_verifying_says_up_to_where(coordinator: Client, office: Actor, now: datetime) -> None:
    write(3, office, now)
    last = Entry.objects.last()
    assert last is not None

    answer = coordinator.post("/en/office/journal/verify/", follow=True)

    assert f"Verified up to entry {last.seq}" in answer.content.decode()
    assert Verification.objects.get().finding_code == ""


def test_the_journal_is_narrowed_by_subject_act_and_edition(coordinator: Client, office: Actor, now: datetime) -> None:
    write(3, office, now)

    for query, count in (("subject=a1", 1), ("subject=application", 3), ("edition=2027", 3), ("act=none", 0)):
        page = coordinator.get(f"/en/office/journal/?{query}")
        assert len(page.context["rows"]) == count


def test_the_page_costs_the_same_for_one_entry_and_for_a_thousand(
    coordinator: Client, office: Actor, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    write(60, office, now)

    with django_assert_max_num_queries(12):
        assert coordinator.get("/en/office/journal/").status_code == 200
    assert coordinator.get("/en/office/journal/?page=9").status_code == 404


def test_the_export_is_a_journal_that_holds(coordinator: Client, office: Actor, now: datetime) -> None:
    write(3, office, now)

    lines = b"".join(coordinator.get("/en/office/journal/journal.jsonl").streaming_content).decode().splitlines()  # type: ignore[attr-defined]

    assert "Ilze" not in "".join(lines)
    entries = [json.loads(line) for line in lines]
    head = entries.pop()["head"]
    report = verify_chain(entries, head=None)
    assert (report.holds, report.head.seq, report.head.hash) == (True, head["seq"], head["hash"])


@pytest.mark.parametrize("who", ["town", "juror1", "partner"])
def test_nobody_else_knows_that_there_is_a_page(client: Client, cast: Cast, who: str) -> None:
    client.force_login(cast[who])

    assert client.get("/en/office/journal/").status_code == 404
    assert client.get("/en/office/journal/journal.jsonl").status_code == 404
    assert client.post("/en/office/journal/verify/").status_code == 404
