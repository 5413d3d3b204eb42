"""All writes of practices and of their vocabulary."""

from pearls.practices.services.adoptions import (
    Proof,
    Use,
    change_adoption,
    follow_plan,
    tell_adoption,
    withdraw_adoption,
)
from pearls.practices.services.loading import Saved, import_practices, load_practices, load_vocabulary

__all__ = [
    "Proof",
    "Saved",
    "Use",
    "change_adoption",
    "follow_plan",
    "import_practices",
    "load_practices",
    "load_vocabulary",
    "tell_adoption",
    "withdraw_adoption",
]
