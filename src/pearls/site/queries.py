"""What the pages that cross rooms ask of all rooms together."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from pearls.audit import queries as audit_queries
from pearls.kernel.actor import Actor
from pearls.learning import queries as learning_queries
from pearls.mail import queries as mail_queries
from pearls.news import queries as news_queries
from pearls.people import queries as people_queries
from pearls.plans import queries as plan_queries
from pearls.plans.queries import toolkit as toolkit_queries
from pearls.practices import queries as practice_queries
from pearls.programme import queries as programme_queries
from pearls.programme.rules.office import Outcome
from pearls.selection import queries as selection_queries
from pearls.site import labels
from pearls.site.day import week_to_write

Counts = Mapping[str, int]

PLAIN_PAGES = (
    "site:home",
    "site:pearl-list",
    "site:place-list",
    "site:edition-list",
    "site:ceremony-list",
    "site:call-list",
    "site:programme",
    "site:partner-list",
    "site:source-list",
    "practices:practice-list",
    "practices:for-your-town",
    "practices:open-data",
    "plans:tool-list",
    "news:story-list",
    "news:newsletter",
    "site:title-year",
    "calendar:event-list",
    "calendar:past",
    "learning:course-list",
    "seed_money:overview",
    "exchange:board",
    "network:front",
    "network:directory",
    "site:accessibility",
    "site:privacy",
    "programme:eligibility",
)


def _pages_of_rooms(now: datetime) -> Iterator[tuple[str, dict[str, str]]]:
    """What there is to read whether or not a place is named."""
    for name in PLAIN_PAGES:
        yield name, {}
    for tool in toolkit_queries.tools():
        yield "plans:tool", {"tool_id": tool.id}
    for key in practice_queries.keys_of_public():
        yield "practices:practice", {"key": key}
    for key in learning_queries.open_courses().values_list("key", flat=True):
        yield "learning:course", {"key": key}
    for slug in news_queries.public_stories(now=now).values_list("slug", flat=True):
        yield "news:story", {"slug": slug}
    for key, rules in programme_queries.public_editions().values_list("key", "rules_version"):
        yield "site:edition", {"key": key}
        if rules is not None:
            yield "programme:guide", {"edition": key}
    for key, stage in selection_queries.all_decided():
        yield "selection:decided", {"edition": key, "stage": stage}


def public_pages(now: datetime) -> Iterator[tuple[str, dict[str, str]]]:
    """Every public page worth finding, as a name and what its address holds; nine queries."""
    yield from _pages_of_rooms(now)
    entries = programme_queries.public_entries().filter(outcome=Outcome.PEARL)
    titled = set(entries.values_list("place__key", "edition__key"))
    pearls = {place for place, _edition in titled}
    for key in programme_queries.places_in_record().values_list("key", flat=True):
        yield ("site:pearl" if key in pearls else "site:place"), {"key": key}
        if key in pearls:
            yield "news:press", {"key": key}
    for place, edition in plan_queries.public_plan_keys(titled, now=now):
        yield "plans:published-plan", {"place": place, "edition": edition}


def counts_for_metrics() -> Iterator[tuple[str, str, str, Counts]]:
    """Families of counts: name, meaning, label, and the count for each value of the label."""
    yield "pearls_editions", "Published editions.", "", {"": programme_queries.public_editions().count()}
    yield "pearls_titles", "Titles in the public record.", "", {"": programme_queries.pearls().count()}
    yield (
        "pearls_messages",
        "Letters in the outbox by state.",
        "state",
        mail_queries.count_by_state(mail_queries.messages_for(Actor.system("metrics"))),
    )
    yield "pearls_journal_entries", "Entries in the journal.", "", {"": audit_queries.entry_count()}


def weeks_to_write(now: datetime) -> Iterator[tuple[mail_queries.Subscription, people_queries.Person]]:
    """Who asked for a letter on Monday, where it is Monday morning and it was not written; two queries."""
    asked = {one.to: one for one in mail_queries.wanted(labels.WEEKLY)}
    for person in people_queries.people_by_ref([to.removeprefix("person:") for to in asked]):
        week = week_to_write(now, person.zone)
        if week and asked[person.subject].written_for != week:
            yield asked[person.subject], person
