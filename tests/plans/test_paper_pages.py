"""A plan leaves as a file, is edited offline, and comes back: every change is looked at before it is taken over."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from pearls.audit.models import Entry
from pearls.documents import queries as document_queries
from pearls.documents import services as documents
from pearls.documents.rules import text_mark
from pearls.plans.models import PaperBack
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_services import whole_plan
from tests.plans.test_views import hidden


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with mock.patch("pearls.plans.views.papers.utc_now", lambda: WRITING):
        yield


@pytest.fixture
def written(candidate: Candidate) -> Candidate:
    candidate.fill(**whole_plan())
    return candidate


def download(candidate: Candidate, kind: str) -> bytes:
    answer = candidate.client().get(f"{candidate.base}papers/plan.{kind}?language=en")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def bring(candidate: Candidate, name: str, data: bytes, who: str = "town") -> Any:
    return candidate.client(who).post(f"{candidate.base}papers/", {"file": SimpleUploadedFile(name, data)})


def edited_json(candidate: Candidate, **answers: Any) -> bytes:
    value = json.loads(download(candidate, "json"))
    value["content"] |= answers
    return json.dumps(value).encode()


def take(candidate: Candidate, page: str, *keys: str) -> Any:
    return candidate.client().post(page, {**hidden(candidate.client(), page), "take": list(keys)}, follow=True)


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "json"])
def test_a_plan_leaves_in_every_kind_for_its_people_and_mentor_alone(written: Candidate, kind: str) -> None:
    address = f"{written.base}papers/plan.{kind}"

    assert len(download(written, kind)) > 2000
    assert written.client("mentor").get(address).status_code == 200
    assert {written.client(who).get(address).status_code for who in ("othertown", "juror1", "committee")} == {404}


def test_only_the_ticked_changes_are_taken_over(written: Candidate) -> None:
    before = written.content
    page = bring(written, "plan.json", edited_json(written, vision="From the train.", owner="Somebody else"))[
        "Location"
    ]

    shown = written.client().get(page).content.decode()
    take(written, page, "vision")

    assert "Somebody" in shown
    assert 'value="vision" checked' in shown
    assert written.content == before | {"vision": "From the train."}
    assert PaperBack.objects.get().ended_at == WRITING


def test_what_others_wrote_meanwhile_stays_and_a_clash_is_not_ticked(written: Candidate) -> None:
    paper = edited_json(written, vision="From the train.", owner="Somebody else")
    revision = document_queries.fields_of(written.plan.document)["vision"].revision
    written.save("vision", "Ilze wrote this.", who="colleague", base=revision)
    written.save("feedback", "Ilze wrote this too.", who="colleague", base=1)

    page = bring(written, "plan.json", paper)["Location"]
    shown = written.client().get(page).content.decode()
    take(written, page, "owner")

    assert "Changed on the page meanwhile" in shown
    assert written.content["vision"] == "Ilze wrote this."
    assert written.content["feedback"] == "Ilze wrote this too."
    assert written.content["owner"] == "Somebody else"


def test_nothing_is_taken_over_that_was_shown_before_somebody_wrote(written: Candidate) -> None:
    page = bring(written, "plan.json", edited_json(written, vision="From the train."))["Location"]
    form = hidden(written.client(), page)
    written.save("feedback", "Meanwhile.", who="colleague", base=1)

    answer = written.client().post(page, {**form, "take": ["vision"]}, follow=True).content.decode()

    assert "Please look at the changes once more." in answer
    assert written.content["vision"] != "From the train."


def test_a_workbook_edited_offline_comes_back(written: Candidate) -> None:
    book = load_workbook(io.BytesIO(download(written, "xlsx")))
    old = written.content["owner"]
    cell = next(cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == old)
    cell.value = "The library"
    out = io.BytesIO()
    book.save(out)

    page = bring(written, "plan.xlsx", out.getvalue())["Location"]
    take(written, page, "owner")

    assert written.content["owner"] == "The library"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("plan.json", b"{}", "does not come from a plan here"),
        ("plan.xlsx", b"PK nothing", "Nothing was changed."),
        ("plan.docx", b"", "The file is empty."),
        ("plan.pdf", b"%PDF-1.7", "Expected a file of the kind DOCX, XLSX, JSON"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words_and_changes_nothing(
    written: Candidate, name: str, data: bytes, words: str
) -> None:
    before = written.content

    answer = bring(written, name, data)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert written.content == before
    assert PaperBack.objects.count() == 0


def test_a_mentor_brings_nothing_back(written: Candidate) -> None:
    bring(written, "plan.json", edited_json(written, vision="Mine."), who="mentor")

    assert PaperBack.objects.count() == 0


def test_a_mentor_takes_nothing_private_away(candidate: Candidate) -> None:
    definition = document_queries.shipped_definition("plan")
    (owner,) = (item for part in definition["sections"] for item in part["questions"] if item["id"] == "owner")
    owner["private"] = True
    office, document = candidate.actor("coordinator"), candidate.plan.document
    version = documents.publish_form(actor=office, definition=definition, now=WRITING)
    documents.migrate_document(actor=office, document=document, form_version=version, now=WRITING)
    candidate.reload().document.refresh_from_db()
    candidate.fill(owner="The library", vision="A town that talks.")

    files = {who: candidate.client(who).get(f"{candidate.base}papers/plan.json").content for who in ("town", "mentor")}
    page = bring(candidate, "plan.json", files["mentor"])["Location"]

    assert json.loads(files["town"])["content"] == {"owner": "The library", "vision": "A town that talks."}
    assert json.loads(files["mentor"])["content"] == {"vision": "A town that talks."}
    assert 'name="take"' not in candidate.client().get(page).content.decode()


def test_a_step_is_printed_with_its_answers_or_blank(written: Candidate) -> None:
    for query in ("", "?blank=1"):
        answer = written.client().get(f"{written.base}papers/steps/goals.pdf{query}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert content.startswith(b"%PDF")


def test_translations_leave_as_json_and_come_back_as_changes_of_their_own(written: Candidate) -> None:
    kept = {"text": "Pilsēta.", "of": text_mark({"text": written.content["vision"]})}
    written.save("vision--lv", kept)
    goal = written.content["goals"][0]
    untouched = bring(written, "plan.json", download(written, "json"))["Location"]
    paper = json.loads(download(written, "json"))
    paper["translations"]["lv"]["vision"]["text"] = "Pilsēta runā."
    paper["translations"]["lv"][f"goals-{goal['id']}"] = {"goal": "Mērķis", "of": "0123456789ab"}

    nothing = written.client().get(untouched).content.decode()
    page = bring(written, "plan.json", json.dumps(paper).encode())["Location"]
    shown = written.client().get(page).content.decode()
    take(written, page, "vision--lv")

    assert "there is nothing to take over" in nothing
    assert re.findall(r'name="take" value="([^"]*)"', shown) == ["vision--lv", f"goals-{goal['id']}--lv"]
    assert shown.count("· Latvian</strong>") == 2
    assert "Older than its text" in shown
    assert document_queries.translations_of(written.plan.document, "lv") == {"vision": kept | {"text": "Pilsēta runā."}}
    assert Entry.objects.filter(act="plan-filled-in").latest("seq").data["answers"] == 1


@pytest.mark.parametrize("kind", ["docx", "xlsx", "json"])
def test_a_file_that_does_not_speak_of_translations_leaves_them(written: Candidate, kind: str) -> None:
    written.save("vision--lv", {"text": "Pilsēta.", "of": "0123456789ab"})
    data = download(written, kind)
    if kind == "json":
        value = json.loads(data)
        value.pop("translations")
        data = json.dumps(value).encode()

    page = bring(written, f"plan.{kind}", data)["Location"]

    assert "there is nothing to take over" in written.client().get(page).content.decode()


def test_nobody_translates_what_is_private_by_a_file(candidate: Candidate) -> None:
    definition = document_queries.shipped_definition("plan")
    (owner,) = (item for part in definition["sections"] for item in part["questions"] if item["id"] == "owner")
    candidate.fill(owner="The library")
    candidate.save("owner--lv", {"text": "Bibliotēka"})
    owner["private"] = True
    office, document = candidate.actor("coordinator"), candidate.plan.document
    version = documents.publish_form(actor=office, definition=definition, now=WRITING)
    documents.migrate_document(actor=office, document=document, form_version=version, now=WRITING)
    candidate.reload().document.refresh_from_db()

    paper = json.loads(download(candidate, "json"))
    paper["translations"] = {"lv": {"owner": {"text": "Bibliotēka"}}}
    answer = bring(candidate, "plan.json", json.dumps(paper).encode())

    assert json.loads(download(candidate, "json"))["translations"] == {}
    assert answer.status_code == 422
    assert "translations.lv.owner: expected an answer or entry with texts to translate" in answer.content.decode()
