"""A practice in Dublin Core, the fifteen elements that every harvester reads (oai_dc)."""

from typing import Any

from pearls.practices.papers.markup import child, element
from pearls.practices.papers.telling import LICENCE, Told, harvest_id, page_address, publisher_name

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def as_dublin_core(told: Told) -> Any:
    """The element `oai_dc:dc`."""
    record = told.record
    root = element(OAI_DC, "dc", {"oai_dc": OAI_DC, "dc": DC}, SCHEMA)

    def say(name: str, text: str | None, lang: str = "") -> None:
        if text:
            child(root, name, text, lang=lang, namespace=DC)

    for title in told.titles():
        say("title", title.text, title.language)
    say("creator", told.author)
    for term in told.terms:
        say("subject", term.label, term.language)
    for abstract in told.abstracts():
        say("description", abstract.text, abstract.language)
    for _name, words in told.texts():
        say("description", words.text, words.language)
    say("publisher", publisher_name())
    say("date", f"{told.changed_at:%Y-%m-%d}")
    say("type", "Text")
    say("format", "text/html")
    say("identifier", page_address(record.id))
    say("identifier", told.address)
    say("identifier", harvest_id(record.id))
    say("source", record.source_url)
    say("language", record.language)
    say("coverage", told.place())
    say("coverage", told.years())
    say("rights", LICENCE)
    return root
