from datetime import datetime, timedelta

import pytest

from pearls.audit.models import Entry
from pearls.calls import queries, services
from pearls.calls.models import Application, Member, Reminder, Submission
from pearls.calls.rules import Right, State
from pearls.documents.models import Snapshot
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.places.models import Place
from pearls.programme.models import Edition
from tests.calls.conftest import CLOSES, OPENS, PLAN_DUE, Town, let_speak, make_place
from tests.cast import Cast

SECOND = timedelta(seconds=1)


def acts() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


def reason_of(refusal: pytest.ExceptionInfo[NotAllowed]) -> str:
    return refusal.value.verdict.reason


def decided(town: Town, now: datetime = CLOSES + SECOND) -> Application:
    """The town's application, sent and found eligible."""
    town.answer("Because.")
    town.send()
    services.decide_eligibility(
        actor=town.cast.actor("coordinator"), application=town.application, is_eligible=True, reason="", now=now
    )
    return town.reload()


def candidate(town: Town) -> Application:
    ref = decided(town).ref
    services.admit_candidates(
        actor=town.cast.actor("coordinator"), edition=town.edition, refs=[ref], now=CLOSES + 2 * SECOND
    )
    return town.reload()


def test_a_draft_may_be_begun_before_anybody_is_confirmed_to_speak(cast: Cast, edition: Edition, place: Place) -> None:
    application = services.begin_application(actor=cast.actor("town"), edition=edition, place=place, now=OPENS)

    assert application.state == State.DRAFT
    assert Member.objects.get().right == Right.EDIT
    assert acts() == ["form-published", "form-published", "document-created", "application-began"]


def test_a_place_has_one_application_in_an_edition(town: Town) -> None:
    with pytest.raises(NotAllowed) as refusal:
        services.begin_application(
            actor=town.cast.actor("colleague"), edition=town.edition, place=town.application.place, now=OPENS
        )

    assert reason_of(refusal) == "already-applied"
    assert Application.objects.count() == 1


def test_a_withdrawn_application_makes_room_for_a_new_one(town: Town) -> None:
    services.withdraw_application(actor=town.cast.actor("town"), application=town.application, now=OPENS)

    services.begin_application(
        actor=town.cast.actor("town"), edition=town.edition, place=town.application.place, now=OPENS
    )

    assert sorted(Application.objects.values_list("state", flat=True)) == ["draft", "withdrawn"]


def test_a_submission_fixes_the_answers_and_everybody_gets_a_receipt(town: Town) -> None:
    town.answer("Because culture heals.")

    submission = town.send(now=CLOSES)

    assert submission.snapshot.answers == {"motivation": "Because culture heals."}
    assert (submission.number, submission.submitted_at, submission.is_late) == (1, CLOSES, False)
    assert town.application.state == State.SUBMITTED
    letter = Message.objects.get(kind="application-receipt")
    assert (letter.to, letter.language) == ("town@demo.test", "lv")
    assert submission.snapshot.sha256 in letter.body
    entry = Entry.objects.get(act="application-submitted")
    assert entry.data["sha256"] == submission.snapshot.sha256


def test_the_second_after_the_deadline_is_too_late_and_nothing_changes(town: Town) -> None:
    town.answer("Because.")
    before = acts()

    with pytest.raises(NotAllowed) as refusal:
        town.send(now=CLOSES + SECOND)

    assert reason_of(refusal) == "call-closed"
    assert Submission.objects.count() == Snapshot.objects.count() == Message.objects.count() == 0
    assert acts() == before


def test_a_new_submission_replaces_the_last_and_keeps_it(town: Town) -> None:
    town.answer("First.")
    town.send()
    town.answer("Second.", base=1)

    town.send(now=CLOSES)

    sent = list(queries.submissions_of(town.application))
    assert [item.snapshot.answers["motivation"] for item in sent] == ["Second.", "First."]


def test_an_unconfirmed_writer_may_not_send(town: Town) -> None:
    member = services.invite_member(
        actor=town.cast.actor("town"),
        application=town.application,
        email="colleague@demo.test",
        right=Right.EDIT,
        now=OPENS,
    )
    services.accept_invitation(actor=town.cast.actor("colleague"), member=member, now=OPENS)
    town.answer("By a colleague.", who="colleague")

    with pytest.raises(NotAllowed) as refusal:
        town.send(who="colleague")

    assert reason_of(refusal) == "not-speaker"
    assert Submission.objects.count() == 0


def test_an_incomplete_application_is_not_sent(town: Town) -> None:
    with pytest.raises(NotAllowed) as refusal:
        town.send()

    assert reason_of(refusal) == "incomplete"


def test_two_who_send_the_same_draft_at_once_make_one_submission(town: Town) -> None:
    town.answer("Because.")
    stale = Application.objects.select_related("edition__rules_version", "place", "document").get()
    town.send()

    with pytest.raises(NotAllowed) as refusal:
        services.submit_application(actor=town.cast.actor("town"), application=stale, now=OPENS)

    assert reason_of(refusal) == "somebody-was-faster"
    assert Submission.objects.count() == Snapshot.objects.count() == 1


def test_a_stranger_can_neither_write_nor_withdraw(town: Town) -> None:
    with pytest.raises(NotAllowed) as refusal:
        town.answer("Graffiti.", who="othertown")
    assert reason_of(refusal) == "may-not-write"

    with pytest.raises(NotAllowed) as refusal:
        services.withdraw_application(actor=town.cast.actor("othertown"), application=town.application, now=OPENS)
    assert reason_of(refusal) == "not-speaker"


def test_a_colleague_with_a_lesser_right_reads_and_does_not_write(town: Town) -> None:
    member = services.invite_member(
        actor=town.cast.actor("town"),
        application=town.application,
        email="colleague@demo.test",
        right=Right.COMMENT,
        now=OPENS,
    )
    services.accept_invitation(actor=town.cast.actor("colleague"), member=member, now=OPENS)

    assert queries.application_for(town.cast.actor("colleague"), town.application.ref) == town.application
    with pytest.raises(NotAllowed) as refusal:
        town.answer("No.", who="colleague")
    assert reason_of(refusal) == "may-not-write"


def test_an_invitation_works_once_and_its_letter_is_private(town: Town) -> None:
    member = services.invite_member(
        actor=town.cast.actor("town"), application=town.application, email="X@demo.test", right=Right.EDIT, now=OPENS
    )
    letter = Message.objects.get(kind="application-invitation")
    assert (letter.to, letter.is_private) == ("x@demo.test", True)
    assert member.token in letter.body
    services.accept_invitation(actor=town.cast.actor("colleague"), member=member, now=OPENS)

    with pytest.raises(NotAllowed) as refusal:
        services.accept_invitation(actor=town.cast.actor("othertown"), member=member, now=OPENS)

    assert reason_of(refusal) == "invitation-used"


def test_the_office_decides_and_its_letter_waits_to_be_read(town: Town) -> None:
    decided(town)

    decision = town.application.decisions.get()
    assert (decision.outcome, decision.proposed) == (State.ELIGIBLE, "eligible")
    assert Message.objects.get(kind="eligibility-yes").state == "held"


def test_the_town_does_not_decide_its_own_eligibility(town: Town) -> None:
    town.answer("Because.")
    town.send()

    with pytest.raises(NotAllowed) as refusal:
        services.decide_eligibility(
            actor=town.cast.actor("town"), application=town.application, is_eligible=True, reason="", now=OPENS
        )

    assert reason_of(refusal) == "not-the-office"
    assert town.reload().state == State.SUBMITTED


def test_a_question_is_answered_after_the_call_has_closed(town: Town) -> None:
    town.answer("Because.")
    town.send()
    asked, due = CLOSES + timedelta(days=1), CLOSES + timedelta(days=8)
    services.return_for_clarification(
        actor=town.cast.actor("coordinator"),
        application=town.application,
        question="Who answers for it?",
        due_at=due,
        now=asked,
    )
    town.answer("Because of the parish.", base=1, now=due)

    submission = services.answer_clarification(
        actor=town.cast.actor("town"), application=town.application, answer="The municipality.", now=due
    )

    assert (submission.number, submission.is_late) == (2, True)
    assert town.reload().state == State.SUBMITTED
    assert town.application.clarifications.get().answer == "The municipality."
    assert Entry.objects.filter(act="clarification-answered").count() == 1


def test_a_late_link_lets_one_place_in_after_it_is_opened(town: Town, after_close: datetime) -> None:
    town.answer("Because.")
    link = services.give_late_link(
        actor=town.cast.actor("coordinator"),
        edition=town.edition,
        place=town.application.place,
        until=CLOSES + timedelta(days=3),
        reason="The power was cut.",
        now=after_close,
    )
    with pytest.raises(NotAllowed):
        town.send(now=after_close)

    services.open_late_link(actor=town.cast.actor("town"), link=link, now=after_close)

    assert town.send(now=after_close).is_late
    other = make_place("cesis-lv", "Cēsis")
    with pytest.raises(NotAllowed):
        services.begin_application(actor=town.cast.actor("town"), edition=town.edition, place=other, now=after_close)


def test_a_revoked_late_link_opens_nothing(town: Town, after_close: datetime) -> None:
    office = town.cast.actor("coordinator")
    link = services.give_late_link(
        actor=office,
        edition=town.edition,
        place=town.application.place,
        until=CLOSES + timedelta(days=3),
        reason="A storm.",
        now=after_close,
    )
    services.revoke_late_link(actor=office, link=link, now=after_close)

    with pytest.raises(NotAllowed) as refusal:
        services.open_late_link(actor=town.cast.actor("town"), link=link, now=after_close)

    assert reason_of(refusal) == "link-revoked"


def test_the_list_of_applicants_is_published_once_and_grows_by_latecomers_alone(town: Town) -> None:
    decided(town)
    office = town.cast.actor("coordinator")

    assert services.publish_applicants(actor=office, edition=town.edition, now=CLOSES + SECOND) == 1
    assert services.publish_applicants(actor=office, edition=town.edition, now=CLOSES + 2 * SECOND) == 0

    entry = town.edition.entries.get()
    assert (entry.name, entry.country, entry.outcome) == ("Smiltene", "LV", "applied")


def test_dossiers_are_snapshots_and_only_of_those_who_have_come_so_far(town: Town) -> None:
    assert queries.dossiers_for_preselection(town.edition) == []
    application = candidate(town)

    (dossier,) = queries.dossiers_for_preselection(town.edition)

    assert (dossier.key, dossier.name, dossier.country) == (application.ref, "Smiltene", "LV")
    assert dossier.snapshot_ref == Submission.objects.get().snapshot.ref
    assert queries.dossiers_for_final(town.edition) == []


def test_awards_move_applications_by_the_rooms_above_alone(town: Town) -> None:
    application = candidate(town)
    office = town.cast.actor("coordinator")
    with pytest.raises(NotAllowed) as refusal:
        services.mark_awarded(actor=office, edition=town.edition, refs=[application.ref], now=PLAN_DUE)
    assert reason_of(refusal) == "wrong-state"

    Application.objects.update(state=State.PLAN_SUBMITTED)
    services.mark_awarded(actor=office, edition=town.edition, refs=[application.ref], now=PLAN_DUE)

    assert town.reload().state == State.AWARDED
    assert Message.objects.get(kind="title-yes").state == "held"


def test_a_draft_is_reminded_once_and_a_sent_application_never(town: Town) -> None:
    office, soon = town.cast.actor("coordinator"), CLOSES - timedelta(days=3)

    assert services.remind_drafts(actor=office, now=soon) == 1
    assert services.remind_drafts(actor=office, now=soon + SECOND) == 0
    town.answer("Because.")
    town.send()
    assert services.remind_drafts(actor=office, now=CLOSES - timedelta(hours=5)) == 0

    assert Message.objects.filter(kind="draft-reminder").count() == Reminder.objects.count() == 1


def test_a_remark_stays_beside_its_section_and_out_of_the_snapshot(town: Town) -> None:
    town.answer("Because.")
    services.add_comment(
        actor=town.cast.actor("town"),
        application=town.application,
        document=town.application.document,
        section="content",
        text="Too short?",
        now=OPENS,
    )

    submission = town.send()

    assert [comment.text for comment in queries.comments_of(town.application, "content")] == ["Too short?"]
    assert "Too short?" not in str(submission.snapshot.answers)


def test_a_team_names_its_partners_and_the_lead_is_not_among_them(town: Town) -> None:
    other = make_place("cesis-lv", "Cēsis")

    services.change_team(
        actor=town.cast.actor("town"),
        application=town.application,
        partners=[other, town.application.place],
        now=OPENS,
    )

    assert town.application.is_team
    assert [partner.place for partner in town.application.partner_places.all()] == [other]


def test_a_capital_is_refused_by_the_rules_of_the_edition(cast: Cast, edition: Edition) -> None:
    riga = make_place("riga-lv", "Rīga")
    let_speak(cast.town, riga)

    with pytest.raises(NotAllowed) as refusal:
        services.begin_application(actor=cast.actor("town"), edition=edition, place=riga, now=OPENS)

    assert reason_of(refusal) == "excluded-capital"
