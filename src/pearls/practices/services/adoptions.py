"""Telling that a town tried a practice, taking it back, and following what a plan uses."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pearls.audit import services as audit
from pearls.files import queries as file_queries
from pearls.files import services as files
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.people import queries as people_queries
from pearls.practices import queries
from pearls.practices.models import Adoption, Practice
from pearls.practices.queries import adoptions as adoption_queries
from pearls.practices.rules import adoptions as rules
from pearls.practices.rules.adoptions import AdoptionState, Told

TOLD = ("taken", "outcome", "language", "changed", "began_on", "ended_on", "cost_euros", "hours", "result", "advice")


@dataclass(frozen=True)
class Proof:
    """A file that shows it; `has_consent`: whoever hands it in has said that it may be shown to everybody."""

    upload: "UploadedFile[Any]"
    has_consent: bool


@dataclass(frozen=True)
class Use:
    """That an activity of a plan uses a practice: its name in the plan, its words, its days, whether it has begun."""

    practice: str
    activity: str
    taken: str
    began_on: date | None = None
    ended_on: date | None = None
    has_begun: bool = False


@transaction.atomic
def tell_adoption(
    *,
    actor: Actor,
    practice: Practice,
    place: people_queries.Place,
    told: Told,
    is_published: bool,
    now: datetime,
    proof: Proof | None = None,
) -> Adoption:
    """Tell that a town tried a practice: at once for everybody to read, or as a draft.

    Raises: NotAllowed (the reasons of rules.may_tell; practice-withdrawn; file-needs-consent; those of store_file).
    """
    audit.take_turn()
    require(YES if practice.withdrawn_at is None else no("practice-withdrawn"))
    _require_telling(actor, place, practice, told, AdoptionState.DRAFT, now)
    adoption = Adoption.objects.create(
        practice=practice,
        place=place,
        state=AdoptionState.PUBLIC if is_published else AdoptionState.DRAFT,
        author=people_queries.person_of(actor) if actor.is_signed_in else None,
        is_demonstration=place.is_demonstration or practice.is_demonstration,
        made_at=now,
        changed_at=now,
        told_at=now,
        **_columns(told),
    )
    _keep_proof(actor, adoption, proof, now)
    _journal(actor, "adoption-told", adoption, now)
    return adoption


@transaction.atomic
def change_adoption(
    *, actor: Actor, adoption: Adoption, told: Told, is_published: bool, now: datetime, proof: Proof | None = None
) -> Adoption:
    """Tell it anew: what is known by now, or better words; what was public stays public.

    Raises: NotAllowed (the reasons of rules.may_tell; file-needs-consent; those of store_file).
    """
    audit.take_turn()
    adoption.refresh_from_db()
    state = AdoptionState(adoption.state)
    _require_telling(actor, adoption.place, adoption.practice, told, state, now)
    state = AdoptionState.PUBLIC if is_published else state
    changed = Adoption.objects.filter(pk=adoption.pk).exclude(state=AdoptionState.WITHDRAWN)
    columns: dict[str, Any] = {**_columns(told), "state": state, "changed_at": now, "told_at": now}
    require(YES if changed.update(**columns) == 1 else no("adoption-withdrawn"))
    _keep_proof(actor, adoption, proof, now)
    adoption.refresh_from_db()
    _journal(actor, "adoption-changed", adoption, now)
    return adoption


@transaction.atomic
def withdraw_adoption(*, actor: Actor, adoption: Adoption, reason: str, now: datetime) -> Adoption:
    """Take a record from the readers, with the reason that the town is told.

    Raises: NotAllowed (the reasons of rules.may_withdraw).
    """
    audit.take_turn()
    teller = adoption_queries.teller_of(actor, adoption.place)
    require(rules.may_withdraw(teller, state=AdoptionState(adoption.state), reason=reason))
    there = Adoption.objects.filter(pk=adoption.pk).exclude(state=AdoptionState.WITHDRAWN)
    gone = there.update(state=AdoptionState.WITHDRAWN, withdrawn_because=reason.strip(), changed_at=now)
    require(YES if gone == 1 else no("adoption-withdrawn"))
    adoption.refresh_from_db()
    _journal(actor, "adoption-withdrawn", adoption, now, {"reason": adoption.withdrawn_because})
    return adoption


@transaction.atomic
def follow_plan(
    *, actor: Actor, place: people_queries.Place, plan: str, language: str, uses: Collection[Use], now: datetime
) -> list[Adoption]:
    """Let the records of a plan ("plan:<ref>") be those of the practices that its activities use; gives what changed.

    Part of the act of the plan. A practice that is named anew begins as "still trying", a draft until its activity has
    begun; what the plan names no longer is withdrawn, unless the town has told of it.
    """
    audit.take_turn()
    known = {
        (adoption.practice.key, adoption.plan_activity): adoption
        for adoption in adoption_queries.adoptions_of_plan(plan)
    }
    named = {(use.practice, f"{plan}/{use.activity}"): use for use in uses}
    missing = {key for key, activity in named if (key, activity) not in known}
    practices = {one.key: one for one in queries.public_practices().filter(key__in=missing).exclude(place=place)}
    changed = []
    for name in sorted({*known, *named}):
        use, adoption = named.get(name), known.get(name)
        if adoption is None and use is not None and use.practice in practices:
            adoption = _begun(actor, practices[use.practice], place, name[1], language, use, now)
            changed.append(adoption)
        elif adoption is not None and _follow(actor, adoption, use, now):
            changed.append(adoption)
    return changed


def _begun(
    actor: Actor, practice: Practice, place: Any, activity: str, language: str, use: Use, now: datetime
) -> Adoption:
    adoption = Adoption.objects.create(
        practice=practice,
        place=place,
        state=rules.followed(None, is_named=True, has_begun=use.has_begun) or AdoptionState.DRAFT,
        language=language,
        is_demonstration=place.is_demonstration or practice.is_demonstration,
        plan_activity=activity,
        made_at=now,
        changed_at=now,
        **_words(use),
    )
    _journal(actor, "adoption-begun", adoption, now)
    return adoption


def _follow(actor: Actor, adoption: Adoption, use: Use | None, now: datetime) -> bool:
    """Bring a record of a plan to where the plan is; says whether anything is different."""
    kept = rules.Kept(
        state=AdoptionState(adoption.state),
        is_told=adoption.told_at is not None,
        by_plan=not adoption.withdrawn_because,
    )
    state = rules.followed(kept, is_named=use is not None, has_begun=use is not None and use.has_begun)
    wanted: dict[str, Any] = {} if state is None else {"state": state}
    if use is not None and not kept.is_told and (state or kept.state) != AdoptionState.WITHDRAWN:
        wanted |= _words(use)
    changes = {name: value for name, value in wanted.items() if getattr(adoption, name) != value}
    if not changes:
        return False
    Adoption.objects.filter(pk=adoption.pk).update(**changes, changed_at=now)
    adoption.refresh_from_db()
    is_gone = state == AdoptionState.WITHDRAWN
    _journal(actor, "adoption-withdrawn" if is_gone else "adoption-changed", adoption, now)
    return True


def _words(use: Use) -> dict[str, Any]:
    """What a plan knows of an attempt."""
    return {"taken": use.taken, "began_on": use.began_on, "ended_on": use.ended_on}


def _columns(told: Told) -> dict[str, Any]:
    given = asdict(told)
    texts = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    return {name: texts[name] for name in TOLD} | {"links": list(told.links)}


def _require_telling(
    actor: Actor, place: people_queries.Place, practice: Practice, told: Told, state: AdoptionState, now: datetime
) -> None:
    teller, is_own = adoption_queries.teller_of(actor, place), practice.place_id == place.pk
    require(rules.may_tell(teller, told, state=state, is_own=is_own, today=now.date()))


def _keep_proof(actor: Actor, adoption: Adoption, proof: Proof | None, now: datetime) -> None:
    if proof is None:
        return
    require(YES if proof.has_consent else no("file-needs-consent"))
    there: Sequence[Any] = file_queries.files_of_owner(adoption.subject)
    require(YES if len(there) < rules.MOST_FILES else no("too-many-files", most=rules.MOST_FILES))
    files.store_file(actor=actor, upload=proof.upload, owner=adoption.subject, allowed=rules.PROOF_KINDS, now=now)


def _journal(
    actor: Actor, act: str, adoption: Adoption, now: datetime, personal: Mapping[str, Any] | None = None
) -> None:
    audit.record(
        actor=actor,
        act=act,
        subject=adoption.subject,
        now=now,
        data={"practice": adoption.practice.key, "place": adoption.place.key, "outcome": adoption.outcome}
        | {"state": adoption.state},
        personal=personal,
    )
