"""The section's page without JavaScript: what it shows, saves, refuses, and lets choose."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pearls.documents import queries, services
from pearls.documents.models import Document
from pearls.documents.rules import SaveKind
from pearls.kernel.actor import Actor, ActorKind
from tests.files import samples
from tests.files.test_services import room_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]

ILZE = Actor(kind=ActorKind.PERSON, ref="person:ilze", name="Ilze")


def inputs(content: str) -> dict[str, str]:
    """The hidden and text inputs of the section's form, as a browser would send them."""
    form = content[content.index('class="section-form"') :].split("</form>")[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        pairs = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if pairs.get("type") in ("hidden", "text", "date", "email", "tel"):
            found[pairs["name"]] = pairs.get("value", "")
        elif "checked" in tag:
            found[pairs["name"]] = pairs["value"]
    for name, text in re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>\n(.*?)</textarea>', form, re.S):
        found[name] = text
    return found


def test_a_section_is_filled_in_saved_and_led_on(client: Client, document: Document) -> None:
    page = client.get(f"/en/d/{document.ref}/about/")
    data = inputs(page.content.decode())

    answer = client.post(
        f"/en/d/{document.ref}/about/",
        {**data, "q-name": "Cēsis", "q-fields": ["books", "music"], "q-people": "15 000", "then": "next"},
    )

    assert (answer.status_code, answer["Location"]) == (302, f"/en/d/{document.ref}/group/")
    assert queries.answers_of(document) == {"name": "Cēsis", "fields": ["music", "books"], "people": 15000}


def test_what_cannot_be_kept_is_shown_again_as_typed_and_the_rest_is_saved(client: Client, document: Document) -> None:
    data = inputs(client.get(f"/en/d/{document.ref}/about/").content.decode())

    answer = client.post(f"/en/d/{document.ref}/about/", {**data, "q-name": "Cēsis", "q-people": "many"})

    content = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="many"' in content
    assert "Please write a whole number in digits" in content
    assert queries.answers_of(document) == {"name": "Cēsis"}


def test_a_stale_page_gets_the_chooser_and_overwrites_nothing(
    client: Client, document: Document, now: datetime
) -> None:
    data = inputs(client.get(f"/en/d/{document.ref}/about/").content.decode())
    services.save_answer(
        actor=ILZE, document=document, question_id="story", raw="Ilze's words", base_revision=0, now=now, writer="ilze"
    )

    answer = client.post(f"/en/d/{document.ref}/about/", {**data, "q-story": "Anna's words"})

    assert answer["Location"] == f"/en/d/{document.ref}/about/#rival-story"
    content = client.get(f"/en/d/{document.ref}/about/").content.decode()
    assert "Two people changed this answer at the same time" in content
    assert content.index("Ilze&#x27;s words") < content.index("Anna&#x27;s words")
    rival = queries.open_rivals(document)[0]
    assert f'action="/en/d/{document.ref}/choose/{rival.ref}/"' in content
    client.post(
        f"/en/d/{document.ref}/choose/{rival.ref}/", {"choice": "both", "base-story": "1", "q-story": "Words of both"}
    )
    assert queries.answers_of(document) == {"story": "Words of both"}
    assert queries.open_rivals(document) == []


def test_a_question_under_a_condition_says_so_and_the_server_decides(client: Client, document: Document) -> None:
    content = client.get(f"/en/d/{document.ref}/group/").content.decode()
    assert "Only if your answer to “Do you apply as a group?” is “yes”." in content

    client.post(f"/en/d/{document.ref}/group/", {**inputs(content), "q-in_group": "no", "q-members": "Valmiera"})
    snapshot = services.take_snapshot(actor=ILZE, document=document, now=document.created_at)

    assert snapshot.answers == {"in_group": False}


def test_a_table_and_a_contact_come_back_as_they_were_typed(client: Client, document: Document) -> None:
    data = inputs(client.get(f"/en/d/{document.ref}/group/").content.decode())
    data |= {"q-lines-0-what": "Paint", "q-lines-0-cost": "1 250,50", "q-contact-name": "Anna"}
    data |= {"q-contact-email": "anna@town.test"}

    client.post(f"/en/d/{document.ref}/group/", data)

    answers = queries.answers_of(document)
    assert answers["lines"] == [{"what": "Paint", "cost": 125050}]
    assert answers["contact"] == {"name": "Anna", "email": "anna@town.test"}
    again = inputs(client.get(f"/en/d/{document.ref}/group/").content.decode())
    assert (again["q-lines-0-cost"], again["rows-lines"]) == ("1250.50", "3")
    client.post(f"/en/d/{document.ref}/group/", again)
    assert queries.answers_of(document) == answers


def test_a_file_is_uploaded_listed_and_handed_out(client: Client, document: Document) -> None:
    data = inputs(client.get(f"/en/d/{document.ref}/group/").content.decode())

    client.post(f"/en/d/{document.ref}/group/", {**data, "q-letter": SimpleUploadedFile("letter.pdf", samples.PDF)})

    letter = queries.answers_of(document)["letter"][0]
    assert (letter["name"], letter["kind"], letter["size"]) == ("letter.pdf", "pdf", len(samples.PDF))
    page = client.get(f"/en/d/{document.ref}/group/").content.decode()
    again = inputs(page)
    assert again["keep-letter"] == letter["ref"]
    assert f'href="/en/d/{document.ref}/file/{letter["ref"]}/"' in page
    response = client.get(f"/en/d/{document.ref}/file/{letter['ref']}/")
    assert b"".join(response.streaming_content) == samples.PDF  # type: ignore[attr-defined]
    assert client.get(f"/en/d/{document.ref}/file/other/").status_code == 404
    client.post(f"/en/d/{document.ref}/group/", {name: value for name, value in again.items() if name != "keep-letter"})
    assert "letter" not in queries.answers_of(document)


def test_a_zip_called_pdf_is_refused_in_words(client: Client, document: Document) -> None:
    data = inputs(client.get(f"/en/d/{document.ref}/group/").content.decode())
    upload = SimpleUploadedFile("letter.pdf", samples.archive(aDOTtxt=b"x"))

    content = client.post(f"/en/d/{document.ref}/group/", {**data, "q-letter": upload}, follow=True).content.decode()

    assert "The name ends in “pdf”, but the content is something else." in content
    assert queries.answers_of(document) == {}


def test_a_full_disk_refuses_the_file_in_words_and_keeps_the_answers(client: Client, document: Document) -> None:
    data = inputs(client.get(f"/en/d/{document.ref}/group/").content.decode())
    upload = SimpleUploadedFile("letter.pdf", samples.PDF + b"0" * 4_000_000)

    with room_for(1_000_000):
        answer = client.post(f"/en/d/{document.ref}/group/", {**data, "q-budget": "500", "q-letter": upload})

    assert queries.answers_of(document) == {"budget": 50000}
    assert "no room left for files" in client.get(answer["Location"]).content.decode()
    assert list(Path(settings.MEDIA_ROOT).rglob("*")) == []


def test_a_closed_document_is_shown_to_read(client: Client, document: Document, now: datetime) -> None:
    services.save_answer(actor=ILZE, document=document, question_id="story", raw="Our story", base_revision=0, now=now)
    services.close_document(actor=ILZE, document=document, now=now)

    content = client.get(f"/en/d/{document.ref}/about/").content.decode()

    assert "Our story" in content
    assert "section-form" not in content


def test_autosave_answers_with_the_revision_the_conflict_or_the_reason(client: Client, document: Document) -> None:
    url = f"/en/d/{document.ref}/autosave/"
    start = {"question": "story", "q-story": "We want calm", "base-story": "0", "writer": "a", "sequence": "1"}

    saved = client.post(url, start).json()
    client.post(url, {**start, "q-story": "We want courage", "base-story": "1", "sequence": "2"})
    straggler = client.post(url, {**start, "q-story": "We want", "sequence": "1"}).json()
    conflict = client.post(url, {**start, "q-story": "We want culture", "base-story": "1", "writer": "b"})
    refused = client.post(url, {"question": "people", "q-people": "many", "base-people": "0"})
    gone = client.post(url, {"question": "nothing"})

    assert (saved["state"], saved["revision"], saved["value"]) == (SaveKind.SAVED, 1, "We want calm")
    assert (straggler["state"], straggler["value"]) == (SaveKind.UNCHANGED, "We want courage")
    assert conflict.status_code == 409
    assert (conflict.json()["theirs"], conflict.json()["yours"]) == ("We want courage", "We want culture")
    assert refused.status_code == 422 and "whole number" in refused.json()["sentence"]
    assert gone.status_code == 404


def test_presence_tells_who_is_where_and_what_is_newer(client: Client, document: Document) -> None:
    client.get(f"/en/d/{document.ref}/group/?as=Ilze")
    client.post(
        f"/en/d/{document.ref}/autosave/", {"question": "story", "q-story": "New", "base-story": "0", "writer": "ilze"}
    )

    heard = client.post(f"/en/d/{document.ref}/presence/?as=Anna", {"section": "about", "base-story": "0"}).json()

    assert heard["people"] == ["Ilze is in “Group and money”."]
    assert heard["newer"] == {"story": {"revision": 1, "value": "New"}}


def test_the_history_tells_who_wrote_what(client: Client, document: Document) -> None:
    url = f"/en/d/{document.ref}/autosave/?as=Ilze"
    client.post(url, {"question": "story", "q-story": "One word", "base-story": "0"})
    client.post(url, {"question": "story", "q-story": "Two words", "base-story": "1"})

    content = client.get(f"/en/d/{document.ref}/history/story/").content.decode()

    assert "<strong>Ilze</strong>" in content
    assert "<del>One word</del><ins>Two words</ins>" in content


def test_the_blank_form_shows_every_question_and_where_it_comes_from(client: Client, document: Document) -> None:
    content = client.get(f"/en/d/{document.ref}/blank/").content.decode()

    assert [question.label["en"] for question in document.form.questions if question.label["en"] not in content] == []
    assert "This question is our own." in content


def test_a_section_costs_the_same_queries_for_one_answer_and_for_many(
    client: Client, document: Document, now: datetime, django_assert_max_num_queries: object
) -> None:
    for question, raw in (("name", "Cēsis"), ("story", "A"), ("people", "5"), ("founded", "2020-05-01")):
        services.save_answer(actor=ILZE, document=document, question_id=question, raw=raw, base_revision=0, now=now)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(f"/en/d/{document.ref}/about/")
