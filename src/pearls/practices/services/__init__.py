"""All writes of practices and of their vocabulary."""

from pearls.practices.services.loading import Saved, import_practices, load_practices, load_vocabulary

__all__ = ["Saved", "import_practices", "load_practices", "load_vocabulary"]
