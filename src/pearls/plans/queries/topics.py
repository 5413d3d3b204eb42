"""What plans are about, for those who share them among a jury: challenges and cultural fields of the vocabulary."""

from collections.abc import Mapping

from django.db.models import Q

from pearls.documents import queries as document_queries
from pearls.plans.models import Plan
from pearls.plans.queries.plans import RELATED
from pearls.plans.queries.practices import need_of
from pearls.plans.rules import practices as rules
from pearls.practices import queries as practice_queries
from pearls.programme.rules import Stage
from pearls.selection.models import Dossier, Panel
from pearls.selection.rules.panels import PanelState

TOPIC_SCHEMES = ("challenge", "cultural_field")


def panels_without_topics() -> list[str]:
    """The juries' panels (their refs) with a text that nobody has read for its topics, or with none to choose from."""
    unread = Q(dossiers__topics__isnull=True, dossiers__isnull=False, dossiers__left_at=None)
    panels = Panel.objects.filter(stage=Stage.FINAL, state=PanelState.SCORING)
    bare = Q(topics__isnull=True) if practice_queries.known_vocabulary().concepts else Q(pk__in=())
    return sorted(set(panels.filter(unread | bare).values_list("ref", flat=True)))


def topics_offered() -> dict[str, Mapping[str, str]]:
    """Every topic, "scheme:id", with its name by language, in the order of the vocabulary."""
    concepts = practice_queries.known_vocabulary().concepts
    return {f"{one.scheme}:{one.id}": one.labels for one in concepts if one.scheme in TOPIC_SCHEMES}


def topics_named(panel: str) -> dict[str, list[str]]:
    """What each plan before a panel (its ref) names, in the text that is judged; by the dossier's reference.

    Private answers are left out: what is said of them is not for the jury.
    """
    known = practice_queries.known_vocabulary()
    dossiers = Dossier.objects.filter(panel__ref=panel).select_related("snapshot__form_version")
    by_application = {dossier.application_ref: dossier for dossier in dossiers}
    plans = Plan.objects.filter(application__ref__in=by_application).select_related(*RELATED)
    found: dict[str, list[str]] = {dossier.ref: [] for dossier in by_application.values()}
    for plan in plans:
        dossier = by_application[plan.application.ref]
        answers = document_queries.snapshot_answers(dossier.snapshot, with_private=False)
        named = need_of(plan, rules.asked_by(dossier.snapshot.form, answers), known).concepts
        found[dossier.ref] = sorted(f"{scheme}:{key}" for scheme, key in named if scheme in TOPIC_SCHEMES)
    return found
