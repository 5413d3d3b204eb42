"""The ledger for the books: one row for every movement, amounts to the cent."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pearls.programme.models import Edition
from pearls.seed_money import labels
from pearls.seed_money.queries.ledger import entries_of


def book_header() -> list[str]:
    return [
        pgettext("column", "Entry"),
        pgettext("column", "Booked on"),
        pgettext("column", "What"),
        pgettext("column", "Out of"),
        pgettext("column", "Into"),
        pgettext("column", "Euros"),
        pgettext("column", "Pearl"),
        pgettext("column", "Request"),
        pgettext("column", "Corrects"),
        _("Written down at (UTC)"),
    ]


def book_rows(edition: Edition) -> Iterator[list[Any]]:
    """Every movement of the edition, the first one first."""
    for entry in entries_of(edition).iterator(chunk_size=500):
        for move in entry.transfers.all():
            yield [
                entry.ref,
                entry.booked_on,
                str(labels.ENTRIES[entry.kind]),
                str(labels.ACCOUNTS[move.source]),
                str(labels.ACCOUNTS[move.target]),
                Decimal(move.cents) / 100,
                entry.request.place.display_name if entry.request else "",
                entry.request.ref if entry.request else "",
                entry.reverses.ref if entry.reverses else "",
                entry.at,
            ]
