"""Writing an edition's rules for seed money; the budget in them is set aside in the ledger."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.seed_money import queries
from pearls.seed_money.models import RulesText
from pearls.seed_money.queries import Edition
from pearls.seed_money.rules import ledger as ledger_rules
from pearls.seed_money.rules.document import changed_facts, fingerprint, may_write_rules, parse
from pearls.seed_money.rules.ledger import EntryKind
from pearls.seed_money.services.ledger import post


@transaction.atomic
def save_seed_rules(
    *, actor: Actor, edition: Edition, text: str, now: datetime, reason: str = "", base_sha256: str = ""
) -> RulesText:
    """Give an edition its rules, or amend them with a reason; the version before stays. `base_sha256` is of the text
    that was edited.

    Raises: NotAllowed: not-the-office, edition-is-history, needs-reason, rules-changed-meanwhile, changes-nothing,
    budget-too-small (more was granted already); DocumentError.
    """
    audit.take_turn()
    rules = parse(text)
    before = queries.rules_text_of(edition)
    require(
        may_write_rules(
            is_office=actor.is_office(edition.key),
            is_history=edition.is_history,
            is_amendment=before is not None,
            reason=reason,
        )
    )
    require(YES if base_sha256 == (before.sha256 if before else "") else no("rules-changed-meanwhile"))
    old = parse(before.text) if before else None
    changed = changed_facts(old, rules) if old else []
    require(YES if old is None or changed else no("changes-nothing"))
    saved = RulesText.objects.create(
        edition=edition,
        number=before.number + 1 if before else 1,
        text=text,
        sha256=fingerprint(text),
        reason=reason.strip(),
        saved_at=now,
        saved_by=actor.ref,
    )
    moves = ledger_rules.set_budget(before=old.budget_cents if old else 0, after=rules.budget_cents)
    if moves:
        post(actor=actor, edition=edition, kind=EntryKind.BUDGET_SET, moves=moves, now=now)
    audit.record(
        actor=actor,
        act="seed-rules-saved",
        subject=f"edition:{edition.key}",
        edition=edition.key,
        data={"version": saved.number, "sha256": saved.sha256, "changed": changed, "budget_cents": rules.budget_cents},
        now=now,
    )
    return saved
