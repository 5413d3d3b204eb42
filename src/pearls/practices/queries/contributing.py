"""Contributions: who sees which, what waits for whom, and what looks like one that is there already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from pearls.kernel.actor import Actor, Role
from pearls.people import queries as people_queries
from pearls.people.models import Person as Person  # services name this type through us
from pearls.places.models import Place as Place  # services name this type through us
from pearls.practices.models import Contribution as Contribution  # rooms above name this type through us
from pearls.practices.models import Photo, Practice, PracticeVersion
from pearls.practices.queries.practices import public_practices
from pearls.practices.queries.search import search
from pearls.practices.queries.vocabulary import Known
from pearls.practices.rules import checking, contributing, look_alikes
from pearls.practices.rules.contributing import OPEN, WAITING, Reader, State
from pearls.practices.rules.look_alikes import Ground
from pearls.programme import queries as programme_queries

REVIEWERS = (Role.EDITOR, Role.COORDINATOR, Role.ADMIN)
MOST_HITS = 30
MOST_COMPARED = 500
# Of all that its page shows of a contribution, these are named on the day of who can do something.
_NAMED = (
    *("ref", "state", "draft", "place__name", "place__official_names"),
    *("author__name", "author__email", "author__erased_at", "checked_by_id"),
)
KINDS = ("practice", "contribution")


def is_editor(actor: Actor) -> bool:
    """Whether the actor edits the repository; it belongs to no edition, nor do its editors."""
    return any(grant.role == Role.EDITOR and grant.edition is None for grant in actor.grants)


def is_repository_office(actor: Actor) -> bool:
    """Whether the actor is of the office of all editions."""
    return actor.is_office() and actor.office_editions() is None


def reviews(actor: Actor) -> bool:
    """Whether the actor reviews contributions at all."""
    return is_editor(actor) or is_repository_office(actor)


def reviewers() -> QuerySet[Person]:
    """Everybody who may review."""
    return programme_queries.people_with_role(*REVIEWERS)


def editors() -> list[Person]:
    """Everybody who edits the repository."""
    return list(programme_queries.people_with_role(Role.EDITOR))


def reader_of(actor: Actor, contribution: Contribution) -> Reader:
    """What the actor is to a contribution; at most two queries."""
    person = actor.person_id or 0
    own_places = set(people_queries.place_ids_spoken_for(actor)) if contribution.place_id else set()
    found = {
        "is_author": contribution.author_id == person,
        "speaks_for_place": contribution.place_id in own_places,
        "is_editor": is_editor(actor),
        "is_office": is_repository_office(actor),
        "was_checker": contribution.checked_by_id is not None and contribution.checked_by_id == person,
    }
    others = 0
    if found["is_editor"] or found["is_office"]:
        others = reviewers().exclude(pk__in=[person, contribution.author_id]).count()
    return Reader(**found, others_count=others)


def reader_of_practice(actor: Actor, practice: Practice) -> Reader:
    """What the actor is to a public practice: who told it, its town, the office; at most two queries.

    One, where the practice was fetched for the actor (`practice_for`).
    """
    is_author = getattr(practice, "is_told_by_reader", None)
    if is_author is None:
        is_author = Contribution.objects.filter(
            practice=practice, author=actor.person_id or 0, state=State.PUBLIC
        ).exists()
    return Reader(
        is_author=is_author,
        speaks_for_place=practice.place_id is not None
        and practice.place_id in people_queries.place_ids_spoken_for(actor),
        is_editor=is_editor(actor),
        is_office=is_repository_office(actor),
    )


def contribution_for(actor: Actor, ref: str) -> tuple[Contribution, Reader]:
    """One contribution that the actor may see, and what the actor is to it; three queries. Raises: Http404.

    `last_number` is the number of the last version of the practice that it changes.
    """
    last = PracticeVersion.objects.filter(practice=OuterRef("practice")).order_by("-number").values("number")[:1]
    found = _with_all(Contribution.objects.filter(ref=ref)).annotate(last_number=Subquery(last)).first()
    reader = reader_of(actor, found) if found else Reader()
    if found is None or not contributing.may_see(reader):
        raise Http404
    return found, reader


def sees(actor: Actor, contribution: Contribution) -> bool:
    """Whether the actor may read it."""
    return bool(contributing.may_see(reader_of(actor, contribution)))


def contributions_of(actor: Actor) -> QuerySet[Contribution]:
    """The actor's own, and those of the towns that the actor speaks for."""
    if not actor.is_signed_in:
        return Contribution.objects.none()
    own = Q(author=actor.person_id) | Q(place__in=people_queries.place_ids_spoken_for(actor))
    return _with_all(Contribution.objects.filter(own))


def waiting_for_review(actor: Actor) -> QuerySet[Contribution]:
    """What waits for a check or a decision, the oldest first; for editors and the office."""
    if not reviews(actor):
        return Contribution.objects.none()
    return _with_all(Contribution.objects.filter(state__in=sorted(WAITING))).order_by("sent_at", "id")


def waiting_on(actor: Actor, places: Collection[int]) -> list[Contribution]:
    """What waits for this actor to do something: what came back to its author or town, what can be reviewed.

    `places` are those that the actor speaks for (their rows). One query.
    """
    wanted = Q(state=State.RETURNED) & (Q(author=actor.person_id or 0) | Q(place__in=list(places)))
    found = Contribution.objects.filter(wanted)
    if reviews(actor):
        found = Contribution.objects.filter(wanted | Q(state__in=sorted(WAITING)))
        found = found.annotate(others_count=_number_of_others(actor))
    mine = found.select_related("author", "place").only(*_NAMED).order_by("sent_at", "id")[:MOST_COMPARED]
    return [one for one in mine if one.state == State.RETURNED or _may_act(actor, one, places)]


def _number_of_others(actor: Actor) -> Coalesce:
    """How many could review a contribution beside the actor and its author."""
    others = reviewers().exclude(pk__in=[actor.person_id or 0]).exclude(pk=OuterRef("author")).order_by()
    counted = others.annotate(all=Value(1)).values("all").annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(counted), 0)


def _may_act(actor: Actor, one: Contribution, own_places: Collection[int]) -> bool:
    person = actor.person_id or 0
    reader = Reader(
        is_author=one.author_id == person,
        speaks_for_place=one.place_id in own_places,
        is_editor=True,
        was_checker=one.checked_by_id == person,
        others_count=one.others_count,  # type: ignore[attr-defined]
    )
    state = State(one.state)
    return bool(contributing.may_check(reader, state) or contributing.may_decide(reader, state))


def open_change_of(practice: Practice) -> Contribution | None:
    """The contribution that is changing a practice now."""
    return Contribution.objects.filter(practice=practice, state__in=sorted(OPEN)).first()


def contribution_made_from(subject: str) -> Contribution | None:
    """What a room above made from this thing of its own."""
    return Contribution.objects.filter(made_from=subject).first() if subject else None


def contributions_made_from(beginning: str) -> QuerySet[Contribution]:
    """What a room above made from things of its own whose names begin so."""
    return Contribution.objects.filter(made_from__startswith=beginning).select_related("practice").order_by("begun_at")


def photos_of(contribution: Contribution) -> list[Photo]:
    """The photos of a contribution in their order."""
    return list(Photo.objects.filter(contribution=contribution))


def refs_in_use(refs: Collection[str]) -> set[str]:
    """Those of these files that a photo shows."""
    named = Q(file__in=refs) | Q(large__in=refs) | Q(small__in=refs)
    return {ref for row in Photo.objects.filter(named).values_list("file", "large", "small") for ref in row}


def contributions_written_by(person: str) -> QuerySet[Contribution]:
    """Everything that a person (by reference) has told or begun to tell."""
    return Contribution.objects.filter(author__ref=person).order_by("begun_at", "id")


def photo_of(contribution: Contribution, ref: str) -> Photo:
    """One photo of a contribution. Raises: Http404."""
    found = Photo.objects.filter(contribution=contribution, ref=ref).first()
    if found is None:
        raise Http404
    return found


def photo_for(actor: Actor, ref: str) -> Photo:
    """A photo that the actor may see: a public one, or one of a contribution that the actor sees. Raises: Http404."""
    found = Photo.objects.select_related("practice", "contribution").filter(ref=ref).first()
    if found is None:
        raise Http404
    is_public = found.practice is not None and found.practice.withdrawn_at is None
    if not is_public and not contributing.may_see(reader_of(actor, found.contribution)):
        raise Http404
    return found


def findings_of(contribution: Contribution, photos: Iterable[Photo], known: Known) -> list[checking.Finding]:
    """What the checks say of a contribution as it stands."""
    place, practice = contribution.place, contribution.practice
    return checking.findings(
        contribution.draft,
        [checking.PhotoFacts(photo.ref, photo.alt, photo.licence) for photo in photos],
        lambda scheme, key: (scheme, key) in known.rows,
        known_names=[place.display_name] if place else [],
        had_no_steps=practice is not None and not practice.steps,
    )


@dataclass(frozen=True)
class LookAlike:
    """What may be the same practice told before: a public one, or a contribution on its way."""

    ground: Ground
    practice: Practice | None = None
    contribution: Contribution | None = None


Named = tuple[str, str, str]  # the ground, "practice" or "contribution", and its key or reference


def look_for_alikes(contribution: Contribution) -> list[Named]:
    """What may be the same as this: among the public practices by search, title, place and source, and on the way.

    It searches, so it is done when a contribution is kept, not each time that it is looked at.
    """
    told = _told(contribution)
    found: list[Named] = []
    if not told.title:
        return found
    for practice in _candidates(contribution, told):
        ground = look_alikes.ground(told, look_alikes.Told(practice.title, practice.place_name, practice.source_url))
        if ground:
            found.append((str(ground), "practice", practice.key))
    for other in Contribution.objects.filter(state__in=sorted(OPEN)).exclude(pk=contribution.pk)[:MOST_COMPARED]:
        ground = look_alikes.ground(told, _told(other))
        if ground:
            found.append((str(ground), "contribution", str(other.ref)))
    return found[: look_alikes.MOST]


def look_alikes_of(contribution: Contribution) -> list[LookAlike]:
    """What was found to look like this when it was last kept, as far as it is still there; at most two queries."""
    names = {kind: [key for _g, one, key in contribution.look_alikes if one == kind] for kind in KINDS}
    practices, others = {}, {}
    if names["practice"]:
        among = public_practices(with_demonstration=True).filter(key__in=names["practice"])
        practices = {one.key: one for one in among.only("key", "title", "language")}
    if names["contribution"]:
        on_the_way = Contribution.objects.filter(ref__in=names["contribution"], state__in=sorted(OPEN))
        others = {str(one.ref): one for one in on_the_way.only("ref", "draft", "author_id", "place_id")}
    return [
        LookAlike(Ground(ground), practices.get(key), others.get(key))
        for ground, _kind, key in contribution.look_alikes
        if key in practices or key in others
    ]


def _candidates(contribution: Contribution, told: look_alikes.Told) -> list[Practice]:
    among = public_practices(with_demonstration=contribution.is_demonstration)
    if contribution.practice_id:
        among = among.exclude(pk=contribution.practice_id)
    language = str(contribution.draft.get("language") or "en")
    hits = [hit.practice for hit in search(told.title, language, among=among).hits[:MOST_HITS]]
    wanted = Q(pk__in=hits)
    if told.source:
        wanted |= Q(source_url__icontains=told.source.partition("://")[2].removeprefix("www.").rstrip("/"))
    return list(among.filter(wanted).only("key", "title", "language", "place_name", "source_url")[: MOST_HITS * 2])


def _told(contribution: Contribution) -> look_alikes.Told:
    draft = contribution.draft
    return look_alikes.Told(
        str(draft.get("title") or ""), str(draft.get("place") or ""), str(draft.get("source_url") or "")
    )


def keys_like(stem: str) -> set[str]:
    """The keys of practices, public or not, that begin so."""
    return set(Practice.objects.filter(key__startswith=stem).values_list("key", flat=True))


def _with_all(found: QuerySet[Contribution]) -> QuerySet[Contribution]:
    return found.select_related("author", "place", "practice", "checked_by")
