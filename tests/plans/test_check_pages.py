"""The includes that show what the checks found, as a page has them."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pearls.plans.labels.lessons import LESSONS
from pearls.plans.queries import published_criteria
from pearls.plans.views.checks import checks_context, readiness_context
from tests.plans.contents import FORM
from tests.plans.samples import YEAR, large, sound


def url_of(question_id: str, record_id: str) -> str:
    return f"/en/plans/x/{question_id}/{record_id}"


class Page(HTMLParser):
    """Where the links of a fragment lead, and whether its tags close."""

    VOID = {"br", "hr", "img", "input"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(plan: dict[str, Any], language: str = "en", **options: Any) -> str:
    with translation.override(language):
        return render_to_string("plans/_checks.html", checks_context(FORM, plan, language, url_of, **options))


def test_a_finding_stands_with_its_reason_and_its_place() -> None:
    plan = sound()
    plan["activities"][1]["owner"] = None

    html = shown(plan, year=YEAR)

    assert Page(html).links == [url_of("activities", "a2")]
    assert "Nobody is named who is responsible for the activity “Long table in the harbour”." in html
    assert "Jurors look for a person behind each activity." in html
    assert "Pick somebody from the team." in html


def test_a_section_shows_what_is_its_own() -> None:
    plan = sound()
    del plan["activities"][1]["owner"]
    del plan["risks"][0]["answer"]

    assert Page(shown(plan)).links == [url_of("activities", "a2"), url_of("risks", "x1")]
    assert Page(shown(plan, section_id="risks")).links == [url_of("risks", "x1")]


def test_what_is_found_many_times_is_taught_once_and_folds_away() -> None:
    plan = large()
    for activity in plan["activities"]:
        del activity["owner"]

    html = shown(plan, section_id="activities")

    assert html.count("Jurors look for a person behind each activity.") == 1
    assert len(Page(html).links) == 60
    assert "and 55 more" in html


@pytest.mark.parametrize(("language", "words"), [("en", "Nothing to mend"), ("lv", "neatrada neko labojamu")])
def test_nothing_found_is_no_praise(language: str, words: str) -> None:
    assert words in shown(sound(), language, year=YEAR)


def test_each_criterion_shows_what_is_there_and_what_will_be_asked() -> None:
    plan = sound()
    del plan["risks"][0]["answer"]
    context = readiness_context(FORM, plan, "en", url_of, year=YEAR)
    parts = {(c.name, p.label): (p.words, p.is_written) for c in context["criteria"] for p in c.parts}

    html = render_to_string("plans/_readiness.html", context)

    assert len(context["criteria"]) == 11
    assert parts["Capacity to deliver the planned actions", "Members"] == (
        "2: “Culture officer” and “Social worker”",
        True,
    )
    assert parts["Capacity to deliver the planned actions", "Part to be paid from seed money"] == ("€2,000.00", True)
    assert parts["Effect on resilience", "How the effects go on"] == ("10 words", True)
    assert parts["Effect on resilience", "Who carries it on"] == ("Nothing yet", False)
    assert url_of("risks", "x1") in Page(html).links
    assert "What would you drop first if half the time were lost?" in html


def test_an_edition_shows_its_own_criteria_and_of_an_unknown_one_the_name() -> None:
    own = [("effect", {"en": "Lasting effect"}), ("beauty", {"en": "Beauty"})]

    shown = readiness_context(FORM, sound(), "en", url_of, criteria=own)["criteria"]

    assert [(c.name, bool(c.parts), bool(c.asks)) for c in shown] == [
        ("Lasting effect", True, True),
        ("Beauty", False, False),
    ]


def test_every_part_and_check_of_a_criterion_is_there() -> None:

    criteria = published_criteria()

    assert [name for c in criteria for name in c.parts if FORM.question(name) is None] == []
    assert {code for c in criteria for code in c.checks} <= set(LESSONS)
    assert [
        c.id for c in criteria if set(c.name) != {"en", "lv"} or any(set(ask) != {"en", "lv"} for ask in c.asks)
    ] == []
