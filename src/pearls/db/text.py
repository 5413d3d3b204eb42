"""Looking for texts by their beginning, on both databases."""

from django.db import connection
from django.db.models import Q


def begins_with(field: str, text: str) -> Q:
    """The rows whose column begins with the text, by the column's index on both databases."""
    if connection.vendor == "sqlite":  # its LIKE uses no index; its texts compare by code point
        return Q(**{f"{field}__gte": text, f"{field}__lt": text[:-1] + chr(ord(text[-1]) + 1)})
    return Q(**{f"{field}__startswith": text})
