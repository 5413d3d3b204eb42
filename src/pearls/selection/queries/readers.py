"""Who reads what on a panel, as its assignment asks and shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pearls.kernel.languages import LANGUAGES, pick
from pearls.kernel.sharing import Pair
from pearls.people import queries as people_queries
from pearls.programme.rules import Stage
from pearls.selection.models import Assessment, Assignment, Declaration, Dossier, Panel, Seat, Topic
from pearls.selection.queries.panels import seats_of
from pearls.selection.rules.assigning import Application, Assessor, Question
from pearls.selection.rules.panels import AssessmentState, Conflict, SeatState
from pearls.selection.rules.ranking import Remark
from pearls.selection.rules.readers import FEWEST_SCORES, faults_of


@dataclass(frozen=True)
class Readers:
    """A panel's texts, its people who score, and the pairs; texts by key and people by the reference of their seat."""

    panel: Panel
    seats: Sequence[Seat]
    dossiers: Sequence[Dossier]
    question: Question
    assignments: Sequence[Assignment]
    begun: frozenset[Pair]
    aside: frozenset[Pair]  # of those begun, where the assessor has said that they cannot judge
    done: frozenset[Pair] = frozenset()  # of those begun, where the scores are in

    @cached_property
    def faults(self) -> list[Remark]:
        """What is wrong with the pairs as they are; nothing where there are none."""
        return faults_of(self.question, self.pairs, self.aside, self.done) if self.pairs else []

    @property
    def pairs(self) -> list[Pair]:
        return [(one.dossier.key, one.seat.ref) for one in self.assignments]

    @cached_property
    def names(self) -> dict[str, str]:
        people = {one.seat.ref: str(one.seat.person) for one in self.assignments}
        people |= {seat.ref: str(seat.person) for seat in self.seats}
        return people | {dossier.key: dossier.name for dossier in self.dossiers}


def readers_of(panel: Panel, *, per_text: int | None = None) -> Readers:
    """What there is to share and how it is shared; a constant number of queries.

    Whoever is invited in the place of somebody, and has not answered, holds texts too; a proposal (`per_text`) counts
    with those alone who have accepted.
    """
    everybody = [seat for seat in seats_of(panel) if seat.is_assessor]
    coming = [
        seat for seat in everybody if per_text is None and seat.state == SeatState.INVITED and seat.in_place_of_id
    ]
    seats = [seat for seat in everybody if seat.state == SeatState.ACCEPTED or seat in coming]
    dossiers = list(panel.dossiers.filter(left_at=None).order_by("name"))
    there = {"seat__panel": panel, "dossier__left_at": None}
    shut = Declaration.objects.filter(**there).exclude(conflict=Conflict.NONE)
    given = Assignment.objects.filter(**there).select_related("seat__person", "dossier").order_by("seat__person__name")
    begun = list(Assessment.objects.filter(**there).values_list("dossier__key", "seat__ref", "state"))
    question = Question(
        applications=[
            Application(one.key, one.country, one.language, topics=frozenset(one.topics or ())) for one in dossiers
        ],
        assessors=[assessor_of(seat, most=len(dossiers)) for seat in seats],
        per_application=panel.per_text if per_text is None else per_text,
        conflicts=frozenset(shut.values_list("dossier__key", "seat__ref")) | _mentored(panel, coming, dossiers),
        is_own_country_open=not panel.edition_rules.assessing.own_country_closed,
    )
    return Readers(
        panel,
        seats,
        dossiers,
        question,
        list(given),
        begun=frozenset((name, who) for name, who, _state in begun),
        aside=frozenset((name, who) for name, who, state in begun if state == AssessmentState.CANNOT_JUDGE),
        done=frozenset((name, who) for name, who, state in begun if state == AssessmentState.FINISHED),
    )


def _mentored(panel: Panel, coming: Sequence[Seat], dossiers: Sequence[Dossier]) -> frozenset[Pair]:
    """The towns that newcomers mentor: for whoever has accepted, these are declared."""
    if not coming:
        return frozenset()
    mentored = people_queries.mentored_in(panel.edition.key)
    return frozenset(
        (one.key, seat.ref) for seat in coming for one in dossiers if (seat.person_id, one.place_id) in mentored
    )


def topics_of(panel: Panel, language: str) -> dict[str, str]:
    """What texts on the panel can be about, in the reader's language, by code; empty where nothing was handed down."""
    rows = Topic.objects.filter(panel=panel).values_list("code", "name")
    return {code: pick(name, language)[0] or code for code, name in rows}


def assessor_of(seat: Seat, *, most: int) -> Assessor:
    """A seat as the rules know one: no capacity said is room for all, no language named is all of them."""
    capacity = most if seat.capacity is None else seat.capacity
    return Assessor(seat.ref, seat.country, frozenset(seat.languages or LANGUAGES), capacity, frozenset(seat.topics))


def usual_readers(panel: Panel) -> int:
    """How many assessors the edition's rules give each text; three where they say everybody, or nothing."""
    reading = panel.edition_rules.assessing
    is_final = panel.stage == Stage.FINAL
    return (reading.readers_per_plan if is_final else reading.readers_per_application) or FEWEST_SCORES
