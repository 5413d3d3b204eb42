"""How a demonstration edition comes to its candidates and Pearls: applying, the committee, the jury."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle

from pearls.calls import queries as call_queries
from pearls.calls import services as calls
from pearls.cli.demonstration.editions import day_of
from pearls.cli.demonstration.texts import application_answers
from pearls.cli.demonstration.towns import Stage, begin, let_speak, place_of, send, write, writer_of
from pearls.kernel.actor import Actor
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries
from pearls.programme.rules import Stage as SelectionStage
from pearls.programme.rules import Step
from pearls.selection import queries as selection_queries
from pearls.selection import services as selection

COMMITTEE = {"committee": "PL", "partner": "SE", "chair": "DK"}
# Whole points, one for each criterion in the order of the rules; towns that are not named here get those of OTHERS.
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
OTHERS = (7, 8, 7, 8)
# The points of somebody for a town, which is the so-manieth they read.
Given = Callable[[str, int], Iterable[int]]


def apply(
    stage: Stage, keys: Iterable[str], now: datetime, speakers: Mapping[str, people_queries.Person] | None = None
) -> dict[str, people_queries.Person]:
    """These towns apply and may; gives who writes for each. `speakers` are people one can sign in as."""
    edition, writers = stage.edition.key, {}
    for number, key in enumerate(keys):
        at = day_of(Step.CALL_OPENS, edition, now, plus=12 + 4 * number)
        place, person = place_of(key), (speakers or {}).get(key) or writer_of(key, stage.office, at)
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
            now=day_of(Step.CALL_CLOSES, edition, now, plus=3),
        )
    calls.publish_applicants(
        actor=stage.office, edition=stage.edition, now=day_of(Step.APPLICANTS_PUBLISHED, edition, now)
    )
    return writers


def application_of(stage: Stage, key: str) -> call_queries.Application:
    """The application of an invented town in the edition."""
    application = call_queries.application_by_place(stage.edition, place_of(key))
    if application is None:
        raise LookupError(f"{key} has no application in {stage.edition.key}")
    return application


def admit(
    stage: Stage, cast: Mapping[str, people_queries.Person], now: datetime, *, reason: str, readers: Mapping[str, str]
) -> None:
    """The committee reads, the line is drawn below everybody, the candidates are told. The chair need not read."""
    edition = stage.edition.key
    read = day_of(Step.PRESELECTION_SCORES_DUE, edition, now, plus=-1)
    told = day_of(Step.PRESELECTION_RESULT, edition, now)
    called = day_of(Step.APPLICANTS_PUBLISHED, edition, now, plus=1)
    panel = convene(stage, cast, SelectionStage.PRESELECTION, called, readers)
    for key in readers:
        read_dossiers(panel, cast[key], read)
    panel = selection.close_scoring(actor=stage.office, panel=panel, now=read + timedelta(days=2))
    chair = programme_queries.actor_for(cast["chair"])
    selection.draw_line(
        actor=chair, panel=panel, last_rank=panel.dossiers.count(), reason=reason, now=told - timedelta(days=1)
    )
    _sign_and_publish(stage, chair, panel, told, second=_second(cast, readers))


def award(
    stage: Stage, cast: Mapping[str, people_queries.Person], now: datetime, *, readers: Mapping[str, str]
) -> None:
    """The jury reads the plans that were sent, and gives its titles."""
    edition = stage.edition.key
    panel = convene(stage, cast, SelectionStage.FINAL, day_of(Step.PLAN_DUE, edition, now, plus=1), readers)
    read = day_of(Step.JURY_SCORES_DUE, edition, now, plus=-1)
    for key in readers:
        read_dossiers(panel, cast[key], read)
    panel = selection.close_scoring(actor=stage.office, panel=panel, now=read + timedelta(days=2))
    chair = programme_queries.actor_for(cast["chair"])
    told = day_of(Step.RESULT_PUBLISHED, edition, now)
    _sign_and_publish(stage, chair, panel, told, second=_second(cast, readers))


def convene(
    stage: Stage,
    cast: Mapping[str, people_queries.Person],
    step: SelectionStage,
    now: datetime,
    readers: Mapping[str, str],
    *,
    silent: Iterable[str] = (),
) -> selection_queries.Panel:
    """A panel with its texts; everybody but the silent ones takes the seat. The chair is there in any case."""
    panel = selection.convene_panel(actor=stage.office, edition=stage.edition, stage=step, now=now)
    for key, country in ({**readers, "chair": COMMITTEE["chair"]}).items():
        seat = selection.invite(
            actor=stage.office,
            panel=panel,
            person=cast[key],
            now=now,
            country=country,
            is_chair=key == "chair",
            is_assessor=key in readers,
        )
        if key not in silent:
            selection.answer_invitation(
                actor=programme_queries.actor_for(cast[key]), seat=seat, accepts=True, now=now + timedelta(days=1)
            )
    hand_down = {
        SelectionStage.PRESELECTION: call_queries.dossiers_for_preselection,
        SelectionStage.FINAL: call_queries.dossiers_for_final,
    }[step]
    selection.receive_dossiers(actor=stage.office, panel=panel, dossiers=hand_down(stage.edition), now=now)
    return panel


def _second(cast: Mapping[str, people_queries.Person], readers: Mapping[str, str]) -> Actor:
    """Who signs beside the chair: the first of the others on the panel."""
    return programme_queries.actor_for(cast[next(key for key in readers if key != "chair")])


def _sign_and_publish(
    stage: Stage, chair: Actor, panel: selection_queries.Panel, now: datetime, *, second: Actor
) -> None:
    """Two sign, the office publishes, reads the letters of this edition and lets them go."""
    signed = selection.sign_off(actor=chair, panel=panel, now=now - timedelta(days=1))
    selection.countersign(actor=second, panel=panel, sha256=signed.sha256, now=now - timedelta(hours=23))
    panel.refresh_from_db()
    selection.publish_result(actor=stage.office, panel=panel, now=now)
    waiting = list(mail_queries.messages_for(stage.office).filter(state="held", edition=stage.edition.key))
    mail.release_messages(actor=stage.office, messages=waiting, now=now)


def read_dossiers(
    panel: selection_queries.Panel,
    person: people_queries.Person,
    now: datetime,
    *,
    most: int = 99,
    given: Given | None = None,
) -> None:
    """Somebody on the panel declares no conflict where none is known, and scores so many dossiers to the end."""
    given = given or _leaning(person)
    actor = programme_queries.actor_for(person)
    seat = selection_queries.own_seat(actor, panel)
    if seat is None:
        raise LookupError(f"{person} has no seat on the panel")
    open_ones = [row for row in selection_queries.to_read(seat) if row.conflict is None]
    for number, row in enumerate(open_ones[:most]):
        selection.declare(actor=actor, seat=seat, dossier=row.dossier, has_conflict=False, now=now)
        for criterion, points in zip(panel.stage_rules.criteria, given(row.dossier.key, number), strict=False):
            selection.record_score(
                actor=actor,
                seat=seat,
                dossier=row.dossier,
                criterion=criterion.id,
                value=Decimal(min(10, max(0, points))),
                now=now,
            )
        selection.finish_assessment(actor=actor, seat=seat, dossier=row.dossier, now=now)


def _leaning(person: people_queries.Person) -> Given:
    """Points by the town, a little more or less by whose turn it is."""
    return lambda town, number: cycle(points + (person.pk + number) % 3 - 1 for points in POINTS.get(town, OTHERS))
