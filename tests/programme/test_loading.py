"""The real programme's facts, as loaded."""

from datetime import datetime

import pytest

from pearls.audit.models import Entry as JournalEntry
from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.kernel.verdict import NotAllowed
from pearls.programme import queries, services
from pearls.programme.models import Ceremony, Edition, Entry, Partner, Programme, RulesVersion, TimelineStep
from pearls.programme.rules import Aggregate

pytestmark = pytest.mark.django_db
FIGURES = ("applied_count", "admitted_count", "final_pool_count", "titles_count")


@pytest.mark.parametrize(
    ("key", "figures"),
    [
        ("2024", (12, 12, 12, 4)),
        ("2025", (18, 16, 14, 6)),
        ("2026", (17, 16, 11, 4)),
        ("2027", (None, None, None, None)),
    ],
)
@pytest.mark.usefixtures("loaded")
def test_an_edition_carries_the_published_figures_and_unknown_ones_stay_unknown(
    key: str, figures: tuple[int | None, ...]
) -> None:
    edition = queries.edition_by_key(key)

    assert tuple(getattr(edition, name) for name in FIGURES) == figures


@pytest.mark.parametrize(
    ("key", "named", "pearls"), [("2024", 12, 4), ("2025", 16, 6), ("2026", 17, 4), ("2027", 0, 0)]
)
@pytest.mark.usefixtures("loaded")
def test_every_named_applicant_is_there_and_the_unnamed_are_counted(key: str, named: int, pearls: int) -> None:
    edition = queries.edition_by_key(key)

    assert queries.entries_of(edition).count() == named
    assert queries.entries_of(edition).filter(outcome="pearl").count() == pearls


@pytest.mark.usefixtures("loaded")
def test_the_two_of_2025_without_a_name_are_said_to_have_none() -> None:
    edition = queries.edition_by_key("2025")

    assert edition.unnamed_count == 2
    assert edition.unnamed_note == {
        "en": "Applicants that did not pass pre-selection",
        "lv": "Pieteicēji, kas neizturēja priekšatlasi",
    }
    assert edition.dropped_count == 2


@pytest.mark.parametrize(("key", "titles", "limit", "extra"), [("2024", 4, 1, 0), ("2025", 6, 1, 0), ("2026", 3, 1, 1)])
@pytest.mark.usefixtures("loaded")
def test_history_keeps_its_own_rules(key: str, titles: int, limit: int, extra: int) -> None:
    rules = queries.rules_of(queries.edition_by_key(key))

    assert rules is not None
    assert (rules.final.titles, rules.final.max_per_country, rules.final.extra_titles) == (titles, limit, extra)
    assert rules.final.aggregate == Aggregate.SUM
    assert not rules.final.is_scorable


@pytest.mark.usefixtures("loaded")
def test_the_amendment_of_2025_has_neither_a_published_date_nor_a_published_reason() -> None:
    original, amendment = queries.rules_history(queries.edition_by_key("2025"))

    assert queries.parsed(original.text).final.titles == 4
    assert queries.parsed(amendment.text).final.titles == 6
    assert (amendment.is_amendment, amendment.decided_on, amendment.reason) == (True, None, {})


def test_the_project_sheets_figures_add_up_to_the_cent(loaded: Programme) -> None:
    vidzeme = queries.partner_for("vpr")

    assert vidzeme.budget_total_cents == 17_949_200
    assert (vidzeme.budget_programme_cents, vidzeme.budget_own_cents) == (14_359_360, 3_589_840)
    assert loaded.facts["number"] == "C004"
    assert (loaded.facts["dates"]["start"], loaded.facts["dates"]["end"]) == ("2023-01-01", "2025-12-31")


def test_both_published_totals_are_kept_with_their_sources_and_none_of_ours_beside_them(loaded: Programme) -> None:
    budget = loaded.facts["budget"]

    assert [total["cents"] for total in budget["totals"]] == [386_311_600, 350_000_000]
    assert all(total["sources"] for total in budget["totals"])
    assert [figure["cents"] for figure in budget["programme_funding"]] == [280_000_000]


@pytest.mark.usefixtures("loaded")
def test_there_are_twelve_partners_in_eight_countries_led_by_one() -> None:
    partners = list(queries.partners())

    assert [partner.number for partner in partners] == list(range(1, 13))
    assert len({partner.country for partner in partners}) == 8
    assert [partner.key for partner in partners if partner.role == "lead"] == ["cbss"]
    assert [partner.key for partner in partners if partner.place is None] == ["ars-baltica"]


@pytest.mark.usefixtures("loaded")
def test_a_partner_that_changed_its_name_is_known_by_both() -> None:
    ministry = queries.partner_for("mllev")

    former = ministry.other_names.get(text="Ministry of Justice, European Affairs and Consumer Protection")

    assert ministry.name["en"].startswith("Ministry of Agriculture")
    assert former.note["en"] == "older name used in the project sheet"


def test_the_project_sheet_is_there_in_latvian(loaded: Programme) -> None:
    assert loaded.facts["objective"]["text"]["lv"].startswith("Palīdzēt mazākām pilsētām un reģioniem jaunā veidā")
    assert [item["lv"] for item in loaded.facts["activities"]["items"]][2] == (
        "Titulu ieguvušo pilsētu un reģionu tīkla izveide"
    )
    assert loaded.facts["results"]["items"][1]["lv"] == "Sociālās noturības labās prakses digitāla krātuve"


def _texts(value: object) -> list[dict[str, str]]:
    """Every {language: text} inside the value."""
    if isinstance(value, dict):
        if "en" in value:
            return [value]
        return [text for item in value.values() for text in _texts(item)]
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else []


def test_every_english_text_has_its_latvian(loaded: Programme) -> None:
    columns = [loaded.facts]
    for model in (Partner, Edition, Entry, Ceremony, TimelineStep):
        translated = [field.name for field in model._meta.fields if field.get_internal_type() == "JSONField"]
        columns += [list(row) for row in model._default_manager.values_list(*translated)]

    texts = [text for column in columns for text in _texts(column)]

    assert len(texts) > 200
    assert [text["en"] for text in texts if not text.get("lv")] == []


@pytest.mark.usefixtures("loaded")
def test_loading_again_changes_nothing_and_writes_nothing(office: Actor, now: datetime) -> None:
    models = (Programme, Partner, Edition, Entry, Ceremony, TimelineStep, RulesVersion, JournalEntry)
    before = [model.objects.count() for model in models]

    again = services.load_programme(actor=office, now=now)

    assert not again.changed
    assert [model.objects.count() for model in models] == before


@pytest.mark.usefixtures("loaded")
def test_a_changed_fact_file_brings_its_changes_and_no_doubles(office: Actor, now: datetime) -> None:
    before = [Partner.objects.count(), Edition.objects.count(), Entry.objects.count(), Ceremony.objects.count()]
    Programme.objects.update(loaded_sha256="")
    Partner.objects.filter(key="cbss").update(country="XX")

    again = services.load_programme(actor=office, now=now)

    assert again.changed
    assert queries.partner_for("cbss").country == "SE"
    assert [
        Partner.objects.count(),
        Edition.objects.count(),
        Entry.objects.count(),
        Ceremony.objects.count(),
    ] == before


def test_without_its_places_the_programme_says_which_are_missing(office: Actor, now: datetime) -> None:
    with pytest.raises(KeyError, match="stockholm-se"):
        services.load_programme(actor=office, now=now)


def test_only_the_office_loads(now: datetime) -> None:
    with pytest.raises(NotAllowed, match="not-the-office"):
        services.load_programme(actor=ANONYMOUS, now=now)
