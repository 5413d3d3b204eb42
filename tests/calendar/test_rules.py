"""Who sees an event, who may come, what its programme and feedback may hold."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.calendar import rules
from pearls.calendar.rules import Audience, Precision, QuestionKind, Reader, Slot, Standing, State, When

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("reader", "audience", "state", "sees"),
    [
        (Reader(), Audience.PUBLIC, State.PUBLISHED, True),
        (Reader(), Audience.PUBLIC, State.DRAFT, False),
        (Reader(), Audience.NETWORK, State.PUBLISHED, False),
        (Reader(is_network=True), Audience.NETWORK, State.HELD, True),
        (Reader(is_network=True), Audience.INVITED, State.PUBLISHED, False),
        (Reader(is_invited=True), Audience.INVITED, State.CANCELLED, True),
        (Reader(is_organiser=True), Audience.INVITED, State.DRAFT, True),
        (Reader(is_office=True), Audience.INVITED, State.DRAFT, True),
    ],
)
def test_an_event_is_seen_by_its_audience_once_it_is_published(
    reader: Reader, audience: Audience, state: State, sees: bool
) -> None:
    assert rules.may_see(reader, state=state, audience=audience) is sees


@pytest.mark.parametrize(
    ("state", "closes_at", "starts_at", "reason"),
    [
        (State.PUBLISHED, None, AT + HOUR, ""),
        (State.PUBLISHED, AT, AT + HOUR, "registration-closed"),
        (State.PUBLISHED, None, AT, "event-over"),
        (State.HELD, None, AT + HOUR, "event-over"),
        (State.CANCELLED, None, AT + HOUR, "event-cancelled"),
        (State.DRAFT, None, AT + HOUR, "not-published"),
    ],
)
def test_one_registers_until_registration_closes(
    state: State, closes_at: datetime | None, starts_at: datetime, reason: str
) -> None:
    assert rules.may_register(state=state, closes_at=closes_at, starts_at=starts_at, now=AT).reason == reason


@pytest.mark.parametrize(
    ("starts", "ends", "room", "reason"),
    [
        (0, 1, "Hall", ""),
        (1, 2, "Hall", "room-taken"),
        (2, 3, "Hall", ""),
        (1, 2, "hall ", "room-taken"),
        (1, 2, "Attic", ""),
        (2, 2, "Attic", "ends-before-start"),
        (5, 9, "Attic", "outside-event"),
    ],
)
def test_an_item_has_its_room_for_itself(starts: int, ends: int, room: str, reason: str) -> None:
    other = Slot("a", "Hall", AT + HOUR, AT + 2 * HOUR)
    item = Slot("b", room, AT + starts * HOUR, AT + ends * HOUR)

    assert rules.fits(item, others=[other], starts_at=AT, ends_at=AT + 8 * HOUR).reason == reason


def test_an_item_does_not_meet_itself_when_it_is_changed() -> None:
    slot = Slot("a", "Hall", AT, AT + HOUR)

    assert rules.fits(slot, others=[slot], starts_at=AT, ends_at=AT + HOUR)


@pytest.mark.parametrize(
    ("title", "ends", "link", "capacity", "taken", "reason"),
    [
        ("A", 1, "", None, 0, ""),
        (" ", 1, "", None, 0, "needs-title"),
        ("A", 0, "", None, 0, "ends-before-start"),
        ("A", 24 * 400, "", None, 0, "too-long"),
        ("A", 1, "http://meet.example", None, 0, "https-only"),
        ("A", 1, "https://a b", None, 0, "https-only"),
        ("A", 1, "", 0, 0, "capacity-out-of-bounds"),
        ("A", 1, "", 2, 3, "capacity-below-taken"),
    ],
)
def test_an_event_that_cannot_be_held_like_this_is_refused(
    title: str, ends: int, link: str, capacity: int | None, taken: int, reason: str
) -> None:
    when = When(AT, AT + ends * HOUR, "UTC")

    verdict = rules.is_sound(title={"en": title}, when=when, link=link, capacity=capacity, taken=taken)

    assert verdict.reason == reason


def test_feedback_is_shown_only_from_five_answers() -> None:
    few, enough = rules.summary_of([5, 4, 5, 1]), rules.summary_of([5, 4, 5, 1, 3])

    assert (few.count, few.mean, few.counts, few.is_shown) == (4, None, {}, False)
    assert (enough.count, enough.mean, enough.is_shown) == (5, 3.6, True)
    assert enough.counts == {1: 1, 2: 0, 3: 1, 4: 1, 5: 2}


@pytest.mark.parametrize(
    ("kind", "answer", "is_required", "reason"),
    [
        (QuestionKind.TEXT, "", True, "needs-answer"),
        (QuestionKind.TEXT, "", False, ""),
        (QuestionKind.CHOICE, "Soup", True, ""),
        (QuestionKind.CHOICE, "Fish", True, "no-such-choice"),
        (QuestionKind.YES_NO, "maybe", False, "no-such-choice"),
    ],
)
def test_an_answer_fits_its_question(kind: QuestionKind, answer: str, is_required: bool, reason: str) -> None:
    verdict = rules.is_answered(kind, answer=answer, choices=["Soup"], is_required=is_required)

    assert verdict.reason == reason


@pytest.mark.parametrize(
    ("text", "precision", "expected"),
    [
        ("2025", "year", (Precision.YEAR, None, None, 2025)),
        ("2024-05-07/2024-05-08", "day", (Precision.DAY, "2024-05-07", "2024-05-08", 2024)),
        ("2023-10-25/2023-11-16", "development phase", (Precision.PHASE, "2023-10-25", "2023-11-16", 2023)),
        ("2025-02-27T13:00", "minute", (Precision.MINUTE, "2025-02-27", "2025-02-27", 2025)),
    ],
)
def test_a_published_date_is_never_more_exact_than_it_was(
    text: str, precision: str, expected: tuple[object, ...]
) -> None:
    exact, first, last, year = rules.read_published_date(text, precision)

    assert (exact, first and first.isoformat(), last and last.isoformat(), year) == expected


def test_feedback_is_given_once_by_those_who_had_a_place_after_the_event() -> None:
    def reason(standing: Standing = Standing.REGISTERED, attended: bool | None = None, **given: object) -> str:
        told = {"has_given": False, "ends_at": AT, "now": AT + HOUR} | given
        return rules.may_give_feedback(standing=standing, attended=attended, **told).reason  # type: ignore[arg-type]

    assert reason() == ""
    assert reason(Standing.WAITING) == "not-registered"
    assert reason(attended=False) == "not-registered"
    assert reason(now=AT - HOUR) == "not-over"
    assert reason(has_given=True) == "feedback-given"
    assert reason(now=AT + timedelta(days=31)) == "feedback-closed"


@given(marks=st.lists(st.integers(1, 5), max_size=40))
def test_the_summary_adds_up(marks: list[int]) -> None:
    summary = rules.summary_of(marks)

    assert summary.count == len(marks)
    assert sum(summary.counts.values()) == (len(marks) if len(marks) >= rules.FEEDBACK_FROM else 0)
    assert summary.mean is None or 1 <= summary.mean <= 5
