"""Mail: the outbox, letters in the recipient's language, the sender."""
