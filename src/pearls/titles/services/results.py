"""What titles answer when a final result becomes public."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import services as call_services
from pearls.kernel.actor import Actor
from pearls.programme import queries as programme_queries
from pearls.programme import services as programme_services
from pearls.programme.rules.office import Outcome
from pearls.selection import queries as selection_queries
from pearls.titles import queries
from pearls.titles.models import Title
from pearls.titles.rules import TitleKind
from pearls.titles.services.awarding import award_title


@transaction.atomic
def award_result(*, actor: Actor, panel: str, edition_key: str, now: datetime) -> list[Title]:
    """Give the titles that a jury's published result gives, tell the others, and write the public record.

    Raises: NotAllowed as `award_title`.
    """
    audit.take_turn()
    edition = programme_queries.edition_by_key(edition_key)
    decisions = list(selection_queries.decisions_of(panel))
    winners = [decision for decision in decisions if decision.outcome == "title"]
    titles = [
        award_title(
            actor=actor,
            application=decision.dossier.application,
            kind=TitleKind.EXTRA if decision.ground == "extra-place" else TitleKind.BY_RANK,
            now=now,
        )
        for decision in winners
        if queries.title_for(decision.dossier.place, edition) is None
    ]
    others = [d.dossier.application for d in decisions if d.outcome == "not-awarded"]
    refs = [application.ref for application in others if application.state == "plan-submitted"]
    call_services.mark_not_awarded(actor=actor, edition=edition, refs=refs, now=now)
    lines = [
        programme_services.RecordLine(
            place=decision.dossier.place.pk,
            name=decision.dossier.place.display_name,
            country=decision.dossier.place.country,
            outcome=Outcome.PEARL if decision.outcome == "title" else Outcome.CANDIDATE,
            stage_reached="awarded" if decision.outcome == "title" else "development phase",
        )
        for decision in decisions
    ]
    figures = programme_services.RecordFigures(final_pool=len(decisions), titles=len(winners))
    programme_services.publish_record(actor=actor, edition=edition, lines=lines, figures=figures, now=now)
    return titles
