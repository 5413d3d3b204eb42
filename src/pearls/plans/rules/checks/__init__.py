"""Checks that teach: what a plan lacks, where it contradicts itself, what is worth a second look. Never a score."""

from collections.abc import Mapping
from typing import Any

from pearls.documents.rules import Form
from pearls.plans.rules.checks import links, measuring, money, participation, people, story, times
from pearls.plans.rules.checks.finding import Check, Finding, FindingKind, found_by
from pearls.plans.rules.reading import Reading

CHECKS: tuple[Check, ...] = (
    *links.CHECKS,
    *participation.CHECKS,
    *times.CHECKS,
    *people.CHECKS,
    *money.CHECKS,
    *measuring.CHECKS,
    *story.CHECKS,
)

__all__ = ["CHECKS", "Check", "Finding", "FindingKind", "findings"]


def findings(form: Form, content: Mapping[str, Any], *, year: int | None = None, section_id: str = "") -> list[Finding]:
    """Everything to mend in a plan, in the order of the form's sections and of the entries in them.

    `year` is the title year; without it nothing is said about days outside of it. `section_id` asks for one section's.
    """
    reading = Reading(form, content)
    checks = CHECKS if year is None else (*CHECKS, times.outside_year(year))
    section = form.section(section_id)
    asked = form.questions if section is None else section.questions
    order = {question.id: place for place, question in enumerate(asked)}
    found = [finding for check in checks if check.question_id in order for finding in found_by(check, reading)]
    return sorted(found, key=lambda finding: (order[finding.question_id], finding.detail.get("number", 0)))
