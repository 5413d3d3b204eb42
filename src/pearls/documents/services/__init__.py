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
from pearls.documents.services.records import (
    NotAnAnswer,
    add_record,
    fill_answers,
    move_record,
    remove_record,
    restore_record,
)
from pearls.documents.services.saving import SaveOutcome, choose_rival, save_answer
from pearls.documents.services.snapshots import take_snapshot

__all__ = [
    "NotAnAnswer",
    "SaveOutcome",
    "add_record",
    "choose_rival",
    "close_document",
    "create_document",
    "erase_private_answers",
    "fill_answers",
    "forget_presence",
    "hold_document",
    "migrate_document",
    "move_record",
    "note_presence",
    "publish_form",
    "publish_shipped_forms",
    "remove_record",
    "reopen_document",
    "restore_record",
    "save_answer",
    "take_snapshot",
]
