"""Neighbouring municipalities with one plan: all write, the lead sends."""

import pytest

from pearls.calls import queries as call_queries
from pearls.calls.models import Application, PartnerPlace
from pearls.kernel.verdict import NotAllowed
from pearls.plans import services
from tests.calls.conftest import let_speak, make_place
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_services import whole_plan


@pytest.fixture
def joint(candidate: Candidate) -> Candidate:
    """`othertown` speaks for a neighbour in the team of the candidate."""
    neighbour = make_place("ape-lv", "Ape")
    let_speak(candidate.cast.othertown, neighbour)
    Application.objects.update(is_team=True)
    PartnerPlace.objects.create(application=candidate.plan.application, place=neighbour)
    candidate.reload()
    return candidate


def test_who_speaks_for_a_partner_writes_in_the_joint_plan(joint: Candidate) -> None:
    client = joint.client("othertown")

    assert client.get(joint.base).status_code == 200
    services.fill_plan(actor=joint.actor("othertown"), plan=joint.plan, answers={"vision": "Together."}, now=WRITING)

    assert joint.content == {"vision": "Together."}
    assert [app.ref for app in call_queries.applications_of(joint.actor("othertown"))] == [joint.plan.ref]


def test_the_lead_alone_sends_the_joint_plan(joint: Candidate) -> None:
    joint.fill(**whole_plan())

    with pytest.raises(NotAllowed) as refusal:
        services.submit_plan(actor=joint.actor("othertown"), plan=joint.plan, now=WRITING)

    assert refusal.value.verdict.reason == "not-speaker"


def test_a_joint_plan_names_its_partners(joint: Candidate) -> None:
    assert "A joint plan with Ape" in joint.client().get(joint.base).content.decode()
