"""Letters of what is new on a noticeboard."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.mail import services as mail
from pearls.network import labels, queries, rules
from pearls.network.models import Group, LetterChoice, Post, ReplyLink
from pearls.network.rules import Rhythm
from pearls.people import queries as people_queries
from pearls.web import formats


@transaction.atomic
def choose_letters(*, actor: Actor, group: Group | None, rhythm: str, now: datetime) -> LetterChoice:
    """Say how often a board writes; of what stands there already no letter tells.

    Raises: NotAllowed: not-in-group, not-in-network, unknown-kind. To get no letters is always allowed.
    """
    audit.take_turn()
    require(rules.may_have_letters(queries.standing(actor, group, now=now), rhythm=rhythm))
    person = people_queries.person_of(actor)
    choice, _is_new = LetterChoice.objects.get_or_create(person=person, group=group)
    _set(choice, rhythm, now)
    audit.record(actor=actor, act="network-letters-chosen", subject=choice.subject, now=now, data={"rhythm": rhythm})
    return choice


@transaction.atomic
def stop_letters(*, actor: Actor, choice: LetterChoice, now: datetime) -> LetterChoice:
    """Write no more of a board: asked for by the link in a letter, which only its reader has: `actor` is they."""
    audit.take_turn()
    _set(choice, Rhythm.NONE, now)
    audit.record(actor=actor, act="network-letters-stopped", subject=choice.subject, now=now)
    return choice


@transaction.atomic
def tell_of_news(*, actor: Actor, choice: LetterChoice, now: datetime) -> int:
    """Write what is new on a board to somebody for whom it is time; gives the number of texts.

    Safe to run twice, and to be ended at any moment: the claim, the letter and how far it told are one transaction.
    """
    audit.take_turn()
    due = LetterChoice.objects.filter(pk=choice.pk, next_at=choice.next_at, next_at__lte=now)
    if due.update(next_at=rules.next_letter(choice.rhythm, now)) != 1:
        return 0
    ReplyLink.objects.filter(person=choice.person, expires_at__lt=now).delete()
    choice.refresh_from_db()
    found = queries.news_for(choice, now=now)
    if not found:
        return 0
    LetterChoice.objects.filter(pk=choice.pk).update(told_id=found[-1].pk)
    audit.record(actor=actor, act="network-letter-written", subject=choice.subject, now=now, data={"count": len(found)})
    _write(actor, choice, found, now)
    return len(found)


def _set(choice: LetterChoice, rhythm: str, now: datetime) -> None:
    """Who begins to want letters hears of what is new from then on."""
    if rhythm and not choice.rhythm:
        choice.told_id = queries.last_post_id(choice.group)
    if rhythm != choice.rhythm:
        choice.rhythm, choice.next_at = rhythm, rules.next_letter(rhythm, now)
    choice.save(update_fields=["rhythm", "told_id", "next_at"])


def _write(actor: Actor, choice: LetterChoice, found: Sequence[Post], now: datetime) -> None:
    person, group = choice.person, choice.group
    with translation.override(person.language):
        board = reverse("network:group", args=[group.ref]) if group else reverse("network:board")
        stop = settings.BASE_URL + reverse("network:stop-letters", args=[queries.stop_token(choice)])
        values = {
            "name": person.name,
            "board": group.name if group else str(labels.NETWORK_BOARD),
            "posts": "\n\n– – –\n\n".join(_told(choice, post, now) for post in found),
            "link": settings.BASE_URL + board,
            "stop": stop,
        }
    mail.queue_letter(
        actor=actor,
        letter=labels.DIGEST_LETTER,
        to=person.email,
        language=person.language,
        values=values,
        about=choice.subject,
        is_private=True,
        unsubscribe_url=stop,
        now=now,
    )


def _told(choice: LetterChoice, post: Post, now: datetime) -> str:
    """A text as the letter shows it, with a link of its own to answer by."""
    link = ReplyLink.objects.create(
        person=choice.person, post=post.answers or post, made_at=now, expires_at=now + rules.LINK_LASTS
    )
    values = {
        "title": post.answers.title if post.answers else post.title,
        "kind": str(labels.POST_KINDS[post.kind]),
        "language": formats.language_name(post.language, choice.person.language),
        "author": post.author.name,
        "text": post.text,
        "link": settings.BASE_URL + reverse("network:reply-by-link", args=[queries.reply_token(link)]),
    }
    return str(labels.REPLY_IN_LETTER if post.answers else labels.POST_IN_LETTER) % values
