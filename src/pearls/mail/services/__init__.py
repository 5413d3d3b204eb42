"""Writing the outbox. Nothing is sent in the act that writes: rows wait for the sender, which runs after the commit."""

from pearls.mail.rules import Letter
from pearls.mail.services.asking import claim, forget_subscriber, subscribe, unsubscribe
from pearls.mail.services.bounces import clear_address, note_bounce
from pearls.mail.services.letters import reset_letter, word_letter
from pearls.mail.services.office import cancel_messages, edit_message, hold_messages, release_messages
from pearls.mail.services.outbox import forget_address, queue, queue_letter

__all__ = [
    "Letter",
    "cancel_messages",
    "claim",
    "clear_address",
    "edit_message",
    "forget_address",
    "forget_subscriber",
    "hold_messages",
    "note_bounce",
    "queue",
    "queue_letter",
    "release_messages",
    "reset_letter",
    "subscribe",
    "unsubscribe",
    "word_letter",
]
