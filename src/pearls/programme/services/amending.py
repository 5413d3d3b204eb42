"""Writing an edition's rules: in place until the call opens, by amendment afterwards."""

from datetime import date, datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, NotAllowed, no, require
from pearls.programme import queries
from pearls.programme.models import Edition, RulesVersion
from pearls.programme.rules import EditionRules, RulesError, changes_between
from pearls.programme.rules.office import EditionState, VersionKind, may_amend_rules, may_edit_rules
from pearls.programme.services.editions import facts_from, fingerprint, require_ready


@transaction.atomic
def save_rules(*, actor: Actor, edition: Edition, text: str, base_sha256: str, now: datetime) -> RulesVersion:
    """Rewrite the rules of an edition whose call has not opened. `base_sha256` is of the text that was edited.

    Raises: NotAllowed not-the-office, edition-is-history, rules-frozen, rules-changed-meanwhile; RulesError.
    """
    audit.take_turn()
    require(YES if actor.is_office(edition.key) else no("not-the-office"))
    require(may_edit_rules(state=edition.rules_state, now=now))
    rules = _rules_for(edition, text)
    _require_still_fit(edition, rules)
    version = _version_of(edition)
    before = queries.parsed(version.text)
    written = RulesVersion.objects.filter(pk=version.pk, sha256=base_sha256, frozen_at__isnull=True).update(
        text=text, sha256=fingerprint(text), saved_at=now
    )
    if written != 1:
        require(no("rules-changed-meanwhile"))
    _repeat_in_edition(edition, rules)
    version.refresh_from_db()
    edition.rules_version = version
    _record(actor=actor, act="rules-saved", edition=edition, before=before, after=rules, now=now)
    return version


@transaction.atomic
def amend_rules(
    *,
    actor: Actor,
    edition: Edition,
    text: str,
    base_sha256: str,
    reason: dict[str, str],
    now: datetime,
    decided_on: date | None = None,
) -> RulesVersion:
    """Change frozen rules by an amendment that everybody can read, with its reason; the old text stays.

    Raises: NotAllowed not-the-office, edition-is-history, rules-not-frozen, amendment-needs-reason,
    amendment-changes-nothing, rules-changed-meanwhile; RulesError.
    """
    audit.take_turn()
    require(YES if actor.is_office(edition.key) else no("not-the-office"))
    require(may_amend_rules(state=edition.rules_state, reason="".join(reason.values()), now=now))
    rules = _rules_for(edition, text)
    _require_still_fit(edition, rules)
    old = _version_of(edition)
    before = queries.parsed(old.text)
    require(YES if changes_between(before, rules) else no("amendment-changes-nothing"))
    # One amendment after the other: the second finds the first one's text in force, and must be looked at again.
    in_force = Edition.objects.select_for_update().get(pk=edition.pk).rules_version_id
    require(YES if (in_force, base_sha256) == (old.pk, old.sha256) else no("rules-changed-meanwhile"))
    version = _add_amendment(edition, old, text=text, reason=reason, decided_on=decided_on, now=now)
    Edition.objects.filter(pk=edition.pk).update(rules_version=version)
    edition.rules_version = version
    _repeat_in_edition(edition, rules)
    _record(actor=actor, act="rules-amended", edition=edition, before=before, after=rules, now=now)
    return version


def _add_amendment(
    edition: Edition,
    old: RulesVersion,
    *,
    text: str,
    reason: dict[str, str],
    decided_on: date | None,
    now: datetime,
) -> RulesVersion:
    # Opened by its date and not yet by the job: frozen now, before anything is put beside it.
    RulesVersion.objects.filter(pk=old.pk, frozen_at__isnull=True).update(frozen_at=now)
    return RulesVersion.objects.create(
        edition=edition,
        number=edition.rules_versions.count() + 1,
        kind=VersionKind.AMENDMENT,
        text=text,
        sha256=fingerprint(text),
        reason={language: words for language, words in reason.items() if words.strip()},
        decided_on=decided_on,
        effective_at=now,
        frozen_at=now,
        saved_at=now,
    )


@transaction.atomic
def move_demonstration_dates(*, actor: Actor, edition: Edition, text: str, now: datetime) -> RulesVersion:
    """Put another text of rules under a demonstration edition, frozen or not, so that its call stays open for visitors.

    Raises: NotAllowed not-the-office, not-a-demonstration; RulesError.
    """
    audit.take_turn()
    require(YES if actor.is_system else no("not-the-office"))
    require(YES if edition.is_demonstration else no("not-a-demonstration"))
    rules = _rules_for(edition, text)
    version = _version_of(edition)
    before = queries.parsed(version.text)
    RulesVersion.objects.filter(pk=version.pk).update(text=text, sha256=fingerprint(text), saved_at=now)
    version.refresh_from_db()
    edition.rules_version = version
    _repeat_in_edition(edition, rules)
    _record(actor=actor, act="demonstration-dates-moved", edition=edition, before=before, after=rules, now=now)
    return version


def _rules_for(edition: Edition, text: str) -> EditionRules:
    rules = queries.checked_rules(text)
    if rules.key != edition.key:
        raise RulesError(key="edition.key", expected=f'"{edition.key}", which stays', got=f'"{rules.key}"')
    return rules


def _require_still_fit(edition: Edition, rules: EditionRules) -> None:
    """What the public sees already must stay complete; a draft may have gaps."""
    if edition.state == EditionState.PUBLISHED:
        require_ready(rules)


def _version_of(edition: Edition) -> RulesVersion:
    version = RulesVersion.objects.filter(pk=edition.rules_version_id or 0).first()
    if version is None:
        raise NotAllowed(no("edition-without-rules"))
    return version


def _repeat_in_edition(edition: Edition, rules: EditionRules) -> None:
    for column, value in facts_from(rules).items():
        setattr(edition, column, value)
    edition.save(update_fields=list(facts_from(rules)))


def _record(
    *, actor: Actor, act: str, edition: Edition, before: EditionRules, after: EditionRules, now: datetime
) -> None:
    version = _version_of(edition)
    audit.record(
        actor=actor,
        act=act,
        subject=f"edition:{edition.key}",
        now=now,
        edition=edition.key,
        data={
            "version": version.number,
            "rules_sha256": version.sha256,
            "changed": [change.key for change in changes_between(before, after)],
        },
    )
