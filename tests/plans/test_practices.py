"""Practices of other towns beside a plan: suggested with reasons, taken over, and told as attempts by themselves."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pearls.audit.models import Entry
from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.plans import papers, services
from pearls.plans.queries import papers as paper_queries
from pearls.plans.rules import title_year as year_rules
from pearls.practices import labels as practice_labels
from pearls.practices import services as practice_services
from pearls.practices.models import Adoption, Naming, Practice
from pearls.practices.rules.fitting import REASONS
from tests.calls.conftest import OPENS, PLAN_DUE
from tests.house.test_lists import copies
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_services import whole_plan
from tests.practices.samples import a_record

IN_YEAR = PLAN_DUE + timedelta(days=120)
LONELY = {"challenges": [{"id": "c1", "challenge": "Loneliness of older people"}]}
ACTIVITIES = [{"id": "a1", "name": "Soup", "what": "We eat together."}]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with mock.patch("pearls.plans.views.practices.utc_now", lambda: WRITING):
        yield


@pytest.fixture
def practices(candidate: Candidate, office: Actor) -> None:
    practice_services.load_vocabulary(actor=office, now=OPENS)
    records = [
        a_record(id="barn-theatre", title="A barn theatre", country="LT", place=None, budget_eur=900),
        a_record(id="harbour-choir", title="A harbour choir", country="EE", place=None, challenge=["disinformation"]),
    ]
    practice_services.import_practices(actor=office, records=records, now=OPENS)


def use(candidate: Candidate, who: str = "town", **changes: Any) -> str:
    given = {"practice": "barn-theatre", "activity": "a1", "now": WRITING, **changes}
    return services.use_practice(actor=candidate.actor(who), plan=candidate.plan, **given)


def cells(candidate: Candidate) -> dict[str, Any]:
    return {row["id"]: row.get("practice") for row in candidate.content["activities"]}


def test_an_activity_names_the_practice_it_builds_on(candidate: Candidate, practices: None) -> None:
    candidate.fill(activities=ACTIVITIES)

    assert use(candidate) == "a1"
    assert use(candidate) == "a1"  # twice is once

    assert cells(candidate) == {"a1": "A barn theatre (barn-theatre)"}
    assert Entry.objects.filter(act="practice-taken-over").count() == 2
    assert not Adoption.objects.exists()  # nothing has been sent yet

    services.leave_practice(
        actor=candidate.actor(), plan=candidate.plan, practice="barn-theatre", activity="a1", now=WRITING
    )
    assert cells(candidate) == {"a1": None}


def test_a_new_activity_bears_the_title_and_serves_the_goals_of_the_challenge(
    candidate: Candidate, practices: None
) -> None:
    goals = [{"id": "z1", "goal": "They talk", "challenges": ["c1"]}, {"id": "z2", "goal": "Other"}]
    candidate.fill(**LONELY, goals=goals)

    name = use(candidate, activity="", challenge="c1")

    assert candidate.content["activities"] == [
        {"id": name, "name": "A barn theatre", "goals": ["z1"], "practice": "A barn theatre (barn-theatre)"}
    ]


@pytest.mark.parametrize(
    ("who", "changes", "reason"),
    [
        ("town", {"practice": "no-such"}, "unknown-practice"),
        ("town", {"activity": "a9"}, "unknown-activity"),
        ("mentor", {}, "may-not-write"),
        ("town", {"now": IN_YEAR}, "plan-late"),
    ],
)
def test_what_is_not_possible_is_refused(
    candidate: Candidate, practices: None, who: str, changes: dict[str, Any], reason: str
) -> None:
    candidate.fill(activities=ACTIVITIES)

    with pytest.raises(NotAllowed) as refusal:
        use(candidate, who, **changes)

    assert refusal.value.verdict.reason == reason
    assert cells(candidate) == {"a1": None}


@pytest.mark.parametrize("kind", ["json", "xlsx", "docx"])
def test_the_practices_of_a_plan_go_out_and_come_in_with_it(candidate: Candidate, practices: None, kind: str) -> None:
    candidate.fill(activities=ACTIVITIES)
    use(candidate)
    form, facts = candidate.plan.document.form, paper_queries.facts_of(candidate.plan, "en")

    data = papers.write_paper(kind, form, candidate.content, facts, "en", now=WRITING, year=2028)

    read = papers.read_paper(data, form, facts)
    assert [row["practice"] for row in read.content["activities"]] == ["A barn theatre (barn-theatre)"]


def sent(candidate: Candidate) -> Candidate:
    """A whole plan whose first activity builds on the barn theatre, sent."""
    candidate.fill(**whole_plan())
    use(candidate)
    services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=PLAN_DUE)
    return candidate


def log(candidate: Candidate) -> None:
    Application.objects.update(state=State.AWARDED)
    candidate.reload()
    entry = year_rules.NewEntry("We played.", date(2027, 6, 1), None, None, (), False, "", False)
    services.log_activity(
        actor=candidate.actor(),
        plan=candidate.plan,
        activity="a1",
        entry=entry,
        learned="",
        counts={},
        photo=None,
        now=IN_YEAR,
    )


def test_a_plan_that_is_sent_keeps_a_draft_of_the_attempt_and_the_first_log_publishes_it(
    candidate: Candidate, practices: None
) -> None:
    sent(candidate)

    adoption = Adoption.objects.get()
    assert (adoption.practice.key, adoption.place.key, adoption.state, adoption.outcome) == (
        "barn-theatre",
        candidate.plan.application.place.key,
        "draft",
        "trying",
    )
    assert adoption.plan_activity == f"plan:{candidate.plan.ref}/a1"

    log(candidate)
    log(candidate)

    assert [one.state for one in Adoption.objects.all()] == ["public"]


def test_a_plan_sent_anew_without_the_practice_takes_its_draft_back(candidate: Candidate, practices: None) -> None:
    sent(candidate)
    before = PLAN_DUE - timedelta(hours=1)
    services.leave_practice(
        actor=candidate.actor(), plan=candidate.plan, practice="barn-theatre", activity="a1", now=before
    )

    services.submit_plan(actor=candidate.actor(), plan=candidate.reload(), now=before)

    assert [one.state for one in Adoption.objects.all()] == ["withdrawn"]


def test_a_change_of_a_pearls_plan_that_takes_the_practice_up_tells_it(candidate: Candidate, practices: None) -> None:
    candidate.fill(**whole_plan())
    services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=PLAN_DUE)
    log(candidate)
    assert not Adoption.objects.exists()
    actor, plan = candidate.actor(), candidate.plan

    services.begin_change(actor=actor, plan=plan, reason="We saw it in Lithuania.", now=IN_YEAR)
    use(candidate, now=IN_YEAR)
    services.end_change(actor=actor, plan=plan, now=IN_YEAR)

    assert [(one.state, one.outcome) for one in Adoption.objects.all()] == [("public", "trying")]


def shown(candidate: Candidate, address: str, who: str = "town") -> str:
    answer = candidate.client(who).get(candidate.base + address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_practices_are_suggested_with_the_reason_for_each(candidate: Candidate, practices: None) -> None:
    candidate.fill(**LONELY, sources=[{"id": "s1", "name": "Town", "amount": 200_000}])

    page = shown(candidate, "practices/")

    assert "Answers the same challenge: loneliness" in page
    assert "Cost less than you have: 900 euros" in page
    assert "A barn theatre" in page
    assert "A harbour choir" not in page  # answers nothing that the plan names
    assert "practices/use/barn-theatre/?challenge=c1" in page


def test_an_officer_takes_a_suggestion_over_and_leaves_it_again(candidate: Candidate, practices: None) -> None:
    candidate.fill(**LONELY, activities=ACTIVITIES)
    client = candidate.client()
    assert "Soup" in shown(candidate, "practices/use/barn-theatre/?activity=a1")

    answer = client.post(candidate.base + "practices/use/barn-theatre/", {"activity": "a1"})

    assert answer.headers["Location"] == candidate.base + "write/activities/activities/a1/"
    page = shown(candidate, "practices/")
    assert "Your plan builds on" in page
    assert "practices/use/barn-theatre/" not in page  # what is used is not suggested again
    client.post(candidate.base + "practices/leave/barn-theatre/", {"activity": "a1"})
    assert "Your plan builds on" not in shown(candidate, "practices/")


def test_a_practice_can_be_looked_for_in_ones_own_words(candidate: Candidate, practices: None) -> None:
    page = shown(candidate, "practices/?q=choir")

    assert "A harbour choir" in page
    assert "A barn theatre" not in page


def test_examples_stand_beside_a_question_of_an_empty_plan_by_its_subject(
    candidate: Candidate, practices: None
) -> None:
    step = shown(candidate, "write/challenges/")
    assert f"{candidate.base}practices/examples/challenges/" in step

    page = shown(candidate, "practices/examples/challenges/")

    assert "On the subject of this question: loneliness" in page
    assert "Answers the same challenge" not in page
    assert f'href="{candidate.base}write/challenges/#question-challenges"' in page


def test_examples_follow_what_the_plan_says_once_it_says_something(candidate: Candidate, practices: None) -> None:
    candidate.fill(challenges=[{"id": "c1", "challenge": "Disinformation about the town"}])

    page = shown(candidate, "practices/examples/goals/")

    assert "Answers the same challenge: disinformation" in page
    assert "A barn theatre" not in page


def test_practices_beside_one_activity_are_those_for_its_own_challenges(candidate: Candidate, practices: None) -> None:
    goals = [{"id": "z1", "goal": "They talk", "challenges": ["c1"]}]
    candidate.fill(**LONELY, goals=goals, activities=[{**ACTIVITIES[0], "goals": ["z1"]}])
    assert f"{candidate.base}practices/?activity=a1" in shown(candidate, "write/activities/activities/a1/")

    page = shown(candidate, "practices/?activity=a1")

    assert "For the activity “Soup”" in page
    assert "practices/use/barn-theatre/?activity=a1" in page


def test_others_find_none_of_these_pages_and_a_mentor_cannot_take_over(candidate: Candidate, practices: None) -> None:
    candidate.fill(activities=ACTIVITIES)
    for address in ("practices/", "practices/examples/goals/", "practices/use/barn-theatre/"):
        assert candidate.client("othertown").get(candidate.base + address).status_code == 404
    assert "Use it in the plan" not in shown(candidate, "practices/", "mentor")

    candidate.client("mentor").post(candidate.base + "practices/use/barn-theatre/", {"activity": "a1"})

    assert cells(candidate) == {"a1": None}


@pytest.mark.parametrize(
    "address",
    [
        "practices/",
        "practices/?activity=a1",
        "practices/?q=theatre",
        "practices/examples/goals/",
        "practices/use/barn-theatre/",
        "write/challenges/",
    ],
)
def test_the_pages_ask_as_much_for_two_practices_as_for_many(
    candidate: Candidate, practices: None, address: str
) -> None:
    candidate.fill(**LONELY, activities=ACTIVITIES)
    use(candidate)
    client = candidate.client()

    def asked() -> int:
        client.get(candidate.base + address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(candidate.base + address).status_code == 200
        return len(found)

    few = asked()
    first = Practice.objects.get(key="barn-theatre")
    made = copies(first, 300, key=[f"p-{number}" for number in range(300)])
    named = first.namings.values_list("concept_id", "position")
    Naming.objects.bulk_create(
        Naming(practice=one, concept_id=concept, position=position) for one in made for concept, position in named
    )

    assert asked() == few
    assert few <= 12


def test_every_reason_of_a_fit_has_words() -> None:
    assert set(REASONS) == {*practice_labels.FIT_REASONS, "tried-elsewhere"}
