"""What the pages of one plan have in common: the plan, what the reader is to it, and its addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from pearls.calls import labels as call_labels
from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.documents.views import DocumentUrls
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import Verdict
from pearls.plans import queries
from pearls.plans.models import Plan
from pearls.plans.queries import title_year as year_queries
from pearls.web.gates import actor_of


@dataclass(frozen=True)
class PlanPage:
    """A plan as one person looks at it."""

    actor: Actor
    plan: Plan
    access: call_rules.Access
    now: datetime
    is_office: bool = False  # who reads along without being of the plan

    @property
    def application(self) -> call_queries.Application:
        application: call_queries.Application = self.plan.application
        return application

    @property
    def document(self) -> call_queries.Document:
        document: call_queries.Document = self.plan.document
        return document

    @property
    def due_at(self) -> datetime | None:
        """The last second in which the plan may be sent."""
        return call_queries.plan_due_at(self.application.edition)

    @property
    def partners(self) -> Iterable[Any]:
        """The other municipalities of a joint plan; no query for a plan of one."""
        application = self.application
        return application.partner_places.select_related("place") if application.is_team else ()

    def url(self, page: str, *args: str) -> str:
        """The address of one of the plan's pages: `section`, `preview`, …; `plan` is its first."""
        return reverse(f"plans:{page}", args=[self.plan.ref, *args])

    def spot(self, question_id: str, record_id: str = "") -> str:
        """The very place in the plan where an answer or entry is written."""
        section = self.document.form.section_of(question_id).id
        if record_id:
            return self.url("record", section, question_id, record_id)
        return f"{self.url('section', section)}#question-{question_id}"

    def may_edit(self) -> Verdict:
        return year_queries.may_write_now(self.access, self.plan, self.now)

    def may_be_written(self) -> Verdict:
        """Whether it is the time for writing, whoever may."""
        return year_queries.may_be_written_now(self.plan, self.now)

    @property
    def urls(self) -> DocumentUrls:
        """The addresses that the documents room needs."""
        form = self.document.form
        return DocumentUrls(
            section=lambda section: self.url("section", section),
            autosave=self.url("autosave"),
            presence=self.url("presence"),
            choose=lambda rival: self.url("choose", rival),
            history=lambda question: self.url("history", question),
            file=lambda ref: self.url("file", ref),
            record=lambda question, record: self.url("record", form.section_of(question).id, question, record),
        )

    def context(self) -> dict[str, Any]:
        """What every page of the plan shows around its own matter."""
        application = self.application
        return {
            "page": self,
            "is_office": self.is_office,
            "plan": self.plan,
            "application": application,
            "edition": application.edition,
            "place": application.place,
            "zone": call_queries.zone_of(application.edition),
            "state_label": call_labels.STATES[application.state],
            "tone": call_labels.TONES[application.state],
            "plan_url": self.url("plan"),
            "preview_url": self.url("preview"),
            "send_url": self.url("send"),
            "remarks_url": self.url("remark-list"),
            "meetings_url": self.url("meetings"),
            "versions_url": self.url("versions"),
            "due_at": self.due_at,
            "now": self.now,
        }


def page_for(request: HttpRequest, ref: str, now: datetime) -> PlanPage:
    """The plan that the reader may see. Raises: Http404."""
    actor = actor_of(request)
    plan, access = queries.plan_access(actor, ref)
    return PlanPage(actor, plan, access, now)


def page_read_along(request: HttpRequest, ref: str, now: datetime) -> PlanPage:
    """The plan whose remarks the reader may see, the office too; who posts is asked as ever. Raises: Http404."""
    actor = actor_of(request)
    if request.method not in ("GET", "HEAD"):
        return page_for(request, ref, now)
    plan, access, is_office = queries.plan_read_along(actor, ref)
    return PlanPage(actor, plan, access, now, is_office)
