"""A candidate with the shipped form of the plan: Smiltene, for which `town` speaks and `colleague` may write."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from pearls.calls import services as calls
from pearls.calls.models import Application, Member
from pearls.calls.rules import Right
from pearls.documents import queries as document_queries
from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.people import services as people
from pearls.places.models import Place
from pearls.plans import queries
from pearls.plans.models import Plan
from pearls.programme.models import Edition
from tests.calls.conftest import CLOSES, OPENS, PLAN_DUE, edition, let_speak, place
from tests.cast import Cast

__all__ = ["edition", "place"]  # the fixtures of the applications' tests

ADMITTED = CLOSES + timedelta(days=20)
WRITING = PLAN_DUE - timedelta(days=30)


@dataclass
class Candidate:
    """The plan of the tests and the people around it."""

    cast: Cast
    edition: Edition
    plan: Plan

    @property
    def base(self) -> str:
        return f"/en/plans/{self.plan.ref}/"

    @property
    def content(self) -> dict[str, Any]:
        return document_queries.answers_of(self.plan.document)

    def actor(self, who: str = "town") -> Actor:
        return self.cast.actor(who)

    def client(self, who: str = "town") -> Client:
        client = Client()
        client.force_login(self.cast[who])
        return client

    def fill(self, **answers: Any) -> None:
        """Put answers into the plan, whoever writes."""
        documents.fill_answers(actor=self.actor(), document=self.plan.document, answers=answers, now=WRITING)

    def save(self, question: str, raw: Any, *, who: str = "town", base: int = 0, now: datetime = WRITING) -> Any:
        return documents.save_answer(
            actor=self.actor(who),
            document=self.plan.document,
            question_id=question,
            raw=raw,
            base_revision=base,
            now=now,
            writer=f"tabof{who}",
        )

    def reload(self) -> Plan:
        plan = queries.plan_by_ref(self.plan.ref)
        assert plan is not None
        self.plan = plan
        return plan


@pytest.fixture
def candidate(cast: Cast, edition: Edition, place: Place) -> Candidate:
    """Smiltene, admitted; its plan is empty."""
    office = cast.actor("coordinator")
    documents.publish_form(actor=office, definition=document_queries.shipped_definition("plan"), now=OPENS)
    version = edition.rules_version
    assert version is not None
    version.text = version.text.replace('plan = "tiny_plan"', 'plan = "plan"')
    version.save(update_fields=["text"])
    let_speak(cast.town, place)
    town = cast.actor("town")
    application = calls.begin_application(actor=town, edition=edition, place=place, now=OPENS)
    Member.objects.create(
        application=application,
        person=cast.colleague,
        email=cast.colleague.email,
        right=Right.EDIT,
        invited_at=OPENS,
        joined_at=OPENS,
    )
    calls.save_answer(
        actor=town,
        application=application,
        question_id="motivation",
        raw="Because.",
        base_revision=0,
        writer="tab",
        now=OPENS,
    )
    calls.submit_application(actor=town, application=application, now=OPENS)
    application = Application.objects.select_related("edition__rules_version", "place", "document").get()
    calls.decide_eligibility(actor=office, application=application, is_eligible=True, reason="", now=ADMITTED)
    calls.admit_candidates(actor=office, edition=edition, refs=[application.ref], now=ADMITTED)
    people.begin_mentorship(actor=office, person=cast.mentor, place=place, edition_key=edition.key, now=ADMITTED)
    plan = queries.plan_by_ref(application.ref)
    assert plan is not None
    return Candidate(cast, edition, plan)
