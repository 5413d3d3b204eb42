"""What the pages of one application have in common: the application, its form, and their addresses."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from pearls.calls import labels, queries, rules
from pearls.calls.models import Application, Clarification
from pearls.calls.rules import Access, State, Window
from pearls.documents.views import DocumentUrls
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import Verdict
from pearls.web.gates import actor_of


@dataclass(frozen=True)
class Paper:
    """The application form as one person looks at it."""

    actor: Actor
    application: Application
    document: queries.Document
    access: Access
    window: Window
    now: datetime

    def url(self, page: str, *args: str) -> str:
        """The address of one of the paper's pages: `edit`, `preview`, `send`, …; `""` for its overview."""
        name = f"calls:application-{page}" if page else "calls:application"
        return reverse(name, args=[self.application.ref, *args])

    @cached_property
    def clarifications(self) -> list[Clarification]:
        """What the office asked, the latest first; before anything was sent it has not."""
        was_sent = self.application.state != State.DRAFT
        return list(queries.clarifications_of(self.application)) if was_sent else []

    @property
    def clarification(self) -> Clarification | None:
        """The office's question that waits for an answer, while the application is returned."""
        if self.application.state != State.RETURNED:
            return None
        return next((asked for asked in self.clarifications if asked.answered_at is None), None)

    @property
    def closes_at(self) -> datetime | None:
        """The last second for this paper."""
        if self.application.state == State.RETURNED:
            return self.clarification.due_at if self.clarification else None
        return rules.window_closes_at(self.window)

    def may_edit(self) -> Verdict:
        """Whether the reader may type at this moment; the same answer as `may_write_now`, with what is at hand."""
        return rules.may_edit(
            access=self.access,
            state=State(self.application.state),
            window=self.window,
            now=self.now,
            clarification_due_at=self.clarification.due_at if self.clarification else None,
        )

    @property
    def urls(self) -> DocumentUrls:
        """The addresses that the documents room needs."""
        return DocumentUrls(
            section=lambda section: self.url("edit", section),
            autosave=self.url("autosave"),
            presence=self.url("presence"),
            choose=lambda rival: self.url("choose", rival),
            history=lambda question: self.url("history", question),
            file=lambda ref: self.url("file", ref),
        )

    def context(self) -> dict[str, Any]:
        """What every page of the paper shows around its own matter."""
        application = self.application
        return {
            "paper": self,
            "application": application,
            "edition": application.edition,
            "place": application.place,
            "zone": queries.zone_of(application.edition),
            "state_label": labels.STATES[application.state],
            "tone": labels.TONES[application.state],
            "overview_url": self.url(""),
            "preview_url": self.url("preview"),
            "send_url": self.url("send"),
            "now": self.now,
        }


def paper_for(request: HttpRequest, ref: str, now: datetime) -> Paper:
    """The paper that the reader may see. Raises: Http404."""
    actor = actor_of(request)
    application, access, window = queries.paper_access(actor, ref)
    return Paper(actor, application, application.document, access, window, now)
