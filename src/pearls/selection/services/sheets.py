"""Taking in a filled score sheet: all of it or nothing, by the same acts as the page."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.kernel.verdict import no, require
from pearls.mail import services as mail
from pearls.selection import labels, queries
from pearls.selection.models import Dossier, Panel, Seat
from pearls.selection.rules.sheet_changes import Preview, RowChange
from pearls.selection.rules.sheets import FilledRow
from pearls.selection.services.assessing import declare, finish_assessment, record_score


@transaction.atomic
def take_sheet_in(
    *,
    actor: Actor,
    panel: Panel,
    seats: Sequence[Seat],
    rows: Sequence[FilledRow],
    hand_in: bool,
    from_paper: bool,
    shown: str,
    now: datetime,
) -> Preview:
    """Take over what a filled sheet says for these seats, if it still changes just what was `shown` (its digest).

    `from_paper`: the office enters it for the people, who are told by letter.
    Raises: NotAllowed not-the-office, sheet-faulty, sheet-changed, and whatever the acts of the page raise.
    """
    audit.take_turn()
    panel = Panel.objects.select_related("edition", "rules_version").get(pk=panel.pk)
    if from_paper and not actor.is_office(panel.edition.key):
        require(no("not-the-office"))
    seats = list(Seat.objects.filter(pk__in=[seat.pk for seat in seats]).select_related("person"))
    if {row.assessor for row in rows} - {seat.ref for seat in seats}:  # somebody left the panel since it was shown
        require(no("sheet-changed"))
    found = queries.sheet_preview(actor, panel, seats, rows, hand_in=hand_in, from_paper=from_paper)
    if found.faults:
        require(no("sheet-faulty", count=len(found.faults)))
    if found.digest != shown:
        require(no("sheet-changed"))
    by_ref = {seat.ref: seat for seat in seats}
    dossiers = {dossier.key: dossier for dossier in panel.dossiers.all()}
    for change in found.changes:
        dossier = dossiers[change.row.candidate]
        dossier.panel = panel
        _take_row_in(actor, by_ref[change.row.assessor], dossier, change, now, from_paper=from_paper)
    touched = [seat for seat in seats if any(change.row.assessor == seat.ref for change in found.changes)]
    for seat in touched:
        texts = [dossiers[change.row.candidate] for change in found.changes if change.row.assessor == seat.ref]
        _conclude(actor, panel, seat, texts, now, from_paper=from_paper)
    return found


def _take_row_in(
    actor: Actor, seat: Seat, dossier: Dossier, change: RowChange, now: datetime, *, from_paper: bool
) -> None:
    if change.declares is not None:
        declare(actor=actor, seat=seat, dossier=dossier, has_conflict=change.declares, from_paper=from_paper, now=now)
    for cell in change.cells:
        record_score(
            actor=actor,
            seat=seat,
            dossier=dossier,
            criterion=cell.criterion,
            value=cell.score,
            comment=cell.comment,
            from_paper=from_paper,
            now=now,
        )
    if change.hands_in:
        finish_assessment(actor=actor, seat=seat, dossier=dossier, from_paper=from_paper, now=now)


def _conclude(
    actor: Actor, panel: Panel, seat: Seat, texts: Sequence[Dossier], now: datetime, *, from_paper: bool
) -> None:
    """Say in the journal that a sheet came in; and, where the office entered it, tell the person."""
    audit.record(
        actor=actor,
        act="sheet-entered-from-paper" if from_paper else "sheet-taken-in",
        subject=panel.subject,
        now=now,
        edition=panel.edition.key,
        data={"seat": seat.ref, "dossiers": [dossier.ref for dossier in texts]},
        personal={"source": str(seat.person)} if from_paper else None,
        person=seat.person.ref if from_paper else "",
    )
    if not from_paper:
        return
    person = seat.person
    with translation.override(person.language):
        link = settings.BASE_URL + reverse("selection:seat", args=[seat.ref])
    mail.queue_letter(
        actor=actor,
        letter=labels.ENTERED_FROM_PAPER,
        to=person.email,
        language=person.language,
        values={
            "name": str(person),
            "edition": pick(panel.edition.name, person.language)[0],
            "texts": "\n".join(f"- {dossier.name}" for dossier in texts),
            "link": link,
        },
        now=now,
        about=panel.subject,
        edition=panel.edition.key,
    )
