"""Who sees an event, who organises it, and who may have a place at it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from pearls.calendar.rules.values import (
    ALIVE,
    ASK_AGAIN,
    BEFORE,
    CONFIRM_WITHIN,
    FEEDBACK_FROM,
    FEEDBACK_LASTS,
    GUESTS_AN_HOUR,
    MARKS,
    MOST_CAPACITY,
    PUBLIC_STATES,
    Audience,
    Precision,
    QuestionKind,
    Reader,
    Reminder,
    Slot,
    Standing,
    State,
    Summary,
    When,
)
from pearls.kernel.verdict import YES, Verdict, no


def may_see(reader: Reader, *, state: State, audience: Audience) -> bool:
    """Whether somebody may know of an event at all."""
    if reader.is_office or reader.is_organiser:
        return True
    if state not in PUBLIC_STATES:
        return False
    if audience == Audience.PUBLIC or reader.is_invited:
        return True
    return audience == Audience.NETWORK and reader.is_network


def may_begin(*, is_office: bool, is_mentor_or_partner: bool) -> Verdict:
    """Whether somebody may put an event in the calendar. Reason: not-an-organiser."""
    return YES if is_office or is_mentor_or_partner else no("not-an-organiser")


def may_organise(reader: Reader) -> Verdict:
    """Whether somebody sees the registered and their answers, and acts for the event. Reason: not-an-organiser."""
    return YES if reader.is_office or reader.is_organiser else no("not-an-organiser")


def may_choose_organisers(reader: Reader, *, is_kept_elsewhere: bool) -> Verdict:
    """Whether somebody says who else organises an event. Reasons: not-an-organiser, kept-elsewhere."""
    if verdict := may_organise(reader):
        return no("kept-elsewhere") if is_kept_elsewhere else YES
    return verdict


def may_drop_organiser(reader: Reader, *, count: int) -> Verdict:
    """Whether one of so many organisers may be dropped: the last one by the office alone, which then organises it.

    Reason: last-organiser.
    """
    return YES if reader.is_office or count > 1 else no("last-organiser")


def may_change(reader: Reader, *, state: State, is_kept_elsewhere: bool) -> Verdict:
    """Whether time, place and words may be changed here.

    Reasons: not-an-organiser, kept-elsewhere, event-cancelled.
    """
    if verdict := may_organise(reader):
        if is_kept_elsewhere:
            return no("kept-elsewhere")
        return no("event-cancelled") if state == State.CANCELLED else YES
    return verdict


def is_sound(*, title: Mapping[str, str], when: When, link: str, capacity: int | None, taken: int = 0) -> Verdict:
    """Whether an event can be held like this.

    Reasons: needs-title, ends-before-start, too-long, https-only, capacity-out-of-bounds, capacity-below-taken.
    """
    if not any(text.strip() for text in title.values()):
        return no("needs-title")
    if when.ends_at <= when.starts_at:
        return no("ends-before-start")
    if when.ends_at - when.starts_at > timedelta(days=370):
        return no("too-long")
    if link and not is_safe_link(link):
        return no("https-only")
    if capacity is not None and not 1 <= capacity <= MOST_CAPACITY:
        return no("capacity-out-of-bounds", limit=MOST_CAPACITY)
    return no("capacity-below-taken", taken=taken) if capacity is not None and capacity < taken else YES


def may_publish(reader: Reader, *, state: State) -> Verdict:
    """Reasons: not-an-organiser, not-a-draft."""
    if verdict := may_organise(reader):
        return YES if state == State.DRAFT else no("not-a-draft")
    return verdict


def may_cancel(*, state: State, because: str) -> Verdict:
    """Whether an event can still be called off. Reasons: event-over, event-cancelled, needs-reason."""
    if state == State.HELD:
        return no("event-over")
    if state == State.CANCELLED:
        return no("event-cancelled")
    return YES if because.strip() else no("needs-reason")


def may_register(*, state: State, closes_at: datetime | None, starts_at: datetime | None, now: datetime) -> Verdict:
    """Whether the event takes people now.

    Reasons: event-cancelled, not-published, event-over, registration-closed.
    """
    if state == State.CANCELLED:
        return no("event-cancelled")
    if state == State.DRAFT:
        return no("not-published")
    if state == State.HELD or starts_at is None or starts_at <= now:
        return no("event-over")
    return no("registration-closed") if closes_at is not None and closes_at <= now else YES


def may_ask_as_guest(*, by_sender: int) -> Verdict:
    """Whether one more guest may ask from an address of the network, after so many within the hour.

    Reason: too-many-guests.
    """
    return YES if by_sender < GUESTS_AN_HOUR else no("too-many-guests")


def may_leave(standing: Standing, *, starts_at: datetime | None, now: datetime) -> Verdict:
    """Whether somebody may give the place back. Reasons: not-registered, event-over."""
    if standing not in ALIVE:
        return no("not-registered")
    return YES if starts_at is None or now < starts_at else no("event-over")


def may_confirm(standing: Standing, *, asked_at: datetime, now: datetime) -> Verdict:
    """Whether the link of a letter still confirms. Reasons: already-confirmed, not-registered, link-too-old."""
    if standing in (Standing.REGISTERED, Standing.WAITING):
        return no("already-confirmed")
    if standing != Standing.UNCONFIRMED:
        return no("not-registered")
    return YES if now - asked_at <= CONFIRM_WITHIN else no("link-too-old")


def may_write_again(*, asked_at: datetime, now: datetime) -> bool:
    """Whether an address that asks once more gets another letter; else anybody could fill a stranger's box."""
    return now - asked_at >= ASK_AGAIN


def may_mark(reader: Reader, *, state: State, starts_at: datetime | None, now: datetime) -> Verdict:
    """Whether attendance may be marked: from the day before, for check-in at the door.

    Reasons: not-an-organiser, event-cancelled, not-begun.
    """
    if verdict := may_organise(reader):
        if state in (State.CANCELLED, State.DRAFT):
            return no("event-cancelled" if state == State.CANCELLED else "not-published")
        return YES if starts_at is None or now >= starts_at - timedelta(days=1) else no("not-begun")
    return verdict


def may_give_feedback(
    *, standing: Standing, attended: bool | None, has_given: bool, ends_at: datetime, now: datetime
) -> Verdict:
    """Reasons: not-registered, not-over, feedback-given, feedback-closed."""
    if standing != Standing.REGISTERED or attended is False:
        return no("not-registered")
    if now < ends_at:
        return no("not-over")
    if has_given:
        return no("feedback-given")
    return YES if now - ends_at <= FEEDBACK_LASTS else no("feedback-closed")


def has_free_place(*, capacity: int | None, taken: int) -> bool:
    return capacity is None or taken < capacity


def free_places(*, capacity: int | None, taken: int) -> int | None:
    """How many places are left; None where nobody counts."""
    return None if capacity is None else max(capacity - taken, 0)


def standing_on_coming(*, capacity: int | None, taken: int) -> Standing:
    """What somebody who comes now gets."""
    return Standing.REGISTERED if has_free_place(capacity=capacity, taken=taken) else Standing.WAITING


def is_moved(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """Whether time or place changed, so that calendars and people must be told."""
    return any(before[name] != after[name] for name in ("starts_at", "ends_at", "zone", "mode", "place", "venue"))


def fits(item: Slot, *, others: Iterable[Slot], starts_at: datetime, ends_at: datetime) -> Verdict:
    """Whether an item has its room for itself and lies within the event. One may begin as another ends.

    Reasons: ends-before-start, outside-event, room-taken.
    """
    if item.ends_at <= item.starts_at:
        return no("ends-before-start")
    if item.starts_at < starts_at or item.ends_at > ends_at:
        return no("outside-event")
    room = item.room.strip().casefold()
    for other in others:
        together = other.ref != item.ref and other.room.strip().casefold() == room
        if together and item.starts_at < other.ends_at and other.starts_at < item.ends_at:
            return no("room-taken", room=other.room)
    return YES


def is_safe_link(link: str) -> bool:
    """Only addresses that nobody on the way can read or change."""
    return link.startswith("https://") and len(link) <= 500 and not any(char.isspace() for char in link)


def is_answered(kind: QuestionKind, *, answer: str, choices: Iterable[str], is_required: bool) -> Verdict:
    """Reasons: needs-answer, no-such-choice."""
    if not answer.strip():
        return no("needs-answer") if is_required else YES
    if kind == QuestionKind.CHOICE and answer not in set(choices):
        return no("no-such-choice")
    return no("no-such-choice") if kind == QuestionKind.YES_NO and answer not in ("yes", "no") else YES


def reminder_due(*, starts_at: datetime, now: datetime, registered_at: datetime, which: Reminder) -> bool:
    """Whether a reminder is to go now: not before its time, not after the start, and to nobody who registered after it
    was due."""
    due = starts_at - BEFORE[which]
    if which == Reminder.WEEK and now >= starts_at - BEFORE[Reminder.DAY]:
        return False
    return due <= now < starts_at and registered_at < due


def summary_of(marks: Iterable[int]) -> Summary:
    """The marks added up, mean to one decimal; nothing but their number while they are few."""
    given = list(marks)
    if len(given) < FEEDBACK_FROM:
        return Summary(len(given), None, {})
    counts = {mark: given.count(mark) for mark in MARKS}
    return Summary(len(given), round(sum(given) / len(given), 1), counts)


def read_published_date(text: str, precision: str) -> tuple[Precision, date | None, date | None, int]:
    """A date as published: how exact it is, its first and last day where there are any, and its year.

    Raises: ValueError, for a text that is none.
    """
    if precision == "year":
        return Precision.YEAR, None, None, int(text)
    first, _, last = text.partition("/")
    first_on = date.fromisoformat(first[:10])
    last_on = date.fromisoformat((last or first)[:10])
    exact = {"day": Precision.DAY, "minute": Precision.MINUTE}.get(precision, Precision.PHASE)
    return exact, first_on, last_on, first_on.year
