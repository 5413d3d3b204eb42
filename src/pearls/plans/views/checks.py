"""What the checks and the criteria have to say about a plan, ready for the pages; asks for no request and no table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from pearls.documents.rules import Form
from pearls.kernel.languages import pick
from pearls.plans.labels import checks as check_labels
from pearls.plans.labels import readiness as readiness_labels
from pearls.plans.queries.readiness import published_criteria
from pearls.plans.rules.checks import Finding, FindingKind, findings
from pearls.plans.rules.readiness import Criterion, Readiness, readiness

UrlOf = Callable[[str, str], str]  # the page of a question, and of the entry in it unless that is empty
SHOWN = 5  # places under one lesson before the rest folds away
ORDER = (FindingKind.CLASH, FindingKind.GAP, FindingKind.HINT)


@dataclass(frozen=True)
class Place:
    """One finding in words, and the address where it is mended."""

    sentence: str
    url: str


@dataclass(frozen=True)
class LessonView:
    """All findings of one check in one section, with what they teach said once."""

    kind: str
    kind_words: str
    why: str
    todo: str
    places: list[Place]
    more: list[Place]


@dataclass(frozen=True)
class SectionView:
    """A section of the plan with its lessons."""

    title: str
    lessons: list[LessonView]


@dataclass(frozen=True)
class PartView:
    label: str
    words: str
    url: str
    is_written: bool


@dataclass(frozen=True)
class CriterionView:
    """A criterion: what the plan has for it, what was found, what a juror is likely to ask."""

    name: str
    evidence: str
    parts: list[PartView]
    places: list[Place]
    asks: list[str]


def checks_context(
    form: Form,
    content: Mapping[str, Any],
    language: str,
    url_of: UrlOf,
    *,
    year: int | None = None,
    section_id: str = "",
    found: Sequence[Finding] | None = None,
) -> dict[str, Any]:
    """For `plans/_checks.html`: what to mend, by section; only one section's where `section_id` names it.

    `found` is what the checks say, where that is at hand.
    """
    mine = findings(form, content, year=year, section_id=section_id) if found is None else found
    return {
        "check_sections": [
            SectionView(pick(section.title, language)[0], lessons)
            for section in form.sections
            if (lessons := _lessons(form, mine, section.id, language, url_of))
        ],
        "check_count": len(mine),
        "checks_whole_plan": not section_id,
    }


def readiness_context(
    form: Form,
    content: Mapping[str, Any],
    language: str,
    url_of: UrlOf,
    *,
    year: int | None = None,
    criteria: Iterable[tuple[str, Mapping[str, str]]] | None = None,
    found: Sequence[Finding] | None = None,
) -> dict[str, Any]:
    """For `plans/_readiness.html`: each criterion, and what a juror will find and ask.

    `criteria` are those of an edition's rules, id and name; where they are not given, all that the programme published.
    `found` is what the checks say, where that is at hand.
    """
    found = findings(form, content, year=year) if found is None else found
    looked_at = published_criteria() if criteria is None else _criteria_of(criteria)
    shown = readiness(form, content, looked_at, found)
    return {"criteria": [_criterion(form, item, language, url_of) for item in shown]}


def _criteria_of(criteria: Iterable[tuple[str, Mapping[str, str]]]) -> list[Criterion]:
    """An edition's criteria with what we know to speak to them; of one that we do not know, its name alone."""
    known = {criterion.id: criterion for criterion in published_criteria()}
    return [
        replace(known[name], name=words) if name in known else Criterion(name, words, "", (), (), ())
        for name, words in criteria
    ]


def _lessons(form: Form, found: Iterable[Finding], section_id: str, language: str, url_of: UrlOf) -> list[LessonView]:
    mine = [finding for finding in found if finding.section_id == section_id]
    mine.sort(key=lambda finding: (ORDER.index(finding.kind), finding.code))
    return [
        _lesson(form, list(group), language, url_of) for _code, group in groupby(mine, key=lambda finding: finding.code)
    ]


def _lesson(form: Form, found: list[Finding], language: str, url_of: UrlOf) -> LessonView:
    lesson = check_labels.lesson(found[0].code)
    places = _places(form, found, language, url_of)
    return LessonView(
        kind=found[0].kind,
        kind_words=str(check_labels.KINDS[found[0].kind]),
        why=str(lesson.why),
        todo=str(lesson.todo),
        places=places[:SHOWN],
        more=places[SHOWN:],
    )


def _places(form: Form, found: Iterable[Finding], language: str, url_of: UrlOf) -> list[Place]:
    return [
        Place(check_labels.sentence(finding, form, language), url_of(finding.question_id, finding.record_id))
        for finding in found
    ]


def _criterion(form: Form, item: Readiness, language: str, url_of: UrlOf) -> CriterionView:
    return CriterionView(
        name=pick(item.criterion.name, language)[0],
        evidence=str(readiness_labels.EVIDENCE.get(item.criterion.evidence, "")),
        parts=[
            PartView(
                label=pick(part.question.label, language)[0],
                words=readiness_labels.part_words(part, language),
                url=url_of(part.question.id, ""),
                is_written=part.is_written,
            )
            for part in item.parts
        ],
        places=_places(form, item.findings, language, url_of),
        asks=[pick(ask, language)[0] for ask in item.criterion.asks],
    )
