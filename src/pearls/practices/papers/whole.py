"""The whole collection in each format, written piece by piece so that its size does not matter."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pearls.practices import queries, rules
from pearls.practices.papers.catalogue import catalogue_of
from pearls.practices.papers.csv_files import csv_lines
from pearls.practices.papers.datacite import as_datacite
from pearls.practices.papers.linked_data import MIME as LINKED_DATA_MIME
from pearls.practices.papers.linked_data import written
from pearls.practices.papers.markup import fragment
from pearls.practices.papers.telling import told_of_many
from pearls.practices.papers.vocabulary import TURTLE_MIME, skos_turtle
from pearls.practices.papers.xlsx_out import xlsx_pieces
from pearls.practices.rules import Concept
from pearls.web.spreadsheets import CSV_MIME, XLSX_MIME

AGES_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # the state of a collection without anything in it


@dataclass(frozen=True)
class Export:
    """One format: the end of the file's name, its MIME type, and its pieces."""

    ending: str
    mime: str
    pieces: Callable[[], Iterable[bytes]]


def concepts_now() -> Sequence[Concept]:
    """The vocabulary as it is."""
    return queries.known_vocabulary().concepts


def catalogue_now() -> dict[str, Any]:
    """The catalogue with the days of the first and the last change; three queries."""
    first, last = queries.giving.span_of_changes()
    countries = [member for kind, member in queries.giving.sets_there_are() if kind == "country"]
    return catalogue_of(issued=first or AGES_AGO, modified=last or AGES_AGO, countries=countries)


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)


def _datacite_pieces() -> Iterator[bytes]:
    """All resources one after the other in one element, each as the standard has it."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<resources>\n'
    for batch in queries.giving.told_in_batches():
        for told in told_of_many(batch):
            yield fragment(as_datacite(told)).encode() + b"\n"
    yield b"</resources>\n"


EXPORTS = {
    "jsonl": Export("jsonl", "application/x-ndjson", lambda: _encoded(rules.lines_of(queries.records()))),
    "csv": Export("csv", CSV_MIME, lambda: _encoded(csv_lines(queries.records()))),
    "xlsx": Export("xlsx", XLSX_MIME, lambda: xlsx_pieces(queries.records())),
    "skos": Export("ttl", TURTLE_MIME, lambda: _encoded(skos_turtle(concepts_now()))),
    "dcat": Export("jsonld", LINKED_DATA_MIME, lambda: _encoded([written(catalogue_now())])),
    "datacite": Export("datacite.xml", "application/xml", _datacite_pieces),
}
