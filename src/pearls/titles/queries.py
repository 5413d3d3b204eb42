"""All reads of titles, and who sees which."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from pearls.calls.models import Application as Application  # services name these types through us
from pearls.credentials import queries as credential_queries
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.places.models import Place as Place
from pearls.programme.models import Edition as Edition
from pearls.programme.models import Entry
from pearls.titles.models import Title


def title_for(place: Place, edition: Edition) -> Title | None:
    """The title that the place was given in the edition, withdrawn or not; for rooms above, which know who asks."""
    return Title.objects.select_related("place", "edition").filter(place=place, edition=edition).first()


def titles_of_place(place: Place, *, now: datetime) -> QuerySet[Title]:
    """The titles that the place was given on the platform and that everybody may know; history has none to show."""
    titles = Title.objects.filter(Q(public_from__isnull=True) | Q(public_from__lte=now), is_history=False)
    return titles.filter(place=place).order_by("-awarded_at", "pk")


def public_titles(*, now: datetime, with_demonstration: bool = False) -> QuerySet[Title]:
    """Every title given on the platform that stands and that everybody may know, by edition and place."""
    titles = Title.objects.filter(Q(public_from__isnull=True) | Q(public_from__lte=now), is_history=False)
    if not with_demonstration:
        titles = titles.filter(place__is_demonstration=False, edition__is_demonstration=False)
    standing = titles.filter(withdrawn_at=None).select_related("place", "edition", "application")
    return standing.order_by("edition__key", "pk")


def standing_titles(*, now: datetime) -> QuerySet[Title]:
    """Every title that stands and that everybody may know, history's too."""
    public = Q(public_from__isnull=True) | Q(public_from__lte=now)
    return Title.objects.filter(public, withdrawn_at=None).select_related("edition")


def titles_of_edition(edition: Edition) -> QuerySet[Title]:
    """All titles of an edition, withdrawn ones too; for the office and for counting."""
    return Title.objects.select_related("place", "edition").filter(edition=edition).order_by("place__name", "pk")


def visible_title(actor: Actor, ref: str, *, now: datetime) -> Title | None:
    """The title, where it is public, or the actor is of the office or speaks for the place; otherwise nothing."""
    title = Title.objects.select_related("place", "edition__programme").filter(ref=ref).first()
    if title is None:
        return None
    is_near = actor.is_office(title.edition.key) or people_queries.is_speaker(actor, title.place)
    return title if is_near or title.is_public(now) else None


def titles_without_credential() -> list[Title]:
    """The titles given here that stand and that nobody has signed yet."""
    standing = (
        Title.objects.filter(is_history=False, withdrawn_at=None).select_related("place", "edition").order_by("pk")
    )
    signed = credential_queries.subjects_with_credential([title.subject for title in standing])
    return [title for title in standing if title.subject not in signed]


def pearls_of_history() -> QuerySet[Entry]:
    """The Pearls in the record of editions that were run elsewhere."""
    pearls = Entry.objects.filter(edition__is_history=True, outcome="pearl", place__isnull=False)
    return pearls.select_related("edition", "place").order_by("pk")


def applications_by_ref(refs: Collection[str]) -> dict[str, Application]:
    """The applications of these references, in one query."""
    found = Application.objects.filter(ref__in=refs)
    return {a.ref: a for a in found.select_related("place", "edition__programme", "edition__rules_version")}
