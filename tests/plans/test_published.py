"""What is public of plans: of history what was published, of titles given here the public part of the record."""

import pytest
from django.test import Client

from pearls.cli.demonstration.texts import plan_answers
from pearls.places.models import Place
from pearls.plans import queries, services
from pearls.plans.queries.published import plan_form
from pearls.plans.rules import published
from pearls.titles.models import Title
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_services import whole_plan
from tests.site.real import real_record

__all__ = ["real_record"]  # the fact base as it ships


def test_all_fourteen_pearls_have_their_plan_as_far_as_it_was_published() -> None:
    plans = queries.historic_plans()

    assert [(plan.edition, plan.place) for plan in plans if not plan.texts] == [("2025", "alytus-district-lt")]
    assert {year: sum(plan.edition == year for plan in plans) for year in ("2024", "2025", "2026")} == {
        "2024": 4,
        "2025": 6,
        "2026": 4,
    }


def test_published_texts_are_complete_in_english_and_latvian() -> None:
    for plan in queries.historic_plans():
        english, latvian = plan.content("en"), plan.content("lv")
        assert english.keys() == latvian.keys()
        assert not english or english != latvian


def test_the_public_part_holds_nothing_of_team_money_or_partners() -> None:
    content = plan_answers(Place(key="dzintarciems-lv", name="Dzintarciems", population=8120), year=2027)

    shown = published.public_part(content)

    assert set(shown) <= set(published.PUBLIC_PARTS)
    assert {key for row in shown["activities"] for key in row} == {
        "id",
        "name",
        "what",
        "goals",
        "starts_on",
        "ends_on",
    }
    assert shown["challenges"] == [{"id": row["id"], "challenge": row["challenge"]} for row in content["challenges"]]


def test_a_file_of_published_plans_that_does_not_fit_the_form_is_named() -> None:
    data = {"schema": 1, "plans": [{"place": "x", "name": "X", "edition": "2024", "goals": [{"id": "z1", "aim": "?"}]}]}

    with pytest.raises(published.PublishedError, match=r"plans\.0 \(x\)\.goals"):
        published.parse_published(data, plan_form())


@pytest.mark.django_db
def test_the_plan_of_a_past_pearl_has_a_page_with_its_sources(real_record: None, client: Client) -> None:
    kiel = client.get("/en/pearls/kiel-de/plans/2024/").content.decode()
    alytus = client.get("/lv/pearls/alytus-district-lt/plans/2025/").content.decode()

    assert "A summary of what has been published" in kiel
    assert "Inclusion of people with disabilities" in kiel
    assert "https://culturalpearls.eu/cultural-pearls/city-name-3" in kiel
    assert "No šī plāna nekas nav publicēts." in alytus
    assert 'href="/en/pearls/kiel-de/plans/2024/"' in client.get("/en/pearls/kiel-de/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["kiel-de/plans/2025", "riga-lv/plans/2024", "nowhere/plans/2024", "kiel-de/plans/x"]
)
def test_there_is_no_plan_where_there_was_no_title(real_record: None, client: Client, address: str) -> None:
    assert client.get(f"/en/pearls/{address}/").status_code == 404


def test_a_title_given_here_shows_the_public_part_of_the_plan_that_was_judged(
    candidate: Candidate, client: Client
) -> None:
    candidate.fill(**whole_plan())
    services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=WRITING)
    address = f"/en/pearls/{candidate.plan.application.place.key}/plans/{candidate.edition.key}/"
    assert client.get(address).status_code == 404

    application = candidate.reload().application
    Title.objects.create(
        edition=application.edition,
        place=application.place,
        application=application,
        kind="by-rank",
        awarded_at=WRITING,
    )
    page = client.get(address).content.decode()

    assert "Straight from the plan that the jury read." in page
    assert candidate.content["goals"][0]["goal"] in page
    assert candidate.content["team"][0]["person"] not in page
    assert candidate.content["sources"][0]["name"] not in page
    assert address not in client.get("/sitemap.xml").content.decode()  # of the demonstration
    type(application.edition).objects.update(is_demonstration=False)
    assert f"{address}</loc>" in client.get("/sitemap.xml").content.decode()


@pytest.mark.django_db
def test_public_plans_are_open_data(client: Client) -> None:
    answer = client.get("/api/v1/plans?per_page=200").json()

    kiel = next(plan for plan in answer["results"] if plan["place"] == "kiel-de")
    assert answer["count"] == 14
    assert (kiel["edition"], kiel["is_summary"], set(kiel["languages"])) == ("2024", True, {"en", "lv"})
    assert kiel["page"].endswith("/en/pearls/kiel-de/plans/2024/")
    assert next(plan for plan in answer["results"] if plan["place"] == "alytus-district-lt")["languages"] == {}


def test_a_plan_of_a_title_given_here_is_open_data_in_its_languages(candidate: Candidate, client: Client) -> None:
    candidate.fill(**whole_plan())
    candidate.save("vision--lv", {"text": "Osta, kas runā.", "of": "x"})
    services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=WRITING)
    won = candidate.reload().application
    Title.objects.create(edition=won.edition, place=won.place, application=won, kind="by-rank", awarded_at=WRITING)

    hidden = client.get("/api/v1/plans").json()
    shown = client.get("/api/v1/plans?demonstration=true").json()["results"][-1]

    assert hidden["count"] == 14
    assert shown["languages"]["lv"]["vision"] == "Osta, kas runā."
    assert set(shown["languages"]["en"]) <= set(published.PUBLIC_PARTS)
