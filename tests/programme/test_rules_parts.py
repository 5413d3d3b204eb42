"""The rules changed field by field, by somebody who reads no TOML: the same document and the same look as the text."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client

from pearls.kernel.actor import Actor
from pearls.places import services as place_services
from pearls.programme import queries, services
from pearls.programme.forms import ApplicantsPart, DatesPart, DecidingPart
from pearls.programme.models import Edition
from pearls.programme.rules import (
    EditionRules,
    Stage,
    changes_between,
    parse_edition_rules,
    write_edition_rules,
)
from tests.cast import Cast
from tests.programme.conftest import BEFORE, READY_MADE, RULES

pytestmark = pytest.mark.django_db
EDITOR = "/en/office/editions/next/rules/"
Fields = dict[str, list[str]]


@pytest.fixture
def coordinator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.coordinator)
    return client


class Page(HTMLParser):
    """What a browser would send from the page's last form, untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: Fields = {}
        self.select = self.area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.fields = {}
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.fields.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "input" and name:
            self.fields.setdefault(name, []).append(given.get("value", ""))
        elif tag == "select":
            self.select = name
            self.fields[name] = []
        elif tag == "option" and self.select and "selected" in given:
            self.fields[self.select] = [given.get("value", "")]
        elif tag == "textarea":
            self.area = name
            self.fields[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.fields[self.select] = self.fields[self.select] or [""]
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] = [data.removeprefix("\n")]


def fields_of(response: HttpResponse) -> Fields:
    html = response.content.decode()
    return Page(html[html.index("<main") : html.index("</main>")]).fields


def words_of(response: HttpResponse) -> str:
    return unescape(" ".join(response.content.decode().split()))


def send(client: Client, part: str, **changes: Any) -> HttpResponse:
    """Open a part, change these fields, and send it."""
    fields = fields_of(client.get(f"{EDITOR}{part}/"))  # type: ignore[arg-type]
    assert set(changes) <= set(fields) | {name for name in changes if name.endswith("DELETE")}
    return client.post(f"{EDITOR}{part}/", fields | changes)  # type: ignore[return-value]


def save(client: Client, preview: HttpResponse) -> EditionRules:
    """Save what the preview shows; gives the rules in force."""
    response = client.post(EDITOR, fields_of(preview) | {"action": "save"})
    assert response.status_code == 302, words_of(response)  # type: ignore[arg-type]
    rules = queries.rules_of(queries.edition_by_key("next"))
    assert rules is not None
    return rules


def changed(client: Client, part: str, **changes: Any) -> tuple[EditionRules, list[str]]:
    """Change, look, save: the rules in force, and the keys that changed."""
    before = queries.rules_of(queries.edition_by_key("next"))
    assert before is not None
    after = save(client, send(client, part, **changes))
    return after, [change.key for change in changes_between(before, after)]


@pytest.mark.parametrize("make", [DatesPart, ApplicantsPart, DecidingPart])
@pytest.mark.parametrize("name", ["next", "2026", "2025", "2024"])
@pytest.mark.usefixtures("places")
def test_a_part_that_nobody_touched_says_the_same_rules(make: Any, name: str) -> None:
    rules = parse_edition_rules((RULES / f"{name}.toml").read_text(encoding="utf-8"))
    shown = make(rules=rules, base_sha256="0")
    html = "".join([str(shown), *(str(rows.management_form) + "".join(map(str, rows)) for rows in shown.row_sets)])

    fields = Page(html).fields
    form = make(_query(fields), rules=rules, base_sha256="0")

    assert form.is_valid(), (form.errors, [rows.errors for rows in form.row_sets])
    assert form.text() == write_edition_rules(rules)


def _query(fields: Fields) -> Any:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)  # type: ignore[arg-type]
    return data


@pytest.mark.parametrize("part", ["dates", "applicants", "deciding"])
@pytest.mark.usefixtures("draft")
def test_the_page_of_a_part_sent_untouched_changes_no_rule(coordinator: Client, part: str) -> None:
    assert "This text changes no rule" in words_of(send(coordinator, part))


@pytest.mark.usefixtures("draft")
def test_a_number_is_changed_and_nothing_else(coordinator: Client) -> None:
    preview = send(coordinator, "deciding", titles="6")

    assert "1 rule changes. Nothing is saved yet." in words_of(preview)
    assert save(coordinator, preview).final.titles == 6


@pytest.mark.usefixtures("draft")
def test_the_dates_say_which_one_does_not_exist_or_stands_in_the_wrong_order(coordinator: Client) -> None:
    skipped = words_of(send(coordinator, "dates", step_call_closes="2027-03-28T02:30:00"))
    early = words_of(send(coordinator, "dates", step_plan_due="2026-01-01T00:00:00"))

    assert "which the clocks skip" in skipped
    assert "dates.plan_due: expected a time after" in early


# Who may apply.


@pytest.mark.usefixtures("draft")
def test_countries_areas_and_places_come_and_go(coordinator: Client) -> None:
    rules, keys = changed(
        coordinator,
        "applicants",
        **{
            "country-0-DELETE": "on",  # Denmark
            "country-7-nuts": "se1, SE21  se22",
            "country-8-code": "no",
            "excluded-0-DELETE": "on",  # Stockholm
            "excluded-8-place": "Smiltene",
            "excluded-8-why": "partner",
        },
    )

    who = rules.eligibility
    assert [rule.code for rule in who.countries] == ["EE", "FI", "DE", "LV", "LT", "PL", "SE", "NO"]
    assert who.country("SE").nuts == ("SE1", "SE21", "SE22")  # type: ignore[union-attr]
    assert (who.exclusion("stockholm-se"), who.exclusion("smiltene-lv")) == (None, "partner")
    assert {key.split("[")[0] for key in keys} == {"eligibility.countries", "eligibility.excluded"}


@pytest.mark.usefixtures("draft")
def test_kinds_languages_teams_and_how_often(coordinator: Client) -> None:
    rules, keys = changed(
        coordinator,
        "applicants",
        kinds=["municipality", "region"],
        languages=["lv", "en", "de"],
        teams="no",
        former_pearls="",
        times="2",
    )

    who = rules.eligibility
    assert [kind.value for kind in who.kinds] == ["municipality", "region"]
    assert rules.languages == ("en", "lv", "de")  # the first of the rules stays the first
    assert (who.teams, who.former_pearls, who.times_a_place_may_apply) == (False, None, 2)
    assert set(keys) == {
        "edition.languages",
        "eligibility.kinds",
        "eligibility.teams",
        "eligibility.times_a_place_may_apply",
        "eligibility.former_pearls",
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"country-8-code": "xx"}, "There is no country with these two letters."),
        ({"country-3-nuts": "PL1"}, "PL1 does not fit."),
        ({"country-8-code": "LV"}, "each only once"),
        ({"excluded-8-place": "Nowhereville", "excluded-8-why": "other"}, "No place of this name is known."),
        ({"excluded-8-place": "Smiltene"}, "This field is required."),
        ({"kinds": []}, "This field is required."),
        ({"times": "-1"}, "greater than or equal to 0"),
    ],
)
@pytest.mark.usefixtures("draft")
def test_what_does_not_fit_is_said_in_words_and_nothing_is_lost(
    coordinator: Client, changes: dict[str, Any], words: str
) -> None:
    response = send(coordinator, "applicants", **changes)

    assert response.status_code == 422
    assert words in words_of(response)
    again = fields_of(response)
    assert {name: again.get(name, []) for name in changes} == {
        name: value if isinstance(value, list) else [value] for name, value in changes.items()
    }


@pytest.mark.usefixtures("draft")
def test_a_name_that_several_places_have_asks_for_the_key(coordinator: Client, office: Actor) -> None:
    place_services.load_gazetteer(actor=office, now=BEFORE)

    words = words_of(send(coordinator, "applicants", **{"excluded-8-place": "Neustadt", "excluded-8-why": "other"}))

    assert "Several places have this name. Write the key:" in words


# Who decides, and by what.


@pytest.mark.usefixtures("draft")
def test_bodies_readers_and_the_extra_place(coordinator: Client) -> None:
    rules, keys = changed(
        coordinator,
        "deciding",
        body_final_en="Jury of the Sea",
        body_eligibility_en="",
        body_eligibility_lv="",
        own_country_closed="no",
        readers_per_plan="5",
        max_per_country="2",
        extra_titles="2",
        when_en="Two plans move everybody.",
        aggregate="sum",
    )

    assert rules.bodies["final"].name == {"en": "Jury of the Sea", "lv": "Starptautiskā žūrija"}  # type: ignore[index]
    assert rules.bodies["final"].about["en"].startswith("Experts")  # type: ignore[index]
    assert "eligibility" not in rules.bodies
    assert rules.extra_place_when["lv"]
    assert set(keys) == {
        "bodies.final.name.en",
        "bodies.eligibility.name.en",
        "bodies.eligibility.name.lv",
        "assessing.own_country_closed",
        "assessing.readers_per_plan",
        "final.max_per_country",
        "final.extra_titles",
        "final.aggregate",
        "extra_place.when.en",
    }


def criteria(rules: EditionRules, stage: Stage) -> dict[str, str]:
    found = rules.stage(stage)
    assert found is not None
    return {item.id: f"{item.weight_percent} {item.scale_min} {item.scale_max}" for item in found.criteria}


@pytest.mark.usefixtures("draft")
def test_a_criterion_is_added_and_another_removed_and_ties_are_broken_otherwise(coordinator: Client) -> None:
    before = queries.rules_of(queries.edition_by_key("next"))
    assert before is not None
    ids = [item.id for item in before.final.criteria]

    rules, _keys = changed(
        coordinator,
        "deciding",
        **{
            "final-0-DELETE": "on",
            f"final-{len(ids)}-name_en": "Courage of the plan",
            f"final-{len(ids)}-name_lv": "Plāna drosme",
            f"final-{len(ids)}-weight": f"{before.final.criteria[0].weight_percent:f}",
            f"final-{len(ids)}-tie": "1",
            "final-1-tie": "2",
            **{f"final-{number}-tie": "" for number in range(2, len(ids))},
        },
    )

    assert list(criteria(rules, Stage.FINAL)) == [*ids[1:], "courage-of-the-plan"]
    assert criteria(rules, Stage.FINAL)["courage-of-the-plan"].endswith(" 0 10")
    assert rules.final.tie_break == ("courage-of-the-plan", ids[1])
    assert rules.final.criterion("courage-of-the-plan").name["lv"] == "Plāna drosme"  # type: ignore[union-attr]


@pytest.mark.usefixtures("draft")
def test_the_pre_selection_gets_its_line_and_its_criteria(coordinator: Client) -> None:
    rules, keys = changed(coordinator, "deciding", places="12", first_aggregate="sum")

    assert rules.preselection is not None
    assert (rules.preselection.places, rules.preselection.aggregate) == (12, "sum")
    assert set(keys) == {"preselection.places", "preselection.aggregate"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"final-0-weight": "30"}, "The weights of all criteria add up to 100."),
        ({"final-0-DELETE": "on"}, "The weights of all criteria add up to 100."),
        ({"final-0-weight": ""}, "The weights of all criteria add up to 100."),
        ({"final-0-tie": "7", "final-1-tie": "7"}, "Each place in the order that breaks a tie is given once."),
        ({"final-0-name_en": " "}, "This field is required."),
        ({"preselection-0-scale_max": "0"}, "more than scale_min"),
        ({"places": "3", "minimum_total": "7"}, "Give a number of candidates or a total, not both."),
        ({"body_final_en": ""}, "What is given in Latvian is given in English too."),
        ({"titles": "0"}, "greater than or equal to 1"),
    ],
)
@pytest.mark.usefixtures("draft")
def test_what_only_all_fields_together_get_wrong_is_said_too(
    coordinator: Client, changes: dict[str, Any], words: str
) -> None:
    response = send(coordinator, "deciding", **changes)

    assert response.status_code == 422
    assert words in words_of(response)


# Beside the text.


@pytest.mark.usefixtures("draft")
def test_a_text_saved_meanwhile_is_not_written_over(coordinator: Client, office: Actor, draft: Edition) -> None:
    fields = fields_of(coordinator.get(f"{EDITOR}applicants/"))  # type: ignore[arg-type]
    base = queries.edition_by_key("next").rules_version
    assert base is not None
    services.save_rules(
        actor=office,
        edition=draft,
        text=READY_MADE.replace("\ntitles = 3", "\ntitles = 5"),
        base_sha256=base.sha256,
        now=BEFORE,
    )

    response = coordinator.post(f"{EDITOR}applicants/", fields | {"times": "1"})

    assert response.status_code == 422
    assert "Somebody saved other rules in the meantime." in words_of(response)  # type: ignore[arg-type]


def test_after_the_opening_a_part_becomes_an_amendment_with_its_reason(
    coordinator: Client, published: Edition, office: Actor
) -> None:
    services.freeze_rules(actor=office, edition=published, now=BEFORE)

    asked = fields_of(send(coordinator, "applicants", times="3"))
    assert "times_a_place_may_apply = 3" in asked["text"][0]
    preview = coordinator.post(EDITOR, asked | {"reason_en": "The board decided so.", "action": "preview"})

    assert save(coordinator, preview).eligibility.times_a_place_may_apply == 3  # type: ignore[arg-type]


@pytest.mark.usefixtures("draft")
def test_the_same_change_in_the_text_and_in_the_fields_is_the_same_document(coordinator: Client) -> None:
    by_fields = fields_of(send(coordinator, "applicants", times="2"))["text"][0]
    by_text = write_edition_rules(
        parse_edition_rules(re.sub(r"times_a_place_may_apply = \d", "times_a_place_may_apply = 2", READY_MADE))
    )

    assert by_fields.replace("\r\n", "\n") == by_text


@pytest.mark.usefixtures("draft")
def test_the_desk_leads_to_every_part_and_to_the_text(coordinator: Client) -> None:
    desk = coordinator.get("/en/office/editions/next/").content.decode()

    assert [part for part in ("dates/", "applicants/", "deciding/", "") if f'href="{EDITOR}{part}"' not in desk] == []
