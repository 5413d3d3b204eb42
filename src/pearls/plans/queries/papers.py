"""What a file needs to know of its plan, and what a file that came back would change."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from pearls.documents import queries as document_queries
from pearls.kernel.languages import pick
from pearls.plans.models import PaperBack, Plan
from pearls.plans.rules import changes
from pearls.plans.rules.papers import PlanFacts


def facts_of(plan: Plan, language: str) -> PlanFacts:
    """What every file says of its plan."""
    application, version = plan.application, plan.document.form_version
    partners = application.partner_places.select_related("place") if application.is_team else ()
    invented = application.place.is_demonstration
    return PlanFacts(
        ref=plan.ref,
        place=application.place.display_name,
        partners=tuple(partner.place.display_name for partner in partners),
        programme=pick(application.edition.programme.name, language)[0],
        edition=pick(application.edition.name, language)[0],
        form_key=version.key,
        form_number=version.number,
        form_sha256=version.sha256,
        revisions=document_queries.revisions_of(plan.document),
        demonstration=gettext("This place is invented for the demonstration.") if invented else "",
    )


def paper_back_of(plan: Plan, ref: str) -> PaperBack:
    """A file that came back and waits. Raises: Http404."""
    found = PaperBack.objects.filter(plan=plan, ref=ref, ended_at=None).first()
    if found is None:
        raise Http404
    return found


def rejoined(paper: PaperBack) -> tuple[dict[str, Any], changes.Rejoined, dict[str, int]]:
    """The plan now, the plan with the file's changes put in, both with translations, and the revisions that both were
    made upon."""
    document = paper.plan.document
    seen = document_queries.revisions_of(document)
    current = document_queries.answers_and_translations_at(document, seen)
    base = document_queries.answers_and_translations_at(document, paper.base)
    return current, changes.rejoin(document.form, base=base, current=current, edited=paper.content), seen
