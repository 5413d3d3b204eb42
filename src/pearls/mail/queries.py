"""Reading the outbox."""

from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from pearls.kernel.actor import Actor
from pearls.mail.models import LetterTemplate, Message, Unreachable
from pearls.mail.models import Subscription as Subscription  # those above name this type through us
from pearls.mail.rules import Letter, State, Wish

SALT = "pearls.mail.stop"


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


@cache
def kinds() -> dict[str, Promise]:
    """The letters that are written only to who asks for them, by code: the rooms' `labels.SUBSCRIPTIONS`."""
    found: dict[str, Promise] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("pearls.") and find_spec(f"{config.name}.labels"):
            found.update(getattr(import_module(f"{config.name}.labels"), "SUBSCRIPTIONS", {}))
    return found


def wishes_of(to: str) -> dict[str, str]:
    """What somebody asked for or stopped, by kind; "" where neither; one query."""
    said = dict(Subscription.objects.filter(to=to).values_list("kind", "state"))
    return {kind: said.get(kind, "") for kind in kinds()}


def is_subscribed(kind: str, to: str) -> bool:
    """Whether somebody gets the letters of this kind."""
    return wanted(kind).filter(to=to).exists()


def wanted(kind: str) -> QuerySet[Subscription]:
    """Who wants the letters of this kind."""
    return Subscription.objects.filter(kind=kind, state=Wish.WANTED)


def stopped_before(kind: str, instant: datetime) -> QuerySet[Subscription]:
    """Who has wanted no letters of this kind since before this instant."""
    return Subscription.objects.filter(kind=kind, state=Wish.STOPPED, changed_at__lt=instant)


def stop_address(subscription: Subscription, language: str) -> str:
    """The address in a letter at which it is stopped, without signing in."""
    token = signing.dumps(subscription.ref, salt=SALT)
    with translation.override(language):
        return str(settings.BASE_URL + reverse("mail:stop", args=[token]))


def subscription_of_token(token: str) -> Subscription | None:
    """The letters that an address stops; None for one that we never made."""
    try:
        ref = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Subscription.objects.filter(ref=ref).first()


def unreachable_for(actor: Actor) -> QuerySet[Unreachable]:
    """The addresses that take no mail, for the office of all editions."""
    return Unreachable.objects.all() if actor.office_editions() is None else Unreachable.objects.none()


def is_unreachable(address: str) -> bool:
    """Whether a server said for good that nobody is at this address."""
    return Unreachable.objects.filter(address=address.lower()).exists()


def own_wordings() -> QuerySet[LetterTemplate]:
    """Where the office words a letter itself."""
    return LetterTemplate.objects.order_by("kind", "language")
