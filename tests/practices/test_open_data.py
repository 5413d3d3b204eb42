"""Open data read back with the tools of others: rdflib, pyshacl, extruct, feedparser and the schemas of DataCite."""

import io
import json
import re
from datetime import datetime, timedelta
from typing import Any

import extruct
import feedparser
import pytest
from datacite import schema45
from django.test import Client
from lxml import etree
from pyshacl import validate
from rdflib import OWL, RDF, Graph, Literal, Namespace, URIRef

from pearls.kernel.actor import Actor
from pearls.kernel.languages import LANGUAGES
from pearls.practices import services
from pearls.practices.models import Concept as Row
from pearls.practices.models import Practice
from pearls.practices.papers import csv_lines, skos_json, skos_turtle
from pearls.practices.queries import records, shipped_vocabulary
from pearls.practices.rules import Concept
from tests.house.source import ROOT
from tests.practices.samples import a_record

# rdflib and pyshacl warn of parts of rdflib that they still use themselves.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).* is deprecated")]
SHAPES = ROOT.parent / "shared" / "vendor" / "dcat-ap-3.0.1"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SCHEMA = Namespace("https://schema.org/")
BASE = "http://127.0.0.1:8000"
HERE = f"{BASE}/practices/village-theatre"
DATA = "/practices/village-theatre"
PAGE = "/en/practices/village-theatre/"
ENDINGS = ("jsonld", "datacite.xml", "dc.xml", "bib", "csl.json")


@pytest.fixture
def bring(vocabulary: None, office: Actor, now: datetime) -> Any:
    def bring(at: datetime = now, **changes: Any) -> None:
        services.import_practices(actor=office, records=[a_record(**changes)], now=at)

    return bring


def got(client: Client, address: str, **headers: str) -> Any:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


def graph_of(answer: Any, form: str = "json-ld") -> Graph:
    return Graph().parse(data=answer.content.decode(), format=form)


# The catalogue


@pytest.mark.skipif(not SHAPES.is_dir(), reason="the SHACL shapes of DCAT-AP 3.0.1 are not beside the project")
@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl", "shapes_recommended.ttl", "mdr-vocabularies.shape.ttl"])
def test_the_catalogue_passes_the_official_shapes(client: Client, shipped: None, shapes: str) -> None:
    data = graph_of(got(client, "/catalog.jsonld"))

    conforms, _graph, words = validate(
        data, shacl_graph=str(SHAPES / shapes), allow_warnings=True, allow_infos=True, do_owl_imports=False
    )

    assert conforms, words


@pytest.mark.skipif(not SHAPES.is_dir(), reason="the SHACL shapes of DCAT-AP 3.0.1 are not beside the project")
def test_the_shapes_find_a_catalogue_that_lacks_something(client: Client, shipped: None) -> None:
    data = graph_of(got(client, "/catalog.jsonld"))
    data.remove((URIRef(f"{BASE}/catalog.jsonld"), DCT.publisher, None))

    assert validate(data, shacl_graph=str(SHAPES / "shapes.ttl"), allow_warnings=True)[0] is False


def test_every_file_and_service_of_the_catalogue_is_there(client: Client, shipped: None) -> None:
    data = graph_of(got(client, "/catalog.jsonld"))

    addresses = {str(one) for name in ("accessURL", "downloadURL") for one in data.objects(None, DCAT[name])}
    assert f"{BASE}/open-data/practices.xlsx" in addresses
    for address in addresses | {str(one) for one in data.objects(None, DCAT.endpointDescription)}:
        assert client.get(address.removeprefix(BASE)).status_code == 200, address
    licences = set(data.objects(None, DCT.license))
    assert licences == {URIRef("https://creativecommons.org/licenses/by/4.0/")}
    countries = {str(one).rpartition("/")[2] for one in data.objects(None, DCT.spatial)}
    assert countries == {"DEU", "DNK", "EST", "FIN", "LTU", "LVA", "NOR", "POL", "SWE"}


def test_a_catalogue_of_nothing_is_still_one(client: Client) -> None:
    assert (None, RDF.type, DCAT.Catalog) in graph_of(got(client, "/catalog.jsonld"))


# The vocabulary


def test_the_vocabulary_is_the_same_in_both_forms_and_has_all_that_ships(client: Client, vocabulary: None) -> None:
    turtle = graph_of(got(client, "/vocabulary.ttl"), "turtle")

    assert set(turtle) == set(graph_of(got(client, "/vocabulary.jsonld")))
    concepts = {URIRef(f"{BASE}/vocabulary/{one.scheme}/{one.id}"): one for one in shipped_vocabulary()}
    assert set(turtle.subjects(RDF.type, SKOS.Concept)) == set(concepts)
    for address, concept in concepts.items():
        preferred = set(turtle.objects(address, SKOS.prefLabel))
        assert preferred == {Literal(text, lang=language) for language, text in concept.labels.items()}
        assert {label.language for label in preferred if isinstance(label, Literal)} == set(LANGUAGES)
        assert not preferred & set(turtle.objects(address, SKOS.altLabel))
        above = set(turtle.objects(address, SKOS.broader))
        assert above == (
            {URIRef(f"{BASE}/vocabulary/{concept.scheme}/{concept.broader}")} if concept.broader else set()
        )
        assert all((one, SKOS.narrower, address) in turtle for one in above)
        assert bool(above) is not bool(set(turtle.objects(address, SKOS.topConceptOf)))
    assert set(turtle.subject_objects(SKOS.topConceptOf)) == {
        (concept, scheme) for scheme, concept in turtle.subject_objects(SKOS.hasTopConcept)
    }


def test_a_concept_that_is_given_to_nothing_new_says_so() -> None:
    old = Concept("challenge", "plague", {"en": "plague"}, is_deprecated=True)
    concepts = [old, Concept("challenge", "loneliness", {"en": "loneliness"})]

    turtle = Graph().parse(data="".join(skos_turtle(concepts)), format="turtle")

    said = {(URIRef(f"{BASE}/vocabulary/challenge/plague"), Literal(True))}
    assert set(turtle.subject_objects(OWL.deprecated)) == said
    assert set(turtle) == set(Graph().parse(data=json.dumps(skos_json(concepts)), format="json-ld"))


def test_a_label_with_any_sign_is_one_literal(client: Client, vocabulary: None, now: datetime) -> None:
    text = '"""\\ \n\t<x> .'
    later = now + timedelta(days=1)
    Row.objects.filter(scheme="challenge", key="loneliness").update(labels={"en": text}, changed_at=later)

    for address, form in (("/vocabulary.ttl", "turtle"), ("/vocabulary.jsonld", "json-ld")):
        one = URIRef(f"{BASE}/vocabulary/challenge/loneliness")
        assert set(graph_of(got(client, address), form).objects(one, SKOS.prefLabel)) == {Literal(text, lang="en")}


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("text/turtle", "/vocabulary.ttl"),
        ("application/ld+json", "/vocabulary.jsonld"),
        ("text/html,*/*", "/lv/practices/?challenge=loneliness"),
    ],
)
def test_a_concept_leads_readers_and_machines_on(client: Client, vocabulary: None, accept: str, target: str) -> None:
    headers = {"accept": accept, "accept-language": "lv"}
    answer = client.get("/vocabulary/challenge/loneliness", headers=headers)

    assert (answer.status_code, answer["Location"]) == (303, target)
    assert client.get("/vocabulary/challenge/no-such").status_code == 404
    assert client.get("/vocabulary/no-such").status_code == 404


# Each practice


def test_the_page_and_the_document_say_the_same_in_linked_data(client: Client, bring: Any) -> None:
    bring(organisation="The village", steps=["One", "Two"])

    [found] = extruct.extract(got(client, PAGE).content.decode(), syntaxes=["json-ld"])["json-ld"]

    assert found == json.loads(got(client, f"{DATA}.jsonld").content)
    graph = Graph().parse(data=json.dumps(found), format="json-ld")
    one = URIRef(HERE)
    assert (one, RDF.type, SCHEMA.Article) in graph
    assert (one, SCHEMA.name, Literal("A village theatre", lang="en")) in graph
    assert set(graph.objects(one, SCHEMA.about)) == {
        URIRef(f"{BASE}/vocabulary/{name}")
        for name in ("challenge/loneliness", "challenge/depopulation", "cultural_field/theatre")
    }
    texts = {str(text) for part in graph.objects(one, SCHEMA.hasPart) for text in graph.objects(part, SCHEMA.text)}
    assert texts == {"One\nTwo"}


def test_every_format_gives_translations_with_their_language(client: Client, bring: Any) -> None:
    said = {"title": "Ciema teātris", "summary": "Kaimiņi spēlēja šķūnī.", "steps": ["Viens", "Divi"]}
    bring(
        steps=["One", "Two"], translations={"lv": {name: {"text": text, "of": "0" * 12} for name, text in said.items()}}
    )

    graph = Graph().parse(data=got(client, f"{DATA}.jsonld").content, format="json-ld")
    datacite = facts_of(etree.fromstring(got(client, f"{DATA}.datacite.xml").content))
    core = facts_of(etree.fromstring(got(client, f"{DATA}.dc.xml").content))

    latvian = {str(text) for text in graph.objects() if isinstance(text, Literal) and text.language == "lv"}
    assert latvian >= {"Ciema teātris", "Kaimiņi spēlēja šķūnī.", "Viens\nDivi"}
    lang = ("{http://www.w3.org/XML/1998/namespace}lang", "lv")
    assert ("title", "Ciema teātris", tuple(sorted([("titleType", "TranslatedTitle"), lang]))) in datacite
    assert ("description", "Viens\nDivi", tuple(sorted([("descriptionType", "Methods"), lang]))) in datacite
    assert {text for name, text, facts in core if lang in facts} >= set(said["title"].splitlines()) | {"Viens\nDivi"}


HOSTILE = '</script><script>alert(1)</script><!-- & \u2028 "\\'


def test_a_text_cannot_end_the_element_it_stands_in(client: Client, bring: Any) -> None:
    bring(title=HOSTILE, summary=HOSTILE, organisation=HOSTILE, steps=[HOSTILE])

    page = got(client, PAGE).content.decode()

    assert "<script>alert" not in page
    [found] = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert found["name"]["@value"] == found["author"]["name"] == HOSTILE
    assert "script-src 'self'" in client.get(PAGE).headers["Content-Security-Policy"]


def test_the_page_names_its_addresses_for_machines(client: Client, bring: Any) -> None:
    bring()

    head = got(client, "/lv/practices/village-theatre/").content.decode().split("</head>")[0]

    assert f'<link rel="canonical" href="{BASE}/lv/practices/village-theatre/">' in head
    assert f'<link rel="describedby" type="application/ld+json" href="{HERE}.jsonld">' in head
    assert 'type="application/atom+xml"' in head
    assert 'href="/feeds/practices.xml?lang=lv"' in head


def test_the_document_by_datacite_is_what_their_own_library_writes(client: Client, bring: Any) -> None:
    bring(organisation="The village", title_original="Teātris", title_original_lang="lv")
    data = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceType": "Good practice", "resourceTypeGeneral": "Text"},
        "creators": [{"name": "The village", "nameType": "Organizational"}],
        "titles": [
            {"title": "A village theatre", "lang": "en"},
            {"title": "Teātris", "lang": "lv", "titleType": "AlternativeTitle"},
        ],
        "publisher": {"name": "Pearls"},
        "publicationYear": "2026",
        "language": "en",
        "relatedIdentifiers": [
            {
                "relatedIdentifier": "https://example.org/theatre",
                "relatedIdentifierType": "URL",
                "relationType": "IsDerivedFrom",
            }
        ],
        "descriptions": [{"description": "Neighbours played in a barn.", "descriptionType": "Abstract", "lang": "en"}],
        "geoLocations": [
            {
                "geoLocationPlace": "Rūjiena, LV",
                "geoLocationPoint": {"pointLongitude": 25.33, "pointLatitude": 57.9},
            }
        ],
    }
    assert [error.message for error in schema45.validator.iter_errors(data)] == []

    ours = facts_of(etree.fromstring(got(client, f"{DATA}.datacite.xml").content))
    theirs = facts_of(etree.fromstring(schema45.tostring(data).encode()))

    left_out = {one for one in theirs - ours if "identifierType" not in str(one) and "Identifier" not in one[0]}
    assert left_out == set()


def facts_of(root: Any) -> set[Any]:
    """Every element with a text, by its name, its text and its attributes; figures as numbers."""
    found = set()
    for one in root.iter():
        text = (one.text or "").strip()
        if text:
            value: Any = float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text
            found.add((etree.QName(one).localname, value, tuple(sorted(one.attrib.items()))))
    return found


def test_dublin_core_is_given_by_itself(client: Client, bring: Any) -> None:
    bring()

    root = etree.fromstring(got(client, f"{DATA}.dc.xml").content)

    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    assert root.findtext("{http://purl.org/dc/elements/1.1/}title") == "A village theatre"


def test_a_practice_is_cited(client: Client, bring: Any) -> None:
    bring(title="50 % of {it} & more_", organisation="Village #1")

    entry = got(client, f"{DATA}.bib").content.decode()
    [item] = json.loads(got(client, f"{DATA}.csl.json").content)

    assert entry.startswith("@misc{village-theatre,\n  author = {{Village \\#1}},\n")
    assert "  title = {{50 \\% of \\{it\\} \\& more\\_}},\n" in entry
    assert f"  url = {{{HERE}}},\n" in entry
    assert (item["title"], item["URL"]) == ("50 % of {it} & more_", HERE)
    assert (item["author"], item["issued"]) == ([{"literal": "Village #1"}], {"date-parts": [[2026, 11, 24]]})
    assert f"Village #1 (2026): 50 % of {{it}} &amp; more_. Pearls, {HERE} (CC BY 4.0)." in (
        got(client, PAGE).content.decode()
    )


@pytest.mark.parametrize(
    ("accept", "target"), [("text/html", "/lv/practices/village-theatre/"), ("application/ld+json", f"{DATA}.jsonld")]
)
def test_the_address_that_stays_leads_readers_and_machines_on(
    client: Client, bring: Any, accept: str, target: str
) -> None:
    bring()

    answer = client.get(DATA, headers={"accept": accept, "accept-language": "lv"})

    assert (answer.status_code, answer["Location"]) == (303, target)
    assert client.get("/practices/no-such", follow=True).status_code == 404


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_given_depends_on_nobodys_language(client: Client, bring: Any, ending: str) -> None:
    bring()

    english = got(client, f"{DATA}.{ending}", accept_language="en").content

    assert got(client, f"{DATA}.{ending}", **{"accept-language": "lv"}).content == english


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_withdrawn_practice_is_gone_and_an_invented_one_is_not_there(
    client: Client, bring: Any, ending: str, now: datetime
) -> None:
    bring()
    got(client, f"{DATA}.{ending}")

    Practice.objects.update(withdrawn_at=now)
    assert client.get(f"{DATA}.{ending}").status_code == 410
    Practice.objects.update(withdrawn_at=None, is_demonstration=True)
    assert client.get(f"{DATA}.{ending}").status_code == 404
    assert "application/ld+json" not in got(client, PAGE).content.decode()


# The whole collection


def test_the_files_are_those_of_the_command(client: Client, shipped: None, now: datetime) -> None:
    Practice.objects.filter(key="jakobstad-old-fire-station").update(withdrawn_at=now)

    answer = got(client, "/open-data/practices.csv")

    assert b"".join(answer.streaming_content).decode() == "".join(csv_lines(records()))
    assert answer["Content-Disposition"] == 'attachment; filename="practices.csv"'
    assert client.get("/open-data/practices.docx").status_code == 404


def test_the_page_names_every_file_that_there_is(client: Client, shipped: None) -> None:
    page = got(client, "/lv/open-data/").content.decode()

    paths = re.findall(r'<li><a href="(/[^"]*)">', page.split("<main")[1].split("</main>")[0])
    assert len(set(paths) & {"/open-data/practices.xlsx", "/vocabulary.ttl", "/oai?verb=Identify"}) == 3
    for path in paths:
        assert client.get(path).status_code == 200, path


# Feeds


def feed(client: Client, query: str = "") -> Any:
    found = feedparser.parse(io.BytesIO(got(client, f"/feeds/practices.xml{query}").content))
    assert not found.bozo, found.get("bozo_exception")
    return found


def test_the_feed_gives_the_newest_first(client: Client, bring: Any, now: datetime) -> None:
    bring()
    bring(now + timedelta(hours=2), id="b", title="B <b>&amp;</b>", country="EE", challenge=[])
    Practice.objects.filter(key="b").update(made_at=now)

    found = feed(client)

    assert found.version == "atom10"
    assert [(one.title, one.id, one.link) for one in found.entries] == [
        ("B <b>&amp;</b>", f"{BASE}/practices/b", f"{BASE}/en/practices/b/"),
        ("A village theatre", HERE, f"{BASE}{PAGE}"),
    ]
    assert (found.feed.updated, found.entries[0].published) == ("2026-11-24T11:30:00Z", "2026-11-24T09:30:00Z")
    assert [one.title for one in feed(client, "?country=EE").entries] == ["B <b>&amp;</b>"]
    narrow = feed(client, "?challenge=loneliness&lang=lv")
    assert [one.link for one in narrow.entries] == [f"{BASE}/lv/practices/village-theatre/"]
    assert (narrow.feed.title, narrow.feed.language) == ("Labās prakses · vientulība", "lv")
    assert narrow.feed.id == narrow.feed.links[0].href == f"{BASE}/feeds/practices.xml?lang=lv&challenge=loneliness"


def test_what_was_withdrawn_or_is_invented_leaves_the_feed(client: Client, bring: Any, now: datetime) -> None:
    for id in ("a", "b", "c"):
        bring(id=id)
    Practice.objects.filter(key="a").update(withdrawn_at=now)
    Practice.objects.filter(key="b").update(is_demonstration=True)

    assert [one.id for one in feed(client).entries] == [f"{BASE}/practices/c"]
    assert len(feed(client, "?country=XX").entries) == 0
    assert client.get("/feeds/practices.xml?challenge=no-such").status_code == 404
    assert client.get("/feeds/practices.xml?lang=xx").status_code == 404
