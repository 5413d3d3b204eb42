"""Residents' link closes by itself once the plan is no longer written."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.kernel.verdict import YES, NotAllowed, no
from pearls.plans import services
from pearls.plans.models import Session, SessionItem
from pearls.plans.queries import sessions as queries
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import residents as rules
from pearls.plans.rules.sessions import SessionState
from tests.calls.conftest import PLAN_DUE
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_services import reason_of, whole_plan
from tests.plans.test_sessions import begun, let_in, put, vote

AFTER = PLAN_DUE + timedelta(days=3)
LATER = PLAN_DUE + timedelta(days=90)


def name(session: Session, now: datetime) -> SessionItem:
    return services.name_item(session=session, lane_id="places", text="The old mill", now=now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are read after the plan was due."""
    for module in ("sessions", "residents"):
        monkeypatch.setattr(f"pearls.plans.views.{module}.utc_now", lambda: AFTER)


def test_residents_take_part_while_the_team_works_and_the_plan_is_written() -> None:
    def asked(state: SessionState, is_open: bool, may_be_written: rules.Verdict) -> str:
        verdict = rules.may_take_part(state=state, is_open_to_residents=is_open, may_be_written=may_be_written)
        return verdict.reason

    late = no("plan-late")

    assert asked(SessionState.OPEN, True, YES) == ""
    assert asked(SessionState.OPEN, True, late) == "plan-no-longer-written"
    assert asked(SessionState.CLOSED, True, late) == "session-closed"
    assert asked(SessionState.OPEN, False, YES) == "session-closed"


@pytest.mark.parametrize(
    ("due_at", "ended_at", "change_ended_at", "expected"),
    [
        (PLAN_DUE, None, None, PLAN_DUE),
        (PLAN_DUE, WRITING, None, WRITING),
        (PLAN_DUE, LATER, None, PLAN_DUE),
        (PLAN_DUE, AFTER, LATER, LATER),
        (None, None, None, None),
        (LATER + timedelta(days=1), None, None, None),
    ],
)
def test_since_when_a_plan_is_not_written(
    due_at: datetime | None,
    ended_at: datetime | None,
    change_ended_at: datetime | None,
    expected: datetime | None,
) -> None:
    since = rules.not_written_since(due_at=due_at, ended_at=ended_at, change_ended_at=change_ended_at, now=LATER)

    assert since == expected


def test_the_link_takes_things_until_the_second_in_which_the_plan_is_due(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))
    voting = let_in(candidate, begun(candidate, "dotmocracy"))
    item = put(candidate, voting, "ideas", "A fair")
    name(session, PLAN_DUE)

    with pytest.raises(NotAllowed) as naming:
        name(session, AFTER)
    with pytest.raises(NotAllowed) as casting:
        services.cast_vote(session=voting, dots={item.ref: 1}, code="", has_voted=False, now=AFTER)

    assert {reason_of(naming), reason_of(casting)} == {"plan-no-longer-written"}
    assert session.items.count() == 1


def test_a_plan_that_was_sent_is_still_written_until_its_date_and_so_is_the_link(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))
    candidate.fill(**whole_plan())
    services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=WRITING)

    name(session, WRITING)

    assert session.items.count() == 1


def test_the_link_of_a_place_that_gave_up_is_closed_whatever_the_page_showed(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))
    stale = queries.session_by_secret(str(session.secret))
    Application.objects.update(state=State.DROPPED_OUT, moved_at=WRITING)

    with pytest.raises(NotAllowed) as refusal:
        name(stale, WRITING)

    assert reason_of(refusal) == "plan-no-longer-written"
    plan = candidate.reload()
    assert year_queries.not_written_since(plan, WRITING + timedelta(days=1)) == WRITING


def test_with_the_title_the_link_is_open_while_a_change_is(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))
    candidate.fill(**whole_plan())
    services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=PLAN_DUE)
    Application.objects.update(state=State.AWARDED, moved_at=AFTER)
    plan = candidate.reload()
    town = candidate.actor()

    before = year_queries.not_written_since(plan, LATER)
    services.begin_change(actor=town, plan=plan, reason="The mill burned down.", now=LATER)
    name(session, LATER)
    services.start_session(actor=town, plan=plan, tool_id="swot", title="Anew", now=LATER)
    services.end_change(actor=town, plan=plan, now=LATER + timedelta(days=1))
    with pytest.raises(NotAllowed) as refusal:
        name(session, LATER + timedelta(days=2))

    assert before == PLAN_DUE
    assert reason_of(refusal) == "plan-no-longer-written"
    assert year_queries.not_written_since(plan, LATER + timedelta(days=2)) == LATER + timedelta(days=1)


@pytest.mark.usefixtures("clock")
def test_residents_and_town_read_since_when_it_is_closed(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    item = put(candidate, session, "ideas", "A fair")
    vote(session, {item.ref: 2})
    address = f"/en/take-part/{session.secret}/"
    desk = f"{candidate.base}tools/{session.ref}/residents/"

    resident, town = Client().get(address).content.decode(), candidate.client().get(desk).content.decode()
    latvian = Client().get(address.replace("/en/", "/lv/")).content.decode()
    answer = Client().post(address, {"act": "vote", f"dots-{item.ref}": "1"}).content.decode()

    since = PLAN_DUE.isoformat()
    assert "Closed since" in resident and "Slēgts kopš" in latvian and "2 dots" in resident
    assert all(f'datetime="{since}"' in page for page in (resident, latvian, town))
    assert "The link has closed by itself" in town and "Make codes" not in town
    assert "Give the dots" not in resident and "The plan is no longer written." in answer


@pytest.mark.usefixtures("clock")
def test_the_town_makes_a_link_worthless_also_when_the_plan_is_no_longer_written(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    desk = f"{candidate.base}tools/{session.ref}/residents/"

    shown = [candidate.client(who).get(desk).content.decode() for who in ("mentor", "town")]
    candidate.client("mentor").post(desk, {"act": "shut"})
    mentor = Client().get(f"/en/take-part/{session.secret}/").status_code
    candidate.client().post(desk, {"act": "shut"})

    assert ["Make the link worthless" in page for page in shown] == [False, True]
    assert mentor == 200
    assert Client().get(f"/en/take-part/{session.secret}/").status_code == 404
