"""The made-up plans are what the draft would keep, and cover what they promise."""

from typing import Any

from hypothesis import find, given

from pearls.documents.rules import Answer, Kind, assemble, clean_answer, take_apart
from tests.plans.contents import FORM, contents, pool_of


def kept_by_name(content: dict[str, Any]) -> dict[str, Any]:
    """The content as it lies in the tables: records apart from their order."""
    kept: dict[str, Any] = {}
    for name, value in content.items():
        question = FORM.question(name)
        assert question is not None
        if question.kind == Kind.RECORDS:
            order, rows = take_apart(question, value)
            kept |= {name: order, **rows}
        else:
            kept[name] = value
    return kept


@given(contents())
def test_a_made_up_plan_is_kept_as_it_is(content: dict[str, Any]) -> None:
    for name, value in content.items():
        question = FORM.question(name)
        assert question is not None

        answer = clean_answer(question, value)

        assert isinstance(answer, Answer)
        assert (answer.value, answer.problems) == (value, ())
    assert assemble(FORM, kept_by_name(content)) == content


def test_every_part_of_the_form_is_made_up() -> None:
    asked = [question for question in FORM.questions if question.kind not in (Kind.RECORDS,)]
    asked += [column for question in FORM.questions for column in question.columns if not column.of]

    assert [item.id for item in asked if len(pool_of(item)) < 2] == []


def test_a_loose_plan_may_have_a_link_that_leads_nowhere() -> None:
    found = find(contents(loose=True), lambda content: assemble(FORM, kept_by_name(content)) != content)

    assert "gone" in repr(found)
