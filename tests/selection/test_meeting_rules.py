"""The rules of a panel's meeting, without a database: order, votes, notes, draws, signatures."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.programme.rules import Stage
from pearls.programme.rules.stages import Aggregate
from pearls.selection.rules import meeting, meeting_draw, panels
from pearls.selection.rules.draw import drawn, key_of
from pearls.selection.rules.evidence import CandidateEvidence, Evidence
from pearls.selection.rules.meeting import Choice, Presiding, Sitting, Zone
from pearls.selection.rules.panels import PanelState, SeatState, Second
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Ranked, Ranking, Remark

NOW = datetime(2027, 11, 1, 9, 0, tzinfo=UTC)
STATES = st.sampled_from(PanelState)
NAMES = st.sampled_from(["a", "b", "c", "d", "e"])


def ranking(*outcomes: Outcome) -> Ranking:
    plans = tuple(
        Ranked(f"p{number}", "LV", 3, None, {}, number, outcome, False, Remark("by-rank"))
        for number, outcome in enumerate(outcomes, start=1)
    )
    return Ranking(Stage.FINAL, Aggregate.MEAN, plans, {}, ())


def evidence(*chances: float) -> Evidence:
    found = {f"p{n}": CandidateEvidence(5.0, (4.0, 6.0), 1.0, chance) for n, chance in enumerate(chances, start=1)}
    return Evidence(candidates=found)


def test_the_agenda_begins_with_the_most_open_place() -> None:
    title, none = Outcome.TITLE, Outcome.NOT_AWARDED

    found = meeting.agenda(ranking(title, title, none, none), evidence(0.99, 0.80, 0.45, 0.01))

    assert found == [("p3", Zone.EDGE), ("p2", Zone.EDGE), ("p1", Zone.CLEAR), ("p4", Zone.REST)]


def test_plans_that_tie_are_on_the_edge_whatever_the_evidence() -> None:
    tied = ranking(Outcome.TITLE, Outcome.UNDECIDED, Outcome.UNDECIDED)

    assert [key for key, zone in meeting.agenda(tied, None) if zone is Zone.EDGE] == ["p2", "p3"]


@given(st.permutations(["a", "b", "c", "d"]), st.sampled_from("abcd"), st.integers(-3, 9))
def test_a_moved_item_takes_its_place_and_the_others_keep_their_order(order: list[str], key: str, place: int) -> None:
    found = meeting.moved(order, key, place)

    assert found.index(key) == min(max(place, 1), 4) - 1
    assert [item for item in found if item != key] == [item for item in order if item != key]


@given(st.lists(st.tuples(NAMES, st.sampled_from(Choice))), st.sets(NAMES))
def test_nobody_is_counted_twice_and_only_those_who_may_vote(
    ballots: list[tuple[str, Choice]], entitled: set[str]
) -> None:
    found = meeting.tally(ballots, entitled=entitled)

    assert found.cast == len({who for who, _choice in ballots} & entitled) <= found.entitled
    assert not found.is_carried or found.has_quorum
    last = {who: choice for who, choice in ballots if who in entitled}
    assert found.counts[Choice.YES] == sum(choice is Choice.YES for choice in last.values())


@given(st.data(), st.integers(1, 8))
def test_whatever_the_interleaving_of_pages_each_word_that_was_typed_stays(data: st.DataObject, acts: int) -> None:
    """Each writes a word of their own somewhere in the note that their page shows, which may be an old one."""
    versions = [data.draw(st.sampled_from(["", "one two three", "first line\n\nsecond line"]))]
    for number in range(acts):
        base = data.draw(st.sampled_from(versions))
        at = data.draw(st.integers(0, len(base.split(" "))))
        words = base.split(" ")
        typed = " ".join([*words[:at], f"word{number}", *words[at:]]).strip()
        merged, _is_doubled = meeting.merged_note(base, versions[-1], typed)
        versions.append(merged)

    assert all(f"word{number}" in versions[-1] for number in range(acts))


@given(
    st.builds(
        Sitting,
        is_own_seat=st.booleans(),
        seat=st.sampled_from([None, *SeatState]),
        panel=STATES,
        has_begun=st.booleans(),
        is_shut=st.booleans(),
        is_open=st.booleans(),
        is_office=st.booleans(),
    ),
    st.booleans(),
)
def test_nobody_takes_part_with_a_conflict_or_outside_of_the_meeting(sitting: Sitting, is_closed: bool) -> None:
    allowed = [
        meeting.may_take_part(sitting),
        meeting.may_vote(sitting, is_closed=is_closed),
        meeting.may_change_score(sitting, is_own_finished=True, before=None, after=NOW and 1, reason="x"),  # type: ignore[arg-type]
    ]
    if sitting.is_shut or not sitting.has_begun or sitting.panel not in panels.DECIDING or not sitting.is_own_seat:
        assert not any(allowed)
    if sitting.is_shut and sitting.is_own_seat:
        assert not meeting.may_write_note(sitting, length=3)
    if is_closed or not sitting.is_open:
        assert not (allowed[1] if is_closed else allowed[2])


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (Presiding(True, False), ""),
        (Presiding(False, True), "not-the-chair"),
        (Presiding(True, False, True), "step-out"),
        (Presiding(False, True, True), ""),
        (Presiding(False, False, True), "not-the-chair"),
    ],
)
def test_the_office_leads_where_the_chair_steps_out(who: Presiding, reason: str) -> None:
    assert meeting.may_preside(who, panel=PanelState.CLOSED).reason == reason


@given(STATES, st.integers(0, 3), st.integers(0, 3), st.sampled_from(["", "Why"]))
def test_no_path_signs_with_an_open_tie_or_vote(panel: PanelState, undecided: int, votes: int, reason: str) -> None:
    found = panels.may_sign(is_chair=True, panel=panel, undecided=undecided, reason=reason, open_votes=votes)

    assert not found or (undecided == votes == 0 and panel in panels.DECIDING)


@given(st.builds(Second, st.booleans(), st.booleans(), st.booleans(), st.booleans()), STATES, st.booleans())
def test_the_second_signature_is_somebody_elses_under_the_same_hash(
    second: Second, panel: PanelState, is_same: bool
) -> None:
    if panels.may_countersign(second, panel=panel, is_same=is_same):
        assert is_same and panel == PanelState.HALF_SIGNED and not second.is_first_signer
        assert second.is_member or (second.is_office and not second.has_other_members)
    assert not panels.may_publish(is_office=True, panel=PanelState.HALF_SIGNED)


def test_a_draw_is_that_of_the_command_whatever_the_order_of_naming() -> None:
    key = key_of([[2, 5, 9], "Rain"])
    first = [["alfa", "beta", "gama"][number - 1] for number in drawn(pool=3, count=3, key=key)]

    for plans in (["gama", "alfa", "beta"], ["beta", "gama", "alfa"]):
        assert list(meeting_draw.drawn_order(plans, ["9, 2, 5", "Rain"]).order) == first
        command = "pearls draw alfa beta gama --source '9, 2, 5' --source Rain"
        assert meeting_draw.command(plans, ["9, 2, 5", "Rain"]) == command


@given(st.integers(-5, 5), st.integers(-5, 5), st.booleans())
def test_values_are_entered_after_the_sources_were_named_and_known(named: int, entered: int, is_drawn: bool) -> None:
    known, at = NOW, NOW + timedelta(minutes=named)
    may_name = meeting_draw.may_name_sources(sources=["A"], plans=["a", "b"], known_at=known, now=at)
    may_enter = meeting_draw.may_enter_values(
        is_drawn=is_drawn, known_at=known, now=NOW + timedelta(minutes=entered), sources=["A"], values=["7"]
    )

    assert not (may_name and may_enter) or named < 0 <= entered
    assert not (may_enter and is_drawn)
