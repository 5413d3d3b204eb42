"""What stands around the writing: the evenings, what to think of beside a question, what hangs on an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from pearls.documents import forms as document_forms
from pearls.documents import rules
from pearls.documents.rules import Question
from pearls.kernel.languages import pick
from pearls.learning import queries as learning_queries
from pearls.plans import labels, queries
from pearls.plans.queries import practices as practice_queries
from pearls.plans.queries import sessions as session_queries
from pearls.plans.queries import toolkit as toolkit_queries
from pearls.plans.rules import links, workshop
from pearls.plans.rules import practices as practice_rules
from pearls.plans.views.pages import PlanPage
from pearls.web.formats import current_language

MOST_EXAMPLES = 3


@dataclass(frozen=True)
class Example:
    """How another town wrote it; `language` where it is not the reader's."""

    text: str
    who: str
    url: str = ""
    language: str = ""


@dataclass(frozen=True)
class Note:
    """What to think of beside a question, how others wrote it, and where practices stand as examples for it."""

    text: str
    examples: tuple[Example, ...] = ()
    practices_url: str = ""


@dataclass(frozen=True)
class EveningView:
    """One evening with its steps and how far they are."""

    number: int
    title: str
    what: str
    minutes: int
    steps: tuple[document_forms.Steps, ...]
    is_next: bool

    @property
    def done_count(self) -> int:
        return sum(step.is_done for step in self.steps)


def evening_views(steps: Sequence[document_forms.Steps]) -> list[EveningView]:
    """The ten evenings with the steps of this form; an evening none of whose steps the form has is left out."""
    language, by_section = current_language(), {step.section.id: step for step in steps}
    coming = next_section(steps)
    found: list[EveningView] = []
    for evening in queries.evenings():
        own = tuple(by_section[name] for name in evening.sections if name in by_section)
        if own:
            found.append(
                EveningView(
                    number=len(found) + 1,
                    title=pick(evening.title, language)[0],
                    what=pick(evening.what, language)[0],
                    minutes=evening.minutes,
                    steps=own,
                    is_next=any(step.section.id == coming for step in own),
                )
            )
    return found


def next_section(steps: Sequence[document_forms.Steps]) -> str:
    """The section to write next; empty when all is done."""
    given = [workshop.Step(step.section.id, bool(step.answered), step.problems) for step in steps]
    return workshop.next_step(queries.evenings(), given)


def notes_for(page: PlanPage, section_id: str) -> Mapping[str, Note]:
    """What to think of beside the questions of a section, and how Pearls wrote it; no place is its own example."""
    section, words, language = page.document.form.section(section_id), queries.guidance(), current_language()
    place, subjects = page.application.place.key, practice_queries.subjects()
    return {
        question.id: Note(
            pick(words[question.id], language)[0],
            _examples(question, place),
            page.url("practice-examples", question.id) if question.id in subjects else "",
        )
        for question in (section.questions if section else ())
        if question.id in words
    }


def _examples(question: Question, place: str) -> tuple[Example, ...]:
    """Three answers of Pearls to the question, of places that differ for each plan."""
    told = [plan for plan in queries.historic_plans() if plan.place != place and plan.texts.get(question.id)]
    start = sum(map(ord, place)) % max(1, len(told))
    found = []
    for plan in [*told[start:], *told[:start]][:MOST_EXAMPLES]:
        value = plan.content(current_language())[question.id]
        text = value if isinstance(value, str) else rules.record_title(question, value[0])
        address = reverse("plans:published-plan", args=[plan.place, plan.edition])
        found.append(Example(text, f"{plan.name}, {plan.edition}", address))
    return tuple(found)


def evening_context(section_id: str) -> dict[str, Any]:
    """Which evening a section belongs to, in words."""
    found = workshop.evening_of(queries.evenings(), section_id)
    return {"evening_words": labels.evening_words(*found, current_language()) if found else ""}


def tools_for(page: PlanPage, section_id: str) -> list[tuple[str, str, str]]:
    """The tools that feed a section: name, page in the toolkit, and where to use it here; empty where one cannot."""
    begin, here = page.url("session-list"), {tool.id for tool in session_queries.tools_for(page.document.form)}
    return [
        (
            pick(tool.name, current_language())[0],
            reverse("plans:tool", args=[tool.id]),
            f"{begin}?tool={tool.id}" if tool.id in here else "",
        )
        for tool in toolkit_queries.tools_for_section(section_id)
    ]


def lessons_for(section_id: str) -> list[learning_queries.LessonLink]:
    """The lessons of courses that help with a step; one query."""
    return learning_queries.lessons_for_step(section_id, current_language(), with_demonstration=settings.IS_DEMO)


def bonds_context(page: PlanPage, content: Mapping[str, Any], question_id: str, record_id: str) -> list[dict[str, Any]]:
    """What hangs on an entry, each list with its name and the way to the other end."""
    form, language = page.document.form, current_language()
    titles, urls = document_forms.record_titles(form, content), page.urls
    assert urls.record is not None  # noqa: S101 - a plan has entries
    return [
        {
            "label": pick(bond.column.label, language)[0] if bond.is_own else pick(bond.question.label, language)[0],
            "entries": [
                (titles[bond.question.id].get(name, name), urls.record(bond.question.id, name)) for name in bond.records
            ],
        }
        for bond in links.bonds_of(form, content, question_id, record_id)
    ]


def practices_url(page: PlanPage, question_id: str, record_id: str) -> str:
    """Where practices are suggested for one activity; empty for what is none, and where the plan does not ask."""
    is_activity = question_id == practice_rules.ACTIVITIES and practice_rules.is_asked(page.document.form)
    return f"{page.url('practices')}?activity={record_id}" if is_activity else ""
