"""A call that is open now: one application in each state that an open call knows."""

from datetime import datetime, timedelta

from pearls.calls import rules as call_rules
from pearls.calls import services as calls
from pearls.cli.demonstration.editions import OPEN, day_of
from pearls.cli.demonstration.texts import application_answers
from pearls.cli.demonstration.towns import Stage, begin, let_speak, place_of, send, write, writer_of
from pearls.people import queries as people_queries
from pearls.people import services as people
from pearls.places import services as places
from pearls.programme import queries as programme_queries
from pearls.programme.rules import Step

OWN, OTHER = "vejupe-lv", "lumisalmi-fi"
NOT_YET = ("impact", "stakeholders", "accept_rules", "privacy", "heard")  # what our own town has still to write
SENT = {"kadakrand-ee": 16, "gintarava-lt": 14, "mowenhagen-de": 12, "klippfjard-se": 18, "havnestrup-dk": 17}
ELIGIBLE = ("klippfjard-se", "havnestrup-dk")


def play_open_call(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Everything that has happened in the open call until now."""
    _towns_that_sent(stage, now)
    _own_town(stage, cast, now)
    _other_town(stage, cast, now)
    _outside_the_area(stage, now)
    _withdrawn(stage, now)
    _speaker_waits(stage, now)
    _place_by_hand(stage, now)


def _at(now: datetime, days_ago: int) -> datetime:
    return max(now - timedelta(days=days_ago), day_of(Step.CALL_OPENS, OPEN, now, plus=1))


def _towns_that_sent(stage: Stage, now: datetime) -> None:
    for key, days_ago in SENT.items():
        at = _at(now, days_ago)
        place, person = place_of(key), writer_of(key, stage.office, at)
        let_speak(stage, person, place, at)
        application = begin(stage, person, place, at)
        write(application, person, application_answers(place, person), at)
        application = send(application, person, at + timedelta(hours=5))
        if key in ELIGIBLE:
            calls.decide_eligibility(
                actor=stage.office,
                application=application,
                is_eligible=True,
                reason="",
                now=at + timedelta(days=1),
            )


def _own_town(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """A draft that is nearly there; a colleague has joined, left a remark, and waits to be confirmed."""
    at, place = _at(now, 9), place_of(OWN)
    town, colleague = cast["town"], cast["colleague"]
    let_speak(stage, town, place, at)
    application = begin(stage, town, place, at)
    answers = application_answers(place, town)
    write(
        application,
        town,
        {question: value for question, value in answers.items() if question not in NOT_YET},
        at + timedelta(days=2),
    )
    invited = calls.invite_member(
        actor=programme_queries.actor_for(town),
        application=application,
        email=colleague.email,
        right=call_rules.Right.EDIT,
        now=at + timedelta(days=3),
    )
    helper = programme_queries.actor_for(colleague)
    calls.accept_invitation(actor=helper, member=invited, now=at + timedelta(days=4))
    calls.add_comment(
        actor=helper,
        application=application,
        document=application.document,
        section="content",
        text="Vai pie ietekmes varam minēt arī skolas? Direktore piekrita.",
        now=now - timedelta(days=1),
    )
    people.claim_place(actor=helper, place=place, function="Sociālā dienesta vadītājs", now=now - timedelta(days=2))


def _other_town(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Sent, and returned with a question that waits for an answer."""
    at, place, person = _at(now, 11), place_of(OTHER), cast["othertown"]
    let_speak(stage, person, place, at)
    application = begin(stage, person, place, at)
    write(application, person, application_answers(place, person), at)
    application = send(application, person, at + timedelta(days=1))
    calls.return_for_clarification(
        actor=stage.office,
        application=application,
        question="Which of the eleven village halls have agreed in writing? Please name them in your approach.",
        due_at=now + timedelta(days=12),
        now=now - timedelta(days=2),
    )


def _outside_the_area(stage: Stage, now: datetime) -> None:
    """Refused at the first step: nobody there can begin, so what is seen is the answer of the eligibility page.

    A town of Niedersachsen outside DE93 is not let begin; that is the rule at work and leaves no application.
    """
    key, at = "strandvik-se", _at(now, 20)
    place, person = place_of(key), writer_of(key, stage.office, at)
    let_speak(stage, person, place, at)
    application = begin(stage, person, place, at)
    write(application, person, application_answers(place, person), at)
    application = send(application, person, at + timedelta(hours=3))
    calls.decide_eligibility(
        actor=stage.office,
        application=application,
        is_eligible=False,
        reason="The application was signed by an association; the rules ask for a local authority.",
        now=at + timedelta(days=2),
    )


def _withdrawn(stage: Stage, now: datetime) -> None:
    key, at = "korgemae-ee", _at(now, 22)
    place, person = place_of(key), writer_of(key, stage.office, at)
    let_speak(stage, person, place, at)
    application = begin(stage, person, place, at)
    calls.withdraw_application(
        actor=programme_queries.actor_for(person), application=application, now=at + timedelta(days=6)
    )


def _speaker_waits(stage: Stage, now: datetime) -> None:
    """A draft whose writer still waits to be confirmed by the office."""
    key, at = "bursztynki-pl", _at(now, 5)
    place, person = place_of(key), writer_of(key, stage.office, at)
    people.claim_place(
        actor=programme_queries.actor_for(person), place=place, function="Dyrektorka ośrodka kultury", now=at
    )
    application = begin(stage, person, place, at)
    write(application, person, application_answers(place, person), at)


def _place_by_hand(stage: Stage, now: datetime) -> None:
    """A settlement that nobody found in the register; the office has to look at it."""
    person = writer_of("angsholma-se", stage.office, now - timedelta(days=3))
    places.enter_place_by_hand(
        actor=programme_queries.actor_for(person),
        name="Nyholmen",
        country="SE",
        note="An invented settlement on the other bank of the river; it belongs to Ängsholma.",
        now=now - timedelta(days=3),
    )
