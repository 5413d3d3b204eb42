"""All writes of practices and of their vocabulary."""

from pearls.practices.services.loading import Saved, import_practices, load_practices, load_vocabulary
from pearls.practices.services.parts import PART, import_in_parts

__all__ = ["PART", "Saved", "import_in_parts", "import_practices", "load_practices", "load_vocabulary"]
