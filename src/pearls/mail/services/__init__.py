"""Writing the outbox. Nothing is sent in the act that writes: rows wait for the sender, which runs after the commit."""

from pearls.mail.rules import Letter
from pearls.mail.services.letters import reset_letter, word_letter
from pearls.mail.services.office import cancel_messages, edit_message, hold_messages, release_messages
from pearls.mail.services.outbox import forget_address, queue, queue_letter

__all__ = [
    "Letter",
    "cancel_messages",
    "edit_message",
    "forget_address",
    "hold_messages",
    "queue",
    "queue_letter",
    "release_messages",
    "reset_letter",
    "word_letter",
]
