"""The office asks back: the answer in words, kept with what is sent, and what changed for it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pearls.audit.models import Entry, PersonalDetail
from pearls.calls import rules, services
from pearls.calls.models import Clarification, Submission
from pearls.calls.rules import Sending, State, Window
from pearls.calls.views import sections, team
from pearls.calls.views import town as town_pages
from pearls.documents.forms import changed_sections
from pearls.documents.rules import parse_form
from pearls.kernel.verdict import NotAllowed
from pearls.people import services as people
from tests.calls.conftest import CLOSES, OPENS, Town, tiny_form

AFTER = CLOSES + timedelta(days=2)
DUE = CLOSES + timedelta(days=9)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (town_pages, sections, team):
        monkeypatch.setattr(module, "utc_now", lambda: AFTER)


@pytest.fixture
def returned(town: Town) -> Town:
    """An application that was sent and that the office has returned with a question."""
    town.answer("Because.")
    town.send()
    ask(town, "Who answers for it?")
    return town


def ask(town: Town, question: str) -> Clarification:
    return services.return_for_clarification(
        actor=town.cast.actor("coordinator"), application=town.reload(), question=question, due_at=DUE, now=AFTER
    )


def draft(town: Town, text: str, *, who: str = "town", base: str = "") -> None:
    services.draft_answer(actor=town.cast.actor(who), application=town.reload(), answer=text, base=base, now=AFTER)


def as_(town: Town, who: str) -> Client:
    client = Client()
    client.force_login(town.cast[who])
    return client


# The rule.


def test_nothing_is_sent_again_before_the_question_is_answered_in_words() -> None:
    window = Window(opens_at=OPENS, closes_at=CLOSES)

    def reason(*, owes_answer: bool) -> str:
        sending = Sending(state=State.RETURNED, is_speaker=True, problems=(), owes_answer=owes_answer)
        return rules.may_submit(sending, window=window, now=AFTER, clarification_due_at=DUE).reason

    assert (reason(owes_answer=True), reason(owes_answer=False)) == ("needs-answer", "")


def test_what_changed_is_told_section_by_section_and_keeps_private_answers_private() -> None:
    form = parse_form(tiny_form("tiny"))
    before, after = {"motivation": "We want calm", "phone": "1"}, {"motivation": "We want courage", "phone": "2"}

    open_ones = changed_sections((form, form), before, after, "en", with_private=False)
    all_of_them = changed_sections((form, form), before, after, "en", with_private=True)

    assert [section.title for section in open_ones] == ["Content"]
    assert [(part.change, part.text) for part in open_ones[0].answers[0].parts] == [
        ("same", "We want "),
        ("removed", "calm"),
        ("added", "courage"),
    ]
    assert [section.title for section in all_of_them] == ["Content", "People"]


def test_a_new_file_of_the_same_name_is_a_change() -> None:
    form = parse_form(tiny_form("tiny"))
    letter = {"ref": "a", "name": "letter.pdf", "kind": "pdf", "size": 1, "sha256": "0"}

    changed = changed_sections(
        (form, form), {"letter": [letter]}, {"letter": [{**letter, "ref": "b"}]}, "en", with_private=False
    )

    assert [part.change for part in changed[0].answers[0].parts] == ["removed", "added"]


# The acts.


def test_a_returned_application_is_not_sent_again_without_an_answer(returned: Town) -> None:
    with pytest.raises(NotAllowed, match="needs-answer"):
        returned.send(now=AFTER)
    with pytest.raises(NotAllowed, match="needs-answer"):
        services.answer_clarification(
            actor=returned.cast.actor("town"), application=returned.reload(), answer=" ", now=AFTER
        )

    assert (returned.reload().state, Submission.objects.count()) == (State.RETURNED, 1)


def test_an_answer_that_was_kept_goes_with_what_is_sent(returned: Town) -> None:
    draft(returned, "The municipality.")
    submission = returned.send(now=AFTER)

    question = Clarification.objects.get()
    assert (question.answer, question.answered_at, question.submission) == ("The municipality.", AFTER, submission)
    acts = Entry.objects.filter(act__startswith="clarification").order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["clarification-drafted", "clarification-answered"]


def test_several_questions_keep_each_its_answer_and_its_submission(returned: Town) -> None:
    for number, (question, answer) in enumerate({"Who pays?": "The parish.", "Since when?": "Since 1820."}.items()):
        services.answer_clarification(
            actor=returned.cast.actor("town"), application=returned.reload(), answer=f"{number}", now=AFTER
        )
        ask(returned, question)
        draft(returned, answer)
    returned.send(now=AFTER)

    found = Clarification.objects.order_by("id").values_list("question", "answer", "submission__number")
    assert list(found) == [
        ("Who answers for it?", "0", 2),
        ("Who pays?", "1", 3),
        ("Since when?", "Since 1820.", 4),
    ]


def test_the_journal_keeps_question_and_answer_as_words_that_can_be_erased(returned: Town) -> None:
    draft(returned, "Ilze does.")
    returned.send(now=AFTER)
    answered = Entry.objects.get(act="clarification-answered")
    assert PersonalDetail.objects.get(entry=answered).details == {"answer": "Ilze does."}
    assert PersonalDetail.objects.get(entry__act="application-returned").details == {"question": "Who answers for it?"}
    assert "Ilze" not in str(list(Entry.objects.values_list("data", flat=True)))

    people.erase_person(actor=returned.cast.actor("town"), person=returned.cast.town, now=AFTER)

    assert not PersonalDetail.objects.filter(entry=answered).exists()
    assert Clarification.objects.get().answer == "Ilze does."  # the place's own word to the office


def test_a_colleague_may_draft_and_a_stranger_may_not(returned: Town) -> None:
    services.invite_member(
        actor=returned.cast.actor("town"),
        application=returned.reload(),
        email="colleague@demo.test",
        right=rules.Right.EDIT,
        now=OPENS,
    )
    member = returned.application.members.get(email="colleague@demo.test")
    services.accept_invitation(actor=returned.cast.actor("colleague"), member=member, now=OPENS)

    draft(returned, "The municipality, I think.", who="colleague")
    with pytest.raises(NotAllowed, match="may-not-write"):
        draft(returned, "Nobody.", who="othertown", base="The municipality, I think.")

    assert Clarification.objects.get().answer == "The municipality, I think."


def test_of_two_who_write_at_once_nobodys_words_are_lost(returned: Town) -> None:
    draft(returned, "The municipality.")

    with pytest.raises(NotAllowed, match="answer-changed"):
        draft(returned, "The parish.", base="")
    with pytest.raises(NotAllowed, match="answer-changed"):
        services.answer_clarification(
            actor=returned.cast.actor("town"), application=returned.reload(), answer="The parish.", base="", now=AFTER
        )

    assert Clarification.objects.get().answer == "The municipality."


def test_no_answer_is_kept_after_its_day_or_without_a_question(returned: Town) -> None:
    with pytest.raises(NotAllowed, match="clarification-late"):
        services.draft_answer(
            actor=returned.cast.actor("town"),
            application=returned.reload(),
            answer="Late.",
            base="",
            now=DUE + timedelta(seconds=1),
        )
    draft(returned, "In time.")
    returned.send(now=AFTER)
    with pytest.raises(NotAllowed, match="not-returned"):
        draft(returned, "Once more.")


# The pages.


def test_the_town_answers_at_the_question_and_sends(returned: Town) -> None:
    client, base = as_(returned, "town"), f"/en/applications/{returned.application.ref}/"

    saved = client.post(f"{base}answer/", {"answer": "The municipality.\r\nAnd the parish.", "base": ""}, follow=True)
    assert "The answer is saved." in saved.content.decode()
    page = client.get(f"{base}send/")
    assert page.context["form"]["answer"].value() == "The municipality.\nAnd the parish."

    written = "The municipality.\r\nAnd the parish."
    client.post(f"{base}send/", {"answer": written + " Both.", "base": written})

    overview = client.get(base).content.decode()
    assert returned.reload().state == State.SUBMITTED
    assert "Who answers for it?" in overview
    assert "And the parish. Both." in overview


def test_an_empty_answer_and_one_that_a_colleague_overtook_are_said_at_the_field(returned: Town) -> None:
    client, base = as_(returned, "town"), f"/en/applications/{returned.application.ref}/"
    empty = client.post(f"{base}answer/", {"answer": " ", "base": ""})
    draft(returned, "The municipality.")

    overtaken = client.post(f"{base}answer/", {"answer": "The parish.", "base": ""})

    assert (empty.status_code, overtaken.status_code) == (422, 422)
    text = overtaken.content.decode()
    assert "What stands there now" in text
    assert "The municipality." in text
    assert "The parish." in text
    form = overtaken.context["answer_form"]
    client.post(f"{base}answer/", {"answer": "Both.", "base": form["base"].value()})
    assert Clarification.objects.get().answer == "Both."


def test_the_office_reads_question_answer_and_what_changed(returned: Town) -> None:
    returned.answer("Because of the parish.", base=1, now=AFTER)
    draft(returned, "The municipality.")
    submission = returned.send(now=AFTER)
    office = as_(returned, "coordinator")

    page = office.get(
        reverse("calls:office-application", args=["demo-open", returned.application.ref])
    ).content.decode()
    changes = reverse("calls:sent-changes", args=[submission.ref])
    assert "The municipality." in page
    assert f'href="{changes}"' in page
    text = office.get(changes).content.decode()

    assert "Who answers for it?" in text
    assert "The municipality." in text
    assert "<ins>" in text
    assert "The municipality." in office.get(reverse("calls:sent", args=[submission.ref])).content.decode()


def test_what_changed_is_there_for_those_who_may_read_it_alone(returned: Town) -> None:
    draft(returned, "The municipality.")
    second = returned.send(now=AFTER)
    first = Submission.objects.get(number=1)
    address = reverse("calls:sent-changes", args=[second.ref])

    statuses = {who: as_(returned, who).get(address).status_code for who in ("town", "othertown", "juror1", "mentor")}

    assert statuses == {"town": 200, "othertown": 404, "juror1": 404, "mentor": 404}
    assert "No answer of the form has changed" in as_(returned, "town").get(address).content.decode()
    assert as_(returned, "town").get(reverse("calls:sent-changes", args=[first.ref])).status_code == 404
