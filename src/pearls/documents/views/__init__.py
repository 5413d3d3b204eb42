"""The pages of a document, for the room above: it owns addresses and permissions, and hands in what is allowed."""

from pearls.documents.views.pages import (
    DocumentUrls,
    autosave,
    choose,
    people_here,
    presence,
    section_context,
    section_page,
)
from pearls.documents.views.reading import blank_context, history_context, stored_file
from pearls.documents.views.records import record_page

__all__ = [
    "DocumentUrls",
    "autosave",
    "blank_context",
    "choose",
    "history_context",
    "people_here",
    "presence",
    "record_page",
    "section_context",
    "section_page",
    "stored_file",
]
