"""Every version of a plan at a glance, the plan as it stood, two versions field by field."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pearls.documents import services as documents
from pearls.documents.rules import Form
from pearls.plans import queries, services
from pearls.plans.queries import PointKind
from pearls.plans.views.versions import instant_name
from tests.calls.conftest import PLAN_DUE
from tests.plans.conftest import ADMITTED, WRITING, Candidate
from tests.plans.contents import contents
from tests.plans.test_remarks import TEAM
from tests.plans.test_remarks_pages import MOST_QUERIES, queries_of, text_of
from tests.plans.test_services import whole_plan

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOON = datetime(2027, 2, 10, 12, tzinfo=WRITING.tzinfo)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with mock.patch("pearls.plans.views.versions.utc_now", lambda: PLAN_DUE + DAY):
        yield


def said(candidate: Candidate, at: datetime, access: Any = TEAM) -> dict[str, Any]:
    (found,) = queries.versions_at(candidate.plan, access, at)
    return found.content


def fill(candidate: Candidate, now: datetime, **answers: Any) -> None:
    documents.fill_answers(actor=candidate.actor(), document=candidate.plan.document, answers=answers, now=now)


def test_a_plan_is_rebuilt_as_it_stood_at_an_instant(candidate: Candidate) -> None:
    goals = [{"id": "z1", "goal": "Meet"}, {"id": "z2", "goal": "Sing"}]
    fill(candidate, NOON, vision="We sing.", goals=goals)
    fill(candidate, NOON + DAY, vision="We dance.", goals=[goals[1]])

    assert said(candidate, NOON - HOUR) == {}
    assert said(candidate, NOON) == {"vision": "We sing.", "goals": goals}
    assert said(candidate, NOON + HOUR) == {"vision": "We sing.", "goals": goals}
    assert said(candidate, NOON + DAY) == {"vision": "We dance.", "goals": [goals[1]]} == candidate.content


def test_a_text_that_was_never_current_is_in_no_version(candidate: Candidate) -> None:
    candidate.save("vision", "We sing.", now=NOON)
    candidate.save("vision", "We dance.", who="colleague", now=NOON + HOUR)  # upon nothing: a rival

    assert said(candidate, NOON + DAY) == {"vision": "We sing."} == candidate.content


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(contents(most_records=2), min_size=1, max_size=4))
def test_whatever_was_written_every_state_can_be_opened_again(
    candidate: Candidate, steps: list[dict[str, Any]]
) -> None:
    form: Form = candidate.plan.document.form
    with transaction.atomic():
        states = []
        for number, content in enumerate(steps):
            everything = {question.id: content.get(question.id) for question in form.questions}
            fill(candidate, NOON + number * HOUR, **everything)
            states.append(candidate.content)

        rebuilt = [said(candidate, NOON + number * HOUR) for number in range(len(steps))]

        assert rebuilt == states
        transaction.set_rollback(True)


def test_a_submission_opens_as_it_was_sent(candidate: Candidate) -> None:
    fill(candidate, NOON, **whole_plan())
    sent = services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=WRITING)
    fill(candidate, WRITING + HOUR, vision="Something else.")

    assert said(candidate, WRITING) == sent.snapshot.answers
    assert said(candidate, WRITING + HOUR)["vision"] == "Something else."


def test_the_points_in_time_say_who_wrote_how_much_and_what_was_sent(candidate: Candidate) -> None:
    candidate.save("vision", "We sing.", now=NOON)
    candidate.save("vision", "We sing in May.", base=1, now=NOON + HOUR)
    candidate.save("owner", "The council.", who="colleague", now=NOON + 2 * HOUR)
    plan = {name: value for name, value in whole_plan().items() if value is not None}
    services.fill_plan(actor=candidate.actor("colleague"), plan=candidate.plan, answers=plan, now=NOON + DAY)
    services.submit_plan(actor=candidate.actor(), plan=candidate.reload(), now=WRITING)

    points = queries.points_of(candidate.plan)

    assert [(point.kind, point.at) for point in points] == [
        (PointKind.SENT, WRITING),
        (PointKind.FILLED_IN, NOON + DAY),
        (PointKind.WRITTEN, NOON + DAY),
        (PointKind.WRITTEN, NOON + 2 * HOUR),
    ]
    first = points[-1]
    assert dict(zip(first.names, [(one.answers, one.versions) for one in first.writings], strict=True)) == {
        candidate.cast.town.name: (1, 2),
        candidate.cast.colleague.name: (1, 1),
    }
    assert points[0].number == 1


def test_the_page_lists_versions_and_opens_one(candidate: Candidate) -> None:
    candidate.save("vision", "We sing.", now=NOON)
    candidate.save("vision", "We dance.", base=1, now=NOON + DAY)
    client = candidate.client("mentor")

    listed = text_of(client, candidate.base + "versions/")
    opened = text_of(client, f"{candidate.base}versions/{instant_name(NOON)}/")

    assert listed.count(f"{candidate.cast.town.name}: 1 answer · 1 version ") == 2
    assert ("We sing." in opened, "We dance." in opened) == (True, False)


def test_two_versions_are_compared_field_by_field_whichever_is_named_first(candidate: Candidate) -> None:
    fill(
        candidate,
        NOON,
        vision="We sing in May.",
        goals=[{"id": "z1", "goal": "Meet"}, {"id": "z2", "goal": "Sing"}, {"id": "z3", "goal": "Go"}],
    )
    fill(
        candidate,
        NOON + DAY,
        vision="We sing in June.",
        goals=[{"id": "z2", "goal": "Sing"}, {"id": "z1", "goal": "Meet often"}, {"id": "z4", "goal": "Stay"}],
    )
    older, newer = instant_name(NOON), instant_name(NOON + DAY)
    client = candidate.client()

    page = client.get(f"{candidate.base}versions/compare/?from={older}&to={newer}").content.decode()
    other_way = text_of(client, f"{candidate.base}versions/compare/?from={newer}&to={older}")

    assert "We sing in <del>May.</del><ins>June.</ins>" in page
    assert "Meet<ins> often</ins>" in page
    assert "5 differences" in other_way
    for line in (
        "Vision in a few sentences Changed We sing in May. June.",
        "Goals Put in another order Meet Sing Sing Meet often",
        "Goals › Meet › Goal Changed Meet often",
        "Goals › Stay New Goal: Stay",
        "Goals › Go Taken out Goal: Go",
    ):
        assert line in other_way
    same = text_of(client, f"{candidate.base}versions/compare/?from={newer}&to=now")
    assert "0 differences" in same


def test_a_translation_is_among_the_differences_before_and_after_sending(candidate: Candidate) -> None:
    fill(candidate, NOON, **whole_plan())
    fill(candidate, NOON + DAY, **{"vision--en": {"text": "All are welcome.", "of": "0123456789ab"}})
    older, newer = instant_name(NOON), instant_name(NOON + DAY)
    services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=NOON + 2 * DAY)
    sent = instant_name(NOON + 2 * DAY)
    client = candidate.client()

    written = text_of(client, f"{candidate.base}versions/compare/?from={older}&to={newer}")
    unchanged = text_of(client, f"{candidate.base}versions/compare/?from={newer}&to={sent}")

    assert "1 difference " in written
    assert "Vision in a few sentences › English New" in written
    assert "All are welcome." in written
    assert "0 differences" in unchanged


@pytest.mark.parametrize("who", ["othertown", "juror1", "coordinator"])
def test_versions_are_there_for_those_who_read_the_plan(candidate: Candidate, who: str) -> None:
    client = candidate.client(who)

    for page in ("versions/", f"versions/{instant_name(NOON)}/", f"versions/compare/?from={instant_name(NOON)}&to=now"):
        assert client.get(candidate.base + page).status_code == 404


@pytest.mark.parametrize("point", ["nothing", "20270230T120000000000", instant_name(ADMITTED - DAY)])
def test_an_instant_that_is_none_has_no_version(candidate: Candidate, point: str) -> None:
    client = candidate.client()

    assert client.get(f"{candidate.base}versions/{point}/").status_code == 404
    assert client.get(f"{candidate.base}versions/compare/?from={point}&to=now").status_code == 404
    assert client.get(f"{candidate.base}versions/compare/?from=now").status_code == 302


def test_a_private_answer_is_in_no_version_for_a_mentor(candidate: Candidate) -> None:
    definition = {
        "schema": 1,
        "key": "plan",
        "title": {"en": "Plan"},
        "sections": [
            {
                "id": "people",
                "title": {"en": "People"},
                "questions": [
                    {"id": "phone", "kind": "short_text", "label": {"en": "Telephone"}, "private": True, "max_words": 5}
                ],
            }
        ],
    }
    office = candidate.actor("coordinator")
    version = documents.publish_form(actor=office, definition=definition, now=ADMITTED)
    documents.migrate_document(actor=office, document=candidate.plan.document, form_version=version, now=ADMITTED)
    candidate.reload()
    fill(candidate, NOON, phone="29 11 22 33")
    pages = (f"versions/{instant_name(NOON)}/", f"versions/compare/?from={instant_name(NOON - HOUR)}&to=now")

    seen = {
        who: ["29 11 22 33" in text_of(candidate.client(who), candidate.base + page) for page in pages]
        for who in ("town", "mentor")
    }

    assert seen == {"town": [True, True], "mentor": [False, False]}


def test_pages_of_versions_ask_as_much_for_few_versions_as_for_many(candidate: Candidate) -> None:
    fill(candidate, NOON, **whole_plan())
    services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=WRITING)
    client, older = candidate.client(), instant_name(NOON)
    pages = (
        "versions/",
        f"versions/{older}/",
        f"versions/{instant_name(WRITING)}/",
        f"versions/compare/?from={older}&to={instant_name(WRITING)}",
        f"versions/compare/?from={older}&to=now",
    )
    few = {page: queries_of(client, candidate.base + page) for page in pages}

    for number in range(1, 30):
        candidate.save("vision", f"We sing {number} times.", base=number, now=NOON + number * DAY)
        fill(candidate, NOON + number * DAY, goals=[{"id": f"z{at}", "goal": "Meet"} for at in range(number)])
    many = {page: queries_of(client, candidate.base + page) for page in pages}

    assert many == few
    assert {page: count for page, count in many.items() if count > MOST_QUERIES} == {}
