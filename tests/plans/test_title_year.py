"""The title year: what happened is logged, the plan is changed with a reason, a practice is drawn from the record."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pearls.audit.models import Entry
from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.kernel.verdict import YES, NotAllowed, no
from pearls.plans import services
from pearls.plans.models import LogEntry
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import title_year as rules
from tests.calls.conftest import PLAN_DUE
from tests.plans.conftest import Candidate
from tests.plans.test_services import whole_plan

NOW = PLAN_DUE + timedelta(days=120)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with mock.patch("pearls.plans.views.title_year.utc_now", lambda: NOW):
        yield


@pytest.fixture
def pearl(candidate: Candidate) -> Candidate:
    """Smiltene, which won the title with the plan of Dzintarciems."""
    candidate.fill(**whole_plan())
    services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=PLAN_DUE)
    Application.objects.update(state=State.AWARDED)
    candidate.reload()
    return candidate


def new_entry(**changes: object) -> rules.NewEntry:
    given = {
        "what": "We sang.",
        "happened_on": TODAY - timedelta(days=3),
        "ended_on": None,
        "cost_cents": 12050,
        "counts": (40, 3),
        "has_photo": False,
        "photo_words": "",
        "photo_consent": False,
    }
    return rules.NewEntry(**given | changes)  # type: ignore[arg-type]


def log(pearl: Candidate, who: str = "town", **changes: object) -> LogEntry:
    return services.log_activity(
        actor=pearl.actor(who),
        plan=pearl.plan,
        activity=str(changes.pop("activity", "a1")),
        entry=new_entry(**changes),
        learned="Begin earlier.",
        counts={"g1": 40, "": 3},
        photo=None,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"what": "  "}, "needs-text"),
        ({"happened_on": TODAY + timedelta(days=1)}, "day-to-come"),
        ({"ended_on": TODAY - timedelta(days=9)}, "ends-before-it-starts"),
        ({"cost_cents": -1}, "negative-figure"),
        ({"counts": (5, -1)}, "negative-figure"),
        ({"has_photo": True, "photo_words": "A choir."}, "photo-needs-consent"),
        ({"has_photo": True, "photo_consent": True}, "photo-needs-words"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_with_its_reason(changes: dict[str, object], reason: str) -> None:
    entry = new_entry(**changes)

    verdict = rules.may_log(is_pearl=True, may_write=YES, is_known=True, entry=entry, today=TODAY)

    assert verdict.reason == reason


@given(
    amounts=st.lists(st.tuples(st.sampled_from(["a1", "a2", "gone"]), st.integers(0, 10**9)), max_size=30),
    people=st.lists(st.integers(0, 10**6), max_size=30),
)
def test_what_was_logged_adds_up_to_the_cent(amounts: list[tuple[str, int]], people: list[int]) -> None:
    content = {"activities": [{"id": "a1"}, {"id": "a2"}]}
    logged = [
        rules.Logged(activity, TODAY, count, cents) for (activity, cents), count in zip(amounts, people, strict=False)
    ]

    rows = rules.progress(content, logged, TODAY)

    mine = [entry for entry in logged if entry.activity != "gone"]
    assert sum(row.cents_spent for row in rows) == sum(entry.cost_cents for entry in mine)
    assert sum(row.people_counted for row in rows) == sum(entry.count for entry in mine)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "way"),
    [
        ("20", "30", "25", 50),
        ("30", "20", "25", 50),  # fewer is better
        ("20", "30", "35", 100),
        ("20", "30", "10", 0),
        ("3.5", "4.0", "3.6", 20),
        ("20", "20", "25", None),
        (None, "30", "25", None),
        ("20", "30", None, None),
    ],
)
def test_how_far_an_indicator_is_on_its_way(
    baseline: str | None, target: str | None, value: str | None, way: int | None
) -> None:
    assert rules.way_percent(baseline, target, value) == way


@pytest.mark.parametrize(
    ("starts", "ends", "has_entries", "stage"),
    [
        (None, None, False, rules.Stage.UNDATED),
        (TODAY + timedelta(days=1), None, False, rules.Stage.AHEAD),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False, rules.Stage.SILENT),
        (TODAY - timedelta(days=9), TODAY + timedelta(days=1), True, rules.Stage.RUNNING),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), True, rules.Stage.DONE),
    ],
)
def test_an_activity_tells_how_far_it_is(
    starts: date | None, ends: date | None, has_entries: bool, stage: rules.Stage
) -> None:
    assert rules.stage_of(starts, ends, has_entries=has_entries, today=TODAY) == stage


def test_what_happened_is_logged_by_groups_and_without_names(pearl: Candidate) -> None:
    log(pearl)

    progress = {
        row.id: row
        for row in year_queries.progress_of(pearl.plan, pearl.content, list(year_queries.log_of(pearl.plan)), TODAY)
    }
    assert (progress["a1"].people_counted, progress["a1"].cents_spent, progress["a1"].entry_count) == (43, 12050, 1)
    assert Entry.objects.get(act="activity-logged").data["activity"] == "a1"


@pytest.mark.parametrize("who", ["mentor", "othertown", "coordinator"])
def test_only_the_town_logs(pearl: Candidate, who: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        log(pearl, who)

    assert refusal.value.verdict.reason == "may-not-write"
    assert LogEntry.objects.count() == 0


def test_a_candidate_has_no_title_year(candidate: Candidate) -> None:
    candidate.fill(**whole_plan())

    with pytest.raises(NotAllowed) as refusal:
        log(candidate)

    assert refusal.value.verdict.reason == "not-a-pearl"
    assert candidate.client().get(candidate.base + "year/").status_code == 404


def test_an_entry_taken_out_counts_no_more_and_is_kept(pearl: Candidate) -> None:
    entry = log(pearl)

    services.take_out_entry(actor=pearl.actor(), entry=entry, now=NOW)

    assert list(year_queries.log_of(pearl.plan)) == []
    assert LogEntry.objects.count() == 1
    with pytest.raises(NotAllowed):
        services.take_out_entry(actor=pearl.actor(), entry=entry, now=NOW)


def test_the_plan_of_a_pearl_changes_with_a_reason_and_what_was_judged_stays(pearl: Candidate) -> None:
    judged = pearl.plan.document.snapshots.get()
    with pytest.raises(NotAllowed) as refusal:
        services.fill_plan(actor=pearl.actor(), plan=pearl.plan, answers={"vision": "Smaller."}, now=NOW)
    assert refusal.value.verdict.reason == "needs-change"

    services.begin_change(actor=pearl.actor(), plan=pearl.plan, reason="The hall burnt down.", now=NOW)
    services.fill_plan(actor=pearl.actor(), plan=pearl.plan, answers={"vision": "Smaller."}, now=NOW)
    change = services.end_change(actor=pearl.actor(), plan=pearl.plan, now=NOW)

    assert (change.before.answers["vision"], change.after.answers["vision"]) == (judged.answers["vision"], "Smaller.")
    assert pearl.plan.document.snapshots.order_by("number").first().answers == judged.answers
    with pytest.raises(NotAllowed):
        services.fill_plan(actor=pearl.actor(), plan=pearl.plan, answers={"vision": "Again."}, now=NOW)


def test_one_change_at_a_time(pearl: Candidate) -> None:
    services.begin_change(actor=pearl.actor(), plan=pearl.plan, reason="The hall burnt down.", now=NOW)

    with pytest.raises(NotAllowed) as refusal:
        services.begin_change(actor=pearl.actor("colleague"), plan=pearl.plan, reason="Rain.", now=NOW)

    assert refusal.value.verdict == no("change-open")


def test_a_value_is_measured_and_shows_the_way(pearl: Candidate) -> None:
    page = pearl.base + "year/"

    pearl.client().post(
        page + "indicators/i1/", {"value": "34.50", "measured_on": TODAY.isoformat(), "note": "The same survey"}
    )

    assert year_queries.values_of(pearl.plan).get().value == "34.5"
    assert "Last measured: 34.5" in pearl.client().get(page).content.decode()


def test_a_practice_is_drafted_from_the_record_in_one_step(pearl: Candidate) -> None:
    log(pearl, what="The first evening.")
    log(pearl, what="The second evening.", happened_on=TODAY - timedelta(days=1))

    page = pearl.client().post(pearl.base + "year/activities/a1/practice/", follow=True)
    again = pearl.client().post(pearl.base + "year/activities/a1/practice/", follow=True)

    draft = year_queries.practices_made_of(pearl.plan).get()
    told = draft.draft
    activity, goal = pearl.content["activities"][0], pearl.content["goals"][0]
    assert {page.redirect_chain[-1][0], again.redirect_chain[-1][0]} == {f"/en/contributions/{draft.ref}/"}
    assert (draft.state, draft.place, told["title"]) == ("draft", pearl.plan.application.place, activity["name"])
    assert goal["goal"] in told["summary"]
    assert told["participants"].endswith(" · 86")
    assert (told["budget_eur"], told["country"]) == (241, "LV")
    assert set(told["steps"]) == {"The first evening.", "The second evening."}
    assert draft.title in pearl.client().get(pearl.base + "year/").content.decode()


def test_nothing_logged_makes_no_practice(pearl: Candidate) -> None:
    with pytest.raises(NotAllowed) as refusal:
        services.draft_practice(actor=pearl.actor(), plan=pearl.plan, activity="a2", now=NOW)

    assert refusal.value.verdict.reason == "nothing-logged"


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (12, 8), "white").save(out, "JPEG")
    return SimpleUploadedFile("choir.jpg", out.getvalue(), "image/jpeg")


def test_a_photo_is_kept_with_consent_and_words_and_shown_to_the_plans_people_alone(pearl: Candidate) -> None:
    form = {"what": "We sang.", "happened_on": TODAY.isoformat(), "count-g1": "12", "photo": picture()}
    page = pearl.base + "year/activities/a1/"

    refused = pearl.client().post(page, form).content.decode()
    pearl.client().post(page, form | {"photo": picture(), "photo_words": "A choir.", "photo_consent": "on"})

    assert "Everybody who can be recognised" in refused
    entry = LogEntry.objects.get()
    photo = f"{pearl.base}year/entries/{entry.ref}/photo/"
    for who in ("town", "mentor"):
        assert b"".join(pearl.client(who).get(photo).streaming_content).startswith(b"\xff\xd8")  # type: ignore[arg-type]
    assert {pearl.client(who).get(photo).status_code for who in ("othertown", "juror1")} == {404}


def test_the_value_of_an_indicator_that_is_gone_is_refused(pearl: Candidate) -> None:
    with pytest.raises(NotAllowed) as refusal:
        services.record_value(
            actor=pearl.actor(), plan=pearl.plan, indicator="zz", value=Decimal(1), measured_on=TODAY, note="", now=NOW
        )

    assert refusal.value.verdict.reason == "unknown-indicator"


def test_what_a_change_made_different_is_read_on_the_page(pearl: Candidate) -> None:
    services.begin_change(actor=pearl.actor(), plan=pearl.plan, reason="The hall burnt down.", now=NOW)
    services.fill_plan(actor=pearl.actor(), plan=pearl.plan, answers={"vision": "A smaller harbour."}, now=NOW)

    page = pearl.client().post(pearl.base + "year/change/", {"act": "end"}, follow=True).content.decode()

    assert "The hall burnt down." in page
    assert "<ins>A smaller harbour.</ins>" in page or "smaller</ins>" in page
