"""Searches that people keep: whose they are, which are due, what is new in them."""

from collections.abc import Mapping
from datetime import datetime

from django.core import signing
from django.db.models import QuerySet

from pearls.kernel.actor import Actor
from pearls.practices.models import Practice, SavedSearch
from pearls.practices.queries.practices import FACETS, Wish, narrowed, public_practices
from pearls.practices.queries.search import search

SALT = "practices.saved-search"
CHANGED = ("key", "language", "title", "summary", "country", "place_name", "made_at", "changed_at")
MOST_NEW = 30


def wish_of(asked: Mapping[str, str]) -> Wish:
    """How an address narrows the list; its words are not part of it."""
    year = asked.get("year", "")
    return Wish(
        concepts={scheme: asked.get(scheme, "") for scheme in FACETS},
        country=asked.get("country", ""),
        year=int(year) if year.isdecimal() else None,
        size=asked.get("size", ""),
        cost=asked.get("cost", ""),
        evidence=asked.get("evidence", ""),
    )


def latest(asked: Mapping[str, str], language: str, *, since: datetime | None = None) -> list[Practice]:
    """What a search finds, the last changed first; with `since` only what was made or changed after it."""
    shown = narrowed(public_practices(), wish_of(asked))
    if since is not None:
        shown = shown.filter(changed_at__gt=since)
    if words := asked.get("q", "").strip():
        hits = search(words, language, among=shown).hits
        shown = shown.filter(pk__in=[hit.practice for hit in hits])
    return list(shown.only(*CHANGED).order_by("-changed_at", "key")[:MOST_NEW])


def searches_of(actor: Actor) -> QuerySet[SavedSearch]:
    """The searches that somebody keeps."""
    return SavedSearch.objects.filter(person=actor.person_id) if actor.is_signed_in else SavedSearch.objects.none()


def saved_search_for(actor: Actor, ref: str) -> SavedSearch | None:
    """One of the person's own searches."""
    return searches_of(actor).filter(ref=ref).first()


def searches_kept_by(person: str) -> QuerySet[SavedSearch]:
    """The searches of the person with this ref."""
    return SavedSearch.objects.filter(person__ref=person)


def due_searches(*, now: datetime) -> QuerySet[SavedSearch]:
    """Those of which it is time to see whether there is something new."""
    found = SavedSearch.objects.filter(next_at__lte=now, person__is_active=True)
    return found.select_related("person").order_by("next_at", "pk")


def token_of(search: SavedSearch) -> str:
    """What stands in a letter's link that ends the letters: it opens this search alone, and nothing else."""
    return signing.dumps(search.ref, salt=SALT)


def search_of_token(token: str) -> SavedSearch | None:
    """The search whose letters a link ends; None for a link that we never made."""
    try:
        ref = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return SavedSearch.objects.select_related("person").filter(ref=ref).first()
