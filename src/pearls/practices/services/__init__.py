"""All writes of practices, of their vocabulary, and of the searches that people keep."""

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
from pearls.practices.services.editing import (
    add_concept,
    change_concept,
    deprecate_concept,
    restore_concept,
)
from pearls.practices.services.forgetting import forget_drafts
from pearls.practices.services.holding import (
    ask_towns,
    confirm_practice,
)
from pearls.practices.services.indexing import (
    complete_index,
)
from pearls.practices.services.loading import (
    Saved,
    import_practices,
    load_practices,
    load_vocabulary,
)
from pearls.practices.services.parts import (
    PART,
    import_in_parts,
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
from pearls.practices.services.saved import (
    change_search,
    delete_search,
    forget_searches,
    save_search,
    stop_letters,
    tell_of_new,
)
from pearls.practices.services.translating import (
    accept_translation,
    confirm_translation,
    drop_translation,
    save_translation,
)

__all__ = [
    "PART",
    "Proof",
    "Saved",
    "Use",
    "accept_contribution",
    "accept_translation",
    "add_concept",
    "add_photo",
    "ask_towns",
    "begin_contribution",
    "change_adoption",
    "change_concept",
    "change_photo",
    "change_search",
    "check_contribution",
    "comment_on_contribution",
    "complete_index",
    "confirm_practice",
    "confirm_translation",
    "delete_search",
    "deprecate_concept",
    "drop_translation",
    "follow_plan",
    "forget_drafts",
    "forget_searches",
    "import_in_parts",
    "import_practices",
    "improve_practice",
    "load_practices",
    "load_vocabulary",
    "remove_photo",
    "restore_concept",
    "return_contribution",
    "save_contribution",
    "save_search",
    "save_translation",
    "send_contribution",
    "stop_letters",
    "take_back_contribution",
    "tell_adoption",
    "tell_of_new",
    "withdraw_adoption",
    "withdraw_practice",
]
