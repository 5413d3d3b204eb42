"""Editions, their rules and their record."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404

from pearls.kernel.actor import Actor
from pearls.programme.models import Ceremony, Edition, Entry, RulesVersion, TimelineStep
from pearls.programme.queries.record import known_places
from pearls.programme.rules import EditionRules, RulesError, parse_edition_rules
from pearls.programme.rules.office import EditionState

# What work pages name of the edition they are in: whole rows, with their notes and sources, take twice the time.
EDITION_AT_A_GLANCE = (
    *("key", "name", "title_year", "state", "is_history", "is_demonstration", "call_opens_at", "call_closes_at"),
    *("programme", "rules_version__text", "rules_version__sha256"),
)


def public_editions(*, with_demonstration: bool = False) -> QuerySet[Edition]:
    """Every edition the public may know of, the newest title year first; 2027 among them, though without a call."""
    rows = Edition.objects.exclude(state=EditionState.DRAFT).select_related("rules_version")
    return rows if with_demonstration else rows.filter(is_demonstration=False)


def editions_for(actor: Actor) -> QuerySet[Edition]:
    """Every edition the actor may see: the office sees its drafts too; demonstration editions included."""
    rows = Edition.objects.select_related("rules_version")
    editions = actor.office_editions()
    if editions is None:
        return rows
    return rows.filter(~Q(state=EditionState.DRAFT) | Q(key__in=editions))


def edition_for(actor: Actor, key: str) -> Edition:
    """One edition by its key.

    Raises: Http404, where there is none or the actor may not see it.
    """
    edition = editions_for(actor).filter(key=key).first()
    if edition is None:
        raise Http404
    return edition


def edition_by_key(key: str) -> Edition:
    """One edition for code that acts by itself (jobs, commands, tests).

    Raises: Edition.DoesNotExist.
    """
    return Edition.objects.select_related("rules_version").get(key=key)


def open_calls(now: datetime) -> QuerySet[Edition]:
    """Published editions whose call is open at this moment, the one that closes first leading."""
    # A deadline includes the whole second it names (rules.clock.is_in_time).
    in_time = now - timedelta(seconds=1)
    rows = public_editions(with_demonstration=True).filter(call_opens_at__lte=now, call_closes_at__gt=in_time)
    return rows.order_by("call_closes_at", "key")


def entries_of(edition: Edition) -> QuerySet[Entry]:
    """The edition's named applicants with their places."""
    return edition.entries.select_related("place")


def ceremonies_of(edition: Edition) -> QuerySet[Ceremony]:
    """The edition's ceremonies with their places; those without a published date come first."""
    return edition.ceremonies.select_related("place")


def timeline_of(edition: Edition) -> QuerySet[TimelineStep]:
    """The edition's published dates in order."""
    return edition.timeline.all()


def rules_history(edition: Edition) -> QuerySet[RulesVersion]:
    """The original rules and every amendment, in order."""
    return edition.rules_versions.all()


def rules_of(edition: Edition) -> EditionRules | None:
    """The rules in force; None where none were published."""
    return parsed(edition.rules_version.text) if edition.rules_version else None


def checked_rules(text: str) -> EditionRules:
    """The rules of this text, also against what is loaded: a place left out by name must be one that is known.

    Raises: RulesError.
    """
    rules = parse_edition_rules(text)
    known = known_places(item.place for item in rules.eligibility.excluded)
    for number, item in enumerate(rules.eligibility.excluded, start=1):
        if item.place not in known:
            raise RulesError(
                key=f"eligibility.excluded[{number}].place", expected="the key of a place", got=f'"{item.place}"'
            )
    return rules


def parsed(text: str) -> EditionRules:
    """The rules document of this text, read once in a process."""
    return parse_edition_rules(text)


def editions_to_freeze(now: datetime) -> QuerySet[Edition]:
    """Published editions run here whose call has opened while their rules are not fixed yet."""
    rows = Edition.objects.filter(state=EditionState.PUBLISHED, is_history=False, call_opens_at__lte=now)
    return rows.filter(rules_version__frozen_at__isnull=True, rules_version__isnull=False).select_related(
        "rules_version"
    )


def last_edition_with_rules(*, is_demonstration: bool = False) -> Edition | None:
    """The edition that a new one begins from: the one of the latest title year that has rules."""
    rows = Edition.objects.filter(rules_version__isnull=False, is_demonstration=is_demonstration)
    return rows.select_related("rules_version").order_by("-title_year", "-created_at").first()


def edition_to_ask(now: datetime) -> Edition | None:
    """The edition by whose rules a place is judged unless another is named: the open call, else the latest rules."""
    real = public_editions(with_demonstration=True).filter(rules_version__isnull=False)
    return open_calls(now).first() or real.order_by("is_demonstration", "-title_year").first()
