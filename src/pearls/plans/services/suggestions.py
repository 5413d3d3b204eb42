"""Another wording for a text: proposed by whoever may comment, taken over or refused by whoever may write."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents import services as documents
from pearls.documents.rules import SaveKind
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, NotAllowed, no, require
from pearls.plans.models import Plan, Suggestion, Thread
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import remarks as rules
from pearls.plans.rules.remarks import SuggestionState, Target
from pearls.plans.services.remarks import close, hold_thread, note, require_there, say


@transaction.atomic
def suggest(
    *,
    actor: Actor,
    plan: Plan,
    target: Target,
    text: str,
    now: datetime,
    seen: int | None = None,
    why: str = "",
    mentions: Collection[str] = (),
) -> Thread:
    """Propose another wording for a text of the plan, upon the version `seen` (None: as it is now).

    Raises: NotAllowed (may-only-read, not-a-text, no-such-spot, same-text, not-understood, not-a-candidate,
    plan-not-due, plan-late).
    """
    audit.take_turn()
    form, access = plan.document.form, call_queries.access_to(actor, plan.application)
    may_be_written, has_text = year_queries.may_be_written_now(plan, now), rules.text_kind(form, target) is not None
    require(rules.may_suggest(access, may_be_written=may_be_written, has_text=has_text))
    require_there(plan, access, target)
    base, revision = document_queries.value_at(plan.document, target.field, seen)
    proposed = _understood(form, target, _with_text(base, target, text))
    require(no("same-text") if proposed == base else YES)
    thread = Thread.objects.create(
        plan=plan,
        section=target.section,
        question=target.question,
        record=target.record,
        part=target.part,
        revision=revision,
        began_at=now,
    )
    words = (proposed or {}).get(target.part) if target.record else proposed
    Suggestion.objects.create(thread=thread, base=base, revision=revision, text=words or "", made_by_id=actor.person_id)
    say(actor, thread, access, why, now, mentions)
    note(actor, "suggestion-made", thread, now)
    return thread


@transaction.atomic
def accept_suggestion(*, actor: Actor, thread: Thread, now: datetime) -> documents.SaveOutcome:
    """Take a suggestion into the text, as a version of the answer written by whoever accepts.

    Where the text has moved on, both changes are put together; where they touch, the outcome is a conflict: both texts
    are kept, and the accepter chooses, as between two colleagues.
    Raises: NotAllowed (suggestion-answered, not-understood, and those of title_year.may_write_now and save_answer).
    """
    thread, access = hold_thread(actor, thread)
    plan, suggestion = thread.plan, _suggestion_of(thread)
    may_write = year_queries.may_write_now(access, plan, now)
    require(rules.may_accept(may_write=may_write, state=SuggestionState(suggestion.state)))
    writer = f"suggestion-{thread.ref}"
    outcome = documents.save_answer(
        actor=actor,
        document=plan.document,
        question_id=thread.target.field,
        raw=_with_text(suggestion.base, thread.target, suggestion.text),
        base_revision=suggestion.revision,
        now=now,
        writer=writer,
    )
    require(no("not-understood") if outcome.kind == SaveKind.REFUSED else YES)
    suggestion.accepted_as = document_queries.number_written_by(plan.document, thread.target.field, writer)
    _answer(actor, thread, suggestion, SuggestionState.ACCEPTED, now)
    note(actor, "suggestion-accepted", thread, now, revision=suggestion.accepted_as, outcome=str(outcome.kind))
    return outcome


@transaction.atomic
def refuse_suggestion(*, actor: Actor, thread: Thread, words: str, now: datetime) -> Thread:
    """Leave the text as it is, and say why. Raises: NotAllowed (may-not-write, suggestion-answered, needs-words)."""
    thread, access = hold_thread(actor, thread)
    suggestion = _suggestion_of(thread)
    require(rules.may_refuse(access, state=SuggestionState(suggestion.state), words=words))
    say(actor, thread, access, words, now)
    _answer(actor, thread, suggestion, SuggestionState.REFUSED, now)
    note(actor, "suggestion-refused", thread, now)
    return thread


@transaction.atomic
def withdraw_suggestion(*, actor: Actor, thread: Thread, now: datetime) -> Thread:
    """Take one's own suggestion back. Raises: NotAllowed (not-your-suggestion, suggestion-answered)."""
    thread, _access = hold_thread(actor, thread)
    suggestion = _suggestion_of(thread)
    is_own = suggestion.made_by_id is not None and suggestion.made_by_id == actor.person_id
    require(rules.may_withdraw(is_own=is_own, state=SuggestionState(suggestion.state)))
    _answer(actor, thread, suggestion, SuggestionState.WITHDRAWN, now)
    note(actor, "suggestion-withdrawn", thread, now)
    return thread


def _suggestion_of(thread: Thread) -> Suggestion:
    suggestion: Suggestion | None = getattr(thread, "suggestion", None)
    if suggestion is None:
        raise NotAllowed(no("no-suggestion"))
    return suggestion


def _answer(actor: Actor, thread: Thread, suggestion: Suggestion, state: SuggestionState, now: datetime) -> None:
    suggestion.state, suggestion.answered_at, suggestion.answered_by_id = state, now, actor.person_id
    suggestion.save(update_fields=["state", "answered_at", "answered_by", "accepted_as"])
    close(actor, thread, now)


def _with_text(base: Any, target: Target, text: str) -> Any:
    """The whole answer or entry with this text at the target."""
    if not target.record:
        return text
    return {**(base or {}), target.part: text}


def _understood(form: document_rules.Form, target: Target, raw: Any) -> Any:
    question = form.question(target.field)
    cleaned = document_rules.clean_answer(question, raw) if question else None
    if not isinstance(cleaned, document_rules.Answer):
        raise NotAllowed(no("not-understood"))
    return cleaned.value
