"""What is put on a noticeboard: posts, replies, changes, removal, pins."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.network import queries, rules
from pearls.network.models import Group, Post, ReplyLink, Wording
from pearls.network.queries import Person
from pearls.network.rules import Told
from pearls.people import queries as people_queries
from pearls.today import services as today

REPLY = "network-reply"


@transaction.atomic
def put_up(*, actor: Actor, group: Group | None, told: Told, now: datetime, is_demonstration: bool = False) -> Post:
    """Put something on a group's board or, without one, on that of the network. Raises: NotAllowed as `may_post`."""
    audit.take_turn()
    place = queries.standing(actor, group, now=now)
    require(rules.may_post(place, told=told, today=queries.written_today(actor, now=now)))
    post = Post.objects.create(
        group=group,
        author=people_queries.person_of(actor),
        kind=told.kind,
        title=told.title.strip(),
        text=told.text.strip(),
        language=told.language,
        until_on=told.until_on,
        link=told.link,
        made_at=now,
        is_demonstration=is_demonstration,
    )
    data = {"kind": post.kind, "language": post.language, "group": group.ref if group else ""}
    audit.record(actor=actor, act="post-put-up", subject=post.subject, now=now, data=data)
    return post


@transaction.atomic
def reply_to(*, actor: Actor, post: Post, told: Told, now: datetime) -> Post:
    """Answer a post; its author sees that on their day. Raises: NotAllowed as `may_reply`."""
    audit.take_turn()
    made = _reply(actor, post, told, now)
    data = {"answers": post.ref, "language": made.language}
    audit.record(actor=actor, act="post-answered", subject=made.subject, now=now, data=data)
    return made


@transaction.atomic
def reply_by_link(*, actor: Actor, link: ReplyLink, text: str, language: str, now: datetime) -> Post:
    """Answer by the link in a letter, as the person whom the letter was for: once, and while they read the board.

    Raises: NotAllowed: link-used, link-expired, not-in-network, and as `may_reply`.
    """
    audit.take_turn()
    link.refresh_from_db()
    reads = actor.person_id == link.person_id and queries.may_use(link, now=now).reads
    is_used = link.used_at is not None
    require(rules.may_reply_by_link(reads=reads, is_used=is_used, expires_at=link.expires_at, now=now))
    claimed = ReplyLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now)
    require(YES if claimed == 1 else no("link-used"))
    made = _reply(actor, link.post, Told(text=text, language=language), now)
    data = {"answers": link.post.ref, "language": language}
    audit.record(actor=actor, act="post-answered-by-link", subject=made.subject, now=now, data=data)
    return made


@transaction.atomic
def change_post(*, actor: Actor, post: Post, told: Told, now: datetime) -> Post:
    """Word a text anew; how it read before is kept. Raises: NotAllowed: not-your-post, post-removed, …"""
    audit.take_turn()
    is_author = post.author_id == actor.person_id
    place = queries.standing(actor, post.group, now=now)
    is_reply = post.answers_id is not None
    require(rules.may_change_post(place, is_author=is_author, is_removed=post.is_removed, told=told, is_reply=is_reply))
    Wording.objects.create(post=post, title=post.title, text=post.text, until=now)
    words: dict[str, object] = {"text": told.text.strip(), "language": told.language, "changed_at": now}
    if not is_reply:
        words |= {"title": told.title.strip(), "kind": told.kind, "until_on": told.until_on, "link": told.link}
    changed = Post.objects.filter(pk=post.pk, removed_at=None).update(**words)
    require(YES if changed == 1 else no("post-removed"))
    post.refresh_from_db()
    audit.record(actor=actor, act="post-changed", subject=post.subject, now=now)
    return post


@transaction.atomic
def remove_post(*, actor: Actor, post: Post, because: str, now: datetime) -> Post:
    """Take a text off its board: its author, or a moderator with a reason that its readers see.

    Raises: NotAllowed: not-your-post, post-removed, needs-reason.
    """
    audit.take_turn()
    is_author = post.author_id == actor.person_id
    place = queries.standing(actor, post.group, now=now)
    require(rules.may_remove(place, is_author=is_author, is_removed=post.is_removed, because=because))
    changed = Post.objects.filter(pk=post.pk, removed_at=None).update(
        removed_at=now, removed_because=because.strip()[:2000], pinned_at=None
    )
    require(YES if changed == 1 else no("post-removed"))
    post.refresh_from_db()
    today.take_off(subject=(post.answers or post).subject, code=REPLY)
    data = {"by": "author" if is_author else "moderator"}
    audit.record(actor=actor, act="post-removed", subject=post.subject, now=now, data=data)
    return post


@transaction.atomic
def pin_post(*, actor: Actor, post: Post, now: datetime) -> Post:
    """Keep a post at the top of its board. Raises: NotAllowed: not-a-moderator, group-archived, post-removed."""
    audit.take_turn()
    _set_pin(actor, post, now, pinned_at=now)
    audit.record(actor=actor, act="post-pinned", subject=post.subject, now=now)
    return post


@transaction.atomic
def unpin_post(*, actor: Actor, post: Post, now: datetime) -> Post:
    """Let a post sink again. Raises: NotAllowed: not-a-moderator, group-archived, post-removed."""
    audit.take_turn()
    _set_pin(actor, post, now, pinned_at=None)
    audit.record(actor=actor, act="post-unpinned", subject=post.subject, now=now)
    return post


def _set_pin(actor: Actor, post: Post, now: datetime, *, pinned_at: datetime | None) -> None:
    require(rules.may_moderate(queries.standing(actor, post.group, now=now)))
    changed = Post.objects.filter(pk=post.pk, removed_at=None, answers=None).update(pinned_at=pinned_at)
    require(YES if changed == 1 else no("post-removed"))
    post.refresh_from_db()


def _reply(actor: Actor, post: Post, told: Told, now: datetime) -> Post:
    """A reply to a post; one to a reply stands beside it, under the same post."""
    post = post.answers or post
    place = queries.standing(actor, post.group, now=now)
    count = queries.written_today(actor, now=now)
    require(rules.may_reply(place, told=told, today=count, is_removed=post.is_removed))
    made = Post.objects.create(
        group=post.group,
        answers=post,
        author=people_queries.person_of(actor),
        text=told.text.strip(),
        language=told.language,
        made_at=now,
        is_demonstration=post.is_demonstration,
    )
    if post.author_id != made.author_id:
        _tell_author(post, made.author, now)
    return made


def _tell_author(post: Post, who: Person, now: datetime) -> None:
    today.put_line(
        subject=post.subject,
        code=REPLY,
        who=who.name,
        page="network:post",
        page_args={"ref": post.ref},
        person=post.author,
        is_news=True,
        now=now,
    )
