"""Who may what in the network, and what makes towns alike; without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.network import rules
from pearls.network.rules import Joining, Kind, Place, Profile, Seat, SeatState, Told, Town

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
INSIDE = Place(in_network=True)
OUTSIDE = Place(in_network=False)
OFFICE = Place(in_network=True, is_office=True)
MEMBER = Place(in_network=True, is_group=True, seat=Seat(SeatState.IN))
MODERATOR = Place(in_network=True, is_group=True, seat=Seat(SeatState.IN, is_moderator=True))
GUEST = Place(in_network=True, is_group=True)
GOOD = Told(title="Tables", text="Sixteen", language="en")

TOWNS = st.builds(
    Town,
    key=st.sampled_from(["a", "b", "c", "d"]),
    country=st.sampled_from(["LV", "LT", "EE", "FI", "SE", "DE"]),
    size=st.sampled_from(["under-5000", "5000-to-20000", "unknown"]),
    challenges=st.frozensets(st.sampled_from(["loneliness", "ageing", "youth", "money", "distance"])),
    languages=st.frozensets(st.sampled_from(["en", "lv", "fi"])),
)


@given(TOWNS, TOWNS)
def test_two_towns_are_as_alike_whichever_asks(one: Town, other: Town) -> None:
    there, back = rules.likeness(one, other), rules.likeness(other, one)

    assert there.points == back.points
    assert [code for code, _named in there.reasons] == [code for code, _named in back.reasons]
    assert bool(there.points) == bool(there.reasons)


@given(st.lists(TOWNS))
def test_towns_come_by_points_and_never_oneself(others: list[Town]) -> None:
    mine = Town("a", "LV", "under-5000", frozenset({"loneliness"}))

    found = rules.alike(mine, others)

    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    assert all(one.key != "a" and one.points > 0 for one in found)


def test_a_like_town_says_why() -> None:
    mine = Town("ezeri", "LV", "5000-to-20000", frozenset({"loneliness", "youth"}), frozenset({"en"}))
    other = Town("upes", "LT", "5000-to-20000", frozenset({"loneliness"}), frozenset({"en"}))

    found = rules.likeness(mine, other)

    assert found.points == 3 + 2 + 2 + 1
    assert found.reasons == (
        ("same-size", ("5000-to-20000",)),
        ("shared-challenges", ("loneliness",)),
        ("common-language", ("en",)),
        ("neighbour-country", ("LT",)),
    )


def test_a_size_that_is_not_published_is_like_no_other() -> None:
    assert rules.likeness(Town("a", "LV"), Town("b", "DE")).points == 0


@pytest.mark.parametrize(
    ("years", "candidate", "kinds"),
    [
        ([2024], False, (Kind.PEARL, Kind.ALUMNI)),
        ([2024, 2026], False, (Kind.PEARL,)),
        ([None], True, (Kind.PEARL,)),
        ([], True, (Kind.CANDIDATE,)),
        ([], False, ()),
    ],
)
def test_what_a_place_is_follows_from_the_record(
    years: list[int | None], candidate: bool, kinds: tuple[Kind, ...]
) -> None:
    assert rules.kinds_of_place(title_years=years, was_candidate=candidate, year=2026) == kinds


def reason_of_joining(**given: object) -> str:
    facts = {"is_own": True, "kinds": (Kind.PEARL,), "is_member": False, "profile": Profile()} | given
    return rules.may_join(**facts).reason  # type: ignore[arg-type]


def test_one_joins_for_what_is_ones_own_and_in_the_programme() -> None:
    assert reason_of_joining() == ""
    assert reason_of_joining(is_own=False) == "not-yours"
    assert reason_of_joining(kinds=()) == "not-in-the-programme"
    assert reason_of_joining(is_member=True) == "already-in-network"
    assert reason_of_joining(profile=Profile(good_at=("x:y",) * 9)) == "too-many-concepts"
    assert reason_of_joining(profile=Profile(visibility="world")) == "unknown-visibility"


def test_the_name_of_a_person_never_leaves_the_network() -> None:
    assert not rules.is_shown(visibility="public", is_person=True, is_own=False, in_network=False)
    assert rules.is_shown(visibility="public", is_person=False, is_own=False, in_network=False)
    assert rules.is_shown(visibility="public", is_person=True, is_own=False, in_network=True)
    assert not rules.is_shown(visibility="nobody", is_person=False, is_own=False, in_network=True)
    assert rules.is_shown(visibility="nobody", is_person=False, is_own=True, in_network=True)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (INSIDE, ""),
        (OUTSIDE, "not-in-network"),
        (MEMBER, ""),
        (GUEST, "not-in-group"),
        (OFFICE, ""),
        (Place(in_network=False, is_group=True, seat=Seat(SeatState.IN)), "not-in-group"),
        (Place(in_network=True, is_group=True, seat=Seat(SeatState.IN), is_archived=True), "group-archived"),
    ],
)
def test_who_reads_a_board_writes_there_until_it_is_archived(place: Place, reason: str) -> None:
    assert rules.may_post(place, told=GOOD, today=0).reason == reason


def test_a_post_needs_a_headline_and_a_text_and_a_link_that_is_one() -> None:
    def reason(**given: object) -> str:
        return rules.may_post(INSIDE, told=Told(**{**vars(GOOD), **given}), today=0).reason  # type: ignore[arg-type]

    assert reason(title=" ") == "needs-title"
    assert reason(text="") == "needs-text"
    assert reason(text="x" * 4001) == "too-long"
    assert reason(kind="rant") == "unknown-kind"
    assert reason(language="xx") == "unknown-kind"
    assert reason(link="javascript:alert(1)") == "unknown-link"
    assert rules.may_post(INSIDE, told=GOOD, today=30).reason == "too-many-posts"


def test_an_author_removes_without_a_reason_and_a_moderator_only_with_one() -> None:
    assert rules.may_remove(MEMBER, is_author=True, is_removed=False, because="")
    assert rules.may_remove(MODERATOR, is_author=False, is_removed=False, because="").reason == "needs-reason"
    assert rules.may_remove(MODERATOR, is_author=False, is_removed=False, because="Rude")
    assert rules.may_remove(MEMBER, is_author=False, is_removed=False, because="Rude").reason == "not-your-post"
    assert rules.may_remove(OFFICE, is_author=False, is_removed=True, because="Rude").reason == "post-removed"


def test_a_link_takes_one_reply_within_two_weeks_of_one_who_still_reads() -> None:
    def reason(**given: object) -> str:
        facts = {"reads": True, "is_used": False, "expires_at": NOW, "now": NOW - timedelta(seconds=1)} | given
        return rules.may_reply_by_link(**facts).reason  # type: ignore[arg-type]

    assert reason() == ""
    assert reason(is_used=True) == "link-used"
    assert reason(now=NOW) == "link-expired"
    assert reason(reads=False) == "not-in-network"
    assert timedelta(days=14) == rules.LINK_LASTS


@pytest.mark.parametrize(
    ("state", "joining", "reason"),
    [
        ("", Joining.NETWORK, ""),
        ("", Joining.REQUEST, ""),
        ("", Joining.INVITED, "by-invitation"),
        (SeatState.INVITED, Joining.INVITED, ""),
        (SeatState.IN, Joining.NETWORK, "already-there"),
        (SeatState.ASKED, Joining.REQUEST, "already-there"),
    ],
)
def test_how_one_comes_into_a_group(state: str, joining: Joining, reason: str) -> None:
    place = Place(in_network=True, is_group=True, seat=Seat(state))

    assert rules.may_ask_in(place, joining=joining).reason == reason


def test_everybody_leaves_a_group_but_its_last_moderator_names_another_first() -> None:
    mine = Seat(SeatState.IN, is_moderator=True)

    assert rules.may_leave_group(seat=mine, other_moderators=0, others=3).reason == "last-moderator"
    assert rules.may_leave_group(seat=mine, other_moderators=1, others=3)
    assert rules.may_leave_group(seat=mine, other_moderators=0, others=0)
    assert rules.may_leave_group(seat=Seat(SeatState.ASKED), other_moderators=1, others=3)
    assert rules.may_leave_group(seat=Seat(), other_moderators=1, others=3).reason == "not-in-group"


def test_nobody_is_written_to_without_end() -> None:
    def reason(**given: object) -> str:
        facts = {"in_network": True, "is_own": False, "takers": 1, "today": 0, "to_this": 0} | given
        return rules.may_write_note(**facts).reason  # type: ignore[arg-type]

    assert reason() == ""
    assert reason(in_network=False) == "not-in-network"
    assert reason(is_own=True) == "own-profile"
    assert reason(today=10) == "too-many-notes"
    assert reason(to_this=3) == "too-many-notes"
    assert reason(takers=0) == "nobody-takes-it"


def test_to_get_no_letters_is_always_allowed() -> None:
    assert rules.may_have_letters(OUTSIDE, rhythm="")
    assert rules.may_have_letters(OUTSIDE, rhythm="daily").reason == "not-in-network"
    assert rules.may_have_letters(GUEST, rhythm="daily").reason == "not-in-group"
    assert rules.may_have_letters(INSIDE, rhythm="hourly").reason == "unknown-kind"
    assert rules.next_letter("weekly", NOW) == NOW + timedelta(days=7)
    assert rules.next_letter("", NOW) is None


@pytest.mark.parametrize(
    ("is_office", "has_account", "reason"),
    [(True, True, ""), (False, True, "not-the-office"), (True, False, "no-such-person")],
)
def test_who_is_named_for_a_partner(is_office: bool, has_account: bool, reason: str) -> None:
    verdict = rules.may_name_for_partner(is_office=is_office, has_account=has_account)

    assert (bool(verdict), verdict.reason) == (not reason, reason)
