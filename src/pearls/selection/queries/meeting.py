"""The meeting of a panel as each of those who are at it may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F, Q

from pearls.kernel.actor import Actor
from pearls.selection.models import (
    Ballot,
    Decision,
    Declaration,
    Dossier,
    Draw,
    Meeting,
    MeetingItem,
    Panel,
    Score,
    ScoreChange,
    Seat,
    SignOff,
    StepOut,
    Vote,
)
from pearls.selection.queries.evidence import weighed_for_two
from pearls.selection.queries.panels import RELATED, or_404, row_of, seat_among, seats_of
from pearls.selection.queries.reading import closed_to
from pearls.selection.queries.results import Result, result_from, signed_keys
from pearls.selection.rules.evidence import Evidence
from pearls.selection.rules.meeting import Choice, Sitting, Tally, tally
from pearls.selection.rules.panels import AssessmentState, Conflict, PanelState, SeatState


def meeting_panel_for(actor: Actor, ref: str) -> Panel:
    """A panel whose scores are in, for the office and for whoever has accepted a seat on it. Raises: Http404."""
    panels = Panel.objects.select_related(*RELATED, "meeting__current").exclude(state=PanelState.SCORING)
    editions = actor.office_editions()
    if editions is not None:
        sits = Q(seats__person_id=row_of(actor), seats__state=SeatState.ACCEPTED)
        panels = panels.filter(sits | Q(edition__key__in=editions)).distinct()
    return or_404(panels.filter(ref=ref).first())


def meeting_of(panel: Panel) -> Meeting | None:
    """The panel's meeting, once it has begun."""
    return Meeting.objects.filter(panel=panel).first()


def shut_for(panel: Panel) -> dict[int, set[int]]:
    """For each text (its id) the seats that have a conflict of interest with it; one query.

    Those of the own country too, where the rules shut them, whether that is written down or not.
    """
    rows = Declaration.objects.filter(seat__panel=panel).exclude(conflict=Conflict.NONE).order_by()
    pairs = rows.values_list("dossier_id", "seat_id")
    if panel.edition_rules.assessing.own_country_closed:
        own = panel.dossiers.filter(panel__seats__country=F("country")).order_by()
        pairs = pairs.union(own.values_list("pk", "panel__seats__pk"))
    found: dict[int, set[int]] = {}
    for dossier, seat in pairs:
        found.setdefault(dossier, set()).add(seat)
    return found


def sitting_of(actor: Actor, panel: Panel, dossier: Dossier | None) -> tuple[Seat | None, Sitting]:
    """What the rules ask about a person at the meeting and one item of it."""
    seat, meeting = panel.seats.filter(person_id=row_of(actor)).first(), meeting_of(panel)
    is_shut = seat is not None and dossier is not None and dossier.pk in closed_to(actor, panel)
    return seat, Sitting(
        is_own_seat=seat is not None,
        seat=SeatState(seat.state) if seat else None,
        panel=PanelState(panel.state),
        has_begun=meeting is not None,
        is_shut=is_shut,
        is_open=meeting is not None and dossier is not None and meeting.current_id == dossier.pk,
        is_office=actor.is_office(panel.edition.key),
    )


@dataclass(frozen=True)
class Counted:
    """A vote, who gave what, and how it stands."""

    vote: Vote
    ballots: Mapping[int, Choice]  # by the id of the seat
    tally: Tally


@dataclass(frozen=True)
class Table:
    """Everything on the table of a meeting; what is shut to the reader, `is_shut` says."""

    panel: Panel
    meeting: Meeting | None
    seats: Sequence[Seat]
    own: Seat | None
    result: Result
    evidence: Evidence | None
    shut: Mapping[int, set[int]]
    own_evidence: Evidence | None  # worked out as if the panel had not met what is shut to the reader
    votes: Sequence[Counted] = ()
    changes: Sequence[ScoreChange] = field(default_factory=list)

    @property
    def members(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.state == SeatState.ACCEPTED]

    @cached_property
    def draws(self) -> list[Draw]:
        """The draws that were named, the first one first."""
        return draws_of(self.panel)

    @cached_property
    def items(self) -> list[Dossier]:
        """The texts of the result in the order of the agenda; what came back later stands at the end."""
        there = [row.dossier for row in self.result.rows]
        return sorted(there, key=lambda one: item_of(one).position if item_of(one) else len(there) + 1)

    def is_shut(self, dossier: Dossier) -> bool:
        """Whether the reader leaves the meeting for this text."""
        return self.own is not None and self.own.pk in self.shut.get(dossier.pk, ())

    @property
    def is_whole(self) -> bool:
        """Whether nothing is shut to the reader; else ranks, outcomes and chances would tell of what is."""
        return not shut_to(self.own, self.shut)

    def entitled(self, dossier: Dossier | None) -> list[Seat]:
        """Who may vote on a text, or on the whole."""
        shut = self.shut.get(dossier.pk, set()) if dossier else set()
        return [seat for seat in self.members if seat.pk not in shut]


def item_of(dossier: Dossier) -> Any:
    """The item of a text on the agenda; None where it came later. No query where it was fetched with its text."""
    return getattr(dossier, "item", None)


def shut_to(seat: Seat | None, shut: Mapping[int, set[int]]) -> list[int]:
    """The texts (their ids) that are shut to one seat."""
    return [text for text, seats in shut.items() if seat is not None and seat.pk in seats]


def table_of(actor: Actor, panel: Panel, signed: SignOff | None = None) -> Table:
    """The meeting for one reader, in a constant number of queries; `signed` is what `standing` gives."""
    seats = list(seats_of(panel, with_ended=True).select_related("person", "attendance"))
    dossiers = list(panel.dossiers.select_related("item", "decision"))
    keys = None if signed is None else set(signed_keys(signed))
    texts = [one for one in dossiers if (one.left_at is None if keys is None else one.key in keys)]
    own, shut = seat_among(seats, actor), shut_for(panel)
    whole, part = weighed_for_two(panel, texts, seats, without=shut_to(own, shut))
    table = Table(
        panel=panel,
        meeting=getattr(panel, "meeting", None),
        seats=seats,
        own=own,
        result=result_from(panel, dossiers, whole.ranking, {one.pk: _decision(one) for one in dossiers}),
        evidence=whole.evidence,
        shut=shut,
        own_evidence=part.evidence,
        changes=list(changes_of(panel)),
    )
    return _with_votes(table)


def _decision(dossier: Dossier) -> Decision | None:
    return getattr(dossier, "decision", None)


def _with_votes(table: Table) -> Table:
    """The votes with their ballots: one query for both."""
    rows = Vote.objects.filter(panel=table.panel).select_related("dossier").order_by("pk")
    votes: dict[int, Vote] = {}
    given: dict[int, dict[int, Choice]] = {}
    for row in rows.annotate(by=F("ballots__seat_id"), choice=F("ballots__choice")):
        votes.setdefault(row.pk, row)
        mine = given.setdefault(row.pk, {})
        if row.choice:
            mine[row.by] = Choice(row.choice)
    refs = {seat.pk: seat.ref for seat in table.seats}
    counted = []
    for pk, vote in votes.items():
        entitled = vote.entitled if vote.closed_at else [seat.ref for seat in table.entitled(vote.dossier)]
        ballots = [(refs[seat], choice) for seat, choice in given[pk].items()]
        counted.append(Counted(vote, given[pk], tally(ballots, entitled=entitled)))
    return Table(**{**{name: getattr(table, name) for name in table.__dataclass_fields__}, "votes": counted})


def changes_of(panel: Panel) -> Any:
    """The scores that were changed at the meeting, the first one first, with whose they are."""
    rows = ScoreChange.objects.filter(assessment__dossier__panel=panel)
    return rows.select_related("assessment__seat__person", "assessment__dossier", "commitment").order_by(
        "commitment__number"
    )


def step_outs_of(panel: Panel) -> Any:
    """Who left for which item, in the order of the agenda."""
    rows = StepOut.objects.filter(seat__panel=panel).select_related("seat__person", "item__dossier")
    return rows.order_by("item__position", "seat__person__name")


def agenda_items(panel: Panel) -> Any:
    """The items of the meeting in their order, with their texts."""
    return MeetingItem.objects.filter(dossier__panel=panel).select_related("dossier")


def draws_of(panel: Panel) -> list[Draw]:
    """The draws that were named for the panel, the first one first."""
    return list(Draw.objects.filter(panel=panel))


def votes_of(panel: Panel) -> list[Counted]:
    """The votes of the panel that are closed, with who gave what."""
    refs = dict(panel.seats.values_list("pk", "ref"))
    ballots: dict[int, dict[int, Choice]] = {}
    for vote, seat, choice in Ballot.objects.filter(vote__panel=panel).values_list("vote_id", "seat_id", "choice"):
        ballots.setdefault(vote, {})[seat] = Choice(choice)
    votes = Vote.objects.filter(panel=panel, closed_at__isnull=False).select_related("dossier")
    return [
        Counted(
            vote,
            ballots.get(vote.pk, {}),
            tally([(refs[s], c) for s, c in ballots.get(vote.pk, {}).items()], entitled=vote.entitled),
        )
        for vote in votes
    ]


def finished_score(seat: Seat, dossier: Dossier, criterion: str) -> Score | None:
    """The score of a finished assessment of this person, or None."""
    own = Score.objects.filter(assessment__seat=seat, assessment__dossier=dossier, criterion=criterion)
    finished = own.filter(assessment__state=AssessmentState.FINISHED)
    return finished.select_related("assessment__dossier").first()


def draw_on(panel: Panel, ref: str) -> Draw:
    """A draw of the panel that was not replaced. Raises: Http404."""
    return or_404(Draw.objects.filter(panel=panel, ref=ref, replaced_at=None).first())


def vote_on(panel: Panel, ref: str) -> Vote:
    """A vote of the panel. Raises: Http404."""
    return or_404(Vote.objects.select_related("dossier").filter(panel=panel, ref=ref).first())


def dossier_at(panel: Panel, ref: str) -> Dossier:
    """A text of the panel by its reference. Raises: Http404."""
    return or_404(panel.dossiers.filter(ref=ref).first())


def signature_that_stands(panel: Panel) -> SignOff | None:
    """The chair's signature that stands, with the second one where it is there."""
    related = ("seat__person", "second__person", "second__seat")
    return SignOff.objects.select_related(*related).filter(panel=panel, set_aside_at=None).first()
