"""The office appoints mentors, and both sides learn of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pearls.audit.models import Entry
from pearls.calls import queries, services
from pearls.calls.models import Application
from pearls.calls.rules import MENTORED, Appointment, State, may_appoint_mentor
from pearls.calls.views import office_mentors
from pearls.kernel.actor import Grant, Role
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.people import queries as people_queries
from pearls.people.models import Mentorship
from pearls.programme import queries as programme_queries
from pearls.programme import services as programme_services
from pearls.programme.models import RoleGrant
from pearls.site.views import today
from tests.calls.conftest import CLOSES, OPENS, Town, let_speak, make_place

AFTER = CLOSES + timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_mentors, "utc_now", lambda: AFTER)


@pytest.fixture
def sent(town: Town) -> Application:
    town.answer("Because we want to.")
    town.send()
    Message.objects.all().delete()
    return town.reload()


def appointment(**other: object) -> Appointment:
    fits: dict[str, object] = {
        "is_office": True,
        "state": State.CANDIDATE,
        "holds_role": True,
        "works_on_it": False,
        "is_mentor": False,
    }
    return Appointment(**{**fits, **other})  # type: ignore[arg-type]


def at(name: str, *arguments: str) -> str:
    return reverse(f"calls:office-mentor-{name}", args=["demo-open", *arguments])


def as_(town: Town, who: str) -> Client:
    client = Client()
    client.force_login(town.cast[who])
    return client


def appoint(town: Town, *, who: str = "coordinator", mentor: str = "mentor") -> Mentorship:
    return services.appoint_mentor(
        actor=programme_queries.actor_for(town.cast[who]),
        application=town.reload(),
        mentor=town.cast[mentor],
        now=AFTER,
    )


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({}, ""),
        ({"is_office": False}, "not-the-office"),
        ({"holds_role": False}, "not-a-mentor"),
        ({"works_on_it": True}, "mentor-works-on-it"),
        ({"is_mentor": True}, "already-mentor"),
    ],
)
def test_only_the_office_appoints_and_only_a_mentor_who_does_not_work_on_it(
    other: dict[str, bool], reason: str
) -> None:
    assert may_appoint_mentor(appointment(**other)).reason == reason


@pytest.mark.parametrize("state", State)
def test_a_place_has_a_mentor_from_its_application_on_until_nothing_more_comes_of_it(state: State) -> None:
    ended = {State.DRAFT, State.WITHDRAWN, State.INELIGIBLE, State.NOT_ADMITTED, State.DROPPED_OUT, State.NOT_AWARDED}

    assert bool(may_appoint_mentor(appointment(state=state))) == (state not in ended) == (state in MENTORED)


def test_an_appointment_is_written_down_and_told_to_both_sides(town: Town, sent: Application) -> None:
    mentorship = appoint(town)

    assert [entry.act for entry in Entry.objects.order_by("-seq")[:2]] == ["mentor-appointed", "mentorship-began"]
    letters = {message.to: message for message in Message.objects.all()}
    assert set(letters) == {"mentor@demo.test", "town@demo.test"}
    assert f"/applications/{sent.ref}/" in letters["mentor@demo.test"].body
    assert "mentor@demo.test" in letters["town@demo.test"].body
    assert list(queries.mentors_of(sent)) == [mentorship]


def test_an_end_is_written_down_and_told_to_both_sides_and_comes_once(town: Town, sent: Application) -> None:
    mentorship = appoint(town)
    Message.objects.all().delete()
    coordinator = town.cast.actor("coordinator")

    services.dismiss_mentor(actor=coordinator, application=sent, mentorship=mentorship, now=AFTER)
    with pytest.raises(NotAllowed) as refusal:
        services.dismiss_mentor(actor=coordinator, application=sent, mentorship=mentorship, now=AFTER)

    assert refusal.value.verdict.reason == "mentor-gone"
    assert [entry.act for entry in Entry.objects.order_by("-seq")[:2]] == ["mentor-dismissed", "mentorship-ended"]
    assert sorted(Message.objects.values_list("to", flat=True)) == ["mentor@demo.test", "town@demo.test"]
    assert not queries.access_to(town.cast.actor("mentor"), sent).is_mentor


def test_a_speaker_of_the_place_and_a_colleague_do_not_mentor_it(town: Town, sent: Application) -> None:
    let_speak(town.cast.mentor, sent.place)

    with pytest.raises(NotAllowed) as refusal:
        appoint(town)

    assert refusal.value.verdict.reason == "mentor-works-on-it"
    assert not Mentorship.objects.exists()


def test_a_mentor_whose_role_has_ended_reads_nothing_any_more(town: Town, sent: Application) -> None:
    appoint(town)
    as_mentor = as_(town, "mentor")
    assert as_mentor.get(f"/en/applications/{sent.ref}/").status_code == 200

    grant = RoleGrant.objects.get(person=town.cast.mentor)
    programme_services.end_role(actor=town.cast.actor("admin"), grant=grant, now=AFTER)

    assert as_mentor.get(f"/en/applications/{sent.ref}/").status_code == 404
    assert "Smiltene" not in as_mentor.get("/en/applications/").content.decode()


@pytest.mark.parametrize(("held_for", "mentors"), [(None, True), ("demo-open", True), ("another", False)])
def test_a_role_for_one_edition_mentors_in_that_edition_alone(
    town: Town, sent: Application, held_for: str | None, mentors: bool
) -> None:
    appoint(town)

    actor = replace(town.cast.actor("mentor"), grants=frozenset({Grant(Role.MENTOR, held_for)}))

    assert queries.access_to(actor, sent).is_mentor == mentors
    assert people_queries.mentorships_of(actor).exists() == mentors


def test_the_office_appoints_on_the_page_of_an_application_and_the_town_sees_who(town: Town, sent: Application) -> None:
    office, page = as_(town, "coordinator"), reverse("calls:office-application", args=["demo-open", sent.ref])
    choices = office.get(page).context["mentor_form"].fields["mentor"].choices
    assert [ref for ref, _name in choices] == ["", town.cast.mentor.ref]

    office.post(at("appoint", sent.ref), {"mentor": town.cast.mentor.ref})
    again = office.post(at("appoint", sent.ref), {"mentor": town.cast.mentor.ref})

    assert again.context["mentor_form"].errors["mentor"] == ["This person mentors the place already."]
    overview = as_(town, "town").get(f"/en/applications/{sent.ref}/").content.decode()
    assert "mailto:mentor@demo.test" in overview
    assert "Līga Bērziņa" in overview


def test_somebody_without_the_role_cannot_be_chosen(town: Town, sent: Application) -> None:
    answer = as_(town, "coordinator").post(at("appoint", sent.ref), {"mentor": town.cast.juror1.ref})

    assert answer.status_code == 422
    assert not Mentorship.objects.exists()


def test_one_mentor_is_given_to_every_place_that_was_ticked(town: Town, sent: Application) -> None:
    other = make_place("kuldiga-lv", "Kuldīga")
    let_speak(town.cast.othertown, other)
    second = services.begin_application(
        actor=town.cast.actor("othertown"), edition=town.edition, place=other, now=OPENS
    )
    Application.objects.filter(pk=second.pk).update(state=State.CANDIDATE)
    office = as_(town, "coordinator")
    edition = office.get(reverse("calls:office-edition", args=["demo-open"]))
    assert ("Candidates have no mentor yet", 1) in [
        (str(row["what"]), row["count"]) for row in edition.context["tasks"]
    ]

    office.post(at("list"), {"ref": [sent.ref, second.ref], "mentor": town.cast.mentor.ref})

    assert sorted(Mentorship.objects.values_list("place__key", flat=True)) == ["kuldiga-lv", "smiltene-lv"]
    assert office.get(at("list") + "?without=1").context["rows"] == []
    assert office.get(at("list")).context["mentors"] == [(town.cast.mentor, 2)]


def test_a_mentor_is_taken_off_on_the_page_of_the_application(town: Town, sent: Application) -> None:
    mentorship = appoint(town)
    office = as_(town, "coordinator")

    office.post(at("dismiss", sent.ref, mentorship.ref))

    assert not queries.mentors_of(sent).exists()
    assert office.post(at("dismiss", sent.ref, mentorship.ref)).status_code == 404


def test_a_new_mentor_finds_it_among_what_is_new_today(
    town: Town, sent: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    appoint(town)
    said = []

    for days in (1, 30):
        now = AFTER + timedelta(days=days)
        monkeypatch.setattr(today, "utc_now", lambda now=now: now)
        said.append("You mentor this place now." in as_(town, "mentor").get("/en/today/").content.decode())

    assert said == [True, False]
