"""OAI-PMH 2.0: every verb, every error, and lists that stay whole while practices change."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from pytest_django import Settings

from pearls.api.open_data import harvesting
from pearls.db.triggers import guards_lifted
from pearls.kernel.actor import Actor
from pearls.practices import services
from pearls.practices.models import Practice
from tests.practices.samples import a_record

pytestmark = pytest.mark.django_db
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
KERNEL = "{http://datacite.org/schema/kernel-4}"
NOW = datetime(2026, 11, 24, 9, 30, 15, 600_000, tzinfo=UTC)
ID = "oai:127.0.0.1:"


@pytest.fixture
def some(office: Actor) -> Any:
    """Bring practices in, by default at the same instant."""

    def some(*records: Any, at: datetime = NOW) -> None:
        services.load_vocabulary(actor=office, now=at)
        services.import_practices(actor=office, records=records, now=at)

    return some


def asked(client: Client, **arguments: Any) -> Any:
    """The whole answer; `from_` stands for from."""
    given = {name.rstrip("_"): value for name, value in arguments.items()}
    answer = client.get("/oai?" + urlencode(given, doseq=True))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml; charset=UTF-8")
    return etree.fromstring(answer.content)


def texts(root: Any, name: str) -> list[str]:
    return [one.text for one in root.iter(name)]


def ids(root: Any) -> list[str]:
    return [text.removeprefix(ID) for text in texts(root, f"{OAI}identifier")]


def errors(root: Any) -> list[str]:
    return [one.get("code") for one in root.iter(f"{OAI}error")]


def test_the_repository_says_who_it_is(client: Client, some: Any, settings: Settings) -> None:
    settings.BASE_URL = "https://pearls.example.org"
    some(a_record())
    some(a_record(id="later"), at=NOW + timedelta(days=1))

    found = {etree.QName(one).localname: one.text for one in asked(client, verb="Identify").find(f"{OAI}Identify")}

    assert found == {
        "repositoryName": "Pearls",
        "baseURL": "https://pearls.example.org/oai",
        "protocolVersion": "2.0",
        "adminEmail": "open-data@example.invalid",
        "earliestDatestamp": "2026-11-24T09:30:15Z",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
        "description": None,
    }


def test_formats_and_sets_are_named(client: Client, some: Any) -> None:
    some(a_record(), a_record(id="b", country="EE", language="lv"))

    assert texts(asked(client, verb="ListMetadataFormats"), f"{OAI}metadataPrefix") == list(harvesting.FORMATS)
    one = asked(client, verb="ListMetadataFormats", identifier=f"{ID}b")
    assert texts(one, f"{OAI}metadataPrefix") == ["oai_dc", "oai_datacite", "datacite"]
    specs = texts(asked(client, verb="ListSets"), f"{OAI}setSpec")
    assert {"challenge", "challenge:loneliness", "country", "country:EE", "country:LV", "language:lv"} <= set(specs)
    assert len(specs) == len(set(specs))


def test_a_record_is_given_in_dublin_core(client: Client, some: Any) -> None:
    some(
        a_record(title="A <barn> & more", organisation="The village", title_original="Šķūnis", title_original_lang="lv")
    )

    root = asked(client, verb="GetRecord", identifier=f"{ID}village-theatre", metadataPrefix="oai_dc")

    assert texts(root, f"{DC}title") == ["A <barn> & more", "Šķūnis"]
    assert texts(root, f"{DC}creator") == ["The village"]
    assert texts(root, f"{DC}subject") == ["loneliness", "depopulation", "theatre"]
    assert texts(root, f"{DC}coverage") == ["Rūjiena, LV", "2023/.."]
    assert texts(root, f"{DC}rights") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert texts(root, f"{OAI}setSpec") == [
        "challenge:loneliness",
        "challenge:depopulation",
        "country:LV",
        "language:en",
    ]
    assert dict(root.find(f"{OAI}request").attrib) == {
        "verb": "GetRecord",
        "identifier": f"{ID}village-theatre",
        "metadataPrefix": "oai_dc",
    }


@pytest.mark.parametrize("prefix", ["oai_datacite", "datacite"])
def test_a_record_is_given_by_datacite(client: Client, some: Any, prefix: str) -> None:
    some(a_record())

    root = asked(client, verb="ListRecords", metadataPrefix=prefix)

    assert texts(root, f"{KERNEL}title") == ["A village theatre"]


def test_signs_that_xml_cannot_hold_break_nothing(client: Client, some: Any) -> None:
    some(a_record(title="A \ufffe\uffff ]]> B", summary="\U0001f600 \x85 \r"))

    root = asked(client, verb="ListRecords", metadataPrefix="oai_dc")

    assert texts(root, f"{DC}title") == ["A  ]]> B"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Dance"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "Identify", "colour": "amber"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "x"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": ["x", "y"], "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": f"{ID}no-such", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "identifier": "theatre", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "identifier": f"{ID}theatre", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListMetadataFormats", "identifier": f"{ID}no-such"}, "idDoesNotExist"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "a b"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "country:XX"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "colour:amber"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2030-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2001-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "yesterday"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-30"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "9999-12-31"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-11-24T09:30:15"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-02", "until": "2026-01-01"},
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-01", "until": "2026-01-02T00:00:00Z"},
            "badArgument",
        ),
        ({"verb": "ListIdentifiers", "resumptionToken": "forged"}, "badResumptionToken"),
        ({"verb": "ListIdentifiers", "resumptionToken": ""}, "badResumptionToken"),
        ({"verb": "ListIdentifiers", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "a\ufffe\x01", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
    ],
)
def test_every_error_has_its_code_and_the_request_repeats_no_nonsense(
    client: Client, some: Any, arguments: dict[str, Any], code: str
) -> None:
    some(a_record(id="theatre"))

    root = asked(client, **arguments)

    assert errors(root) == [code]
    assert [etree.QName(one).localname for one in root] == ["responseDate", "request", "error"]
    assert bool(root.find(f"{OAI}request").attrib) is (code not in ("badVerb", "badArgument"))


def test_a_post_is_answered_like_a_get(client: Client, some: Any) -> None:
    some(a_record())

    answer = Client(enforce_csrf_checks=True).post("/oai", {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"})

    assert ids(etree.fromstring(answer.content)) == ["village-theatre"]


def test_other_methods_are_refused(client: Client) -> None:
    assert client.put("/oai").status_code == 405
    assert client.head("/oai?verb=Identify").status_code == 200


def test_from_and_until_are_inclusive_to_the_second(client: Client, some: Any) -> None:
    for number in range(3):
        some(a_record(id=f"p{number}"), at=NOW + timedelta(seconds=number))

    def between(first: str, last: str) -> list[str]:
        return ids(asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", from_=first, until=last))

    assert between("2026-11-24T09:30:15Z", "2026-11-24T09:30:16Z") == ["p0", "p1"]
    assert between("2026-11-24T09:30:17Z", "2026-11-24T09:30:17Z") == ["p2"]
    assert between("2026-11-24", "2026-11-24") == ["p0", "p1", "p2"]


def test_sets_narrow_by_challenge_country_and_language(client: Client, some: Any) -> None:
    some(a_record(id="a", challenge=["loneliness"]), a_record(id="b", challenge=[], country="EE", language="et"))

    def of(spec: str) -> list[str]:
        return ids(asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec))

    assert [of(spec) for spec in ("challenge:loneliness", "challenge", "country:EE", "country", "language:et")] == [
        ["a"],
        ["a"],
        ["b"],
        ["a", "b"],
        ["b"],
    ]


def test_what_is_invented_is_never_given(client: Client, some: Any) -> None:
    some(a_record(id="real"), a_record(id="invented"))
    Practice.objects.filter(key="invented").update(is_demonstration=True)

    assert ids(asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc")) == ["real"]
    one = asked(client, verb="GetRecord", identifier=f"{ID}invented", metadataPrefix="oai_dc")
    assert errors(one) == ["idDoesNotExist"]


def test_what_was_withdrawn_is_told_as_deleted_for_good(client: Client, some: Any) -> None:
    some(a_record())
    gone = NOW + timedelta(days=1)
    Practice.objects.update(withdrawn_at=gone, changed_at=gone, withdrawn_because="The town asked for it.")

    for arguments in ({"verb": "ListRecords"}, {"verb": "GetRecord", "identifier": f"{ID}village-theatre"}):
        root = asked(client, metadataPrefix="oai_dc", **arguments)
        header = next(root.iter(f"{OAI}header"))
        assert (header.get("status"), header.findtext(f"{OAI}datestamp")) == ("deleted", "2026-11-25T09:30:15Z")
        assert list(root.iter(f"{OAI}metadata")) == []
        assert "The town asked" not in etree.tostring(root, encoding="unicode")


def pages(client: Client, verb: str = "ListIdentifiers", **arguments: Any) -> Any:
    """The pages of a list one after the other."""
    root = asked(client, verb=verb, metadataPrefix="oai_dc", **arguments)
    while True:
        yield root
        token = root.findtext(f".//{OAI}resumptionToken")
        if not token:
            return
        root = asked(client, verb=verb, resumptionToken=token)


def test_a_long_list_comes_in_pages_that_say_where_they_stand(
    client: Client, some: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvesting, "PER_PAGE", 3)
    some(*[a_record(id=f"p{number}") for number in range(5)])
    some(*[a_record(id=f"q{number}") for number in range(2)], at=NOW + timedelta(days=1))

    found = list(pages(client, set="country:LV", until="2026-11-30"))

    assert [ids(page) for page in found] == [["p0", "p1", "p2"], ["p3", "p4", "q0"], ["q1"]]
    marks = [page.find(f".//{OAI}resumptionToken") for page in found]
    assert [(mark.get("cursor"), mark.get("completeListSize"), bool(mark.text)) for mark in marks] == [
        ("0", "7", True),
        ("3", "7", True),
        ("6", "7", False),
    ]
    again = asked(client, verb="ListIdentifiers", resumptionToken=marks[0].text)
    assert ids(again) == ids(found[1])
    assert errors(asked(client, verb="ListRecords", resumptionToken=marks[0].text)) == ["badResumptionToken"]


def test_nothing_is_missed_when_practices_change_or_go_while_they_are_harvested(
    client: Client, some: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvesting, "PER_PAGE", 2)
    some(*[a_record(id=f"p{number}") for number in range(6)])

    harvest = pages(client)
    seen = ids(next(harvest))
    with guards_lifted(connection):
        Practice.objects.filter(key="p0").delete()
    later = NOW + timedelta(hours=1)
    Practice.objects.filter(key="p1").update(changed_at=later)
    Practice.objects.filter(key="p3").update(changed_at=later, withdrawn_at=later)
    some(a_record(id="new"), at=later)
    seen += [key for page in harvest for key in ids(page)]

    assert seen == ["p0", "p1", "p2", "p4", "p5", "p1", "p3", "new"]


def test_a_list_that_fits_on_one_page_has_no_token(client: Client, some: Any) -> None:
    some(a_record())

    assert next(pages(client)).find(f".//{OAI}resumptionToken") is None


@pytest.mark.parametrize("content", [[], ["ListIdentifiers"], "text", {"a": 1}, ["ListIdentifiers", *[None] * 8]])
def test_a_token_that_we_signed_for_something_else_is_refused(client: Client, some: Any, content: Any) -> None:
    some(a_record())

    token = signing.dumps(content, salt=harvesting.SALT)

    assert errors(asked(client, verb="ListIdentifiers", resumptionToken=token)) == ["badResumptionToken"]


def test_a_page_costs_the_same_however_long_the_list_is(
    client: Client, some: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvesting, "PER_PAGE", 5)

    def costs() -> list[int]:
        found = []
        root = asked(client, verb="ListRecords", metadataPrefix="oai_dc")
        for _page in range(2):
            with CaptureQueriesContext(connection) as seen:
                root = asked(client, verb="ListRecords", resumptionToken=root.findtext(f".//{OAI}resumptionToken"))
            found.append(len(seen))
        return found

    some(*[a_record(id=f"p{number}") for number in range(16)])
    few = costs()
    some(*[a_record(id=f"q{number}") for number in range(400)], at=NOW + timedelta(days=1))

    assert costs() == few
    assert max(few) <= 8
