"""The control room as the office and others meet it."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pearls.calls import services
from pearls.calls.models import Application, LateLink
from pearls.calls.rules import State
from pearls.calls.views import office, office_bulk, office_lists
from pearls.documents import services as documents
from pearls.documents.queries import form_version
from pearls.kernel.actor import Actor
from pearls.mail.models import Message
from pearls.programme.models import Edition
from tests.calls.conftest import CLOSES, OPENS, Town, make_place
from tests.cast import Cast

AFTER = CLOSES + timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """The views' clock, set to the day after the call has closed."""

    def set_to(now: datetime) -> None:
        for module in (office, office_bulk, office_lists):
            monkeypatch.setattr(module, "utc_now", lambda: now)

    set_to(AFTER)
    return set_to


@pytest.fixture
def coordinator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def sent(town: Town) -> Application:
    town.answer("Because we want to.")
    town.send()
    return town.reload()


def at(name: str, *arguments: str) -> str:
    return reverse(f"calls:{name}", args=["demo-open", *arguments])


def many(cast: Cast, edition: Edition, count: int) -> None:
    """Towns that have begun an application, straight into the tables."""
    version = form_version("tiny")
    assert version is not None
    for number in range(count):
        document = documents.create_document(
            actor=cast.actor("town"), form_version=version, kind="application", now=OPENS
        )
        Application.objects.create(
            edition=edition,
            place=make_place(f"town-{number}-lv", f"Town {number}"),
            document=document,
            began_at=OPENS,
            moved_at=OPENS,
            state=State.SUBMITTED,
            submitted_at=OPENS,
        )


def test_the_control_room_shows_the_river_and_what_waits(coordinator: Client, sent: Application) -> None:
    home = coordinator.get(reverse("calls:control-room"))
    page = coordinator.get(at("office-edition"))

    assert "A demonstration edition" in home.content.decode()
    assert page.context["tasks"][0]["count"] == 1
    assert [row["count"] for row in page.context["river"]] == [0, 1, 0, 0, 0, 0]


def test_an_application_is_found_eligible_and_its_letter_waits(coordinator: Client, sent: Application) -> None:
    response = coordinator.post(at("office-decide", sent.ref), {"outcome": "eligible", "reason": ""})

    sent.refresh_from_db()
    assert (response.status_code, sent.state) == (302, State.ELIGIBLE)
    assert Message.objects.filter(about=sent.subject, state="held").exists()


def test_a_no_without_a_reason_says_so_beside_the_reason_and_keeps_the_state(
    coordinator: Client, sent: Application
) -> None:
    response = coordinator.post(at("office-decide", sent.ref), {"outcome": "ineligible", "reason": " "})

    sent.refresh_from_db()
    assert (response.status_code, sent.state) == (422, State.SUBMITTED)
    assert response.context["eligibility_form"].errors["reason"] == ["Write down the reason."]


def test_a_question_goes_back_with_the_end_of_its_day_in_the_zone_of_the_edition(
    coordinator: Client, sent: Application
) -> None:
    day = (AFTER + timedelta(days=7)).date()

    coordinator.post(at("office-return", sent.ref), {"question": "Who pays?", "due_on": day.isoformat()})

    question = sent.clarifications.get()
    assert question.due_at.isoformat() == f"{day.isoformat()}T22:59:59+00:00"


def test_a_question_with_a_past_day_is_refused_beside_the_day(coordinator: Client, sent: Application) -> None:
    response = coordinator.post(at("office-return", sent.ref), {"question": "Who pays?", "due_on": "2026-01-01"})

    assert response.status_code == 422
    assert "due_on" in response.context["return_form"].errors


def test_a_bulk_act_is_first_shown_and_then_done_to_those_it_is_allowed_for(
    coordinator: Client, cast: Cast, edition: Edition, sent: Application
) -> None:
    many(cast, edition, 2)
    Application.objects.filter(place__key="town-1-lv").update(state=State.WITHDRAWN)
    refs = list(Application.objects.values_list("ref", flat=True))

    preview = coordinator.post(at("office-bulk"), {"ref": refs, "act": "eligible"})
    unmoved = Application.objects.filter(state=State.ELIGIBLE).count()
    coordinator.post(at("office-bulk"), {"ref": refs, "act": "eligible", "go": "1"})

    assert (preview.context["allowed_count"], unmoved) == (2, 0)
    assert Application.objects.filter(state=State.ELIGIBLE).count() == 2


def test_a_bulk_act_with_nothing_chosen_says_so(coordinator: Client, sent: Application) -> None:
    response = coordinator.post(at("office-bulk"), {"act": "eligible"}, follow=True)

    assert "No application is chosen." in response.content.decode()


def test_a_bulk_question_without_a_day_is_refused(coordinator: Client, sent: Application) -> None:
    response = coordinator.post(at("office-bulk"), {"act": "return", "text": "Why?", "ref": [sent.ref]})

    assert response.status_code == 422


def test_the_list_is_taken_along_as_csv_in_the_order_shown(
    coordinator: Client, cast: Cast, edition: Edition, sent: Application
) -> None:
    many(cast, edition, 2)

    response = coordinator.get(at("office-export", "csv") + "?sort=-place")

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["Town 1", "Town 0", "Smiltene"]


def test_the_list_is_narrowed_by_state_stretch_country_and_name(
    coordinator: Client, cast: Cast, edition: Edition, sent: Application
) -> None:
    many(cast, edition, 1)
    Application.objects.filter(place__key="town-0-lv").update(state=State.DRAFT)

    def names(query: str) -> list[str]:
        page = coordinator.get(at("office-application-list") + query)
        return [row["application"].place.name for row in page.context["rows"]]

    assert names("?state=draft") == ["Town 0"]
    assert names("?stretch=applied") == ["Smiltene"]
    assert names("?country=fi") == []
    assert names("?q=smil") == ["Smiltene"]


@pytest.mark.parametrize("name", ["office-application-list", "office-edition", "office-export"])
def test_a_list_costs_the_same_queries_for_one_row_and_for_many(
    coordinator: Client, cast: Cast, edition: Edition, sent: Application, name: str
) -> None:
    address = at(name, "csv") if name == "office-export" else at(name)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(address).status_code == 200
        return len(queries)

    cost()
    few = cost()
    many(cast, edition, 60)

    assert cost() == few
    assert few <= 14  # two of them are the session and the account


def test_a_late_link_is_given_shown_and_closed(coordinator: Client, sent: Application) -> None:
    until = (AFTER + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")

    coordinator.post(at("office-late-links"), {"place": "smiltene-lv", "until": until, "reason": "Power failure."})
    link = LateLink.objects.get()
    shown = coordinator.get(at("office-late-links")).content.decode()
    coordinator.post(at("office-late-revoke", link.ref))

    link.refresh_from_db()
    assert link.secret in shown
    assert link.revoked_at is not None


def test_a_late_link_in_the_hour_that_march_skips_is_refused(coordinator: Client, sent: Application) -> None:
    given = {"place": "smiltene-lv", "until": "2027-03-28T02:30", "reason": "Power failure."}

    response = coordinator.post(at("office-late-links"), given)

    assert response.status_code == 422
    assert "until" in response.context["form"].errors


def test_the_list_of_applicants_waits_for_the_last_decision(coordinator: Client, sent: Application) -> None:
    before = coordinator.get(at("office-publish-applicants"))
    services.decide_eligibility(
        actor=sent_by_office(coordinator), application=sent, is_eligible=True, reason="", now=AFTER
    )
    coordinator.post(at("office-publish-applicants"))

    sent.refresh_from_db()
    assert not before.context["verdict"]
    assert sent.published_at == AFTER


def sent_by_office(client: Client) -> Actor:
    response = client.get(reverse("calls:control-room"))
    return response.wsgi_request.actor  # type: ignore[attr-defined]


def test_the_list_appears_by_itself_at_its_instant_once_all_is_decided(coordinator: Client, sent: Application) -> None:
    wall = (AFTER + timedelta(days=7)).strftime("%Y-%m-%dT12:00")
    coordinator.post(at("office-publish-applicants"), {"schedule": "1", "wall": wall})
    system = Actor.system("publication")
    due = AFTER + timedelta(days=8)

    too_early = services.publish_due_applicants(actor=system, now=AFTER)
    undecided = services.publish_due_applicants(actor=system, now=due)
    services.decide_eligibility(actor=system, application=sent, is_eligible=True, reason="", now=due)
    decided = services.publish_due_applicants(actor=system, now=due)
    again = services.publish_due_applicants(actor=system, now=due)

    assert (too_early, undecided, decided, again) == (0, 0, 1, 0)


def test_a_list_cannot_be_set_to_appear_before_the_call_closes(coordinator: Client, sent: Application) -> None:
    response = coordinator.post(at("office-publish-applicants"), {"schedule": "1", "wall": "2026-12-01T12:00"})

    assert response.status_code == 422
    assert response.context["form"].errors["wall"] == ["The list can only appear after the call has closed."]


@pytest.mark.parametrize("who", ["town", "juror1", "committee", "mentor", "editor"])
def test_the_control_room_is_not_there_for_others(client: Client, cast: Cast, sent: Application, who: str) -> None:
    client.force_login(cast[who])

    seen = {
        client.get(address).status_code
        for address in (
            reverse("calls:control-room"),
            at("office-edition"),
            at("office-application-list"),
            at("office-application", sent.ref),
            at("office-export", "csv"),
            at("office-late-links"),
            at("office-publish-applicants"),
        )
    }
    posted = client.post(at("office-decide", sent.ref), {"outcome": "eligible"}).status_code

    assert (seen, posted) == ({404}, 404)
    assert Application.objects.get().state == State.SUBMITTED


def test_the_history_of_an_application_is_told_in_words_with_names(coordinator: Client, sent: Application) -> None:
    page = coordinator.get(at("office-application", sent.ref))

    sender = page.context["history"][0]
    assert sender[1:] == ("Application submitted", str(sent.members.get(right="edit").person))
    assert "Application submitted" in page.content.decode()
    assert "application-submitted" not in page.content.decode()
