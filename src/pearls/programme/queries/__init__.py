"""All reads of the programme, and who sees what."""

from pearls.programme.queries.editions import (
    ceremonies_of,
    edition_by_key,
    edition_for,
    editions_for,
    entries_of,
    open_calls,
    public_editions,
    rules_history,
    rules_of,
    timeline_of,
)
from pearls.programme.queries.programmes import default_programme, partner_for, partners
from pearls.programme.queries.record import (
    entries_of_place,
    has_data,
    pearls,
    place_ids,
    places_in_record,
    public_ceremonies,
    public_entries,
)
from pearls.programme.queries.roles import actor_for, grant_for, grants_of, people_with_role, roles_in

__all__ = [
    "actor_for",
    "ceremonies_of",
    "default_programme",
    "edition_by_key",
    "edition_for",
    "editions_for",
    "entries_of",
    "entries_of_place",
    "grant_for",
    "grants_of",
    "has_data",
    "open_calls",
    "partner_for",
    "partners",
    "pearls",
    "people_with_role",
    "place_ids",
    "places_in_record",
    "public_ceremonies",
    "public_editions",
    "public_entries",
    "roles_in",
    "rules_history",
    "rules_of",
    "timeline_of",
]
