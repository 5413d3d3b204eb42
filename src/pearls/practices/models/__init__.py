"""The tables of practices, of the vocabulary and of the search."""

from pearls.practices.models.adoptions import (
    Adoption,
)
from pearls.practices.models.contributing import (
    Contribution,
    Photo,
    PracticeVersion,
    ReviewComment,
)
from pearls.practices.models.practices import (
    Concept,
    Naming,
    Practice,
)
from pearls.practices.models.saved import (
    SavedSearch,
)
from pearls.practices.models.search import (
    Meaning,
    Posting,
    Word,
)
from pearls.practices.models.translations import (
    Confirmation,
    Translation,
)

__all__ = [
    "Adoption",
    "Concept",
    "Confirmation",
    "Contribution",
    "Meaning",
    "Naming",
    "Photo",
    "Posting",
    "Practice",
    "PracticeVersion",
    "ReviewComment",
    "SavedSearch",
    "Translation",
    "Word",
]
