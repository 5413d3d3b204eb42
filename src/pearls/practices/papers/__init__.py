"""Practices as other people's programs take them: files in and out, and the standards of open data."""

from pearls.practices.papers.citing import bibtex, csl_json, sentence
from pearls.practices.papers.csv_files import csv_lines, read_csv
from pearls.practices.papers.datacite import as_datacite
from pearls.practices.papers.dublin_core import as_dublin_core
from pearls.practices.papers.linked_data import as_linked_data, written
from pearls.practices.papers.one_page import practice_pdf
from pearls.practices.papers.telling import (
    HARVEST,
    LICENCE,
    SITE,
    Told,
    harvest_id,
    host,
    page_address,
    practice_address,
    publisher_name,
    told_of,
    told_of_many,
)
from pearls.practices.papers.vocabulary import TURTLE_MIME, skos_json, skos_turtle
from pearls.practices.papers.whole import EXPORTS, Export, catalogue_now, concepts_now
from pearls.practices.papers.xlsx_in import read_xlsx
from pearls.practices.papers.xlsx_out import xlsx_pieces

__all__ = [
    "EXPORTS",
    "HARVEST",
    "LICENCE",
    "SITE",
    "TURTLE_MIME",
    "Export",
    "Told",
    "as_datacite",
    "as_dublin_core",
    "as_linked_data",
    "bibtex",
    "catalogue_now",
    "concepts_now",
    "csl_json",
    "csv_lines",
    "harvest_id",
    "host",
    "page_address",
    "practice_address",
    "practice_pdf",
    "publisher_name",
    "read_csv",
    "read_xlsx",
    "sentence",
    "skos_json",
    "skos_turtle",
    "told_of",
    "told_of_many",
    "written",
    "xlsx_pieces",
]
