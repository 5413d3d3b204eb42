"""Pages of the practices."""

from pearls.practices.views.adoptions import (
    adopt,
    adoption,
    adoption_list,
    proof,
    withdraw,
)
from pearls.practices.views.asking import (
    contact,
)
from pearls.practices.views.contributing import (
    contribution,
    contribution_act,
    contribution_list,
    contribution_new,
    contribution_write,
    photo_change,
    photo_list,
    review_list,
)
from pearls.practices.views.editing import (
    concept,
    concept_end,
    concept_new,
    vocabulary_list,
)
from pearls.practices.views.feeds import (
    feed,
)
from pearls.practices.views.holding import (
    still_right,
)
from pearls.practices.views.needing import (
    for_your_town,
)
from pearls.practices.views.open_data import (
    open_data,
    practice_pdf,
)
from pearls.practices.views.public import (
    practice_history,
    practice_improve,
    practice_photo,
    practice_withdraw,
    practices_file,
)
from pearls.practices.views.reading import (
    practice,
    practice_list,
)
from pearls.practices.views.saving import (
    change_search,
    save_search,
    search_list,
    stop_letters,
)
from pearls.practices.views.translating import (
    translate,
    translation_act,
)

__all__ = [
    "adopt",
    "adoption",
    "adoption_list",
    "change_search",
    "concept",
    "concept_end",
    "concept_new",
    "contact",
    "contribution",
    "contribution_act",
    "contribution_list",
    "contribution_new",
    "contribution_write",
    "feed",
    "for_your_town",
    "open_data",
    "photo_change",
    "photo_list",
    "practice",
    "practice_history",
    "practice_improve",
    "practice_list",
    "practice_pdf",
    "practice_photo",
    "practice_withdraw",
    "practices_file",
    "proof",
    "review_list",
    "save_search",
    "search_list",
    "still_right",
    "stop_letters",
    "translate",
    "translation_act",
    "vocabulary_list",
    "withdraw",
]
