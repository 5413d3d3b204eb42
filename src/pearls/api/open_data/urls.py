"""Addresses of open data, before any language; included at the root. They stay: others have written them down."""

import re

from django.urls import path, register_converter

from pearls.api.open_data import documents, feeds, oai


class Ending:
    """What an address ends in says what stands there."""

    regex = "|".join(map(re.escape, documents.FORMATS))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Ending, "ending")
app_name = "open-data"
urlpatterns = [
    path("oai", oai.harvest, name="oai"),
    path("catalog.jsonld", documents.catalogue, name="catalogue"),
    path("vocabulary.ttl", documents.vocabulary_turtle, name="vocabulary-turtle"),
    path("vocabulary.jsonld", documents.vocabulary_json, name="vocabulary-json"),
    path("vocabulary/<slug:scheme>", documents.concept_itself, name="scheme"),
    path("vocabulary/<slug:scheme>/<slug:key>", documents.concept_itself, name="concept"),
    path("feeds/practices.xml", feeds.practices, name="feed"),
    path("open-data/practices.<str:ending>", documents.whole_file, name="file"),
    path("practices/<slug:key>.<ending:ending>", documents.practice_document, name="practice-document"),
    path("practices/<slug:key>", documents.practice_itself, name="practice"),
]
