"""The pages of remarks and suggestions, as each member of the cast meets them."""

import re
from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.audit.models import Entry
from pearls.plans import services
from pearls.plans.models import Suggestion, Thread
from pearls.plans.rules.remarks import SuggestionState, Target
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_remarks import VISION, remark
from tests.plans.test_suggestions import ON_NAME, suggest

CLOCKS = ("workshop", "writing", "remarks")
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    patches = [mock.patch(f"pearls.plans.views.{name}.utc_now", lambda: WRITING) for name in CLOCKS]
    for patch in patches:
        patch.start()
    yield
    for patch in patches:
        patch.stop()


def text_of(client: Client, address: str) -> str:
    """What a page says, without its tags."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_mentor_quotes_words_from_the_page_and_the_town_reads_them_beside_the_text(candidate: Candidate) -> None:
    candidate.fill(vision=VISION)
    form = {"about": "", "quote": "the harbour stands empty", "text": "Which of the two?"}

    answer = candidate.client("mentor").post(candidate.base + "remarks/about/vision/", form)

    thread = Thread.objects.get()
    assert answer.headers["Location"] == f"{candidate.base}write/vision/#thread-{thread.ref}"
    page = text_of(candidate.client(), candidate.base + "write/vision/")
    assert "the harbour stands empty Show it in the text Mark Mentor · mentor" in page.replace(
        candidate.cast.mentor.name, "Mark Mentor"
    )
    assert "Which of the two?" in page


def test_a_page_says_what_became_of_the_words(candidate: Candidate) -> None:
    candidate.fill(vision=VISION)
    remark(candidate, quote="the harbour stands empty")
    page, town = candidate.base + "write/vision/", candidate.client()

    candidate.fill(vision=VISION.replace("stands empty", "is empty"))
    changed = text_of(town, page)
    candidate.fill(vision="We dance.")
    gone = text_of(town, page)

    assert "Now it reads: the harbour is empty" in changed
    assert "the harbour stands empty The passage is gone from the text; this is what it said." in gone


def test_words_that_the_plan_does_not_say_are_sent_back_with_what_was_typed(candidate: Candidate) -> None:
    candidate.fill(vision=VISION)
    form = {"about": "vision", "quote": "We dance", "text": "A long thought."}

    answer = candidate.client("mentor").post(candidate.base + "remarks/about/vision/", form)

    assert answer.status_code == 422
    assert "The plan does not say these words here." in answer.content.decode()
    assert "A long thought." in answer.content.decode()


def test_a_colleague_is_called_from_a_list_of_names_and_answers(candidate: Candidate) -> None:
    page = candidate.base + "remarks/about/goals/"
    form = candidate.client().get(page).content.decode()
    names = re.findall(r"@([^<\n]+)", form[form.index("@ Call somebody") + len("@ Call somebody") :])
    assert [name.strip() for name in names] == sorted([candidate.cast.colleague.name, candidate.cast.mentor.name])

    candidate.client().post(page, {"about": "", "text": "Is it you?", "mentions": [candidate.cast.colleague.ref]})
    thread = Thread.objects.get()
    answer = {"act": "reply", "text": "It is."}
    candidate.client("colleague").post(f"{candidate.base}remarks/{thread.ref}/", answer)

    assert "Is it you?" in text_of(candidate.client("mentor"), candidate.base + "remarks/")
    assert "It is." in text_of(candidate.client("mentor"), f"{candidate.base}remarks/{thread.ref}/")


def test_a_thread_is_settled_and_opened_again(candidate: Candidate) -> None:
    thread, town = remark(candidate), candidate.client()
    page = f"{candidate.base}remarks/{thread.ref}/"

    town.post(page, {"act": "settle"})
    assert "How many?" not in text_of(town, candidate.base + "write/vision/")
    assert "How many?" not in text_of(town, candidate.base + "remarks/")
    assert "How many?" in text_of(town, candidate.base + "remarks/?show=settled")

    town.post(page, {"act": "reopen"})
    assert "How many?" in text_of(town, candidate.base + "write/vision/")


def test_the_list_parts_what_waits_for_whom(candidate: Candidate) -> None:
    remark(candidate, "For the town")
    services.add_remark(actor=candidate.actor(), thread=remark(candidate, "For me"), text="We ask back", now=WRITING)
    client = candidate.client("mentor")

    town = text_of(client, candidate.base + "remarks/?show=town")
    mentor = text_of(client, candidate.base + "remarks/?show=mentor")

    assert ("For the town" in town, "We ask back" in town) == (True, False)
    assert ("For the town" in mentor, "We ask back" in mentor) == (False, True)


def test_a_suggestion_is_written_compared_and_taken_over(candidate: Candidate) -> None:
    candidate.fill(vision="We sing in May.")
    mentor, town = candidate.client("mentor"), candidate.client()
    page = candidate.base + "suggest/vision/?about=vision"
    assert "We sing in May." in mentor.get(page).content.decode()

    mentor.post(page, {"proposed": "We sing in June.", "seen": "1", "text": "It is warmer.", "about": "vision"})

    thread = Thread.objects.get()
    beside = town.get(candidate.base + "write/vision/").content.decode()
    assert "<del>May.</del><ins>June.</ins>" in beside
    assert "It is warmer." in beside
    answer = town.post(f"{candidate.base}remarks/{thread.ref}/", {"act": "accept"}, follow=True)
    assert "The suggestion is now in the text." in answer.content.decode()
    assert candidate.content == {"vision": "We sing in June."}
    history = text_of(town, candidate.base + "history/vision/")
    assert f"Suggested by {candidate.cast.mentor.name}, accepted by {candidate.cast.town.name}." in history


def test_a_suggestion_that_clashes_leads_to_the_choice(candidate: Candidate) -> None:
    candidate.fill(activities=[{"id": "a1", "name": "Choir", "what": "We sing."}])
    thread = suggest(candidate, "Choir without notes", ON_NAME)
    candidate.fill(activities=[{"id": "a1", "name": "Choir by the sea", "what": "We sing."}])
    town, page = candidate.client(), candidate.base + "write/activities/activities/a1/"
    assert "The same words have been changed since." in text_of(town, page)

    answer = town.post(f"{candidate.base}remarks/{thread.ref}/", {"act": "accept"})

    assert answer.headers["Location"] == f"{page}#rival-activities-a1"
    body = town.get(page).content.decode()
    assert 'id="rival-activities-a1"' in body
    assert "Choir without notes" in body


def test_a_suggestion_is_refused_with_a_word(candidate: Candidate) -> None:
    candidate.fill(vision="We sing in May.")
    thread, town = suggest(candidate, "We sing in June."), candidate.client()
    page = f"{candidate.base}remarks/{thread.ref}/"

    wordless = town.post(page, {"act": "refuse", "text": ""})
    assert (wordless.status_code, Suggestion.objects.get().state) == (422, SuggestionState.OPEN)
    town.post(page, {"act": "refuse", "text": "May is the feast."})

    said = text_of(candidate.client("mentor"), page)
    assert Suggestion.objects.get().state == SuggestionState.REFUSED
    assert "May is the feast." in said
    assert f"Answered by {candidate.cast.town.name}." in said


def test_a_mentor_cannot_answer_its_own_suggestion_nor_anything_write(candidate: Candidate) -> None:
    candidate.fill(vision="We sing in May.")
    thread, mentor = suggest(candidate, "We sing in June."), candidate.client("mentor")
    page = f"{candidate.base}remarks/{thread.ref}/"

    answers = [mentor.post(page, form) for form in ({"act": "accept"}, {"act": "refuse", "text": "No."})]

    assert all("You may read this plan, but not write in it." in answer.content.decode() for answer in answers)
    assert candidate.content == {"vision": "We sing in May."}
    mentor.post(page, {"act": "withdraw"})
    assert Suggestion.objects.get().state == SuggestionState.WITHDRAWN


@pytest.mark.parametrize("who", ["othertown", "juror1", "committee", "partner"])
def test_nobody_else_finds_what_was_said(candidate: Candidate, who: str) -> None:
    candidate.fill(vision=VISION)
    thread, client = remark(candidate), candidate.client(who)
    before = Entry.objects.count()

    for page in ("remarks/", "remarks/about/vision/", f"remarks/{thread.ref}/", "suggest/vision/?about=vision"):
        form = {"act": "settle", "text": "Hm", "proposed": "Hm", "seen": "1", "about": "vision"}
        assert client.get(candidate.base + page).status_code == 404
        assert client.post(candidate.base + page, form).status_code in (404, 405)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "page",
    [
        "remarks/nothing/",
        "remarks/about/nothing/",
        "remarks/about/goals/?about=goals-z9",
        "remarks/about/vision/?about=goals",
        "suggest/vision/",
        "suggest/place/?about=population",
        "suggest/activities/?about=activities-a9-name",
    ],
)
def test_a_spot_that_is_not_there_has_no_page(candidate: Candidate, page: str) -> None:
    assert candidate.client().get(candidate.base + page).status_code == 404


def test_a_remark_on_an_entry_that_was_taken_out_says_so(candidate: Candidate) -> None:
    candidate.fill(goals=[{"id": "z1", "goal": "Meet in winter"}])
    remark(candidate, target=Target("goals", "goals", "z1", "goal"), quote="in winter")
    candidate.fill(goals=[])

    assert "An entry that was taken out › Goal in winter The passage is gone" in text_of(
        candidate.client(), candidate.base + "remarks/"
    )


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what is noted at the first visit
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_pages_ask_as_much_for_one_remark_as_for_many(candidate: Candidate) -> None:
    candidate.fill(vision=VISION, goals=[{"id": "z1", "goal": "Meet in winter"}])
    entry, town = Target("goals", "goals", "z1", "goal"), candidate.client()
    pages = ("write/vision/", "write/goals/", "write/goals/goals/z1/", "remarks/")
    first = [remark(candidate, quote="the harbour"), remark(candidate, target=entry), suggest(candidate, "We.")]
    few = {page: queries_of(town, candidate.base + page) for page in pages}

    for _ in range(8):
        remark(candidate, quote="stands empty", mentions=[candidate.cast.colleague.ref])
        remark(candidate, target=entry)
        services.add_remark(actor=candidate.actor("mentor"), thread=first[0], text="And?", now=WRITING)
    many = {page: queries_of(town, candidate.base + page) for page in pages}

    assert many == few
    assert {page: count for page, count in many.items() if count > MOST_QUERIES} == {}
