"""An edition in the middle of its jury meeting: all scores are in, two plans tie for the last title, votes are open."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from pearls.cli.demonstration import selecting
from pearls.cli.demonstration.editions import MEETING, day_of
from pearls.cli.demonstration.jury import JURORS
from pearls.cli.demonstration.texts import plan_answers
from pearls.cli.demonstration.towns import Stage, place_of
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.plans import queries as plan_queries
from pearls.plans import services as plans
from pearls.programme import queries as programme_queries
from pearls.programme.rules import Stage as SelectionStage
from pearls.programme.rules import Step
from pearls.selection import queries as selection_queries
from pearls.selection import services as selection
from pearls.selection.rules.meeting import About, Choice

STRICTNESS = {"juror1": 0, "juror2": -1, "juror3": 1, "juror4": 0, "juror5": 0}
FIRST, SAME_COUNTRY, STEPPED_OUT = "azuolkrante-lt", "baltmare-lt", "hallikalda-ee"
TIED = "szarodrzewo-pl", "harmaaniitty-fi"
NOW = "sudrabkrasts-lv"
# By town: the points of a juror who is neither strict nor mild, and how far each juror is from that in the first
# criterion. Where no juror steps aside the differences add up to nothing, so that the two that tie do so exactly.
POINTS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    FIRST: ((9, 9, 8, 9, 9), (1, 0, 0, -1, 0)),
    SAME_COUNTRY: ((9, 8, 9, 8, 9), (-1, 1, 0, 0, 0)),
    STEPPED_OUT: ((8, 9, 8, 8, 8), (0, 1, -1, 0, 0)),
    TIED[0]: ((8, 8, 7, 8, 8), (1, -1, 0, 1, -1)),
    TIED[1]: ((7, 9, 7, 8, 8), (-1, 0, 1, -1, 1)),
    NOW: ((8, 7, 8, 7, 8), (0, 1, -1, 1, -1)),
    "mowenhuk-de": ((6, 7, 7, 6, 7), (2, -1, 0, 0, -1)),
}
NOTES = {
    TIED[0]: "We all like that the fire brigades open their halls. Who pays for the bus after the year is not said.",
    TIED[1]: "The bus and its driver convince. The plan for the school house comes late in the year.",
    STEPPED_OUT: "Two languages from the first day, and mediators who have agreed. One of the strongest plans.",
    NOW: "Pairs of families are new. Is February realistic in the first winter?",
}
SOURCES = (
    "Air temperature at Visby airport at the full hour before the draw, in tenths of a degree",
    "Air pressure there at the same time, in tenths of a hectopascal",
)


def play_meeting_edition(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Everything from the call to what the jury said until a moment ago."""
    writers = selecting.apply(stage, POINTS, now)
    reason = "All seven answer the questions; none stands far behind the others."
    selecting.admit(stage, cast, now, reason=reason, readers={"committee": "PL", "partner": "SE"})
    for number, (key, person) in enumerate(writers.items()):
        writer, plan = programme_queries.actor_for(person), plan_queries.plan_of(selecting.application_of(stage, key))
        at = day_of(Step.PLAN_DUE, MEETING, now, plus=-30 + number)
        answers = plan_answers(place_of(key), year=stage.edition.title_year or now.year + 1)
        plans.fill_plan(actor=writer, plan=plan, answers=answers, now=at)
        plans.submit_plan(actor=writer, plan=plan, now=at + timedelta(days=20))
    panel = selecting.convene(stage, cast, SelectionStage.FINAL, day_of(Step.PLAN_DUE, MEETING, now, plus=1), JURORS)
    due = day_of(Step.JURY_SCORES_DUE, MEETING, now)
    for number, key in enumerate(JURORS):
        selecting.read_dossiers(panel, cast[key], due - timedelta(days=number + 1), given=_given_by(key))
    panel = selection.close_scoring(actor=stage.office, panel=panel, now=due + timedelta(days=1))
    _meet(panel, {key: programme_queries.actor_for(cast[key]) for key in ("chair", *JURORS)}, now)


def _given_by(juror: str) -> selecting.Given:
    """What a juror gives a town, criterion by criterion."""
    place = list(JURORS).index(juror)

    def points(town: str, _number: int) -> Iterable[int]:
        usual, apart = POINTS[town]
        first, *others = (value + STRICTNESS[juror] for value in usual)
        return (first + apart[place], *others)

    return points


def _meet(panel: selection_queries.Panel, people: dict[str, Actor], now: datetime) -> None:
    """The chair opens the meeting two hours ago; three plans are done, the fourth is on the table."""
    chair, began = people["chair"], now - timedelta(hours=2)
    dossiers = {dossier.key: dossier for dossier in panel.dossiers.all()}
    selection.begin_meeting(actor=chair, panel=panel, now=began)
    everybody = {seat.ref: True for seat in selection_queries.seats_of(panel)}
    selection.note_attendance(actor=chair, panel=panel, present=everybody, now=began + timedelta(minutes=5))
    for number, (key, note) in enumerate(NOTES.items()):
        at = began + timedelta(minutes=10 + 20 * number)
        selection.discuss(actor=chair, panel=panel, dossier=dossiers[key], now=at)
        selection.write_note(
            actor=chair, panel=panel, dossier=dossiers[key], text=note, base_revision=0, now=at + timedelta(minutes=9)
        )
        if key != NOW:
            selection.end_item(actor=chair, panel=panel, dossier=dossiers[key], now=at + timedelta(minutes=15))
    selection.change_score(
        actor=people["juror2"],
        panel=panel,
        dossier=dossiers[NOW],
        criterion="realism",
        value=Decimal(7),
        reason="I had read February as the only winter event; the smokehouses are open all winter.",
        now=began + timedelta(minutes=85),
    )
    _vote_and_prepare_the_draw(panel, people, dossiers[SAME_COUNTRY], began + timedelta(minutes=90))


def _vote_and_prepare_the_draw(
    panel: selection_queries.Panel, people: dict[str, Actor], passed_over: selection_queries.Dossier, now: datetime
) -> None:
    """They agree to draw lots, name the sources of chance, and begin to vote on the extra place."""
    chair = people["chair"]
    question = "Do we let the lot decide between the two plans that tie?"
    vote = selection.open_vote(actor=chair, panel=panel, question=question, about=About.TIE, now=now)
    for key, actor in people.items():
        choice = Choice.ABSTAIN if key == "juror4" else Choice.YES
        selection.cast_vote(actor=actor, panel=panel, vote=vote, choice=choice, now=now + timedelta(minutes=1))
    selection.close_vote(actor=chair, panel=panel, vote=vote, now=now + timedelta(minutes=2))
    at = now + timedelta(minutes=5)
    selection.name_sources(actor=chair, panel=panel, sources=SOURCES, known_at=at + timedelta(minutes=20), now=at)
    question = f"Does {passed_over.name} get the extra place?"
    extra = selection.open_vote(
        actor=chair, panel=panel, question=question, about=About.EXTRA_PLACE, dossier=passed_over, now=at
    )
    for key, choice in {"juror1": Choice.YES, "juror2": Choice.NO}.items():
        selection.cast_vote(actor=people[key], panel=panel, vote=extra, choice=choice, now=at + timedelta(minutes=2))
