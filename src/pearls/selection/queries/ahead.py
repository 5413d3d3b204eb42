"""What is known before a call: who may look ahead, and how many candidates there were last time."""

from collections import Counter

from pearls.kernel.actor import Actor
from pearls.programme import queries as programme_queries
from pearls.programme.rules.office import Outcome
from pearls.selection.queries.panels import panels_for


def may_look_ahead(actor: Actor) -> bool:
    """Whether somebody runs panels or chairs one."""
    return actor.is_office() or panels_for(actor).exists()


def candidates_before() -> tuple[int | None, dict[str, int]]:
    """The candidates of the last edition whose record names any, by country, with its title year."""
    entries = programme_queries.public_entries().filter(outcome__in=(Outcome.CANDIDATE, Outcome.PEARL))
    rows = list(entries.order_by("-edition__title_year").values_list("edition__title_year", "country"))
    if not rows:
        return None, {}
    return rows[0][0], dict(Counter(country for year, country in rows if year == rows[0][0]))
