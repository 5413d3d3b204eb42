"""Any order of acts by anybody at any time: the rules hold, and the journal and the receipts tell the same story."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pearls.audit.models import Entry
from pearls.calls import rules, services
from pearls.calls.models import Application, Submission
from pearls.calls.rules import State
from pearls.documents import queries as document_queries
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from tests.calls.conftest import CLOSES, OPENS, Town

ACTS = ("write", "send", "withdraw", "decide", "refuse", "ask", "answer")
WHO = ("town", "othertown", "coordinator")
HOURS = int((CLOSES - OPENS).total_seconds() // 3600) + 48

steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(WHO), st.integers(min_value=0, max_value=HOURS)), max_size=14
)


class Undone(Exception):
    """Ends an example, so that the next one begins with the same tables."""


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_no_order_of_acts_breaks_the_record(town: Town, steps: list[tuple[str, str, int]]) -> None:
    try:
        with transaction.atomic():
            play(town, sorted(steps, key=lambda step: step[2]))
            raise Undone
    except Undone:
        pass


def play(town: Town, steps: list[tuple[str, str, int]]) -> None:
    """Play the steps in the order of their hours, and look over everything after each."""
    for number, (act, who, hour) in enumerate(steps):
        before = Application.objects.get()
        now = OPENS + timedelta(hours=hour)
        try:
            perform(town, act, who, f"Text {number}.", now)
        except NotAllowed:
            after = Application.objects.get()
            assert (after.state, after.submitted_at) == (before.state, before.submitted_at)
        check(State(before.state))


def perform(town: Town, act: str, who: str, text: str, now: datetime) -> None:
    """One act of one person."""
    actor, application = town.cast.actor(who), town.reload()
    given: dict[str, Any] = {"actor": actor, "application": application, "now": now}
    if act == "write":
        fields = document_queries.fields_of(application.document)
        town.answer(text, who=who, now=now, base=fields["motivation"].revision if fields else 0)
    elif act == "send":
        services.submit_application(**given)
    elif act == "withdraw":
        services.withdraw_application(**given)
    elif act == "ask":
        services.return_for_clarification(**given, question="Why?", due_at=now + timedelta(hours=9))
    elif act == "answer":
        services.answer_clarification(**given, answer=text)
    else:
        services.decide_eligibility(**given, is_eligible=act == "decide", reason="Because.")


def check(before: State) -> None:
    """What holds after every act."""
    application = Application.objects.get()
    sent = list(Submission.objects.select_related("snapshot__form_version").order_by("number"))
    journalled = Entry.objects.filter(act__in=("application-submitted", "clarification-answered"))

    assert application.state == before or application.state in rules.MOVES[before]
    assert [submission.number for submission in sent] == list(range(1, len(sent) + 1))
    assert [entry.data["sha256"] for entry in journalled.order_by("seq")] == [row.snapshot.sha256 for row in sent]
    assert Message.objects.filter(kind="application-receipt").count() == len(sent)
    assert all(document_queries.is_intact(submission.snapshot) for submission in sent)
    assert (application.submitted_at is None) == (not sent)
    if sent:
        assert application.submitted_at == sent[-1].submitted_at
        assert all(submission.is_late or submission.submitted_at <= CLOSES for submission in sent)
