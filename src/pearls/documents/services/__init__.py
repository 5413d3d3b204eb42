"""All writes of forms, drafts and snapshots."""

from pearls.documents.services.drafts import (
    close_document,
    create_document,
    erase_private_answers,
    forget_presence,
    hold_document,
    migrate_document,
    note_presence,
    reopen_document,
)
from pearls.documents.services.forms import publish_form, publish_shipped_forms
from pearls.documents.services.saving import SaveOutcome, choose_rival, save_answer
from pearls.documents.services.snapshots import take_snapshot

__all__ = [
    "SaveOutcome",
    "choose_rival",
    "close_document",
    "create_document",
    "erase_private_answers",
    "forget_presence",
    "hold_document",
    "migrate_document",
    "note_presence",
    "publish_form",
    "publish_shipped_forms",
    "reopen_document",
    "save_answer",
    "take_snapshot",
]
