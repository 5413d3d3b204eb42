"""Speaking about a plan: beginning a thread, going on in it, settling it, opening it again."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, NotAllowed, Verdict, no, require
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.plans import labels, queries
from pearls.plans.models import Mention, Plan, Remark, Thread
from pearls.plans.rules import passages
from pearls.plans.rules import remarks as rules
from pearls.plans.rules.remarks import Side, SuggestionState, Target
from pearls.plans.services.journal import write_down


@transaction.atomic
def begin_thread(
    *,
    actor: Actor,
    plan: Plan,
    target: Target,
    text: str,
    now: datetime,
    quote: str = "",
    near: int = 0,
    mentions: Collection[str] = (),
) -> Thread:
    """Say something about a spot of the plan, or about words quoted from a text there.

    Words that stand in another text of the target are found there: a quote from a section need not say from which
    answer. `near` is where they began, in letters; `mentions` are the refs of the people to call, by letter.
    Raises: NotAllowed (may-only-read, needs-words, no-such-spot, quote-not-found).
    """
    audit.take_turn()
    access = call_queries.access_to(actor, plan.application)
    require(rules.may_remark(access))
    require(YES if text.strip() else no("needs-words"))
    content = require_there(plan, access, target)
    thread = Thread(plan=plan, began_at=now)
    _aim(thread, content, target, quote, near)
    thread.save()
    say(actor, thread, access, text, now, mentions)
    note(actor, "remark-made", thread, now)
    return thread


@transaction.atomic
def add_remark(*, actor: Actor, thread: Thread, text: str, now: datetime, mentions: Collection[str] = ()) -> Remark:
    """Go on in a thread. Whoever was called to it and speaks is no longer waited for.

    Raises: NotAllowed (may-only-read, thread-settled, needs-words).
    """
    thread, access = hold_thread(actor, thread)
    require(rules.may_remark(access, is_settled=thread.settled_at is not None))
    require(YES if text.strip() else no("needs-words"))
    remark = say(actor, thread, access, text, now, mentions)
    note(actor, "remark-answered", thread, now, remark=remark.ref)
    return remark


@transaction.atomic
def settle_thread(*, actor: Actor, thread: Thread, now: datetime) -> Thread:
    """Mark a thread as dealt with. Raises: NotAllowed (may-only-read, thread-settled, suggestion-open)."""
    thread, access = hold_thread(actor, thread)
    require(rules.may_settle(access, is_settled=thread.settled_at is not None, suggestion=_state(thread)))
    close(actor, thread, now)
    note(actor, "remark-settled", thread, now)
    return thread


@transaction.atomic
def reopen_thread(*, actor: Actor, thread: Thread, now: datetime) -> Thread:
    """Open a settled thread again. Raises: NotAllowed (may-only-read, thread-open, suggestion-answered)."""
    thread, access = hold_thread(actor, thread)
    require(rules.may_reopen(access, is_settled=thread.settled_at is not None, suggestion=_state(thread)))
    thread.settled_at = None
    thread.save(update_fields=["settled_at"])
    note(actor, "remark-reopened", thread, now)
    return thread


def hold_thread(actor: Actor, thread: Thread) -> tuple[Thread, call_rules.Access]:
    """Queue for the journal, then the thread as it is now and what the actor is to its plan; nobody else acts on it
    until the transaction ends. What the actor may not see is not there. Raises: NotAllowed (no-such-spot).
    """
    audit.take_turn()
    held = Thread.objects.select_for_update(of=("self",)).select_related(*_RELATED).get(pk=thread.pk)
    access = call_queries.access_to(actor, held.plan.application)
    require(_is_seen(held.plan, access, held.target))
    return held, access


def require_there(plan: Plan, access: call_rules.Access, target: Target) -> dict[str, Any]:
    """Gives the plan's content, in which the target is there and open to the actor.

    Raises: NotAllowed (no-such-spot).
    """
    require(_is_seen(plan, access, target))
    content = queries.content_of(plan)
    names = [row["id"] for row in content.get(target.question) or ()] if target.record else []
    require(no("no-such-spot") if target.record and target.record not in names else YES)
    return content


def _is_seen(plan: Plan, access: call_rules.Access, target: Target) -> Verdict:
    """A private answer is spoken about by those alone who see it."""
    asked = plan.document.form.question(target.question)
    return no("no-such-spot") if asked is not None and asked.private and not access.sees_private else YES


def say(
    actor: Actor, thread: Thread, access: call_rules.Access, text: str, now: datetime, mentions: Collection[str] = ()
) -> Remark:
    """Put a remark into the thread, call those who are mentioned, and see whose turn it is."""
    by_mentor = access.is_mentor and not (access.is_speaker or access.is_partner)
    called = [person for person in queries.colleagues_of(thread.plan) if person.ref in mentions] if mentions else []
    thread.waits_for = rules.next_side(
        by_mentor=by_mentor,
        waited_for=Side(thread.waits_for),
        mentor_took_part=queries.mentor_took_part(thread),
        calls_mentor=queries.mentors_of(thread.plan).filter(person__in=called).exists(),
    )
    thread.save(update_fields=["waits_for"])
    remark = Remark.objects.create(
        thread=thread, text=text.strip(), author_id=actor.person_id, by_mentor=by_mentor, written_at=now
    )
    _answer_mentions(actor, thread, now)
    for person in called:
        if person.pk != actor.person_id:
            Mention.objects.create(remark=remark, person=person)
            _write_to(actor, thread, person, now)
    return remark


def close(actor: Actor, thread: Thread, now: datetime) -> None:
    thread.settled_at = now
    thread.save(update_fields=["settled_at"])
    _answer_mentions(actor, thread, now)


def note(actor: Actor, act: str, thread: Thread, now: datetime, **data: Any) -> None:
    """Write an act upon a thread into the journal."""
    about = {"thread": thread.ref, "section": thread.section, "question": thread.question}
    write_down(actor, act, thread.plan, now, **about, **data)


_RELATED = (
    "plan__application__edition__rules_version",
    "plan__application__place",
    "plan__document__form_version",
    "suggestion",
)


def _aim(thread: Thread, content: dict[str, Any], target: Target, quote: str, near: int) -> None:
    """Tie the thread to its spot, and to the words quoted there."""
    document = thread.plan.document
    if quote.strip():
        target, passage = _quoted(document.form, content, target, quote, near)
        thread.quote, thread.before, thread.after = passage.quote, passage.before, passage.after
        thread.start, thread.is_alone = passage.start, passage.is_alone
    thread.section, thread.question = target.section, target.question
    thread.record, thread.part = target.record, target.part
    _value, thread.revision = document_queries.value_at(document, target.field)


def _quoted(
    form: document_rules.Form, content: dict[str, Any], target: Target, quote: str, near: int
) -> tuple[Target, passages.Passage]:
    for found in rules.texts_within(form, content, target):
        passage = passages.quoted(rules.text_at(form, content, found), quote, near=near)
        if passage is not None:
            return found, passage
    raise NotAllowed(no("quote-not-found"))


def _answer_mentions(actor: Actor, thread: Thread, now: datetime) -> None:
    mine = Mention.objects.filter(remark__thread=thread, person_id=actor.person_id or 0, answered_at=None)
    mine.update(answered_at=now)


def _write_to(actor: Actor, thread: Thread, person: people_queries.Person, now: datetime) -> None:
    application = thread.plan.application
    with translation.override(person.language):
        link = settings.BASE_URL + reverse("plans:thread", args=[thread.plan.ref, thread.ref])
    mail.queue_letter(
        actor=actor,
        letter=labels.MENTION_LETTER,
        to=person.email,
        language=person.language,
        values={
            "name": person.name,
            "who": actor.name,
            "place": application.place.display_name,
            "link": link,
        },
        about=thread.plan.subject,
        edition=application.edition.key,
        now=now,
    )


def _state(thread: Thread) -> SuggestionState | None:
    suggestion = getattr(thread, "suggestion", None)
    return SuggestionState(suggestion.state) if suggestion else None
