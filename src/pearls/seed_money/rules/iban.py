"""Bank account numbers (ISO 13616)."""

import re

SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}")
# How long they are where our towns lie.
LENGTHS = {"DE": 22, "DK": 18, "EE": 20, "FI": 18, "LT": 20, "LV": 21, "NO": 15, "PL": 28, "SE": 24}


def compact(text: str) -> str:
    return "".join(text.split()).upper()


def is_iban(text: str) -> bool:
    """Whether this is a bank account number: its shape, its length, and its check digits (modulo 97)."""
    number = compact(text)
    if not SHAPE.fullmatch(number) or len(number) != LENGTHS.get(number[:2], len(number)):
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def grouped(text: str) -> str:
    """As it is printed: in groups of four."""
    number = compact(text)
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
