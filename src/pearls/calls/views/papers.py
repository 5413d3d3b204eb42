"""What the pages of one application have in common: the application, its form or plan, and their addresses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from pearls.calls import labels, queries
from pearls.calls.models import Application
from pearls.calls.rules import Access, SubmissionKind, Window
from pearls.documents.views import DocumentUrls
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import Verdict
from pearls.web.gates import actor_of


@dataclass(frozen=True)
class Paper:
    """The application form, or the plan, as one person looks at it."""

    actor: Actor
    application: Application
    document: queries.Document
    kind: SubmissionKind
    access: Access
    window: Window
    now: datetime

    @property
    def is_plan(self) -> bool:
        return self.kind == SubmissionKind.PLAN

    def url(self, page: str, *args: str) -> str:
        """The address of one of the paper's pages: `edit`, `preview`, `send`, …; `""` for its overview."""
        name = f"calls:{self.kind}-{page}" if page else f"calls:{self.kind}"
        return reverse(name, args=[self.application.ref, *args])

    def may_edit(self) -> Verdict:
        return queries.may_write_now(self.access, self.application, self.window, self.now)

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


def paper_for(request: HttpRequest, ref: str, kind: SubmissionKind, now: datetime) -> Paper:
    """The paper that the reader may see. Raises: Http404."""
    actor = actor_of(request)
    application, access = queries.paper_access(actor, ref)
    window = queries.window_of(application.edition, application.place)
    return Paper(actor, application, application.document, kind, access, window, now)
