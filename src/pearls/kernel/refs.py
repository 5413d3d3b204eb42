"""References that stand in addresses: short, readable, not to be guessed."""

import secrets

# No 0, 1, i, l, o, u: nobody mistakes a letter on paper, and no word appears by chance.
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH = 16  # 30**16 values, 78 bits


def new_ref() -> str:
    """A fresh reference for a record, 16 letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_secret() -> str:
    """A fresh secret for a link, 32 letters and digits (156 bits)."""
    return new_ref() + new_ref()
