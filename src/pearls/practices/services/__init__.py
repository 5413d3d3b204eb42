"""All writes of practices, of their vocabulary, and of the searches that people keep."""

from pearls.practices.services.loading import Saved, import_practices, load_practices, load_vocabulary
from pearls.practices.services.saved import (
    change_search,
    delete_search,
    forget_searches,
    save_search,
    stop_letters,
    tell_of_new,
)

__all__ = [
    "Saved",
    "change_search",
    "delete_search",
    "forget_searches",
    "import_practices",
    "load_practices",
    "load_vocabulary",
    "save_search",
    "stop_letters",
    "tell_of_new",
]
