"""The rules of an edition's seed money, and whom they let ask."""

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.db.models import Exists, OuterRef, QuerySet

from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.places.models import Place
from pearls.programme.models import Edition
from pearls.programme.rules.office import EditionState
from pearls.seed_money.models import RulesText
from pearls.seed_money.rules.document import SeedRules, parse
from pearls.titles import queries as title_queries

DEFAULT = Path(__file__).resolve().parent.parent / "data" / "default.toml"


def default_text(*, opens_on: date, closes_on: date) -> str:
    """The document that an edition's rules begin from; but for what was published these are defaults of our own."""
    text = DEFAULT.read_text(encoding="utf-8")
    return text.replace("= {opens_on}", f"= {opens_on}").replace("= {closes_on}", f"= {closes_on}")


@lru_cache(maxsize=64)
def parsed(text: str) -> SeedRules:
    """The document of this text, read once in a process."""
    return parse(text)


def rules_text_of(edition: Edition) -> RulesText | None:
    """The version in force."""
    return RulesText.objects.filter(edition=edition).order_by("-number").first()


def rules_of(edition: Edition) -> SeedRules | None:
    """The rules in force; None where the edition has no seed money."""
    found = rules_text_of(edition)
    return parsed(found.text) if found else None


def versions_of(edition: Edition) -> QuerySet[RulesText]:
    """Every version, the newest first."""
    return RulesText.objects.filter(edition=edition).order_by("-number")


def editions_with_rules(*, with_demonstration: bool) -> QuerySet[Edition]:
    """The public editions that have seed money, the newest title year first."""
    has_rules = Exists(RulesText.objects.filter(edition=OuterRef("pk")))
    found = Edition.objects.exclude(state=EditionState.DRAFT).filter(has_rules)
    found = found if with_demonstration else found.filter(is_demonstration=False)
    return found.order_by("-title_year", "key")


def pearls_that_may_ask(actor: Actor, *, now: datetime) -> list[tuple[Place, Edition]]:
    """The places that the actor speaks for, with each edition whose title they hold and that has seed money."""
    titles = title_queries.standing_titles(now=now).select_related("place", "edition")
    has_rules = Exists(RulesText.objects.filter(edition=OuterRef("edition")))
    mine = titles.filter(has_rules, place_id__in=people_queries.place_ids_spoken_for(actor))
    return [(title.place, title.edition) for title in mine.order_by("place__name", "pk")]
