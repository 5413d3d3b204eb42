"""The two forms that come with the project, against the facts they were made from."""

import pytest

from pearls.documents import queries, rules

PLAN_SECTIONS = [
    "place",
    "assets",
    "challenges",
    "vision",
    "goals",
    "targets",
    "stakeholders",
    "participation",
    "activities",
    "timeline",
    "fit",
    "team",
    "budget",
    "communication",
    "monitoring",
    "after",
    "risks",
    "summary",
]
APPLICATION_QUESTIONS = [
    "name",
    "kind",
    "legal_body",
    "country",
    "region",
    "population",
    "short_profile",
    "team_application",
    "lead_partner",
    "partners",
    "contact",
    "core_team",
    "political_support",
    "motivation",
    "programme_role",
    "needs",
    "approach",
    "impact",
    "stakeholders",
    "ngo_ccs",
    "strategies",
    "people",
    "money",
    "exchange",
    "accept_rules",
    "privacy",
    "heard",
]


@pytest.mark.parametrize("key", ["application", "plan"])
def test_a_shipped_form_is_complete_in_english_and_latvian(key: str) -> None:
    form = rules.parse_form(queries.shipped_definition(key))

    texts = [form.title, form.intro]
    for section in form.sections:
        texts += [section.title, section.help]
        for question in section.questions:
            texts += [question.label, question.help, question.unit, question.statement]
            texts += [choice.label for choice in question.choices]
            texts += [column.label for column in question.columns]
            texts += [choice.label for column in question.columns for choice in column.choices]
    assert [text for text in texts if text and set(text) != {"en", "lv"}] == []


def test_the_application_asks_what_the_fact_base_names_and_nothing_is_called_stated_that_is_not() -> None:
    form = rules.parse_form(queries.shipped_definition("application"))

    ids = [question.id for question in form.questions]
    assert [name for name in ids if name != "political_letter"] == APPLICATION_QUESTIONS
    stated = [question.id for question in form.questions if question.evidence == "stated"]
    assert stated == ["country", "region", "team_application", "lead_partner", "partners", "motivation", "approach"]
    assert all(question.limit_is_ours for question in form.questions)


def test_the_plan_has_the_eighteen_sections_in_their_order() -> None:
    form = rules.parse_form(queries.shipped_definition("plan"))

    assert [section.id for section in form.sections] == PLAN_SECTIONS
    assert sum(section.evidence == "stated" for section in form.sections) == 9
    assert [question.id for question in form.questions if not question.limit_is_ours] == ["seed_money"]


def test_a_form_that_is_not_shipped_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="there are application, plan"):
        queries.shipped_definition("grant")
