"""The pages of a plan, as each member of the cast meets them."""

import re
from collections.abc import Iterator
from unittest import mock

import pytest
from django.test import Client

from pearls.calls.rules import State
from pearls.documents import queries as document_queries
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_services import whole_plan

CLOCKS = ("pearls.plans.views.workshop.utc_now", "pearls.plans.views.writing.utc_now")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    patches = [mock.patch(name, lambda: WRITING) for name in CLOCKS]
    for patch in patches:
        patch.start()
    yield
    for patch in patches:
        patch.stop()


def hidden(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of a page's form, as a browser would send them back."""
    page = client.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="([^"]+)"[^>]*? value="([^"]*)"', page))


def test_a_plan_is_there_for_its_people_and_its_mentor_alone(candidate: Candidate) -> None:
    pages = ("", "write/goals/", "preview/", "send/")
    seen = {
        who: {candidate.client(who).get(candidate.base + page).status_code for page in pages}
        for who in ("town", "colleague", "mentor", "othertown", "juror1", "committee", "coordinator")
    }

    assert {who: codes for who, codes in seen.items() if codes == {200}}.keys() == {"town", "colleague", "mentor"}
    assert {who: codes for who, codes in seen.items() if codes == {404}}.keys() == {
        "othertown",
        "juror1",
        "committee",
        "coordinator",
    }


def test_an_entry_is_begun_with_its_first_words_and_written_on_a_page_of_its_own(candidate: Candidate) -> None:
    client, page = candidate.client(), candidate.base + "write/challenges/"

    answer = client.post(page, {"add": "challenges", "new-challenges": "Our young people leave"})
    record = answer.headers["Location"]
    name = record.rstrip("/").split("/")[-1]
    client.post(
        record,
        {
            **hidden(client, record),
            f"q-challenges-{name}-challenge": "Our young people leave at nineteen",
            f"q-challenges-{name}-evidence": "The register of residents.",
            "then": "list",
        },
    )

    assert candidate.content["challenges"] == [
        {"id": name, "challenge": "Our young people leave at nineteen", "evidence": "The register of residents."}
    ]
    assert "Our young people leave at nineteen" in client.get(page).content.decode()


def test_a_goal_picks_its_challenges_and_shows_them_by_their_words(candidate: Candidate) -> None:
    candidate.fill(challenges=[{"id": "c1", "challenge": "Dark winters"}], goals=[{"id": "z1", "goal": "Light"}])
    client, page = candidate.client(), candidate.base + "write/goals/goals/z1/"

    client.post(page, {**hidden(client, page), "q-goals-z1-goal": "Light", "q-goals-z1-challenges": ["c1"]})

    assert candidate.content["goals"] == [{"id": "z1", "goal": "Light", "challenges": ["c1"]}]
    assert "Dark winters" in client.get(candidate.base + "preview/").content.decode()


def test_an_entry_that_is_taken_out_leaves_no_link_and_comes_back_with_all_of_them(candidate: Candidate) -> None:
    candidate.fill(
        challenges=[{"id": "c1", "challenge": "Dark winters"}],
        goals=[{"id": "z1", "goal": "Light", "challenges": ["c1"]}],
    )
    client, page = candidate.client(), candidate.base + "write/challenges/challenges/c1/"

    client.post(page, {**hidden(client, page), "q-challenges-c1-challenge": "Dark winters", "act": "remove"})
    assert candidate.content == {"goals": [{"id": "z1", "goal": "Light"}]}
    assert "Put it back" in client.get(page).content.decode()

    client.post(page, {"act": "restore"})
    assert candidate.content["goals"][0]["challenges"] == ["c1"]


def test_entries_move_up_and_down(candidate: Candidate) -> None:
    candidate.fill(challenges=[{"id": name, "challenge": name} for name in ("c1", "c2", "c3")])
    client, page = candidate.client(), candidate.base + "write/challenges/challenges/c3/"

    client.post(page, {**hidden(client, page), "q-challenges-c3-challenge": "c3", "act": "up"})

    assert [row["id"] for row in candidate.content["challenges"]] == ["c1", "c3", "c2"]


def test_two_people_in_one_entry_keep_both_their_words(candidate: Candidate) -> None:
    candidate.fill(activities=[{"id": "a1", "name": "Choir", "what": "We sing."}])
    base = document_queries.fields_of(candidate.plan.document)["activities-a1"].revision

    candidate.save("activities-a1", {"name": "Choir", "what": "We sing.", "where": "Net loft"}, base=base)
    candidate.save("activities-a1", {"name": "Choir without notes", "what": "We sing."}, who="colleague", base=base)

    assert candidate.content["activities"] == [
        {"id": "a1", "name": "Choir without notes", "what": "We sing.", "where": "Net loft"}
    ]


def test_a_mentor_reads_and_does_not_write(candidate: Candidate) -> None:
    candidate.fill(vision="A harbour that talks.", challenges=[{"id": "c1", "challenge": "Dark winters"}])
    mentor = candidate.client("mentor")

    assert "A harbour that talks." in mentor.get(candidate.base + "write/vision/").content.decode()
    saved = mentor.post(candidate.base + "autosave/", {"question": "vision", "q-vision": "Mine.", "base-vision": "1"})
    mentor.post(candidate.base + "write/challenges/challenges/c1/", {"act": "remove"})
    mentor.post(candidate.base + "write/challenges/", {"add": "challenges", "new-challenges": "Mine"})

    assert saved.status_code == 403
    assert candidate.content == {
        "vision": "A harbour that talks.",
        "challenges": [{"id": "c1", "challenge": "Dark winters"}],
    }


@pytest.mark.parametrize("record", ["nothing", "z1", "c1-x"])
def test_an_entry_that_never_was_has_no_page(candidate: Candidate, record: str) -> None:
    candidate.fill(challenges=[{"id": "c1", "challenge": "Dark winters"}], goals=[{"id": "z1", "goal": "Light"}])

    assert candidate.client().get(f"{candidate.base}write/challenges/challenges/{record}/").status_code == 404
    assert candidate.client().get(f"{candidate.base}write/goals/challenges/c1/").status_code == 404


def test_a_whole_plan_is_looked_over_and_sent(candidate: Candidate) -> None:
    candidate.fill(**whole_plan())

    receipt = candidate.client().post(candidate.base + "send/", follow=True).content.decode()

    assert "The plan has arrived." in receipt
    assert candidate.reload().application.state == State.PLAN_SUBMITTED


def test_texts_stand_side_by_side_in_two_languages_and_an_older_translation_says_so(candidate: Candidate) -> None:
    candidate.fill(vision="Osta, kas runā.", goals=[{"id": "z1", "goal": "Gaisma", "capacity": "trust"}])
    client = candidate.client()
    client.post(candidate.base + "language/", {"language": "lv"})
    page = candidate.base + "translate/goals/"

    client.post(page, {**hidden(client, page), "q-goals-z1--en-goal": "Light"})
    fresh = client.get(page).content.decode()
    candidate.fill(goals=[{"id": "z1", "goal": "Gaisma un siltums", "capacity": "trust"}])
    stale = client.get(page).content.decode()

    assert "Light" in fresh
    assert "Older than its text" not in fresh
    assert "Older than its text" in stale
    assert candidate.content["goals"][0]["goal"] == "Gaisma un siltums"


def test_a_snapshot_holds_both_languages(candidate: Candidate) -> None:
    candidate.fill(**whole_plan())
    candidate.save("vision--lv", {"text": "Osta, kas runā.", "of": "x"})

    candidate.client().post(candidate.base + "send/")

    snapshot = candidate.plan.document.snapshots.get()
    assert snapshot.answers["--lv"] == {"vision": {"text": "Osta, kas runā.", "of": "x"}}
    assert document_queries.is_intact(snapshot)


def test_what_is_missing_names_an_entry_by_its_title_and_by_its_number_while_it_has_none(candidate: Candidate) -> None:
    candidate.fill(activities=[{"id": "a1", "name": "The harbour fair"}, {"id": "a2"}, {"id": "a3", "name": "x" * 99}])

    shown = candidate.client().get(f"{candidate.base}send/").content.decode()

    assert "“The harbour fair”, “What happens”: " in shown
    assert f"“{'x' * 59}…”, “What happens”: " in shown
    assert re.findall(r"Row \d, “What happens”", shown) == ["Row 2, “What happens”"]
