"""What may become of a story, and when everybody may read it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.files import rules as file_rules
from pearls.kernel.languages import LANGUAGES
from pearls.kernel.refs import ALPHABET
from pearls.kernel.verdict import YES, no
from pearls.news import rules
from pearls.news.rules import Kind, State, Writer

OFFICE = Writer(is_office=True)
TOWN = Writer(is_office=False, speaks_for_place=True, is_pearl=True)
PLAIN_TOWN = Writer(is_office=False, speaks_for_place=True)
STRANGER = Writer(is_office=False, is_pearl=True)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("writer", "kind", "reason"),
    [
        (OFFICE, Kind.NEWS, ""),
        (TOWN, Kind.NEWS, "not-the-office"),
        (TOWN, Kind.STORY, ""),
        (PLAIN_TOWN, Kind.STORY, "not-a-pearl"),
        (STRANGER, Kind.STORY, "not-your-town"),
        (OFFICE, Kind.STORY, "not-your-town"),
    ],
)
def test_the_office_tells_news_and_a_pearl_its_stories(writer: Writer, kind: Kind, reason: str) -> None:
    assert rules.may_begin(writer, kind=kind).reason == reason


@pytest.mark.parametrize(
    ("writer", "kind", "state", "reason"),
    [
        (TOWN, Kind.STORY, State.DRAFT, ""),
        (TOWN, Kind.STORY, State.BACK, ""),
        (TOWN, Kind.STORY, State.SENT, "story-sent"),
        (TOWN, Kind.STORY, State.PUBLIC, "story-public"),
        (TOWN, Kind.STORY, State.WITHDRAWN, "story-withdrawn"),
        (TOWN, Kind.NEWS, State.DRAFT, "not-your-story"),
        (STRANGER, Kind.STORY, State.DRAFT, "not-your-story"),
        (OFFICE, Kind.STORY, State.SENT, ""),
        (OFFICE, Kind.NEWS, State.PUBLIC, ""),
        (OFFICE, Kind.NEWS, State.WITHDRAWN, "story-withdrawn"),
    ],
)
def test_who_may_change_a_story(writer: Writer, kind: Kind, state: State, reason: str) -> None:
    assert rules.may_change(writer, kind=kind, state=state).reason == reason


@pytest.mark.parametrize(
    ("writer", "state", "reason"),
    [
        (TOWN, State.DRAFT, ""),
        (TOWN, State.BACK, ""),
        (TOWN, State.SENT, "story-sent"),
        (TOWN, State.PUBLIC, "story-public"),
        (TOWN, State.WITHDRAWN, "story-withdrawn"),
        (PLAIN_TOWN, State.DRAFT, "not-a-pearl"),
        (OFFICE, State.DRAFT, "not-your-story"),
    ],
)
def test_a_pearl_sends_what_it_has_written(writer: Writer, state: State, reason: str) -> None:
    assert rules.may_send(writer, kind=Kind.STORY, state=state, complete=YES).reason == reason


def test_a_story_without_words_goes_nowhere() -> None:
    unfinished = rules.is_complete(title="A lake", lead=" ", body="x")

    assert unfinished.reason == "story-unfinished"
    assert rules.is_complete(title="A", lead="B", body="C")
    assert rules.may_send(TOWN, kind=Kind.STORY, state=State.DRAFT, complete=unfinished) == unfinished
    assert rules.may_publish(is_office=True, kind=Kind.NEWS, state=State.DRAFT, complete=unfinished) == unfinished


@pytest.mark.parametrize(
    ("is_office", "kind", "state", "reason"),
    [
        (True, Kind.NEWS, State.DRAFT, ""),
        (True, Kind.STORY, State.SENT, ""),
        (True, Kind.STORY, State.DRAFT, "not-sent"),
        (True, Kind.STORY, State.BACK, "not-sent"),
        (True, Kind.NEWS, State.PUBLIC, "story-public"),
        (True, Kind.NEWS, State.WITHDRAWN, "story-withdrawn"),
        (False, Kind.STORY, State.SENT, "not-the-office"),
    ],
)
def test_the_office_publishes_its_own_and_what_it_was_sent(
    is_office: bool, kind: Kind, state: State, reason: str
) -> None:
    assert rules.may_publish(is_office=is_office, kind=kind, state=state, complete=YES).reason == reason


def test_a_story_goes_back_with_a_reason() -> None:
    assert rules.may_return(is_office=True, state=State.SENT, because="A date is missing.")
    assert rules.may_return(is_office=True, state=State.SENT, because=" ").reason == "needs-reason"
    assert rules.may_return(is_office=True, state=State.DRAFT, because="x").reason == "not-sent"
    assert rules.may_return(is_office=False, state=State.SENT, because="x").reason == "not-the-office"


def test_what_was_public_is_withdrawn_with_a_reason_and_a_draft_without() -> None:
    assert rules.may_withdraw(TOWN, kind=Kind.STORY, state=State.DRAFT, because="")
    assert rules.may_withdraw(TOWN, kind=Kind.STORY, state=State.PUBLIC, because="").reason == "needs-reason"
    assert rules.may_withdraw(OFFICE, kind=Kind.STORY, state=State.PUBLIC, because="Wrong.")
    assert rules.may_withdraw(STRANGER, kind=Kind.STORY, state=State.DRAFT, because="x").reason == "not-your-story"
    assert rules.may_withdraw(TOWN, kind=Kind.NEWS, state=State.DRAFT, because="x").reason == "not-your-story"
    assert rules.may_withdraw(TOWN, kind=Kind.STORY, state=State.WITHDRAWN, because="x") == no("story-withdrawn")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"alt": " "}, "needs-alt"),
        ({"credit": ""}, "needs-credit"),
        ({"licence": "mine"}, "unknown-licence"),
        ({"count": file_rules.MOST_PHOTOS}, "too-many-photos"),
    ],
)
def test_a_photo_has_words_a_credit_and_a_licence(changes: dict[str, object], reason: str) -> None:
    given_ = {"count": 0, "alt": "A lake", "credit": "Anna", "licence": "CC-BY-4.0"} | changes

    assert file_rules.may_add_photo(**given_, licences=rules.LICENCES).reason == reason  # type: ignore[arg-type]


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_everybody_reads_what_is_public_and_whose_hour_has_come(state: State, seconds: int) -> None:
    public_at = NOW + timedelta(seconds=seconds)

    assert rules.is_readable(state=state, public_at=public_at, now=NOW) == (state == State.PUBLIC and seconds <= 0)


@given(st.text(max_size=300), st.text(alphabet=ALPHABET, min_size=16, max_size=16))
def test_an_address_is_short_plain_and_ends_in_the_reference(title: str, ref: str) -> None:
    slug = rules.slug_of(title, ref)

    assert slug.isascii()
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug.endswith(ref[:6])
    assert len(slug) <= 90


def test_an_address_keeps_the_words_of_the_title() -> None:
    assert rules.slug_of("Ezers, kas satuvina kaimiņus", "abcdefgh") == "ezers-kas-satuvina-kaiminus-abcdef"


@given(st.sampled_from(LANGUAGES), st.lists(st.sampled_from(LANGUAGES), unique=True))
def test_a_reader_finds_their_own_language_first_and_then_english(reader: str, languages: list[str]) -> None:
    order = rules.order_for(reader, languages)

    assert sorted(order) == sorted(languages)
    if reader in languages:
        assert order[0] == reader
    elif "en" in languages:
        assert order[0] == "en"
