"""Pages of the practices."""

from pearls.practices.views.adoptions import (
    adopt,
    adoption,
    adoption_list,
    proof,
    withdraw,
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
from pearls.practices.views.holding import (
    still_right,
)
from pearls.practices.views.needing import (
    for_your_town,
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
from pearls.practices.views.translating import (
    translate,
    translation_act,
)

__all__ = [
    "adopt",
    "adoption",
    "adoption_list",
    "contribution",
    "contribution_act",
    "contribution_list",
    "contribution_new",
    "contribution_write",
    "for_your_town",
    "photo_change",
    "photo_list",
    "practice",
    "practice_history",
    "practice_improve",
    "practice_list",
    "practice_photo",
    "practice_withdraw",
    "practices_file",
    "proof",
    "review_list",
    "still_right",
    "translate",
    "translation_act",
    "withdraw",
]
