"""Invitations: a yes with less, the day of the answer, reminders that go once, and an invitation taken back."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from pearls.audit.models import Entry
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.selection import services
from pearls.selection.models import Panel, Seat, Topic
from pearls.selection.rules.inviting import (
    ANSWER,
    LATE_LASTS,
    SCORES,
    Offer,
    ReminderKind,
    is_overdue,
    may_ask_again,
    may_describe_own,
    reminder_due,
)
from pearls.selection.rules.panels import PanelState, SeatState
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room

DAY = date(2027, 11, 15)  # two weeks after NOW
BEFORE, AFTER = ReminderKind.ANSWER_BEFORE, ReminderKind.ANSWER_AFTER


@pytest.fixture
def room(cast: Cast) -> Room:
    return a_room(cast, {"alfa": "LV", "beta": "FI"}, jurors=1)


@pytest.fixture
def invited(room: Room) -> Seat:
    return services.invite(actor=OFFICE, panel=room.fresh(), person=room.cast.juror(2), country="DK", now=NOW)


def refused(act: object, **given: object) -> str:
    with pytest.raises(NotAllowed) as refusal:
        act(**given)  # type: ignore[operator]
    return refusal.value.verdict.reason


def letters(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("to", flat=True))


@pytest.mark.parametrize(
    ("day", "sent", "found"),
    [
        (-4, (), None),
        (-3, (), BEFORE),
        (0, (), BEFORE),
        (-1, (BEFORE,), None),
        (1, (BEFORE,), AFTER),
        (1, (), AFTER),
        (2, (BEFORE, AFTER), None),
        (LATE_LASTS.days + 1, (), None),
    ],
)
def test_somebody_is_reminded_once_before_the_day_and_once_after_it(
    day: int, sent: tuple[ReminderKind, ...], found: ReminderKind | None
) -> None:
    assert reminder_due(kinds=ANSWER, due_on=DAY, today=DAY + timedelta(days=day), sent=sent) == found


@given(some.integers(-30, 30), some.lists(some.integers(-40, 60)))
def test_however_often_it_looks_each_reminder_goes_once_and_in_order(since: int, days: list[int]) -> None:
    sent: list[ReminderKind] = []
    for day in sorted(days):
        kind = reminder_due(
            kinds=SCORES,
            due_on=DAY,
            today=DAY + timedelta(days=day),
            sent=sent,
            since=DAY + timedelta(days=since),
        )
        sent += [kind] if kind else []

    assert sent in ([], [SCORES[0]], [SCORES[1]], list(SCORES))


def test_who_was_asked_when_the_day_was_near_is_not_reminded_before_it() -> None:
    asked = {"kinds": ANSWER, "due_on": DAY, "sent": ()}

    assert reminder_due(**asked, today=DAY, since=DAY - timedelta(days=2)) is None  # type: ignore[arg-type]
    assert reminder_due(**asked, today=DAY, since=DAY - timedelta(days=3)) == BEFORE  # type: ignore[arg-type]


def test_the_rules_say_when_an_offer_is_changed_and_a_day_is_set() -> None:
    own = {"is_own": True, "seat": SeatState.ACCEPTED, "is_assessor": True, "panel": PanelState.SCORING}
    again = {"is_office": True, "panel": PanelState.SCORING, "seat": SeatState.INVITED, "today": DAY}

    assert may_describe_own(**own, has_begun=False)  # type: ignore[arg-type]
    assert may_describe_own(**own, has_begun=True).reason == "own-scores-begun"  # type: ignore[arg-type]
    assert may_ask_again(**again, answer_on=DAY)  # type: ignore[arg-type]
    assert may_ask_again(**again, answer_on=DAY - timedelta(days=1)).reason == "day-is-past"  # type: ignore[arg-type]
    assert is_overdue(seat=SeatState.INVITED, answer_on=DAY, today=DAY + timedelta(days=1))
    assert not is_overdue(seat=SeatState.INVITED, answer_on=DAY, today=DAY)
    assert not is_overdue(seat=SeatState.DECLINED, answer_on=DAY, today=DAY + timedelta(days=1))


def test_a_yes_may_be_a_yes_to_less_and_may_change_until_one_begins(room: Room, invited: Seat) -> None:
    Topic.objects.create(panel=room.panel, code="challenge:ageing", name={"en": "Ageing"})
    juror = room.cast.actor("juror2")
    offer = Offer(1, ("lv", "en"), ("challenge:ageing", "challenge:unheard-of"))

    seat = services.answer_invitation(actor=juror, seat=invited, accepts=True, offer=offer, note="Busy", now=NOW)

    assert (seat.state, seat.capacity, seat.languages, seat.topics) == (
        "accepted",
        1,
        ["en", "lv"],
        ["challenge:ageing"],
    )
    assert Entry.objects.filter(act="seat-accepted").latest("pk").data["capacity"] == 1
    services.describe_own_seat(actor=juror, seat=seat, offer=Offer(2), now=NOW)
    room.seats["juror2"] = seat
    room.score("juror2", "alfa", 5, 5, 5, 5, 5)
    assert refused(services.describe_own_seat, actor=juror, seat=seat, offer=Offer(1), now=NOW) == "own-scores-begun"
    seat.refresh_from_db()
    assert (seat.capacity, seat.languages, seat.topics) == (2, [], [])


def test_who_has_not_answered_is_reminded_twice_and_nobody_else(room: Room, invited: Seat) -> None:
    actor, days = OFFICE, [timedelta(days=number) for number in range(40)]
    assert invited.answer_on == DAY

    reminded = [services.remind_panels(actor=actor, now=NOW + day) for day in days for _twice in range(2)]

    who = [room.cast.juror(2).email]
    assert (letters("panel-answer-reminder"), letters("panel-answer-overdue")) == (who, who)
    assert sum(reminded) == Entry.objects.filter(act="assessor-reminded").count()
    assert Message.objects.get(kind="panel-answer-reminder").queued_at.date() == DAY - timedelta(days=3)
    assert Message.objects.get(kind="panel-answer-overdue").queued_at.date() == DAY + timedelta(days=1)


def test_an_answer_ends_the_reminders(room: Room, invited: Seat) -> None:
    services.answer_invitation(actor=room.cast.actor("juror2"), seat=invited, accepts=False, now=NOW)

    for number in range(40):
        services.remind_panels(actor=OFFICE, now=NOW + timedelta(days=number))

    assert letters("panel-answer-reminder") + letters("panel-answer-overdue") == []


def test_a_new_day_is_told_at_once_and_reminded_of_after_it(room: Room, invited: Seat) -> None:
    later, past = DAY + timedelta(days=7), date(2027, 10, 1)

    assert refused(services.await_answer, actor=OFFICE, seat=invited, answer_on=past, now=NOW) == "day-is-past"
    services.await_answer(actor=OFFICE, seat=invited, answer_on=later, now=NOW)
    services.await_answer(actor=OFFICE, seat=invited, answer_on=later, now=NOW)
    for number in range(40):
        services.remind_panels(actor=OFFICE, now=NOW + timedelta(days=number))

    assert (len(letters("panel-answer-reminder")), len(letters("panel-answer-overdue"))) == (1, 1)
    assert "22. november 2027" in Message.objects.get(kind="panel-answer-overdue").body


def test_an_open_invitation_is_withdrawn_with_a_reason(room: Room, invited: Seat) -> None:
    outsider = room.cast.actor("juror1")

    assert refused(services.withdraw_invitation, actor=outsider, seat=invited, reason="x", now=NOW) == "not-the-office"
    assert refused(services.withdraw_invitation, actor=OFFICE, seat=invited, reason=" ", now=NOW) == "reason-missing"
    services.withdraw_invitation(actor=OFFICE, seat=invited, reason="No answer", now=NOW)

    juror = room.cast.actor("juror2")
    assert refused(services.answer_invitation, actor=juror, seat=invited, accepts=True, now=NOW) == "seat-ended"
    assert refused(services.withdraw_invitation, actor=OFFICE, seat=invited, reason="x", now=NOW) == "already-answered"
    assert letters("panel-invitation-withdrawn") == [room.cast.juror(2).email]


def test_scores_are_asked_for_before_and_after_their_day_of_who_has_not_finished(room: Room) -> None:
    Panel.objects.filter(pk=room.panel.pk).update(due_at=NOW + timedelta(days=10))
    services.invite(actor=OFFICE, panel=room.fresh(), person=room.cast.juror(2), country="DK", now=NOW)
    room.seats["juror2"] = services.answer_invitation(
        actor=room.cast.actor("juror2"), seat=Seat.objects.latest("pk"), accepts=True, now=NOW
    )
    for town in ("alfa", "beta"):
        room.score("juror1", town, 5, 5, 5, 5, 5)

    for number in range(30):
        services.remind_panels(actor=OFFICE, now=NOW + timedelta(days=number))
        services.remind_panels(actor=OFFICE, now=NOW + timedelta(days=number, hours=1))

    late = [room.cast.juror(2).email]
    assert (letters("panel-scores-reminder"), letters("panel-scores-overdue")) == (late, late)
    asked, overdue = (Message.objects.get(kind=f"panel-scores-{name}") for name in ("reminder", "overdue"))
    assert (asked.queued_at - NOW, overdue.queued_at - NOW) == (timedelta(days=5), timedelta(days=11))
    assert "Texts that you have not finished: 2." in asked.body


def test_the_pages_ask_how_much_and_show_the_office_who_is_silent(room: Room, invited: Seat) -> None:
    juror, office = Client(), Client()
    juror.force_login(room.cast.juror(2))
    office.force_login(room.cast.coordinator)
    Topic.objects.create(panel=room.panel, code="challenge:ageing", name={"en": "Ageing"})
    Seat.objects.filter(pk=invited.pk).update(answer_on=date(2026, 1, 5))
    page, answer = (reverse(f"selection:{name}", args=[invited.ref]) for name in ("seat", "seat-answer"))
    desk = reverse("selection:panel-seat", args=[room.panel.ref, invited.ref])
    change = reverse("selection:change-seat", args=[room.panel.ref, invited.ref])

    assert "No answer" in office.get(reverse("selection:panel", args=[room.panel.ref])).content.decode()
    assert "No answer" in office.get(desk).content.decode()
    assert office.post(change, {"act": "await", "answer_on": "2090-05-06"}).status_code == 302
    assert "No answer" not in office.get(desk).content.decode()
    assert "6 May 2090" in juror.get(page).content.decode().replace("\xa0", " ")
    assert juror.post(answer, {"answer": "accept", "offers": "1", "capacity": "0"}).status_code == 422
    offered = {"offers": "1", "capacity": "1", "languages": ["en"], "topics": ["challenge:ageing"], "note": "Busy"}
    assert juror.post(answer, {"answer": "accept", **offered}).status_code == 302
    told = office.get(desk).content.decode()
    assert all(words in told for words in ("Takes at most 1 texts.", "Reads: English", "Knows: Ageing", "Busy"))
    assert juror.post(reverse("selection:seat-describe", args=[invited.ref]), {"capacity": ""}).status_code == 302
    assert Seat.objects.get(pk=invited.pk).capacity is None
    assert juror.get(desk).status_code == 404
