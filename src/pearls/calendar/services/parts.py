"""What belongs to an event: its programme, the organisers' questions, materials."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calendar import queries, rules
from pearls.calendar.models import Answer, Event, Item, Material, Question
from pearls.calendar.rules import MaterialKind, QuestionKind, Slot
from pearls.calendar.services.telling import note
from pearls.kernel.actor import Actor
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import YES, no, require


@transaction.atomic
def put_item(
    *,
    actor: Actor,
    event: Event,
    title: str,
    language: str,
    room: str,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    speaker: str = "",
    item: Item | None = None,
) -> Item:
    """Put an item into the programme, or change one and its words in a language; each has its room for itself.

    Raises: NotAllowed: not-an-organiser, needs-title, ends-before-start, outside-event, room-taken, too-many-parts.
    """
    audit.take_turn()
    require(rules.may_organise(queries.reader_of(actor, event)))
    require(YES if title.strip() else no("needs-title"))
    others = [slot_of(other) for other in queries.items_of(event)]
    require(YES if item or len(others) < rules.MOST_ITEMS else no("too-many-parts", limit=rules.MOST_ITEMS))
    ref = item.ref if item else new_ref()
    slot = Slot(ref, room.strip()[:80], starts_at, ends_at)
    require(rules.fits(slot, others=others, starts_at=event.starts_at or now, ends_at=event.ends_at or now))
    made, _ = Item.objects.update_or_create(
        ref=ref,
        event=event,
        defaults={
            "title": (item.title if item else {}) | {language: title.strip()[:200]},
            "speaker": speaker.strip()[:200],
            "room": slot.room,
            "starts_at": starts_at,
            "ends_at": ends_at,
        },
    )
    note(actor, "event-item-put", event, now, item=ref)
    return made


@transaction.atomic
def remove_item(*, actor: Actor, item: Item, now: datetime) -> None:
    """Take an item out of the programme.

    Raises: NotAllowed: not-an-organiser.
    """
    audit.take_turn()
    require(rules.may_organise(queries.reader_of(actor, item.event)))
    note(actor, "event-item-removed", item.event, now, item=item.ref)
    item.delete()


@transaction.atomic
def ask_question(
    *,
    actor: Actor,
    event: Event,
    text: str,
    language: str,
    kind: QuestionKind,
    now: datetime,
    choices: Sequence[str] = (),
    is_required: bool = False,
) -> Question:
    """Ask everybody who registers from now on; only organisers see the answers.

    Raises: NotAllowed: not-an-organiser, needs-title, needs-choices, too-many-parts.
    """
    audit.take_turn()
    require(rules.may_organise(queries.reader_of(actor, event)))
    require(YES if text.strip() else no("needs-title"))
    count = event.questions.count()
    require(YES if count < rules.MOST_QUESTIONS else no("too-many-parts", limit=rules.MOST_QUESTIONS))
    offered = _lines(choices)
    require(YES if kind != QuestionKind.CHOICE or len(offered) > 1 else no("needs-choices"))
    question = Question.objects.create(
        event=event,
        text={language: text.strip()[:300]},
        kind=kind,
        choices=offered if kind == QuestionKind.CHOICE else [],
        choice_texts={language: offered} if kind == QuestionKind.CHOICE else {},
        is_required=is_required,
        added_at=now,
    )
    note(actor, "event-question-asked", event, now, question=question.ref)
    return question


@transaction.atomic
def change_question(
    *,
    actor: Actor,
    question: Question,
    text: str,
    language: str,
    is_required: bool,
    now: datetime,
    choices: Sequence[str] = (),
) -> Question:
    """Word a question in a language, with its answers to choose from in their order; what was answered stays so.

    Raises: NotAllowed: not-an-organiser, needs-title, choices-differ.
    """
    audit.take_turn()
    require(rules.may_organise(queries.reader_of(actor, question.event)))
    require(YES if text.strip() else no("needs-title"))
    offered, count = _lines(choices), len(question.choices)
    require(YES if len(offered) == count else no("choices-differ", count=count))
    question.text = question.text | {language: text.strip()[:300]}
    question.choice_texts = question.choice_texts | ({language: offered} if count else {})
    question.is_required = is_required
    question.save(update_fields=["text", "choice_texts", "is_required"])
    note(actor, "event-question-changed", question.event, now, question=question.ref, language=language)
    return question


@transaction.atomic
def remove_question(*, actor: Actor, question: Question, now: datetime) -> None:
    """Ask it no more; one that was answered stays.

    Raises: NotAllowed: not-an-organiser, question-in-use.
    """
    audit.take_turn()
    require(rules.may_organise(queries.reader_of(actor, question.event)))
    require(no("question-in-use") if Answer.objects.filter(question=question).exists() else YES)
    note(actor, "event-question-removed", question.event, now, question=question.ref)
    question.delete()


@transaction.atomic
def add_material(
    *,
    actor: Actor,
    event: Event,
    kind: MaterialKind,
    title: str,
    url: str,
    now: datetime,
    is_for_registered: bool = False,
) -> Material:
    """Put a link to materials or a recording beside an event.

    Raises: NotAllowed: not-an-organiser, needs-title, https-only, too-many-parts.
    """
    audit.take_turn()
    require(rules.may_organise(queries.reader_of(actor, event)))
    require(YES if title.strip() else no("needs-title"))
    require(YES if rules.is_safe_link(url) else no("https-only"))
    count = event.materials.count()
    require(YES if count < rules.MOST_MATERIALS else no("too-many-parts", limit=rules.MOST_MATERIALS))
    material = Material.objects.create(
        event=event,
        kind=kind,
        title=title.strip()[:200],
        url=url,
        is_for_registered=is_for_registered,
        added_at=now,
    )
    note(actor, "event-material-added", event, now, material=material.ref)
    return material


@transaction.atomic
def remove_material(*, actor: Actor, material: Material, now: datetime) -> None:
    """Take a link away.

    Raises: NotAllowed: not-an-organiser.
    """
    audit.take_turn()
    require(rules.may_organise(queries.reader_of(actor, material.event)))
    note(actor, "event-material-removed", material.event, now, material=material.ref)
    material.delete()


def _lines(typed: Sequence[str]) -> list[str]:
    """Answers to choose from as they were typed, without empty and repeated ones."""
    return list(dict.fromkeys(line.strip()[:200] for line in typed if line.strip()))


def slot_of(item: Item) -> Slot:
    """An item as the rules want to know it."""
    return Slot(item.ref, item.room, item.starts_at, item.ends_at)
