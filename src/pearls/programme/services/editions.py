"""Setting an edition up: it begins with rules, is published, and is frozen once its call opens."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import sha256_hex
from pearls.kernel.verdict import YES, NotAllowed, no, require
from pearls.programme import queries
from pearls.programme.models import Edition, Programme, RulesVersion
from pearls.programme.rules import (
    EditionRules,
    Step,
    copy_for_next_edition,
    parse_edition_rules,
    require_scorable,
    what_is_missing_to_open,
)
from pearls.programme.rules.office import EditionState, may_publish_edition


@transaction.atomic
def create_edition(
    *,
    actor: Actor,
    programme: Programme,
    text: str,
    now: datetime,
    label: dict[str, str] | None = None,
    is_demonstration: bool = False,
) -> Edition:
    """Set an edition up with these rules, as a draft that only the office sees; key and name stand in the rules.

    Raises: NotAllowed not-the-office, edition-exists; RulesError.
    """
    audit.take_turn()
    require(YES if actor.is_office() else no("not-the-office"))
    rules = parse_edition_rules(text)
    require(no("edition-exists", key=rules.key) if Edition.objects.filter(key=rules.key).exists() else YES)
    edition = Edition.objects.create(
        programme=programme,
        key=rules.key,
        label=label or {},
        is_demonstration=is_demonstration,
        created_at=now,
        **facts_from(rules),
    )
    edition.rules_version = RulesVersion.objects.create(
        edition=edition, number=1, text=text, sha256=fingerprint(text), saved_at=now
    )
    edition.save(update_fields=["rules_version"])
    audit.record(
        actor=actor,
        act="edition-created",
        subject=f"edition:{edition.key}",
        now=now,
        edition=edition.key,
        data={"rules_sha256": edition.rules_version.sha256, "demonstration": is_demonstration},
    )
    return edition


def start_edition(
    *,
    actor: Actor,
    source: Edition,
    key: str,
    name: dict[str, str],
    title_year: int,
    now: datetime,
    is_demonstration: bool = False,
) -> Edition:
    """Set a new edition up as a copy of an earlier one's rules, its dates moved, with mean instead of sum.

    A copy of a demonstration is one too.
    Raises: NotAllowed not-the-office, edition-without-rules, edition-exists; RulesError.
    """
    if source.rules_version is None:
        raise NotAllowed(no("edition-without-rules"))
    text = copy_for_next_edition(source.rules_version.text, key=key, name=name, title_year=title_year)
    is_invented = is_demonstration or source.is_demonstration
    return create_edition(actor=actor, programme=source.programme, text=text, now=now, is_demonstration=is_invented)


@transaction.atomic
def publish_edition(*, actor: Actor, edition: Edition, now: datetime) -> Edition:
    """Show an edition, its rules and its guide to everybody; its call opens by its own date.

    Raises: NotAllowed not-the-office, edition-already-published, edition-without-rules, rules-not-ready (with
    `steps` that lack an exact time); RulesError, where scores could not be counted.
    """
    audit.take_turn()
    require(YES if actor.is_office(edition.key) else no("not-the-office"))
    state = EditionState(edition.state)
    require(may_publish_edition(state=state, has_rules=edition.rules_version is not None))
    rules = queries.rules_of(edition)
    if rules is not None:
        require_ready(rules)
    if Edition.objects.filter(pk=edition.pk, state=EditionState.DRAFT).update(state=EditionState.PUBLISHED) != 1:
        require(no("edition-already-published"))
    edition.state = EditionState.PUBLISHED
    audit.record(actor=actor, act="edition-published", subject=f"edition:{edition.key}", now=now, edition=edition.key)
    return edition


@transaction.atomic
def freeze_rules(*, actor: Actor, edition: Edition, now: datetime) -> Edition:
    """Fix the rules for good, as the call opens; again does nothing.

    Raises: NotAllowed not-the-office, edition-without-rules.
    """
    audit.take_turn()
    require(YES if actor.is_office(edition.key) else no("not-the-office"))
    version = edition.rules_version
    if version is None:
        raise NotAllowed(no("edition-without-rules"))
    if RulesVersion.objects.filter(pk=version.pk, frozen_at__isnull=True).update(frozen_at=now):
        version.frozen_at = now
        audit.record(
            actor=actor,
            act="rules-frozen",
            subject=f"edition:{edition.key}",
            now=now,
            edition=edition.key,
            data={"rules_sha256": version.sha256},
        )
    return edition


def require_ready(rules: EditionRules) -> None:
    """Go on only with rules that a call may run under.

    Raises: NotAllowed rules-not-ready; RulesError.
    """
    if missing := what_is_missing_to_open(rules.dates):
        require(no("rules-not-ready", steps=[step.value for step in missing]))
    require_scorable(rules.final)
    if rules.preselection is not None:
        require_scorable(rules.preselection)


def facts_from(rules: EditionRules) -> dict[str, object]:
    """The columns of an edition that repeat its rules, so that lists need not read the document."""
    return {
        "name": dict(rules.name),
        "title_year": rules.title_year,
        "call_opens_at": rules.dates.instant(Step.CALL_OPENS),
        "call_closes_at": rules.dates.instant(Step.CALL_CLOSES),
    }


def fingerprint(text: str) -> str:
    """The SHA-256 of the rules' text."""
    return sha256_hex(text.encode())
