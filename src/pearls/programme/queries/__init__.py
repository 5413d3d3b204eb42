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
    rules_text_of,
    timeline_of,
)
from pearls.programme.queries.programmes import default_programme, partner_for, partners
from pearls.programme.queries.roles import actor_for, grants_of, people_with_role, roles_in

__all__ = [
    "actor_for",
    "ceremonies_of",
    "default_programme",
    "edition_by_key",
    "edition_for",
    "editions_for",
    "entries_of",
    "grants_of",
    "open_calls",
    "partner_for",
    "partners",
    "people_with_role",
    "public_editions",
    "roles_in",
    "rules_history",
    "rules_text_of",
    "timeline_of",
]
