"""All writes of practices and of their vocabulary."""

from pearls.practices.services.adoptions import (
    Proof,
    Use,
    change_adoption,
    follow_plan,
    tell_adoption,
    withdraw_adoption,
)
from pearls.practices.services.contributing import (
    begin_contribution,
    comment_on_contribution,
    improve_practice,
    save_contribution,
    send_contribution,
    take_back_contribution,
)
from pearls.practices.services.holding import (
    ask_towns,
    confirm_practice,
)
from pearls.practices.services.loading import (
    Saved,
    import_practices,
    load_practices,
    load_vocabulary,
)
from pearls.practices.services.photos import (
    add_photo,
    change_photo,
    remove_photo,
)
from pearls.practices.services.reviewing import (
    accept_contribution,
    check_contribution,
    return_contribution,
    withdraw_practice,
)
from pearls.practices.services.translating import (
    accept_translation,
    confirm_translation,
    drop_translation,
    save_translation,
)

__all__ = [
    "Proof",
    "Saved",
    "Use",
    "accept_contribution",
    "accept_translation",
    "add_photo",
    "ask_towns",
    "begin_contribution",
    "change_adoption",
    "change_photo",
    "check_contribution",
    "comment_on_contribution",
    "confirm_practice",
    "confirm_translation",
    "drop_translation",
    "follow_plan",
    "import_practices",
    "improve_practice",
    "load_practices",
    "load_vocabulary",
    "remove_photo",
    "return_contribution",
    "save_contribution",
    "save_translation",
    "send_contribution",
    "take_back_contribution",
    "tell_adoption",
    "withdraw_adoption",
    "withdraw_practice",
]
