"""The pages of titles, once for each who comes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from pearls.kernel.clock import utc_now
from pearls.titles import services
from pearls.titles.models import Title
from pearls.titles.rules import TitleKind
from tests.titles.conftest import Judged

NOW = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def title(judged: Judged) -> Title:
    return services.award_title(actor=judged.office, application=judged.application, kind=TitleKind.BY_RANK, now=NOW)


@pytest.fixture
def embargoed(judged: Judged) -> Title:
    return services.award_title(
        actor=judged.office,
        application=judged.application,
        kind=TitleKind.BY_RANK,
        now=NOW,
        public_from=utc_now() + timedelta(days=1),
    )


def client_of(judged: Judged, name: str) -> Client:
    client = Client()
    client.force_login(judged.cast[name])
    return client


def test_anybody_reads_a_public_title_and_takes_its_certificate(title: Title, client: Client) -> None:
    page = client.get(f"/en/titles/{title.ref}/")
    pdf = client.get(f"/en/titles/{title.ref}/certificate.pdf")

    assert page.status_code == 200
    assert f"/en/titles/{title.ref}/certificate.pdf" in page.content.decode()
    assert "Withdraw" not in page.content.decode()
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")
    assert pdf.content.startswith(b"%PDF")


@pytest.mark.parametrize(("name", "status"), [("town", 200), ("othertown", 404), ("juror1", 404)])
def test_under_embargo_the_certificate_is_for_the_town_alone(
    embargoed: Title, judged: Judged, name: str, status: int
) -> None:
    client = client_of(judged, name)

    assert client.get(f"/en/titles/{embargoed.ref}/certificate.pdf").status_code == status
    assert client.get(f"/en/titles/{embargoed.ref}/").status_code == status
    assert Client().get(f"/en/titles/{embargoed.ref}/").status_code == 404


def test_only_the_office_may_take_a_title_back(title: Title, judged: Judged) -> None:
    address = f"/en/titles/{title.ref}/withdraw/"

    assert client_of(judged, "town").get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert Title.objects.get().withdrawn_at is None


def test_absent_titles_are_absent(db: None, client: Client) -> None:
    assert client.get("/en/titles/nothing/").status_code == 404
    assert client.get("/en/titles/nothing/certificate.pdf").status_code == 404


def test_the_office_takes_a_title_back_and_everybody_reads_why(title: Title, judged: Judged, client: Client) -> None:
    office, address = client_of(judged, "coordinator"), f"/en/titles/{title.ref}/withdraw/"

    assert office.get(address).status_code == 200
    assert office.post(address, {"reason": " "}).status_code == 422
    assert office.post(address, {"reason": "The plan was copied."}).status_code == 302

    assert "The plan was copied." in client.get(f"/en/titles/{title.ref}/").content.decode()
    assert client.get(f"/en/titles/{title.ref}/certificate.pdf").status_code == 404
    assert office.get(address).status_code == 302
