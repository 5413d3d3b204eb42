"""Applying again: the text of an application that is over, in the next open call."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.audit.models import Entry
from pearls.calls import rules, services
from pearls.calls.models import Application, Submission
from pearls.calls.rules import Access, Right, State
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents import services as documents
from pearls.documents.models import DocumentField
from pearls.files.services import store_file
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.programme.models import Edition, RulesVersion
from pearls.programme.rules.office import EditionState
from tests.calls.conftest import CLOSES, RULES, Town, tiny_form
from tests.cast import Cast

NEXT_OPENS = CLOSES + timedelta(days=300)
NOW = NEXT_OPENS + timedelta(days=1)


def next_form() -> dict[str, Any]:
    """A year later: no telephone any more, a vision besides."""
    form = tiny_form("tiny")
    form["sections"][1]["questions"] = [{"id": "vision", "kind": "long_text", "label": {"en": "Your vision?"}}]
    return form


def over(town: Town, state: State = State.NOT_ADMITTED) -> Application:
    """The town's application with a motivation, a telephone number and a letter, and it is over."""
    actor, document = town.cast.actor("town"), town.application.document
    upload = SimpleUploadedFile("letter.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    stored = store_file(actor=actor, upload=upload, owner=document.file_owner, allowed=frozenset({"pdf"}), now=CLOSES)
    letter = [{"ref": stored.ref, "name": stored.name, "kind": "pdf", "size": 60, "sha256": "0" * 64}]
    answers = {"motivation": "Our bells ring.", "phone": "12345", "letter": letter}
    documents.fill_answers(actor=actor, document=document, answers=answers, now=CLOSES)
    Application.objects.update(state=state, language="lv")
    return town.reload()


@pytest.fixture
def following(edition: Edition, office: Actor) -> Edition:
    """The edition of the year after, its call open and its form another version."""
    documents.publish_form(actor=office, definition=next_form(), now=NEXT_OPENS)
    found = Edition.objects.create(
        programme=edition.programme,
        key="demo-next",
        name={"en": "The year after"},
        state=EditionState.PUBLISHED,
        is_demonstration=True,
        call_opens_at=NEXT_OPENS,
        call_closes_at=NEXT_OPENS + timedelta(days=60),
        created_at=NEXT_OPENS,
    )
    text = RULES.replace('key = "demo-open"', 'key = "demo-next"')
    found.rules_version = RulesVersion.objects.create(
        edition=found, number=1, text=text, sha256="1" * 64, saved_at=NEXT_OPENS, frozen_at=NEXT_OPENS
    )
    found.save()
    return found


def again(town: Town, who: str = "town", now: datetime = NOW) -> Application:
    return services.apply_again(actor=town.cast.actor(who), application=town.application, now=now)


def refused(town: Town, who: str = "town", now: datetime = NOW) -> str:
    with pytest.raises(NotAllowed) as refusal:
        again(town, who, now)
    return str(refusal.value.verdict.reason)


def test_a_text_goes_on_once_its_application_is_over_without_the_title() -> None:
    writes = Access(right=Right.EDIT)

    reasons = {state: rules.may_apply_again(access=writes, state=state).reason for state in State}

    allowed = {"withdrawn", "ineligible", "not-admitted", "dropped-out", "not-awarded"}
    assert {state.value for state, reason in reasons.items() if not reason} == allowed
    assert reasons[State.AWARDED] == "has-title"
    assert {reasons[state] for state in State if state.value not in allowed | {"awarded"}} == {"not-over"}
    reads = Access(right=Right.COMMENT)
    assert rules.may_apply_again(access=reads, state=State.WITHDRAWN).reason == "may-not-write"


def test_what_the_new_form_asks_otherwise_is_left_and_never_lost_from_sight() -> None:
    def form(*questions: dict[str, Any]) -> document_rules.Form:
        asked = [{"label": {"en": question["id"]}, **question} for question in questions]
        section = {"id": "one", "title": {"en": "One"}, "questions": asked}
        return document_rules.parse_form({"schema": 1, "key": "f", "title": {"en": "F"}, "sections": [section]})

    def pick(*choices: str) -> dict[str, Any]:
        listed = [{"id": choice, "label": {"en": choice}} for choice in choices]
        return {"id": "size", "kind": "choice", "choices": listed}

    consent = {"id": "consent", "kind": "consent", "statement": {"en": "Yes."}}
    same, other = {"id": "same", "kind": "long_text"}, {"id": "other", "kind": "long_text"}
    old = form(same, other, pick("s", "m"), {"id": "gone", "kind": "number"}, consent)
    new = form(same, other | {"kind": "number"}, pick("m", "l"), consent)
    answers = {"same": "Words", "other": "7", "size": "s", "gone": 3, "consent": True}

    taken = document_rules.taken_over(old, new, answers)

    assert taken.answers == {"same": "Words"}
    assert [question.id for question in taken.left] == ["other", "size", "gone"]
    assert document_rules.taken_over(old, new, {"size": "m"}).answers == {"size": "m"}


def test_the_new_draft_holds_the_old_words_and_nothing_is_sent(town: Town, following: Edition) -> None:
    old = over(town)
    Message.objects.all().delete()

    draft = again(town)

    assert (draft.edition, draft.state, draft.place, draft.language) == (following, "draft", old.place, "lv")
    assert document_queries.answers_of(draft.document) == {"motivation": "Our bells ring."}
    assert set(document_queries.answers_of(old.document)) == {"motivation", "phone", "letter"}
    assert [member.person for member in draft.members.all()] == [town.cast.town]
    assert (Message.objects.count(), Submission.objects.count()) == (0, 0)
    entry = Entry.objects.get(act="application-began-again")
    assert (entry.subject, entry.data["from"], entry.data["taken"]) == (draft.subject, old.ref, 1)


def test_a_second_click_finds_the_draft_of_the_first(town: Town, following: Edition) -> None:
    over(town)
    again(town)

    assert refused(town) == "already-applied"
    assert Application.objects.count() == 2


def test_no_draft_begins_without_call_right_or_end(town: Town, following: Edition, cast: Cast) -> None:
    over(town)

    assert refused(town, "colleague") == "may-not-write"
    assert refused(town, now=NEXT_OPENS - timedelta(days=1)) == "no-next-call"
    Edition.objects.filter(pk=following.pk).update(is_demonstration=False)
    assert refused(town) == "no-next-call"
    Application.objects.update(state=State.AWARDED)
    assert refused(town) == "has-title"
    assert Application.objects.count() == 1


def test_who_has_withdrawn_may_begin_anew_in_the_same_call(town: Town) -> None:
    town.answer("Our bells ring.")
    services.withdraw_application(actor=town.cast.actor("town"), application=town.reload(), now=CLOSES)

    draft = again(town, now=CLOSES)

    assert draft.edition == town.edition
    assert document_queries.answers_of(draft.document) == {"motivation": "Our bells ring."}


@pytest.fixture
def _clock() -> Iterator[None]:
    with (
        mock.patch("pearls.calls.views.again.utc_now", lambda: NOW),
        mock.patch("pearls.calls.views.town.utc_now", lambda: NOW),
    ):
        yield


def page_of(cast: Cast, who: str, address: str, **posted: Any) -> Any:
    client = Client()
    client.force_login(cast[who])
    return client.post(address, posted, follow=True) if posted else client.get(address)


def cost(cast: Cast, address: str) -> int:
    """How often a page asks the database."""
    client = Client()
    client.force_login(cast["town"])
    client.get(address)  # what is read once in a process
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.usefixtures("_clock")
def test_from_the_old_page_to_the_new_draft_and_back(town: Town, following: Edition, cast: Cast) -> None:
    old = over(town)
    address = f"/en/applications/{old.ref}/again/"
    assert cost(cast, address) <= 12
    assert address in page_of(cast, "town", f"/en/applications/{old.ref}/").content.decode()
    before = page_of(cast, "town", address).content.decode()
    assert "The year after" in before
    assert "<li>Telephone</li>" in before

    draft = page_of(cast, "town", address, go="1")

    [new] = Application.objects.filter(edition=following)
    assert draft.redirect_chain == [(f"/en/applications/{new.ref}/", 302)]
    assert cost(cast, f"/en/applications/{new.ref}/") <= 12
    words = draft.content.decode()
    assert "From an earlier application" in words
    assert f'<li><a href="/en/applications/{new.ref}/write/content/">Content</a></li>' in words
    assert "<li>Telephone</li>" in words
    assert f"/en/applications/{old.ref}/files/" in words
    assert f'href="/en/applications/{old.ref}/outcome/"' in words
    refusal = page_of(cast, "town", address).content.decode()
    assert f'href="/en/applications/{new.ref}/"' in refusal
    assert "Begin the draft" not in refusal


@pytest.mark.usefixtures("_clock")
def test_what_was_looked_at_and_changed_is_no_longer_listed(town: Town, following: Edition, cast: Cast) -> None:
    over(town)
    new = again(town)
    line = f'<li><a href="/en/applications/{new.ref}/write/content/">Content</a></li>'
    assert line in page_of(cast, "town", f"/en/applications/{new.ref}/").content.decode()

    DocumentField.objects.filter(document=new.document, question="motivation").update(value="We sing now.")

    assert line not in page_of(cast, "town", f"/en/applications/{new.ref}/").content.decode()


@pytest.mark.usefixtures("_clock")
def test_a_new_colleague_does_not_learn_what_the_old_application_holds(
    town: Town, following: Edition, cast: Cast
) -> None:
    old = over(town)
    new = again(town)
    new.members.create(
        person=cast.colleague, email=cast.colleague.email, right=Right.EDIT, invited_at=NOW, joined_at=NOW
    )

    words = page_of(cast, "colleague", f"/en/applications/{new.ref}/").content.decode()

    assert "From an earlier application" in words
    assert "Telephone" not in words
    assert old.ref not in words
    assert page_of(cast, "colleague", f"/en/applications/{old.ref}/again/", go="1").status_code == 404
