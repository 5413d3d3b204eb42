"""Acts on the file of a visit: its lines, the reports, what became of promises, a practice drawn from it, its end."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from pearls.audit import services as audit
from pearls.exchange import queries, rules
from pearls.exchange.models import AgendaItem, CostLine, Leg, Participant, Promise, Report, Visit
from pearls.exchange.rules import Mode, Part, Side, VisitState
from pearls.exchange.services.photos import carry_along
from pearls.exchange.services.telling import claim, put_on_day, record_act
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.people import queries as people_queries
from pearls.practices import queries as practice_queries
from pearls.practices import services as practices
from pearls.today import services as today

MODELS: dict[Part, type[Any]] = {
    Part.AGENDA: AgendaItem,
    Part.PEOPLE: Participant,
    Part.LEG: Leg,
    Part.COST: CostLine,
    Part.PROMISE: Promise,
}
MOST_LINES = 100


@dataclass(frozen=True)
class Added:
    """A line of a visit's file: which part, and what its columns hold."""

    part: Part
    values: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def add_line(*, actor: Actor, visit: Visit, added: Added, now: datetime) -> models.Model:
    """Write one line into the file: agenda, people, a leg of the journey, a cost, a promise.

    A leg without typed kilometres is the straight line between the two places times the stated detour.
    Raises: NotAllowed as `rules.may_add`; needs-consent, needs-distance, needs-place, too-many-lines.
    """
    audit.take_turn()
    visit.refresh_from_db()
    require(rules.may_add(sides=queries.sides_of(actor, visit), state=VisitState(visit.state)))
    model, values = MODELS[added.part], dict(added.values)
    require(YES if model.objects.filter(visit=visit).count() < MOST_LINES else no("too-many-lines", limit=MOST_LINES))
    if added.part == Part.PEOPLE:
        require(YES if values.pop("has_consent", False) else no("needs-consent"))
        if values.pop("is_me", False):
            values["person"], values["name"] = people_queries.person_of(actor), ""
        else:
            require(YES if values["name"].strip() else no("needs-words"))
    if added.part == Part.LEG:
        values = _leg(visit, values)
    line: models.Model = model.objects.create(visit=visit, added_at=now, **values)
    record_act(actor, "visit-line-added", visit, now, part=added.part, line=str(line))
    return line


@transaction.atomic
def remove_line(*, actor: Actor, visit: Visit, part: Part, ref: str, now: datetime) -> None:
    """Take a line out of the file again. Raises: NotAllowed as `rules.may_add`; no-such-line."""
    audit.take_turn()
    visit.refresh_from_db()
    require(rules.may_add(sides=queries.sides_of(actor, visit), state=VisitState(visit.state)))
    gone = MODELS[part].objects.filter(visit=visit, ref=ref).delete()[0]
    require(YES if gone else no("no-such-line"))
    record_act(actor, "visit-line-removed", visit, now, part=part, line=ref)


@transaction.atomic
def write_report(
    *,
    actor: Actor,
    visit: Visit,
    side: Side,
    saw: str,
    take_home: str,
    tell_others: str,
    people_met: int | None,
    now: datetime,
) -> Report:
    """One side tells what it saw, takes home and would tell others; again overwrites. The visit has been held.

    Raises: NotAllowed as `rules.may_report`; needs-words.
    """
    audit.take_turn()
    visit.refresh_from_db()
    is_on_side = side in queries.sides_of(actor, visit)
    state = VisitState(visit.state)
    require(rules.may_report(is_on_side=is_on_side, state=state, last_day=visit.last_day, today=now.date()))
    require(YES if saw.strip() and take_home.strip() else no("needs-words"))
    if state == VisitState.AGREED:
        hold(visit, now)
    report, _made = Report.objects.update_or_create(
        visit=visit,
        side=side,
        defaults={
            "saw": saw.strip(),
            "take_home": take_home.strip(),
            "tell_others": tell_others.strip(),
            "people_met": people_met,
            "written_at": now,
        },
    )
    record_act(actor, "visit-reported", visit, now, side=side)
    today.take_off(subject=visit.subject, code="visit-report-due")
    missing = [other for other in Side if queries.report_of(visit, other) is None]
    put_on_day(visit, "visit-report-due", *missing, now=now)
    return report


@transaction.atomic
def say_outcome(*, actor: Actor, visit: Visit, promise: str, outcome: str, why: str, now: datetime) -> Promise:
    """Say what became of a promise: kept, partly, or not and why.

    Raises: NotAllowed as `rules.may_say_outcome`; no-such-line.
    """
    audit.take_turn()
    visit.refresh_from_db()
    sides = queries.sides_of(actor, visit)
    require(rules.may_say_outcome(sides=sides, state=VisitState(visit.state), outcome=outcome, why=why))
    found = queries.promises_of(visit).filter(ref=promise)
    require(YES if found.update(outcome=outcome, why=why.strip()) == 1 else no("no-such-line"))
    record_act(actor, "visit-promise-told", visit, now, promise=promise, outcome=outcome)
    return found.get()


@transaction.atomic
def close_visit(*, actor: Actor, visit: Visit, now: datetime) -> Visit:
    """Close the file: reported, and what became of each promise is known. Raises: NotAllowed as `rules.may_close`."""
    audit.take_turn()
    visit.refresh_from_db()
    require(
        rules.may_close(
            sides=queries.sides_of(actor, visit),
            state=VisitState(visit.state),
            has_report=visit.reports.exists(),
            open_promises=queries.promises_of(visit).filter(outcome="").count(),
        )
    )
    claim(visit, state=VisitState.CLOSED, closed_at=now)
    record_act(actor, "visit-closed", visit, now)
    today.take_off(subject=visit.subject)
    return visit


@transaction.atomic
def draft_practice(
    *, actor: Actor, visit: Visit, side: Side, language: str, now: datetime
) -> practice_queries.Contribution:
    """Make a practice of what a side reported: a contribution filled in from the file, with its photos.

    What was made of it before is given back as it is. Raises: NotAllowed: not-your-side, needs-report.
    """
    audit.take_turn()
    require(YES if side in queries.sides_of(actor, visit) else no("not-your-side"))
    report = queries.report_of(visit, side)
    require(YES if report else no("needs-report"))
    offer = visit.offer
    place = offer.place if side == Side.HOST else visit.guest_place
    name = made_from(visit, side)
    made = practice_queries.contribution_made_from(name)
    draft = practices.begin_contribution(
        actor=actor, draft=_practice(visit, report, place, language), place=place, made_from=name, now=now
    )
    if made is None:
        carry_along(actor, visit, side, draft, now)
    record_act(actor, "visit-practice-drafted", visit, now, draft=draft.ref, side=side)
    return draft


def made_from(visit: Visit, side: str) -> str:
    """How a practice names the visit that it was made of."""
    return f"{visit.subject}/{side}"


def hold(visit: Visit, now: datetime) -> None:
    """The visit has taken place: half a year later both sides are asked about the promises; part of an act."""
    claim(visit, state=VisitState.HELD, held_at=now, follow_up_on=rules.follow_up_day(visit.last_day))


def _practice(visit: Visit, report: Report | None, place: queries.Place | None, language: str) -> dict[str, Any]:
    topics = [name.partition(":") for name in visit.offer.concepts]
    sums = queries.sums_of(visit)
    fields: dict[str, Any] = {
        "title": visit.question.strip().splitlines()[0][:150],
        "summary": report.saw if report else "",
        "outcomes": [report.take_home] if report else [],
        "transferability": report.tell_others if report else "",
        "participants": str(report.people_met) if report and report.people_met else "",
        "start_year": visit.first_day.year,
        "end_year": visit.last_day.year,
        "budget_eur": sums.cents // 100 or None,
        "language": language,
        "challenge": [key for scheme, _colon, key in topics if scheme == "challenge"],
        "cultural_field": [key for scheme, _colon, key in topics if scheme == "cultural_field"],
    }
    if place is None:
        return fields
    named = {"place": place.display_name, "country": place.country, "organisation": place.display_name}
    return fields | named | {"organisation_type": "municipality"}


def _leg(visit: Visit, values: dict[str, Any]) -> dict[str, Any]:
    mode, km = Mode(values["mode"]), values.get("km")
    start, end = visit.guest_place, visit.offer.place or (visit.offer.partner and visit.offer.partner.place)
    values["is_typed"] = bool(km)
    if not km:
        points = [(one.lat, one.lon) for one in (start, end) if one and one.lat is not None and one.lon is not None]
        require(YES if len(points) == len(("start", "end")) else no("needs-distance"))
        km = rules.distance_km(points[0], points[1], mode)
    factor = queries.factors().get(mode)
    grams = rules.leg_grams(factor, km=km, persons=values["persons"], vehicles=values["vehicles"])
    return values | {"km": km, "factor_grams": factor.grams if factor else None, "grams": grams}
