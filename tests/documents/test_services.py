"""Drafts: what is saved, merged, kept apart, chosen and fixed."""

import copy
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from pearls.audit.models import Entry
from pearls.documents import queries, services
from pearls.documents.models import Document, FormVersion, ImmutableError, Snapshot
from pearls.documents.rules import RivalChoice, SaveKind
from pearls.kernel.actor import Actor, ActorKind
from pearls.kernel.verdict import NotAllowed
from tests.documents.forms import EVERY_KIND

pytestmark = pytest.mark.django_db

ANNA = Actor(kind=ActorKind.PERSON, ref="person:anna", name="Anna")
ILZE = Actor(kind=ActorKind.PERSON, ref="person:ilze", name="Ilze")


def save(
    document: Document,
    raw: object,
    base: int,
    now: datetime,
    *,
    by: Actor = ANNA,
    tab: str = "",
    question: str = "story",
) -> services.SaveOutcome:
    return services.save_answer(
        actor=by, document=document, question_id=question, raw=raw, base_revision=base, now=now, writer=tab
    )


def test_an_answer_is_kept_with_its_revision_and_history(document: Document, now: datetime) -> None:
    first = save(document, "One two", 0, now)

    second = save(document, "One two three", first.revision, now)

    assert (second.kind, second.value) == (SaveKind.SAVED, "One two three")
    assert queries.answers_of(document) == {"story": "One two three"}
    assert [row.value for row in queries.history_of(document, "story")] == ["One two three", "One two"]


def test_a_text_over_its_limit_is_kept_and_said_to_be_too_long(document: Document, now: datetime) -> None:
    outcome = save(document, "word " * 60, 0, now)

    assert outcome.kind == SaveKind.SAVED
    assert [problem.code for problem in outcome.problems] == ["too-many-words"]


def test_what_is_no_number_is_not_kept_as_one(document: Document, now: datetime) -> None:
    outcome = save(document, "many", 0, now, question="people")

    assert outcome.kind == SaveKind.REFUSED
    assert outcome.problem is not None and outcome.problem.code == "not-a-whole-number"


def test_changes_that_do_not_touch_are_put_together(document: Document, now: datetime) -> None:
    start = save(document, "one two three four", 0, now, tab="a")
    save(document, "one two three four five", start.revision, now, tab="a")

    outcome = save(document, "uno two three four", start.revision, now, by=ILZE, tab="b")

    assert (outcome.kind, outcome.value) == (SaveKind.MERGED, "uno two three four five")


def test_two_changes_in_one_spot_wait_for_a_choice_and_both_are_kept(document: Document, now: datetime) -> None:
    start = save(document, "We want calm", 0, now, tab="a")
    save(document, "We want courage", start.revision, now, tab="a")

    outcome = save(document, "We want culture", start.revision, now, by=ILZE, tab="b")

    assert outcome.kind == SaveKind.CONFLICT
    assert queries.answers_of(document)["story"] == "We want courage"
    assert [rival.value for rival in queries.open_rivals(document)] == ["We want culture"]


def test_a_page_that_repeats_itself_meets_no_rival(document: Document, now: datetime) -> None:
    save(document, "We want", 0, now, tab="a")

    outcome = save(document, "We want calm", 0, now, tab="a")

    assert (outcome.kind, outcome.value) == (SaveKind.SAVED, "We want calm")


def test_a_page_that_missed_the_answer_to_a_merge_takes_nobodys_words_away(document: Document, now: datetime) -> None:
    start = save(document, "one two three four", 0, now, tab="a")
    save(document, "zero one two three four", start.revision, now, tab="a")
    save(document, "one two three four five", start.revision, now, by=ILZE, tab="b")

    outcome = save(document, "one two three four five six", start.revision, now, by=ILZE, tab="b")

    assert (outcome.kind, outcome.value) == (SaveKind.MERGED, "zero one two three four five six")


def test_the_one_who_types_on_in_a_conflict_changes_only_the_rival(document: Document, now: datetime) -> None:
    start = save(document, "We want calm", 0, now, tab="a")
    save(document, "We want courage", start.revision, now, tab="a")
    save(document, "We want culture", start.revision, now, by=ILZE, tab="b")

    outcome = save(document, "We want culture now", start.revision, now, by=ILZE, tab="b")

    assert outcome.kind == SaveKind.CONFLICT
    assert queries.answers_of(document)["story"] == "We want courage"
    assert [rival.value for rival in queries.open_rivals(document)] == ["We want culture now"]


@pytest.mark.parametrize(
    ("choice", "raw", "expected"),
    [
        (RivalChoice.CURRENT, None, "We want courage"),
        (RivalChoice.RIVAL, None, "We want culture"),
        (RivalChoice.BOTH, "We want courage and culture", "We want courage and culture"),
    ],
)
def test_a_choice_settles_the_conflict(
    document: Document, now: datetime, choice: RivalChoice, raw: str | None, expected: str
) -> None:
    start = save(document, "We want calm", 0, now, tab="a")
    save(document, "We want courage", start.revision, now, tab="a")
    conflict = save(document, "We want culture", start.revision, now, by=ILZE, tab="b")
    assert conflict.rival is not None

    outcome = services.choose_rival(
        actor=ILZE,
        document=document,
        rival=conflict.rival,
        choice=choice,
        base_revision=conflict.revision,
        raw=raw,
        now=now,
    )

    assert (outcome.kind, outcome.value) == (SaveKind.SAVED, expected)
    assert queries.open_rivals(document) == []
    with pytest.raises(NotAllowed, match="rival-settled"):
        services.choose_rival(
            actor=ILZE, document=document, rival=conflict.rival, choice=choice, base_revision=outcome.revision, now=now
        )


def test_a_choice_made_before_a_newer_text_is_asked_again(document: Document, now: datetime) -> None:
    start = save(document, "We want calm", 0, now, tab="a")
    second = save(document, "We want courage", start.revision, now, tab="a")
    conflict = save(document, "We want culture", start.revision, now, by=ILZE, tab="b")
    save(document, "We want courage and cake", second.revision, now, tab="a")
    assert conflict.rival is not None

    outcome = services.choose_rival(
        actor=ILZE,
        document=document,
        rival=conflict.rival,
        choice=RivalChoice.RIVAL,
        base_revision=conflict.revision,
        now=now,
    )

    assert outcome.kind == SaveKind.CONFLICT
    assert queries.answers_of(document)["story"] == "We want courage and cake"


def test_a_closed_document_takes_no_answer_until_it_is_reopened(document: Document, now: datetime) -> None:
    services.close_document(actor=ANNA, document=document, now=now)

    with pytest.raises(NotAllowed, match="document-closed"):
        save(document, "late", 0, now)

    services.reopen_document(actor=ANNA, document=document, now=now)
    assert save(document, "in time", 0, now).kind == SaveKind.SAVED


def test_the_journal_says_once_an_hour_that_somebody_writes(document: Document, now: datetime) -> None:
    before = Entry.objects.count()

    save(document, "one", 0, now, tab="a")
    save(document, "one two", 1, now + timedelta(minutes=30), tab="a")
    save(document, "one two three", 2, now + timedelta(minutes=61), tab="a")

    assert [entry.act for entry in Entry.objects.order_by("seq")[before:]] == ["draft-written", "draft-written"]


def test_a_file_of_another_document_cannot_be_named_in_an_answer(document: Document, now: datetime) -> None:
    foreign = [{"ref": "abc", "name": "x.pdf", "kind": "pdf", "size": 5, "sha256": "0" * 64}]

    with pytest.raises(NotAllowed, match="not-your-file"):
        save(document, foreign, 0, now, question="letter")


def test_a_snapshot_is_bound_to_its_form_and_cannot_be_changed(document: Document, now: datetime) -> None:
    save(document, "Our story", 0, now)
    save(document, {"name": "Anna", "email": "anna@town.test"}, 0, now, question="contact")

    snapshot = services.take_snapshot(actor=ANNA, document=document, now=now)

    assert queries.is_intact(snapshot)
    assert snapshot.answers == {"story": "Our story"}
    assert queries.snapshot_answers(snapshot, with_private=True)["contact"]["name"] == "Anna"
    snapshot.answers = {"story": "Another story"}
    with pytest.raises(ImmutableError):
        snapshot.save()
    with pytest.raises(ImmutableError):
        Snapshot.objects.filter(pk=snapshot.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot._base_manager.filter(pk=snapshot.pk).update(sha256="0" * 64)


def test_private_answers_can_be_erased_and_the_receipt_still_holds(document: Document, now: datetime) -> None:
    save(document, {"name": "Anna", "email": "anna@town.test"}, 0, now, question="contact")
    snapshot = services.take_snapshot(actor=ANNA, document=document, now=now)

    services.erase_private_answers(actor=Actor.system("tests"), document=document, now=now)

    assert queries.is_intact(snapshot)
    assert queries.snapshot_answers(snapshot, with_private=True) == {}
    assert queries.answers_of(document) == {}


def test_the_same_definition_is_the_same_version_and_another_the_next(document: Document, now: datetime) -> None:
    office = Actor.system("tests")
    changed = copy.deepcopy(EVERY_KIND)
    changed["sections"][0]["questions"][1]["label"]["en"] = "Your tale"

    again = services.publish_form(actor=office, definition=EVERY_KIND, now=now)
    after = services.publish_form(actor=office, definition=changed, now=now)

    assert (again.pk, after.number) == (document.form_version_id, 2)
    assert FormVersion.objects.count() == 2


def test_a_newer_form_keeps_what_fits_and_shows_the_rest_as_kept_text(document: Document, now: datetime) -> None:
    save(document, "Our story", 0, now)
    save(document, "Cēsis", 0, now, question="name")
    before = services.take_snapshot(actor=ANNA, document=document, now=now)
    changed = copy.deepcopy(EVERY_KIND)
    changed["sections"][0]["questions"][1]["id"] = "tale"
    version = services.publish_form(actor=Actor.system("tests"), definition=changed, now=now)

    kept = services.migrate_document(actor=Actor.system("tests"), document=document, form_version=version, now=now)

    document.refresh_from_db()
    assert kept == ["story"]
    assert queries.answers_of(document) == {"name": "Cēsis"}
    assert [(question.label["en"], value) for question, value in queries.kept_answers(document)] == [
        ("Your story", "Our story")
    ]
    assert before.form.question("story") is not None
    assert before.answers["story"] == "Our story"
    seen = queries.revisions_of(document)  # without the kept text: it keeps nobody from filling in what was seen
    assert services.fill_answers(actor=ANNA, document=document, answers={"name": "Rīga"}, now=now, seen=seen) == [
        "name"
    ]
