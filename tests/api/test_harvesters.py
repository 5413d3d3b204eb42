"""The practices harvested over HTTP by two clients that nobody here wrote: `oaipmh` and `oaipmh-scythe`."""

from datetime import UTC, datetime
from typing import Any

import pytest
from oaipmh.client import Client as Oaipmh
from oaipmh.error import NoRecordsMatchError
from oaipmh.metadata import MetadataRegistry, oai_dc_reader
from oaipmh_scythe import Scythe

from pearls.api.open_data import harvesting
from pearls.kernel.actor import Actor
from pearls.practices import services
from pearls.practices.models import Practice
from pearls.practices.queries import shipped_records
from pearls.practices.services.loading import SHIPPED

WITHDRAWN = "jakobstad-old-fire-station"
INVENTED = "kiel-cultural-learning-children"
WANTED = {f"oai:127.0.0.1:{record.id}": record for record in shipped_records() if record.id != INVENTED}
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def address(live_server: Any, office: Actor, monkeypatch: pytest.MonkeyPatch) -> str:
    """All that ships, one of it withdrawn and one invented; and where harvesters find it."""
    services.load_vocabulary(actor=office, now=NOW)
    services.import_practices(actor=office, records=shipped_records(), now=NOW, source=SHIPPED)
    Practice.objects.filter(key=WITHDRAWN).update(withdrawn_at=NOW)
    Practice.objects.filter(key=INVENTED).update(is_demonstration=True)
    monkeypatch.setattr(harvesting, "PER_PAGE", 60)  # four pages
    return f"{live_server.url}/oai"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_post", [False, True])
def test_oaipmh_harvests_everything(address: str, by_post: bool) -> None:
    registry = MetadataRegistry()
    registry.registerReader("oai_dc", oai_dc_reader)
    client = Oaipmh(address, registry, force_http_get=not by_post)
    client.updateGranularity()

    identity = client.identify()
    assert (identity.repositoryName(), identity.deletedRecord()) == ("Pearls", "persistent")
    found = {
        header.identifier(): (header, metadata)
        for header, metadata, _about in client.listRecords(metadataPrefix="oai_dc")
    }

    assert found.keys() == WANTED.keys()
    gone = f"oai:127.0.0.1:{WITHDRAWN}"
    assert {key for key, (header, _metadata) in found.items() if header.isDeleted()} == {gone}
    titles = {key: metadata.getField("title")[0] for key, (_header, metadata) in found.items() if metadata}
    assert titles == {key: record.title for key, record in WANTED.items() if key != gone}
    latvian = list(client.listIdentifiers(metadataPrefix="oai_dc", set="country:LV"))
    assert len(latvian) == sum(record.country == "LV" for record in WANTED.values())
    with pytest.raises(NoRecordsMatchError):
        list(client.listIdentifiers(metadataPrefix="oai_dc", from_=datetime(2030, 1, 1)))  # noqa: DTZ001 - as the client takes it
    assert {spec for spec, _name, _about in client.listSets()} > {"challenge:loneliness", "country:LV", "language:en"}


@pytest.mark.django_db(transaction=True)
def test_scythe_harvests_everything(address: str) -> None:
    with Scythe(address) as scythe:
        assert scythe.identify().granularity == "YYYY-MM-DDThh:mm:ssZ"
        assert [form.metadataPrefix for form in scythe.list_metadata_formats()] == list(harvesting.FORMATS)
        records = {one.header.identifier: one for one in scythe.list_records(metadata_prefix="oai_datacite")}
        kept = [one.identifier for one in scythe.list_identifiers(ignore_deleted=True)]
        one = scythe.get_record("oai:127.0.0.1:rujiena-meet-your-neighbour")

    assert records.keys() == WANTED.keys()
    assert [key for key, record in records.items() if record.deleted] == [f"oai:127.0.0.1:{WITHDRAWN}"]
    assert sorted(kept) == sorted(WANTED.keys() - {f"oai:127.0.0.1:{WITHDRAWN}"})
    assert one.metadata["title"][0].startswith("Meet Your Neighbour")
