"""Acts of the title year: logging, measuring, changing the plan for a reason, drawing a practice from it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.documents import queries as document_queries
from pearls.documents import services as documents
from pearls.files import services as files
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, NotAllowed, Verdict, no, require
from pearls.people import queries as people_queries
from pearls.plans import queries
from pearls.plans.models import IndicatorValue, LogCount, LogEntry, Plan, PlanChange
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import title_year as rules
from pearls.plans.services.practice_uses import tell_practices
from pearls.practices import queries as practice_queries
from pearls.practices import services as practices

PHOTO_KINDS = frozenset({"jpg", "png", "webp"})


@transaction.atomic
def log_activity(
    *,
    actor: Actor,
    plan: Plan,
    activity: str,
    entry: rules.NewEntry,
    learned: str,
    counts: Mapping[str, int],
    photo: "UploadedFile[Any] | None",
    now: datetime,
) -> LogEntry:
    """Write down what happened in an activity: when, who took part by group, cost, what we learned, a photo.

    Raises: NotAllowed (the reasons of rules.may_log; those of files.store_file).
    """
    audit.take_turn()
    known = {row["id"] for row in queries.content_of(plan).get("activities") or ()}
    require(
        rules.may_log(
            is_pearl=year_queries.is_pearl(plan),
            may_write=_may_write(actor, plan),
            is_known=activity in known,
            entry=entry,
            today=now.date(),
        )
    )
    stored = ""
    if photo is not None:
        owner = f"plan:{plan.ref}"
        stored = files.store_file(actor=actor, upload=photo, owner=owner, allowed=PHOTO_KINDS, now=now).ref
    logged = LogEntry.objects.create(
        plan=plan,
        activity=activity,
        happened_on=entry.happened_on,
        ended_on=entry.ended_on,
        what=entry.what.strip(),
        learned=learned.strip(),
        cost_cents=entry.cost_cents,
        photo=stored,
        photo_words=entry.photo_words.strip() if stored else "",
        logged_at=now,
        logged_by=people_queries.person_of(actor),
    )
    LogCount.objects.bulk_create(LogCount(entry=logged, group=group, count=count) for group, count in counts.items())
    tell_practices(actor=actor, plan=plan, now=now)
    _record(actor, "activity-logged", plan, now, {"entry": logged.ref, "activity": activity})
    return logged


@transaction.atomic
def take_out_entry(*, actor: Actor, entry: LogEntry, now: datetime) -> LogEntry:
    """Take an entry out of the log; it is kept, and counts no more.

    Raises: NotAllowed (may-not-write, already-gone).
    """
    audit.take_turn()
    require(_may_write(actor, entry.plan))
    gone = LogEntry.objects.filter(pk=entry.pk, taken_out_at=None).update(taken_out_at=now)
    require(YES if gone == 1 else no("already-gone"))
    tell_practices(actor=actor, plan=entry.plan, now=now)
    _record(actor, "log-entry-taken-out", entry.plan, now, {"entry": entry.ref})
    return entry


@transaction.atomic
def record_value(
    *, actor: Actor, plan: Plan, indicator: str, value: Decimal, measured_on: date, note: str, now: datetime
) -> IndicatorValue:
    """Write down what an indicator stands at. Raises: NotAllowed (not-a-pearl, may-not-write, unknown-indicator,
    day-to-come).
    """
    audit.take_turn()
    require(YES if year_queries.is_pearl(plan) else no("not-a-pearl"))
    require(_may_write(actor, plan))
    known = {row["id"] for row in queries.content_of(plan).get("indicators") or ()}
    require(YES if indicator in known else no("unknown-indicator"))
    require(YES if measured_on <= now.date() else no("day-to-come"))
    kept = IndicatorValue.objects.create(
        plan=plan,
        indicator=indicator,
        value=f"{value.normalize() + Decimal(0):f}",
        measured_on=measured_on,
        note=note.strip(),
        recorded_at=now,
        recorded_by=people_queries.person_of(actor),
    )
    _record(actor, "indicator-measured", plan, now, {"indicator": indicator, "value": kept.value})
    return kept


@transaction.atomic
def begin_change(*, actor: Actor, plan: Plan, reason: str, now: datetime) -> PlanChange:
    """Open the plan of a Pearl for a change, with its reason; how it stood before is fixed first.

    Raises: NotAllowed (not-a-pearl, may-not-write, change-open, needs-reason).
    """
    audit.take_turn()
    require(
        rules.may_change(
            is_pearl=year_queries.is_pearl(plan),
            may_write=_may_write(actor, plan),
            has_open_change=year_queries.open_change(plan) is not None,
            reason=reason,
        )
    )
    before = documents.take_snapshot(actor=actor, document=plan.document, now=now)
    try:
        with transaction.atomic():
            change = PlanChange.objects.create(
                plan=plan, reason=reason.strip(), before=before, began_at=now, began_by=people_queries.person_of(actor)
            )
    except IntegrityError as raced:  # two colleagues opened it in the same second
        raise NotAllowed(no("change-open")) from raced
    _record(actor, "plan-change-began", plan, now, {"change": change.ref}, {"reason": change.reason})
    return change


@transaction.atomic
def end_change(*, actor: Actor, plan: Plan, now: datetime) -> PlanChange:
    """Close the change: the plan stands as it is now, and what is different can be read for good.

    Raises: NotAllowed (may-not-write, no-change-open, rivals-open).
    """
    audit.take_turn()
    require(_may_write(actor, plan))
    change = year_queries.open_change(plan)
    if change is None:
        raise NotAllowed(no("no-change-open"))
    require(no("rivals-open") if document_queries.open_rivals(plan.document) else YES)
    after = documents.take_snapshot(actor=actor, document=plan.document, now=now)
    closed = PlanChange.objects.filter(pk=change.pk, ended_at=None).update(ended_at=now, after=after)
    require(YES if closed == 1 else no("no-change-open"))
    change.refresh_from_db()
    tell_practices(actor=actor, plan=plan, now=now)
    _record(actor, "plan-changed", plan, now, {"change": change.ref, "sha256": after.sha256})
    return change


@transaction.atomic
def draft_practice(*, actor: Actor, plan: Plan, activity: str, now: datetime) -> practice_queries.Contribution:
    """Make a good practice of an activity in one step: a contribution filled in from the plan and its log.

    What was made of it before is given back as it is: somebody may have gone on writing it.
    Raises: NotAllowed (not-a-pearl, may-not-write, nothing-logged).
    """
    audit.take_turn()
    require(YES if year_queries.is_pearl(plan) else no("not-a-pearl"))
    require(_may_write(actor, plan))
    entries = [entry for entry in year_queries.log_of(plan) if entry.activity == activity]
    require(YES if entries else no("nothing-logged"))
    place, application = plan.application.place, plan.application
    fields = {
        **rules.practice_of(queries.content_of(plan), activity, [_told(entry) for entry in entries]),
        "place": place.display_name,
        "country": place.country,
        "organisation": application.legal_body or place.display_name,
        "organisation_type": "municipality",
        "language": application.language,
    }
    spoken_for = place if people_queries.is_speaker(actor, place) else None
    made_from = f"{plan.subject}/{activity}"
    draft = practices.begin_contribution(actor=actor, draft=fields, place=spoken_for, made_from=made_from, now=now)
    _record(actor, "practice-drafted", plan, now, {"draft": draft.ref, "activity": activity})
    return draft


def _told(entry: Any) -> dict[str, Any]:
    return {
        "what": entry.what,
        "learned": entry.learned,
        "happened_on": entry.happened_on,
        "count": entry.people,
        "cost_cents": entry.cost_cents or 0,
    }


def _may_write(actor: Actor, plan: Plan) -> Verdict:
    return call_rules.may_write(call_queries.access_to(actor, plan.application))


def _record(
    actor: Actor,
    act: str,
    plan: Plan,
    now: datetime,
    data: Mapping[str, Any],
    personal: Mapping[str, Any] | None = None,
) -> None:
    audit.record(
        actor=actor,
        act=act,
        subject=plan.subject,
        edition=plan.application.edition.key,
        data={"place": plan.application.place.key, **data},
        personal=personal,
        now=now,
    )
