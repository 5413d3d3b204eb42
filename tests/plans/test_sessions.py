"""Working with a tool: services, journal, and what comes into the plan."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pearls.audit.models import Entry
from pearls.jobs.work import PERIODS
from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.kernel.verdict import NotAllowed
from pearls.plans import services
from pearls.plans.forms.sessions import initial_of, record_question
from pearls.plans.jobs import is_due
from pearls.plans.models import DaySalt, KnockCount, Session, SessionItem
from pearls.plans.queries import sessions as queries
from pearls.plans.rules import residents as resident_rules
from pearls.plans.rules.sessions import SessionState, Words
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_services import reason_of


def begun(candidate: Candidate, tool: str = "swot", title: str = "An evening") -> Session:
    return services.start_session(actor=candidate.actor(), plan=candidate.plan, tool_id=tool, title=title, now=WRITING)


def put(candidate: Candidate, session: Session, lane: str, text: str, **values: Any) -> SessionItem:
    words = Words(text, values)
    return services.put_down(actor=candidate.actor(), session=session, lane_id=lane, words=words, now=WRITING)


def let_in(candidate: Candidate, session: Session, dots: int = 3) -> Session:
    return services.open_to_residents(actor=candidate.actor(), session=session, dots_each=dots, now=WRITING)


def codes(candidate: Candidate, session: Session, count: int) -> list[str]:
    services.make_codes(actor=candidate.actor(), session=session, count=count, now=WRITING)
    return list(queries.codes_of(session).values_list("code", flat=True))


def vote(session: Session, dots: dict[str, int], code: str = "", has_voted: bool = False) -> bool:
    return services.cast_vote(session=session, dots=dots, code=code, has_voted=has_voted, now=WRITING)


def bring(candidate: Candidate, session: Session, *items: SessionItem) -> list[str]:
    refs = [item.ref for item in items]
    return services.bring_in(actor=candidate.actor(), session=session, chosen=refs, language="en", now=WRITING)


def acts() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


def test_what_is_put_down_comes_into_the_plan_once_and_stands_in_the_journal(candidate: Candidate) -> None:
    session = begun(candidate)
    item = put(candidate, session, "strengths", "A choir in every village")
    before = len(acts())

    first, second = bring(candidate, session, item), bring(candidate, session, item)

    assert candidate.content["swot"] == [{"id": item.ref, "what": "A choir in every village", "side": "strength"}]
    assert (len(first), second) == (2, [])
    assert acts()[before:] == [
        "answers-filled-in",
        "plan-filled-in",
        "tool-session-brought-in",
        "tool-session-brought-in",
    ]


def test_an_item_written_anew_renews_its_record(candidate: Candidate) -> None:
    session = begun(candidate)
    item = put(candidate, session, "strengths", "A choir")
    bring(candidate, session, item)

    services.change_item(actor=candidate.actor(), session=session, item=item, words=Words("Two choirs"), now=WRITING)
    bring(candidate, session, item)

    assert candidate.content["swot"] == [{"id": item.ref, "what": "Two choirs", "side": "strength"}]


def test_items_are_moved_and_taken_away_within_their_lane(candidate: Candidate) -> None:
    session = begun(candidate)
    first, second = put(candidate, session, "strengths", "One"), put(candidate, session, "strengths", "Two")

    services.move_item(actor=candidate.actor(), session=session, item=second, steps=-1, now=WRITING)
    order = [item.text for item in queries.items_of(session)]
    services.remove_item(actor=candidate.actor(), session=session, item=first, now=WRITING)

    assert order == ["Two", "One"]
    assert [item.text for item in queries.items_of(session)] == ["Two"]


def test_the_plan_s_own_activities_can_be_voted_on_and_are_put_down_once(candidate: Candidate) -> None:
    candidate.fill(activities=[{"id": "a1", "name": "Fair"}, {"id": "a2", "name": "Choir"}])
    session = begun(candidate, "dotmocracy")

    for _ in range(2):
        services.put_down_from_plan(actor=candidate.actor(), session=session, lane_id="ideas", now=WRITING)
    items = queries.items_of(session)
    let_in(candidate, session)
    vote(session, {items[1].ref: 3})
    bring(candidate, session)

    assert [(item.text, item.record) for item in items] == [("Fair", "a1"), ("Choir", "a2")]
    assert [row["id"] for row in candidate.content["activities"]] == ["a2", "a1"]


@pytest.mark.parametrize("who", ["mentor", "juror1", "coordinator", "othertown"])
def test_who_may_not_write_in_the_plan_may_not_work_with_a_tool(candidate: Candidate, who: str) -> None:
    with pytest.raises(NotAllowed):
        services.start_session(actor=candidate.actor(who), plan=candidate.plan, tool_id="swot", title="X", now=WRITING)

    assert not Session.objects.exists()


def test_a_session_that_has_ended_takes_nothing_more_whatever_the_page_showed(candidate: Candidate) -> None:
    stale = begun(candidate)
    services.set_session_state(actor=candidate.actor(), session=stale, state=SessionState.CLOSED, now=WRITING)

    with pytest.raises(NotAllowed) as refusal:
        put(candidate, stale, "strengths", "Late")

    assert reason_of(refusal) == "session-closed"


def test_a_tool_that_is_none_is_refused(candidate: Candidate) -> None:
    with pytest.raises(NotAllowed) as refusal:
        begun(candidate, "barcamp")

    assert reason_of(refusal) == "unknown-tool"


def test_what_a_resident_writes_waits_until_the_team_lets_it_pass(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))
    item = services.name_item(session=session, lane_id="places", text="The old mill", now=WRITING)
    waiting = queries.items_of(session)

    services.decide_item(actor=candidate.actor(), session=session, item=item, passes=True, now=WRITING)

    assert (waiting, [row.text for row in queries.items_of(session)]) == ([], ["The old mill"])
    assert Entry.objects.get(act="resident-item-named").actor_ref == ANONYMOUS.ref


def test_a_refused_word_is_shown_to_nobody_and_comes_into_no_plan(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))
    item = services.name_item(session=session, lane_id="places", text="Rude", now=WRITING)
    services.decide_item(actor=candidate.actor(), session=session, item=item, passes=False, now=WRITING)

    bring(candidate, session, item)

    assert queries.items_of(session) == []
    assert candidate.content == {}


def test_residents_name_things_only_where_the_tool_has_a_part_for_them(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))

    with pytest.raises(NotAllowed) as refusal:
        services.name_item(session=session, lane_id="people", text="My neighbour", now=WRITING)
    with pytest.raises(NotAllowed) as closed:
        let_in(candidate, begun(candidate, "raci"))

    assert (reason_of(refusal), reason_of(closed)) == ("unknown-lane", "no-residents")


def test_a_link_made_worthless_takes_nothing_more_and_opening_again_gives_another(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    item = put(candidate, session, "ideas", "A fair")
    stale = queries.session_by_secret(str(session.secret))
    services.close_to_residents(actor=candidate.actor(), session=session, now=WRITING)

    with pytest.raises(NotAllowed) as refusal:
        vote(stale, {item.ref: 1})
    let_in(candidate, session)
    with pytest.raises(NotAllowed):
        vote(stale, {item.ref: 1})

    assert reason_of(refusal) == "session-closed"
    assert session.secret != stale.secret


def test_once_there_are_codes_a_vote_needs_one_and_open_votes_are_told_apart(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    item = put(candidate, session, "ideas", "A fair")
    is_by_code = vote(session, {item.ref: 2})
    code = codes(candidate, session, 2)[0]

    with pytest.raises(NotAllowed) as missing:
        vote(session, {item.ref: 1})
    assert vote(session, {item.ref: 3}, resident_rules.spelled_code(code).upper())
    with pytest.raises(NotAllowed) as again:
        vote(session, {item.ref: 3}, code)

    item.refresh_from_db()
    session.refresh_from_db()
    assert not is_by_code
    assert (reason_of(missing), reason_of(again)) == ("code-needed", "code-used")
    assert (item.dots_open, item.dots_by_code) == (2, 3)
    assert (session.ballots_open, session.ballots_by_code) == (1, 1)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(1, 3)), max_size=10))
def test_whatever_the_order_each_code_counts_once(candidate: Candidate, casts: list[tuple[int, int, int]]) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    items = [put(candidate, session, "ideas", text) for text in ("Fair", "Choir")]
    papers = codes(candidate, session, 3)
    pages = [queries.session_by_secret(str(session.secret)) for _ in casts]  # all loaded before the first counts
    expected, used = [0, 0], set[int]()

    for page, (code, item, dots) in zip(pages, casts, strict=True):
        if code in used:
            with pytest.raises(NotAllowed):
                vote(page, {items[item].ref: dots}, papers[code])
            continue
        vote(page, {items[item].ref: dots}, papers[code])
        used.add(code)
        expected[item] += dots

    session.refresh_from_db()
    assert [SessionItem.objects.get(pk=item.pk).dots for item in items] == expected
    assert session.ballots_by_code == len(used)
    assert queries.codes_of(session).exclude(used_at=None).count() == len(used)


def test_flooding_stops_at_the_limit_of_an_address_and_no_address_is_kept(
    candidate: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    monkeypatch.setattr(resident_rules, "ADDRESS_KNOCKS", 2)

    here = [services.count_knock(session=session, address="192.0.2.7", now=WRITING).reason for _ in range(3)]
    there = services.count_knock(session=session, address="192.0.2.8", now=WRITING)

    assert (here, there.allowed) == (["", "", "too-many-knocks"], True)
    marks = list(KnockCount.objects.order_by("count", "mark").values_list("mark", "count"))
    assert sorted(count for _mark, count in marks) == [1, 2, 3]
    assert all(mark == "" or (len(mark) == 64 and "192" not in mark[:3]) for mark, _count in marks)


def test_the_salt_of_a_day_is_thrown_away_after_it_with_everything_hashed_by_it(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    services.count_knock(session=session, address="192.0.2.7", now=WRITING)
    tomorrow = WRITING + timedelta(days=1)
    services.count_knock(session=session, address="192.0.2.7", now=tomorrow)
    first, second = DaySalt.objects.order_by("day").values_list("salt", flat=True)

    gone = services.throw_away_salts(actor=Actor.system("salts"), day=tomorrow.date(), now=tomorrow)

    assert first != second
    assert (gone, list(DaySalt.objects.values_list("salt", flat=True))) == (1, [second])
    assert set(KnockCount.objects.values_list("day", flat=True)) == {tomorrow.date()}
    assert services.throw_away_salts(actor=Actor.system("salts"), day=tomorrow.date(), now=tomorrow) == 0


@pytest.mark.django_db
def test_the_salts_are_thrown_away_by_themselves() -> None:
    period = PERIODS["pearls.plans.jobs.throw_away_salts"]

    assert period.when is is_due
    assert not is_due()


def test_a_sum_and_a_yes_are_shown_as_they_are_typed(candidate: Candidate) -> None:
    session = begun(candidate, "participatory-budget")
    item = put(candidate, session, "costs", "Tents", amount=120_050, is_seed=True)
    lane = queries.tool_of(session).lane("costs")
    assert lane is not None

    typed = initial_of(item, record_question(candidate.plan.document.form, lane))

    assert (typed["value_amount"], typed["value_is_seed"]) == ("1200.50", "yes")
