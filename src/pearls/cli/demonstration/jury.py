"""An edition in its jury stage: eight applied and were admitted, seven sent a plan, five jurors are asked to read."""

from datetime import datetime, timedelta

from pearls.calls import services as calls
from pearls.cli.demonstration import selecting
from pearls.cli.demonstration.editions import JURY, day_of
from pearls.cli.demonstration.mentoring import play_mentoring
from pearls.cli.demonstration.texts import plan_answers
from pearls.cli.demonstration.towns import Stage, place_of
from pearls.people import queries as people_queries
from pearls.plans import queries as plan_queries
from pearls.plans import services as plans
from pearls.programme import queries as programme_queries
from pearls.programme.rules import Stage as SelectionStage
from pearls.programme.rules import Step

APPLICANTS = (
    "dzintarciems-lv",
    "saarepuu-ee",
    "kurjenlahti-fi",
    "nehringdorf-de",
    "sandkrog-dk",
    "rekuva-lt",
    "zlota-mierzeja-pl",
    "angsholma-se",
)
GAVE_UP = "angsholma-se"
MENTORED = "dzintarciems-lv"
JURORS = {"juror1": "SE", "juror2": "DK", "juror3": "LT", "juror4": "DE", "juror5": "EE"}


def play_jury_edition(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Everything that has happened from the call to the jury's first scores."""
    writers = selecting.apply(stage, APPLICANTS, now)
    reason = "All eight answer the questions and can be supported by a mentor."
    selecting.admit(stage, cast, now, reason=reason, readers=selecting.COMMITTEE)
    calls.appoint_mentor(
        actor=stage.office,
        application=selecting.application_of(stage, MENTORED),
        mentor=cast["mentor"],
        now=day_of(Step.PRESELECTION_RESULT, JURY, now, plus=3),
    )
    _write_plans(stage, writers, cast["mentor"], now)
    _let_the_jury_read(stage, cast, now)


def _write_plans(
    stage: Stage, writers: dict[str, people_queries.Person], mentor: people_queries.Person, now: datetime
) -> None:
    """Seven candidates write and send their plan, one of them with its mentor; one gives up."""
    for number, (key, person) in enumerate(writers.items()):
        application = selecting.application_of(stage, key)
        at = day_of(Step.PLAN_DUE, JURY, now, plus=-40 + number)
        if key == GAVE_UP:
            reason = "The mill closes earlier than planned; nobody has time for a plan."
            calls.drop_out(actor=stage.office, application=application, reason=reason, now=at)
            continue
        answers = plan_answers(place_of(key), year=stage.edition.title_year or at.year + 1)
        writer, plan = programme_queries.actor_for(person), plan_queries.plan_of(application)
        plans.fill_plan(actor=writer, plan=plan, answers=answers, now=at)
        if key == MENTORED:
            play_mentoring(programme_queries.actor_for(mentor), writer, plan, at)
        plans.submit_plan(
            actor=writer,
            plan=plan,
            now=day_of(Step.PLAN_DUE, JURY, now, plus=-6 + number % 5),
        )


def _let_the_jury_read(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """The first juror has read all plans but one, the second three; the third accepted; two have yet to answer."""
    called = day_of(Step.PLAN_DUE, JURY, now, plus=1)
    panel = selecting.convene(stage, cast, SelectionStage.FINAL, called, JURORS, silent=("juror4", "juror5"))
    selecting.read_dossiers(panel, cast["juror1"], called + timedelta(days=4), most=6)
    selecting.read_dossiers(panel, cast["juror2"], called + timedelta(days=6), most=3)
