"""Score sheets of a panel as they go out, and what stands of each text and person when one comes back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from django.utils.translation import gettext as _

from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.selection import labels
from pearls.selection.models import Assessment, Assignment, Declaration, Dossier, Panel, Seat
from pearls.selection.models.assessments import SCORE_PLACES
from pearls.selection.queries.panels import seats_of
from pearls.selection.queries.reading import ToRead, line_to_read, reading_in
from pearls.selection.rules.panels import AssignmentState, Conflict, SeatState
from pearls.selection.rules.sheet_changes import Preview, Standing, compare
from pearls.selection.rules.sheets import Blank, BlankRow, FilledRow, Given, Known, mark_of

Pair = tuple[int, int]  # rows of a seat and of a dossier


class Desk:
    """Everything about some seats of a panel and its texts, fetched at once: a constant number of queries."""

    def __init__(self, panel: Panel, seats: Sequence[Seat], *, with_texts: bool = False) -> None:
        self.panel, self.seats = panel, {seat.ref: seat for seat in seats}
        texts = panel.dossiers.order_by("name")
        found = texts.select_related("snapshot__form_version") if with_texts else texts
        self.dossiers = {dossier.key: dossier for dossier in found}
        said = Declaration.objects.filter(seat__in=seats).values_list("seat_id", "dossier_id", "conflict")
        self.said = {(seat, dossier): conflict for seat, dossier, conflict in said}
        self.is_shared = panel.assignment == AssignmentState.IN_FORCE
        given = Assignment.objects.filter(seat__in=seats) if self.is_shared else Assignment.objects.none()
        self.given = set(given.values_list("seat_id", "dossier_id"))

    @cached_property
    def assessments(self) -> dict[Pair, Assessment]:
        """What was given, with the scores; never asked for where a sheet goes out empty."""
        rows = Assessment.objects.filter(seat__in=self.seats.values()).prefetch_related("scores")
        return {(row.seat_id, row.dossier_id): row for row in rows}

    def line(self, seat: Seat, dossier: Dossier, *, state: str | None = None) -> ToRead:
        """The text as this person has it; how far the assessment is, is said only by who asks."""
        pair = (seat.pk, dossier.pk)
        is_mine = not self.is_shared or pair in self.given
        return line_to_read(seat, self.panel, dossier, (self.said.get(pair), state, is_mine))

    def given_by(self, seat: Seat, dossier: Dossier) -> Given:
        """What the person has said and given so far."""
        assessment, line = self.assessments.get((seat.pk, dossier.pk)), self.line(seat, dossier)
        scores = list(assessment.scores.all()) if assessment else []
        return Given(
            conflict="no" if line.conflict == Conflict.NONE else "",
            scores={score.criterion: score.value for score in scores},
            comments={score.criterion: score.comment for score in scores},
        )


def sheet_seats(panel: Panel) -> list[Seat]:
    """Those who have a sheet: who scores and has accepted."""
    return [seat for seat in seats_of(panel) if seat.is_assessor and seat.state == SeatState.ACCEPTED]


def sheet_of(
    panel: Panel, seats: Sequence[Seat], language: str, *, with_given: bool, desk: Desk | None = None
) -> Blank:
    """The sheet of these people: a row for each text that they score, none for a text that is shut to them.

    `with_given` puts in what they have given so far; only ever for the person's own eyes. `desk` is what is known of
    them, where it is at hand.
    """
    desk = desk or Desk(panel, seats)
    rows = [
        BlankRow(
            assessor=seat.ref,
            assessor_name=str(seat.person),
            candidate=dossier.key,
            name=dossier.name,
            country=dossier.country,
            given=desk.given_by(seat, dossier) if with_given else Given(),
        )
        for seat in seats
        for dossier in desk.dossiers.values()
        if dossier.left_at is None and seat.is_assessor and desk.line(seat, dossier).is_due
    ]
    return Blank(
        stage=panel.stage_rules,
        mark=mark_of(panel.stage_rules, panel.rules_version.sha256),
        title=pick(panel.edition.name, language)[0] or panel.edition.key,
        stage_name=str(labels.STAGES[panel.stage]),
        rows=rows,
        note=_("This edition is a demonstration; its towns and people are invented.")
        if panel.edition.is_demonstration
        else "",
    )


def known_to_sheets(panel: Panel, seats: Collection[Seat]) -> Known:
    """What a sheet of these people may speak of; what is closed to whom is said when it is compared."""
    return Known(
        stage=panel.stage_rules,
        mark=mark_of(panel.stage_rules, panel.rules_version.sha256),
        assessors={seat.ref for seat in seats},
        candidates=set(panel.dossiers.values_list("key", flat=True)),
        most_places=SCORE_PLACES,
    )


def sheet_preview(
    actor: Actor, panel: Panel, seats: Sequence[Seat], rows: Sequence[FilledRow], *, hand_in: bool, from_paper: bool
) -> Preview:
    """What the rows would change, and what is against it."""
    desk = Desk(panel, seats)
    standing = {row.pair: _standing(actor, desk, row, from_paper=from_paper) for row in rows}
    return compare(rows, standing, panel.stage_rules, hand_in=hand_in, from_paper=from_paper)


def _standing(actor: Actor, desk: Desk, row: FilledRow, *, from_paper: bool) -> Standing:
    seat, dossier = desk.seats[row.assessor], desk.dossiers[row.candidate]
    given, assessment = desk.given_by(seat, dossier), desk.assessments.get((seat.pk, dossier.pk))
    line = desk.line(seat, dossier, state=assessment.state if assessment else None)
    reading = reading_in(actor, seat, desk.panel, line, from_paper=from_paper)
    is_own_work = assessment is not None and assessment.on_paper_at is None
    return Standing(reading, given.scores, given.comments, is_own_work)


def entered_from_paper(seat: Seat) -> list[Dossier]:
    """The texts whose scores the office entered for this person, as they stand."""
    return list(
        seat.panel.dossiers.filter(assessments__seat=seat, assessments__on_paper_at__isnull=False).order_by("name")
    )


def names_of(panel: Panel, seats: Iterable[Seat]) -> Mapping[str, str]:
    """The names of people by the reference of their seat, and of texts by their key."""
    texts = dict(panel.dossiers.values_list("key", "name"))
    return texts | {seat.ref: str(seat.person) for seat in seats}
