"""A practice told in full: its sections in the order in which somebody would tell them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pearls.practices import labels
from pearls.practices.models import Practice

LONG = 7  # so many sections want a table of contents


@dataclass(frozen=True)
class Section:
    """A part of the page: a text, or items in or without an order; what is empty says that it is not published.

    `known` says how it is known what came of it, `proof` by what.
    """

    anchor: str
    title: str
    text: str = ""
    items: tuple[str, ...] = ()
    is_ordered: bool = False
    known: str = ""
    proof: str = ""


def sections_of(practice: Practice) -> list[Section]:
    """What a practice tells. Three parts every practice has, the others appear when somebody has filled them."""
    known = str(labels.EVIDENCE[practice.evidence_strength]) if practice.evidence_strength else ""
    told = [
        Section("done", _("What they did"), practice.summary),
        Section("people", _("Who took part"), practice.participants),
        Section("steps", _("Step by step"), items=tuple(practice.steps), is_ordered=True),
        Section("outcome", _("What came of it"), "", tuple(practice.outcomes), known=known, proof=practice.evidence),
        Section("why", _("Why it worked"), practice.why_it_worked),
        Section("failed", _("What did not work"), practice.what_failed),
        Section("elsewhere", _("What another place may take from it"), practice.transferability),
        Section("smaller", _("What to change in a smaller town"), practice.for_smaller_towns),
    ]
    return [one for one in told if one.text or one.items or one.anchor in ("done", "outcome", "elsewhere")]


def contents_of(sections: list[Section]) -> list[tuple[str, str]]:
    """The table of contents of a long telling; a short one needs none."""
    if len(sections) < LONG:
        return []
    return [*((one.anchor, one.title) for one in sections), ("facts", _("Facts")), ("source", _("Source"))]
