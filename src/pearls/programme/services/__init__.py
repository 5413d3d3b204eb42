"""All writes of the programme: roles, editions and their rules, and what is loaded from the fact files."""

from pearls.programme.services.loading import Loaded, load_programme
from pearls.programme.services.roles import end_role, grant_role

__all__ = ["Loaded", "end_role", "grant_role", "load_programme"]
