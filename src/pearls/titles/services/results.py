"""What titles answer when a final result becomes public."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.documents import queries as document_queries
from pearls.kernel.actor import Actor
from pearls.programme import queries as programme_queries
from pearls.programme import services as programme_services
from pearls.programme.rules.office import Outcome
from pearls.selection import queries as selection_queries
from pearls.titles import queries, rules
from pearls.titles.models import Title
from pearls.titles.queries import Application
from pearls.titles.rules import TitleKind
from pearls.titles.services.awarding import award_title


@transaction.atomic
def award_result(*, actor: Actor, panel: str, edition_key: str, now: datetime) -> list[Title]:
    """Give the titles that a jury's published result gives, and write the public record.

    The applications have been moved by then; a result with a winner that is no longer there is never published.
    Raises: NotAllowed as `award_title`.
    """
    audit.take_turn()
    edition = programme_queries.edition_by_key(edition_key)
    decisions = list(selection_queries.decisions_of(panel))
    applications = queries.applications_by_ref([decision.dossier.application_ref for decision in decisions])
    winners = {
        decision.dossier.application_ref: TitleKind.EXTRA if decision.ground == "extra-place" else TitleKind.BY_RANK
        for decision in decisions
        if decision.outcome == "title"
    }
    titles = [
        award_title(actor=actor, application=applications[ref], kind=kind, now=now) for ref, kind in winners.items()
    ]
    lines = [_line(decision.dossier, applications[decision.dossier.application_ref], winners) for decision in decisions]
    figures = programme_services.RecordFigures(final_pool=len(decisions), titles=len(titles))
    programme_services.publish_record(actor=actor, edition=edition, lines=lines, figures=figures, now=now)
    return titles


def _line(
    dossier: selection_queries.Dossier, application: Application, winners: Collection[str]
) -> programme_services.RecordLine:
    is_pearl = application.ref in winners
    answers = document_queries.snapshot_answers(dossier.snapshot, with_private=False) if is_pearl else {}
    return programme_services.RecordLine(
        place=application.place.pk,
        name=application.place.display_name,
        country=application.place.country,
        outcome=Outcome.PEARL if is_pearl else Outcome.CANDIDATE,
        stage_reached="awarded" if is_pearl else "development",
        **rules.public_summary(answers, dossier.language),
    )
