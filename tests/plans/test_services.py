"""Plans begin with the admission, are filled in as a whole, and are sent until their second."""

from datetime import timedelta

import pytest

from pearls.audit.models import Entry
from pearls.calls import services as calls
from pearls.calls.rules import State
from pearls.cli.demonstration.texts import plan_answers
from pearls.documents import queries as document_queries
from pearls.documents import services as documents
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.places.models import Place
from pearls.plans import services
from tests.calls.conftest import PLAN_DUE
from tests.plans.conftest import WRITING, Candidate

SECOND = timedelta(seconds=1)


def whole_plan() -> dict[str, object]:
    """What the town of Dzintarciems of the demonstration plans."""
    return plan_answers(Place(key="dzintarciems-lv", name="Dzintarciems", population=8120), year=2027)


def reason_of(refusal: pytest.ExceptionInfo[NotAllowed]) -> str:
    return refusal.value.verdict.reason


def test_an_admitted_candidate_has_an_empty_plan(candidate: Candidate) -> None:
    assert candidate.content == {}
    assert candidate.plan.submitted_at is None


def test_a_plan_is_filled_in_as_a_whole_and_says_in_the_journal_how_much(candidate: Candidate) -> None:
    plan = {name: value for name, value in whole_plan().items() if value is not None}

    changed = services.fill_plan(actor=candidate.actor(), plan=candidate.plan, answers=plan, now=WRITING)

    assert candidate.content == plan
    assert Entry.objects.get(act="plan-filled-in").data["answers"] == len(changed)
    assert services.fill_plan(actor=candidate.actor(), plan=candidate.plan, answers=plan, now=WRITING) == []


@pytest.mark.parametrize("who", ["mentor", "othertown", "juror1", "coordinator"])
def test_only_who_may_write_fills_a_plan_in(candidate: Candidate, who: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        services.fill_plan(actor=candidate.actor(who), plan=candidate.plan, answers={"vision": "Mine."}, now=WRITING)

    assert reason_of(refusal) == "may-not-write"
    assert candidate.content == {}


def test_nothing_is_filled_in_over_what_somebody_wrote_meanwhile(candidate: Candidate) -> None:
    seen = document_queries.revisions_of(candidate.plan.document)
    candidate.save("vision", "Ilze's words.", who="colleague")

    with pytest.raises(NotAllowed) as refusal:
        services.fill_plan(
            actor=candidate.actor(), plan=candidate.plan, answers={"vision": "From a file."}, now=WRITING, seen=seen
        )

    assert reason_of(refusal) == "changed-meanwhile"
    assert candidate.content == {"vision": "Ilze's words."}


def test_one_bad_answer_keeps_all_of_a_file_out(candidate: Candidate) -> None:
    answers = {"vision": "Fine.", "goals": [{"id": "z1", "goal": "Meet", "capacity": "magic"}]}

    with pytest.raises(documents.NotAnAnswer) as wrong:
        services.fill_plan(actor=candidate.actor(), plan=candidate.plan, answers=answers, now=WRITING)

    assert (wrong.value.problem.question, wrong.value.problem.row, wrong.value.problem.column) == (
        "goals",
        1,
        "capacity",
    )
    assert candidate.content == {}


def test_a_complete_plan_is_sent_until_its_second(candidate: Candidate) -> None:
    candidate.fill(**whole_plan())

    submission = services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=PLAN_DUE)

    assert submission.snapshot.answers == candidate.content
    assert candidate.reload().application.state == State.PLAN_SUBMITTED
    assert candidate.plan.submitted_at == PLAN_DUE
    assert Message.objects.filter(kind="plan-receipt").count() == 2
    with pytest.raises(NotAllowed) as refusal:
        services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=PLAN_DUE + SECOND)
    assert reason_of(refusal) == "plan-late"


def test_an_incomplete_plan_is_not_sent(candidate: Candidate) -> None:
    candidate.fill(vision="A harbour that talks.")

    with pytest.raises(NotAllowed) as refusal:
        services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=WRITING)

    assert reason_of(refusal) == "incomplete"


def test_a_candidate_that_gives_up_writes_no_further(candidate: Candidate) -> None:
    office = candidate.actor("coordinator")

    calls.drop_out(actor=office, application=candidate.plan.application, reason="No time.", now=WRITING)

    with pytest.raises(NotAllowed) as refusal:
        candidate.reload()
        candidate.save("vision", "Still here.")
    assert reason_of(refusal) == "document-closed"
