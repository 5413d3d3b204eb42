"""Groups, boards, posts, letters and reports: who reads which."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core import signing
from django.db.models import Count, F, Prefetch, Q, QuerySet

from pearls.kernel.actor import Actor
from pearls.network import rules
from pearls.network.models import Contact, LetterChoice, Member, ReplyLink, Report, Seat, Wording
from pearls.network.models import Group as Group
from pearls.network.models import Post as Post
from pearls.network.queries.members import is_in_network
from pearls.network.rules import GroupState, Joining, SeatState
from pearls.network.rules.boards import LIVING_SEATS
from pearls.people.models import Person
from pearls.programme import queries as programme_queries

STOP_SALT, REPLY_SALT = "network.letters", "network.reply"
MOST_IN_A_LETTER = 20
MOST_TO_INVITE = 500


def seat_of(actor: Actor, group: Group) -> Seat | None:
    """Where somebody stands with a group now."""
    return Seat.objects.filter(group=group, person_id=actor.person_id or 0, state__in=LIVING_SEATS).first()


def standing(actor: Actor, group: Group | None, *, now: datetime) -> rules.Place:
    """Where somebody stands when they read or write on a board; two queries."""
    seat = seat_of(actor, group) if group else None
    return rules.Place(
        in_network=is_in_network(actor, now=now),
        is_office=actor.is_office(),
        is_group=group is not None,
        seat=rules.Seat(seat.state, seat.is_moderator) if seat else rules.Seat(),
        is_archived=bool(group and group.is_archived),
    )


def groups_for(actor: Actor, *, now: datetime) -> QuerySet[Group]:
    """The groups that somebody may know of: the open ones of the network but those by invitation, and their own."""
    if not is_in_network(actor, now=now):
        return Group.objects.none()
    found = Group.objects.annotate(people=Count("seats", filter=Q(seats__state=SeatState.IN)))
    if not actor.is_office():
        mine = Seat.objects.filter(person_id=actor.person_id or 0, state__in=LIVING_SEATS).values("group_id")
        open_ones = Q(state=GroupState.OPEN) & ~Q(joining=Joining.INVITED)
        found = found.filter(open_ones | Q(pk__in=mine))
    return found.order_by("-state", "name", "pk")


def group_for(actor: Actor, ref: str, *, now: datetime) -> Group | None:
    """One group that somebody may know of."""
    return groups_for(actor, now=now).filter(ref=ref).first()


def own_groups(actor: Actor) -> QuerySet[Group]:
    """The groups that somebody is in."""
    mine = Seat.objects.filter(person_id=actor.person_id or 0, state=SeatState.IN).values("group_id")
    return Group.objects.filter(pk__in=mine).order_by("name", "pk")


def seats_of(group: Group, *states: SeatState) -> QuerySet[Seat]:
    """Who stands so with a group."""
    found = Seat.objects.filter(group=group, state__in=states, person__is_active=True)
    return found.select_related("person").order_by("-is_moderator", "began_at", "pk")


def people_to_invite(group: Group) -> list[Person]:
    """The people whom a moderator may invite: those named as contacts and those who joined for themselves.

    Nobody is offered who did not choose to be named. One query.
    """
    there = Seat.objects.filter(group=group, state__in=LIVING_SEATS).values("person_id")
    living = Member.objects.filter(left_at=None).exclude(visibility=rules.Visibility.NOBODY)
    named = Contact.objects.filter(member__in=living).values("person_id")
    found = Person.objects.filter(Q(pk__in=named) | Q(pk__in=living.filter(person__isnull=False).values("person_id")))
    return list(found.filter(is_active=True).exclude(pk__in=there).order_by("name", "pk")[:MOST_TO_INVITE])


def seats_held_by(person: str) -> QuerySet[Seat]:
    """Where the person with this ref stands or stood with groups."""
    return Seat.objects.filter(person__ref=person).select_related("group").order_by("began_at", "pk")


def seat_in(group: Group, ref: str) -> Seat | None:
    """One seat of a group."""
    return Seat.objects.filter(group=group, ref=ref).select_related("person", "group").first()


def board(group: Group | None, *, now: datetime) -> QuerySet[Post]:
    """What stands on a board: pinned first, then the newest; neither what was removed nor what is over."""
    found = Post.objects.filter(group=group, answers=None, removed_at=None)
    found = found.exclude(until_on__lt=now.date()).select_related("author", "group")
    standing_replies = Count("replies", filter=Q(replies__removed_at=None))
    return found.annotate(reply_count=standing_replies).order_by(
        F("pinned_at").desc(nulls_last=True), "-made_at", "-pk"
    )


def post_for(actor: Actor, ref: str, *, now: datetime) -> Post | None:
    """A post or a reply, for those who read its board."""
    post = Post.objects.filter(ref=ref).select_related("author", "group", "answers__author").first()
    if post is None or not standing(actor, post.group, now=now).reads:
        return None
    return post


def replies_to(post: Post) -> QuerySet[Post]:
    """The replies to a post in their order, the removed ones too: their place says that something was there."""
    wordings = Prefetch("wordings", queryset=Wording.objects.order_by("until", "pk"))
    found = Post.objects.filter(answers=post).select_related("author")
    return found.prefetch_related(wordings).order_by("made_at", "pk")


def wordings_of(post: Post) -> QuerySet[Wording]:
    """How a post read before, the oldest first."""
    return Wording.objects.filter(post=post).order_by("until", "pk")


def written_today(actor: Actor, *, now: datetime) -> int:
    """How much somebody wrote on boards within a day."""
    return Post.objects.filter(author_id=actor.person_id or 0, made_at__gt=now - timedelta(days=1)).count()


def words_of(person: str) -> QuerySet[Post]:
    """What the person with this ref wrote and nobody removed."""
    return Post.objects.filter(author__ref=person, removed_at=None).order_by("made_at", "pk")


def choices_of(actor: Actor) -> dict[int | None, LetterChoice]:
    """How often somebody hears of each board, by the group's row; None is the board of the network."""
    return {one.group_id: one for one in LetterChoice.objects.filter(person_id=actor.person_id or 0)}


def due_letters(*, now: datetime) -> QuerySet[LetterChoice]:
    """The letters for which it is time."""
    found = LetterChoice.objects.filter(next_at__lte=now, person__is_active=True)
    return found.select_related("person", "group").order_by("next_at", "pk")


def news_for(choice: LetterChoice, *, now: datetime) -> list[Post]:
    """What others put on a board since the last letter, oldest first; nothing for who does not read it any more."""
    if not standing(programme_queries.actor_for(choice.person), choice.group, now=now).reads:
        return []
    found = Post.objects.filter(group=choice.group_id, removed_at=None, pk__gt=choice.told_id)
    found = found.exclude(author=choice.person).exclude(until_on__lt=now.date())
    found = found.exclude(answers__removed_at__isnull=False)
    return list(found.select_related("author", "answers").order_by("pk")[:MOST_IN_A_LETTER])


def last_post_id(group: Group | None) -> int:
    """The row of the last post of a board: who begins to get letters hears of what comes after it."""
    return Post.objects.filter(group=group).order_by("-pk").values_list("pk", flat=True).first() or 0


def stop_token(choice: LetterChoice) -> str:
    """What ends the letters of one board, and does nothing else."""
    return signing.dumps(choice.ref, salt=STOP_SALT)


def choice_of_token(token: str) -> LetterChoice | None:
    """Which letters a link ends; None for a link that we never made."""
    try:
        ref = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    return LetterChoice.objects.select_related("person", "group").filter(ref=ref).first()


def reply_token(link: ReplyLink) -> str:
    """What stands in a letter's link to a reply: it opens one post for one person, for one reply."""
    return signing.dumps(link.ref, salt=REPLY_SALT)


def link_of_token(token: str) -> ReplyLink | None:
    """What a link to a reply opens; None for a link that we never made, and for one that is long over."""
    try:
        ref = signing.loads(token, salt=REPLY_SALT)
    except signing.BadSignature:
        return None
    return ReplyLink.objects.select_related("person", "post__group", "post__author").filter(ref=ref).first()


def may_use(link: ReplyLink, *, now: datetime) -> rules.Place:
    """Where the reader of a letter stands today: who has left the network or the group replies no more."""
    return standing(programme_queries.actor_for(link.person), link.post.group, now=now)


def reports_for(actor: Actor) -> QuerySet[Report]:
    """What was reported, for the office: the open ones first."""
    if not actor.is_office():
        return Report.objects.none()
    people = ("reporter", "post__author", "note__sender", "post__group")
    return Report.objects.select_related(*people).order_by(F("settled_at").asc(nulls_first=True), "-made_at", "-pk")


def report_for(actor: Actor, ref: str) -> Report | None:
    """One report, for the office."""
    return reports_for(actor).filter(ref=ref).first()


def latest(actor: Actor, *, now: datetime, limit: int = 5) -> Sequence[Post]:
    """The first of the network's board, for its front page."""
    return list(board(None, now=now)[:limit]) if is_in_network(actor, now=now) else []
