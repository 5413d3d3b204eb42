"""An edition in its jury stage: eight applied and were admitted, seven sent a plan, five jurors are asked to read."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle

from pearls.calls import queries as call_queries
from pearls.calls import services as calls
from pearls.cli.demonstration.editions import JURY, day_of
from pearls.cli.demonstration.mentoring import play_mentoring
from pearls.cli.demonstration.texts import application_answers, plan_answers
from pearls.cli.demonstration.towns import Stage, begin, let_speak, place_of, send, write, writer_of
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.plans import queries as plan_queries
from pearls.plans import services as plans
from pearls.programme import queries as programme_queries
from pearls.programme.rules import Stage as SelectionStage
from pearls.programme.rules import Step
from pearls.selection import queries as selection_queries
from pearls.selection import services as selection

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
# Whole points, one for each criterion in the order of the rules; the first juror is nearly done, the second half-way.
POINTS: dict[str, tuple[int, ...]] = {
    "dzintarciems-lv": (9, 8, 8, 9),
    "saarepuu-ee": (8, 9, 8, 8),
    "kurjenlahti-fi": (7, 7, 9, 7),
    "nehringdorf-de": (6, 8, 6, 7),
    "sandkrog-dk": (8, 7, 7, 8),
    "rekuva-lt": (9, 6, 8, 7),
    "zlota-mierzeja-pl": (8, 8, 9, 8),
    "angsholma-se": (6, 5, 6, 6),
}


def play_jury_edition(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Everything that has happened from the call to the jury's first scores."""
    writers = _apply(stage, now)
    _admit(stage, cast, now)
    _appoint_mentor(stage, cast["mentor"], day_of(Step.PRESELECTION_RESULT, JURY, now, plus=3))
    _write_plans(stage, writers, cast["mentor"], now)
    _let_the_jury_read(stage, cast, now)


def _apply(stage: Stage, now: datetime) -> dict[str, people_queries.Person]:
    writers = {}
    for number, key in enumerate(APPLICANTS):
        at = day_of(Step.CALL_OPENS, JURY, now, plus=12 + 4 * number)
        place, person = place_of(key), writer_of(key, stage.office, at)
        writers[key] = person
        let_speak(stage, person, place, at)
        application = begin(stage, person, place, at)
        write(application, person, application_answers(place, person), at)
        application = send(application, person, at + timedelta(days=8))
        calls.decide_eligibility(
            actor=stage.office,
            application=application,
            is_eligible=True,
            reason="",
            now=day_of(Step.CALL_CLOSES, JURY, now, plus=3),
        )
    calls.publish_applicants(
        actor=stage.office, edition=stage.edition, now=day_of(Step.APPLICANTS_PUBLISHED, JURY, now)
    )
    return writers


def _admit(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """The committee reads, the line is drawn below everybody, the candidates are told."""
    called = day_of(Step.APPLICANTS_PUBLISHED, JURY, now, plus=1)
    read = day_of(Step.PRESELECTION_SCORES_DUE, JURY, now, plus=-1)
    told = day_of(Step.PRESELECTION_RESULT, JURY, now)
    panel = selection.convene_panel(
        actor=stage.office, edition=stage.edition, stage=SelectionStage.PRESELECTION, now=called
    )
    for key, country in (("committee", "PL"), ("partner", "SE"), ("chair", "DK")):
        seat = selection.invite(
            actor=stage.office, panel=panel, person=cast[key], now=called, country=country, is_chair=key == "chair"
        )
        selection.answer_invitation(
            actor=programme_queries.actor_for(cast[key]), seat=seat, accepts=True, now=called + timedelta(days=2)
        )
    selection.receive_dossiers(
        actor=stage.office, panel=panel, dossiers=call_queries.dossiers_for_preselection(stage.edition), now=called
    )
    for key in ("committee", "partner", "chair"):
        _read(panel, cast[key], read)
    panel = selection.close_scoring(actor=stage.office, panel=panel, now=read + timedelta(days=2))
    chair = programme_queries.actor_for(cast["chair"])
    selection.draw_line(
        actor=chair,
        panel=panel,
        last_rank=len(APPLICANTS),
        reason="All eight answer the questions and can be supported by a mentor.",
        now=told - timedelta(days=1),
    )
    selection.sign_off(actor=chair, panel=panel, now=told - timedelta(days=1))
    panel.refresh_from_db()
    selection.publish_result(actor=stage.office, panel=panel, now=told)
    _release_letters(stage, told)


def _release_letters(stage: Stage, now: datetime) -> None:
    """The office reads the letters of this edition and lets them go."""
    waiting = list(mail_queries.messages_for(stage.office).filter(state="held", edition=JURY))
    mail.release_messages(actor=stage.office, messages=waiting, now=now)


def _read(panel: selection_queries.Panel, person: people_queries.Person, now: datetime, *, most: int = 99) -> None:
    """Somebody on the panel declares no conflict where none is known, and scores so many dossiers to the end."""
    actor = programme_queries.actor_for(person)
    seat = selection_queries.own_seat(actor, panel)
    if seat is None:
        raise LookupError(f"{person} has no seat on the panel")
    open_ones = [row for row in selection_queries.to_read(seat) if row.conflict is None]
    for number, row in enumerate(open_ones[:most]):
        selection.declare(actor=actor, seat=seat, dossier=row.dossier, has_conflict=False, now=now)
        lean = (person.pk + number) % 3 - 1
        for criterion, points in zip(panel.stage_rules.criteria, cycle(POINTS[row.dossier.key]), strict=False):
            selection.record_score(
                actor=actor,
                seat=seat,
                dossier=row.dossier,
                criterion=criterion.id,
                value=Decimal(min(10, max(0, points + lean))),
                now=now,
            )
        selection.finish_assessment(actor=actor, seat=seat, dossier=row.dossier, now=now)


def _appoint_mentor(stage: Stage, mentor: people_queries.Person, now: datetime) -> None:
    application = call_queries.application_by_place(stage.edition, place_of(MENTORED))
    if application is None:
        raise LookupError(f"the mentored place has no application in {stage.edition.key}")
    calls.appoint_mentor(actor=stage.office, application=application, mentor=mentor, now=now)


def _write_plans(
    stage: Stage, writers: dict[str, people_queries.Person], mentor: people_queries.Person, now: datetime
) -> None:
    """Seven candidates write and send their plan, one of them with its mentor; one gives up."""
    for number, (key, person) in enumerate(writers.items()):
        application = call_queries.application_by_place(stage.edition, place_of(key))
        if application is None:
            raise LookupError(f"{key} has no application in {stage.edition.key}")
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
    panel = selection.convene_panel(actor=stage.office, edition=stage.edition, stage=SelectionStage.FINAL, now=called)
    selection.receive_dossiers(
        actor=stage.office, panel=panel, dossiers=call_queries.dossiers_for_final(stage.edition), now=called
    )
    people_asked = JURORS | {"chair": "DK"}
    for key, country in people_asked.items():
        seat = selection.invite(
            actor=stage.office,
            panel=panel,
            person=cast[key],
            now=called,
            country=country,
            is_chair=key == "chair",
            is_assessor=key != "chair",
        )
        if key in ("juror1", "juror2", "juror3", "chair"):
            selection.answer_invitation(
                actor=programme_queries.actor_for(cast[key]), seat=seat, accepts=True, now=called + timedelta(days=1)
            )
    _read(panel, cast["juror1"], called + timedelta(days=4), most=6)
    _read(panel, cast["juror2"], called + timedelta(days=6), most=3)
