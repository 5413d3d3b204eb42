"""A mentor's towns at a glance, meetings that both sides read, flags that the office settles; and no writing, ever."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pearls.audit.models import Entry
from pearls.calls.models import Application, Member
from pearls.calls.rules import Access, Right
from pearls.documents import queries as document_queries
from pearls.documents import services as documents
from pearls.kernel.verdict import NotAllowed
from pearls.people.models import Mentorship
from pearls.plans import services
from pearls.plans.models import Flag, Meeting, Plan
from pearls.plans.rules.mentoring import quiet_days
from tests.calls.conftest import make_place
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_remarks import VISION, reason_of, remark
from tests.plans.test_remarks_pages import MOST_QUERIES, queries_of, text_of
from tests.plans.test_suggestions import suggest

CLOCKS = ("mentoring", "remarks", "workshop", "writing")
DAY = timedelta(days=1)
TODAY = WRITING.date()


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    patches = [mock.patch(f"pearls.plans.views.{name}.utc_now", lambda: WRITING) for name in CLOCKS]
    for patch in patches:
        patch.start()
    yield
    for patch in patches:
        patch.stop()


def meet(candidate: Candidate, agreed: str = "Fewer goals.", *, who: str = "mentor", held_on: date = TODAY) -> Meeting:
    return services.note_meeting(
        actor=candidate.actor(who), plan=candidate.plan, held_on=held_on, agreed=agreed, today=TODAY, now=WRITING
    )


def flag(candidate: Candidate, reason: str = "They lost their officer.", *, who: str = "mentor") -> Flag:
    return services.raise_flag(actor=candidate.actor(who), plan=candidate.plan, reason=reason, now=WRITING)


@pytest.mark.parametrize(("silent", "days"), [(13, 0), (14, 14), (40, 40)])
def test_a_plan_is_quiet_once_nobody_has_written_for_two_weeks(silent: int, days: int) -> None:
    assert quiet_days(last_written_at=WRITING - silent * DAY, now=WRITING) == days


def test_only_the_mentor_notes_a_meeting_and_only_one_that_was(candidate: Candidate) -> None:
    refusals = []
    for attempt in ({"who": "town"}, {"who": "coordinator"}, {"held_on": TODAY + DAY}, {"agreed": " "}):
        with pytest.raises(NotAllowed) as refusal:
            meet(candidate, **attempt)  # type: ignore[arg-type]
        refusals.append(reason_of(refusal))

    meeting = meet(candidate)

    assert refusals == ["not-the-mentor", "not-the-mentor", "day-to-come", "needs-words"]
    assert Meeting.objects.get() == meeting
    assert Entry.objects.get(act="meeting-noted").data["held_on"] == TODAY.isoformat()


def test_a_flag_is_raised_by_the_mentor_and_settled_once_by_the_office_with_what_was_done(candidate: Candidate) -> None:
    refusals = []
    for who, reason in (("town", "Help"), ("mentor", " ")):
        with pytest.raises(NotAllowed) as refusal:
            flag(candidate, reason, who=who)
        refusals.append(reason_of(refusal))
    raised = flag(candidate)
    for who, outcome in (("mentor", "Done"), ("coordinator", " "), ("coordinator", "We called."), ("admin", "Again")):
        try:
            services.settle_flag(actor=candidate.actor(who), flag=raised, outcome=outcome, now=WRITING)
        except NotAllowed as no:
            refusals.append(no.verdict.reason)

    assert refusals == ["not-the-mentor", "needs-words", "not-the-office", "needs-words", "flag-settled"]
    kept = Flag.objects.get()
    assert (kept.outcome, kept.settled_by, kept.settled_at) == ("We called.", candidate.cast.coordinator, WRITING)
    acts = Entry.objects.filter(act__startswith="flag-").order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["flag-raised", "flag-settled"]


def test_the_overview_says_how_far_a_plan_is_what_is_due_and_what_waits_for_whom(candidate: Candidate) -> None:
    long_ago = WRITING - 20 * DAY
    candidate.save("vision", VISION, now=long_ago)
    remark(candidate, "For the town", quote="the harbour")
    suggest(candidate, "We sing.")
    asked = remark(candidate, "For me")
    services.add_remark(actor=candidate.actor(), thread=asked, text="We ask back", now=WRITING)
    meet(candidate)
    flag(candidate)

    answer = candidate.client("mentor").get("/en/mentoring/")
    page = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())

    assert "Smiltene" in page
    assert "Quiet for 20 days" in page
    assert "1 of 18 steps complete" in page
    assert "Plan due Wednesday 31 March 2027" in page
    assert "Waits for the town 2 remarks and suggestions" in page
    assert "Last meeting 1 March 2027" in page
    assert "The office knows" in page
    assert f'href="{candidate.base}write/vision/#thread-{asked.ref}"' in answer.content.decode()


def test_the_overview_is_each_mentors_own(candidate: Candidate) -> None:
    seen = {
        who: text_of(candidate.client(who), "/en/mentoring/") for who in ("mentor", "town", "juror1", "coordinator")
    }

    assert {who for who, page in seen.items() if "Smiltene" in page} == {"mentor"}
    Mentorship.objects.update(ended_at=WRITING)
    assert "You mentor no town with a plan" in text_of(candidate.client("mentor"), "/en/mentoring/")


def test_a_meeting_is_noted_on_the_page_and_read_by_the_town(candidate: Candidate) -> None:
    page, mentor = candidate.base + "meetings/", candidate.client("mentor")

    wrong = mentor.post(page, {"act": "meeting", "held_on": "2027-03-09", "agreed": "Fewer goals."})
    mentor.post(page, {"act": "meeting", "held_on": "2027-02-27", "agreed": "Fewer goals."})

    assert wrong.status_code == 422
    assert "Fewer goals." in wrong.content.decode()
    town = text_of(candidate.client(), page)
    assert "27 February 2027 Fewer goals." in town
    assert "Note a meeting" not in town


def test_a_flag_goes_from_the_mentor_to_the_office_and_back_and_past_the_town(candidate: Candidate) -> None:
    page, mentor, office = candidate.base + "meetings/", candidate.client("mentor"), candidate.client("coordinator")

    mentor.post(page, {"act": "flag", "reason": "They lost their officer."})

    raised = Flag.objects.get()
    assert "They lost their officer." not in text_of(candidate.client(), page)
    listed = f"/en/office/{candidate.edition.key}/flags/"
    assert "1 flag of a mentor waits." in text_of(office, "/en/today/")
    assert listed in office.get(f"/en/office/{candidate.edition.key}/").content.decode()
    assert "They lost their officer." in text_of(office, listed)
    office.post(f"/en/office/flags/{raised.ref}/", {"outcome": "A colleague from Valka steps in."})
    assert "A colleague from Valka steps in." in text_of(mentor, page)
    assert "flag of a mentor" not in text_of(office, "/en/today/")


def test_the_edition_page_counts_the_flags_that_wait_and_asks_once(candidate: Candidate) -> None:
    office, room = candidate.client("coordinator"), f"/en/office/{candidate.edition.key}/"
    text_of(office, room)

    def page() -> tuple[str, int]:
        with CaptureQueriesContext(connection) as seen:
            shown = text_of(office, room)
        return shown, len(seen)

    none, before = page()
    first = flag(candidate)
    one, _count = page()
    flag(candidate, "And a second one.")
    two, after = page()
    services.settle_flag(actor=candidate.actor("coordinator"), flag=first, outcome="Done.", now=WRITING)
    settled, _count = page()

    assert "What mentors tell the office (" not in none and "What mentors tell the office" in none
    assert "What mentors tell the office (1 waits)" in one and "(2 wait)" in two and "(1 waits)" in settled
    assert "(gaida 1)" in text_of(office, room.replace("/en/", "/lv/"))
    assert before == after <= 12


@pytest.mark.parametrize("who", ["town", "mentor", "juror1"])
def test_flags_are_the_offices(candidate: Candidate, who: str) -> None:
    raised, client = flag(candidate), candidate.client(who)

    assert client.get(f"/en/office/{candidate.edition.key}/flags/").status_code == 404
    assert client.post(f"/en/office/flags/{raised.ref}/", {"outcome": "Gone"}).status_code == 404
    assert Flag.objects.get().settled_at is None


def test_who_is_called_finds_the_line_on_their_day(candidate: Candidate) -> None:
    thread = remark(candidate, who="town", mentions=[candidate.cast.mentor.ref])

    today = candidate.client("mentor").get("/en/today/").content.decode()

    assert f"{candidate.cast.town.name} calls you to a remark on the plan." in today
    assert f"{candidate.base}remarks/{thread.ref}/" in today
    assert "calls you to a remark" not in candidate.client("colleague").get("/en/today/").content.decode()


def test_a_mentor_writes_no_word_of_the_plan_whatever_right_somebody_gave(candidate: Candidate) -> None:
    candidate.fill(vision=VISION, goals=[{"id": "z1", "goal": "Meet"}])
    Member.objects.create(
        application=candidate.plan.application,
        person=candidate.cast.mentor,
        email=candidate.cast.mentor.email,
        right=Right.EDIT,
        invited_at=WRITING,
        joined_at=WRITING,
    )
    before, revisions, mentor = (
        candidate.content,
        document_queries.revisions_of(candidate.plan.document),
        candidate.client("mentor"),
    )

    answers = [
        mentor.post(candidate.base + page, form)
        for page, form in (
            ("autosave/", {"question": "vision", "q-vision": "Mine.", "base-vision": "1"}),
            ("write/vision/", {"q-vision": "Mine.", "base-vision": "1"}),
            ("write/goals/", {"add": "goals", "new-goals": "Mine"}),
            ("write/goals/goals/z1/", {"act": "remove"}),
            ("send/", {}),
        )
    ]

    assert [answer.status_code for answer in answers] == [403, 200, 200, 200, 200]
    assert (candidate.content, document_queries.revisions_of(candidate.plan.document)) == (before, revisions)
    with pytest.raises(NotAllowed) as refusal:
        services.fill_plan(
            actor=candidate.actor("mentor"), plan=candidate.plan, answers={"vision": "Mine."}, now=WRITING
        )
    assert reason_of(refusal) == "may-not-write"
    assert not Access(is_mentor=True, right=Right.EDIT).has(Right.EDIT)


def more_towns(candidate: Candidate, count: int) -> None:
    """More towns of the mentor, each with a plan in which somebody wrote and something waits."""
    first = candidate.plan
    for number in range(count):
        place = make_place(f"town-{number}", f"Town {number}")
        document = documents.create_document(
            actor=candidate.actor("coordinator"), form_version=first.document.form_version, kind="plan", now=WRITING
        )
        own = documents.create_document(
            actor=candidate.actor("coordinator"),
            form_version=first.document.form_version,
            kind="application",
            now=WRITING,
        )
        application = Application.objects.create(
            edition=candidate.edition, place=place, document=own, state="candidate", began_at=WRITING, moved_at=WRITING
        )
        plan = Plan.objects.create(application=application, document=document, began_at=WRITING)
        documents.fill_answers(actor=candidate.actor(), document=document, answers={"vision": VISION}, now=WRITING)
        Mentorship.objects.create(
            person=candidate.cast.mentor, place=place, edition_key=candidate.edition.key, began_at=WRITING
        )
        candidate.plan = plan
        meet(candidate)
        flag(candidate)
        remark(candidate)
    candidate.plan = first


def test_the_mentors_and_the_offices_pages_ask_as_much_for_one_town_as_for_many(candidate: Candidate) -> None:
    remark(candidate)
    meet(candidate)
    flag(candidate)
    pages = (
        ("mentor", "/en/mentoring/"),
        ("mentor", candidate.base + "meetings/"),
        ("mentor", "/en/today/"),
        ("coordinator", "/en/today/"),
        ("coordinator", f"/en/office/{candidate.edition.key}/flags/"),
    )
    clients = {who: candidate.client(who) for who, _page in pages}
    few = {page: queries_of(clients[page[0]], page[1]) for page in pages}

    more_towns(candidate, 6)
    meet(candidate)
    flag(candidate)
    many = {page: queries_of(clients[page[0]], page[1]) for page in pages}

    assert many == few
    assert {page: count for page, count in many.items() if count > MOST_QUERIES} == {}


def test_a_flag_leads_the_office_to_the_remarks_which_it_reads_and_touches_in_no_way(candidate: Candidate) -> None:
    candidate.fill(vision=VISION)
    thread, proposed = remark(candidate, "How many?"), suggest(candidate, "We sing.")
    flag(candidate)
    office, listed = candidate.client("coordinator"), candidate.base + "remarks/"
    flags = office.get(f"/en/office/{candidate.edition.key}/flags/").content.decode()
    before = Entry.objects.count()

    pages = [office.get(page) for page in (listed, *(f"{listed}{found.ref}/" for found in (thread, proposed)))]
    posts = [
        office.post(f"{listed}{found.ref}/", {"act": act, "text": "We say so."}).status_code
        for found, acts in ((thread, ("reply", "settle", "reopen")), (proposed, ("accept", "refuse", "withdraw")))
        for act in acts
    ]

    assert f'href="{listed}"' in flags
    assert [page.status_code for page in pages] == [200, 200, 200]
    for page in pages:
        main = page.content.decode().partition("<main")[2].partition("</main>")[0]
        assert "<form" not in main and "<textarea" not in main
        dead = [link for link in re.findall(r'href="(/[^"#?]*)', main) if office.get(link).status_code != 200]
        assert dead == []
    assert "How many?" in pages[0].content.decode() and "The office reads along" in pages[0].content.decode()
    assert set(posts) == {404}
    assert Entry.objects.count() == before
    others = ("write/vision/", "remarks/about/vision/", "suggest/vision/?about=vision", "meetings/", "")
    assert {office.get(candidate.base + page).status_code for page in others} == {404}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *(("town", 200), ("colleague", 200), ("mentor", 200), ("coordinator", 200), ("admin", 200)),
        *(("othertown", 404), ("juror1", 404), ("committee", 404), ("partner", 404)),
    ],
)
def test_who_reads_the_remarks_on_a_plan(candidate: Candidate, who: str, status: int) -> None:
    thread, client = remark(candidate), candidate.client(who)

    pages = [candidate.base + "remarks/", f"{candidate.base}remarks/{thread.ref}/"]

    assert [client.get(page).status_code for page in pages] == [status, status]
    assert status == 404 or queries_of(client, pages[0]) <= MOST_QUERIES
