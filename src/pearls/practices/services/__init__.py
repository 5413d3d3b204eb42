"""All writes of practices and of their vocabulary."""

from pearls.practices.services.indexing import complete_index
from pearls.practices.services.loading import Saved, import_practices, load_practices, load_vocabulary

__all__ = ["Saved", "complete_index", "import_practices", "load_practices", "load_vocabulary"]
