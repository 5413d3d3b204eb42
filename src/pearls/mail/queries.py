"""Reading the outbox."""

from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import Count, Q, QuerySet

from pearls.kernel.actor import Actor
from pearls.mail.models import LetterTemplate, Message
from pearls.mail.rules import Letter, State


def messages_for(actor: Actor) -> QuerySet[Message]:
    """The outbox as this actor may see it: the office, and of an edition's office that edition."""
    if not actor.is_office():
        return Message.objects.none()
    editions = actor.office_editions()
    if editions is None:
        return Message.objects.all()
    return Message.objects.filter(Q(edition__in=editions) | Q(edition=""))


def message_for(actor: Actor, ref: str) -> Message | None:
    """One message of the outbox, if this actor may see it."""
    return messages_for(actor).filter(ref=ref).first()


def matching(messages: QuerySet[Message], *, state: str = "", text: str = "") -> QuerySet[Message]:
    """Those in this state, and with this text in address, subject, kind or what they are about."""
    if state:
        messages = messages.filter(state=state)
    if text:
        messages = messages.filter(
            Q(to__icontains=text) | Q(subject__icontains=text) | Q(kind=text) | Q(about__icontains=text)
        )
    return messages


def count_by_state(messages: QuerySet[Message]) -> dict[str, int]:
    """How many messages are in each state; every state is there."""
    counts = dict(messages.order_by().values_list("state").annotate(Count("pk")))
    return {str(state): counts.get(str(state), 0) for state in State}


def letters_since(instant: datetime, *, kind: str, about: str) -> QuerySet[Message]:
    """The letters of one kind about one thing that were written after this instant."""
    return Message.objects.filter(kind=kind, about=about, queued_at__gt=instant)


def due_messages(*, now: datetime) -> QuerySet[Message]:
    """What the sender may take now, oldest first."""
    return Message.objects.filter(state=State.RELEASED, next_try_at__lte=now).order_by("next_try_at", "pk")


def demonstration_mail(*, now: datetime) -> QuerySet[Message]:
    """What would have left the machine were this no demonstration, newest first."""
    return Message.objects.filter(
        Q(state__in=(State.KEPT, State.SENT)) | Q(state=State.RELEASED, next_try_at__lte=now)
    ).exclude(to="")


@cache
def letters() -> dict[str, Letter]:
    """Every letter of every room, by code: what stands in the rooms' `labels.py`, by itself or in `LETTERS`."""
    found: dict[str, Letter] = {}
    for config in apps.get_app_configs():
        if not (config.name.startswith("pearls.") and find_spec(f"{config.name}.labels")):
            continue
        module = import_module(f"{config.name}.labels")
        for thing in (*vars(module).values(), *getattr(module, "LETTERS", {}).values()):
            if isinstance(thing, Letter):
                found[thing.kind] = thing
    return found


def letter_of(kind: str) -> Letter | None:
    """The letter with this code."""
    return letters().get(kind)


def own_wordings() -> QuerySet[LetterTemplate]:
    """Where the office words a letter itself."""
    return LetterTemplate.objects.order_by("kind", "language")
