"""What stays of a person who is erased, and what never enters the journal."""

from datetime import timedelta

from pearls.audit import queries as audit_queries
from pearls.audit.models import Entry, PersonalDetail
from pearls.calls import services
from pearls.calls.rules import Right
from pearls.people import services as people_services
from tests.calls.conftest import CLOSES, OPENS, Town

SECOND = timedelta(seconds=1)


def test_an_erased_colleague_leaves_the_application_and_the_remark_stays_without_a_name(town: Town) -> None:
    cast = town.cast
    invited = services.invite_member(
        actor=cast.actor("town"),
        application=town.application,
        email="colleague@demo.test",
        right=Right.EDIT,
        now=OPENS,
    )
    colleague = cast.actor("colleague")
    services.accept_invitation(actor=colleague, member=invited, now=OPENS)
    section = town.application.document.form.sections[0].id
    remark = services.add_comment(
        actor=colleague,
        application=town.application,
        document=town.application.document,
        section=section,
        text="The school agreed.",
        now=OPENS,
    )
    assert PersonalDetail.objects.filter(details__email="colleague@demo.test").exists()

    people_services.erase_person(actor=colleague, person=cast.colleague, now=OPENS)

    remark.refresh_from_db()
    assert (remark.text, remark.author.name) == ("The school agreed.", "")
    invited.refresh_from_db()
    assert invited.ended_at == OPENS
    assert "colleague" not in invited.email
    assert not PersonalDetail.objects.filter(details__email="colleague@demo.test").exists()
    assert audit_queries.verify_journal().holds


def test_a_reason_typed_by_the_office_never_enters_the_chain(town: Town) -> None:
    town.answer("Bells")
    town.send()
    application = town.reload()

    services.decide_eligibility(
        actor=town.cast.actor("coordinator"),
        application=application,
        is_eligible=False,
        reason="Signed by Ilze alone.",
        now=CLOSES + SECOND,
    )

    entry = Entry.objects.get(act="eligibility-decided")
    assert "Ilze" not in str(entry.data)
    assert entry.personal.details == {"reason": "Signed by Ilze alone."}
