"""A practice told in full: its sections in the order in which somebody would tell them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pearls.practices import labels
from pearls.practices.models import Practice
from pearls.practices.rules.translations import Told

NOTHING = Told(())
LONG = 7  # so many sections want a table of contents


@dataclass(frozen=True)
class Section:
    """A part of the page: a text, or items in or without an order; what is empty says that it is not published.

    `known` says how it is known what came of it, `proof` by what.
    """

    anchor: str
    title: str
    told: Told
    is_list: bool = False
    is_ordered: bool = False
    known: str = ""
    proof: Told = NOTHING


def sections_of(practice: Practice, told: Mapping[str, Told]) -> list[Section]:
    """What a practice tells, `told` field by field in the reader's language. Three parts every practice has, the
    others appear when somebody has filled them."""
    known = str(labels.EVIDENCE[practice.evidence_strength]) if practice.evidence_strength else ""
    outcomes, proof = told["outcomes"], told["evidence"]
    sections = [
        Section("done", _("What they did"), told["summary"]),
        Section("people", _("Who took part"), told["participants"]),
        Section("steps", _("Step by step"), told["steps"], is_list=True, is_ordered=True),
        Section("outcome", _("What came of it"), outcomes, is_list=True, known=known, proof=proof),
        Section("why", _("Why it worked"), told["why_it_worked"]),
        Section("failed", _("What did not work"), told["what_failed"]),
        Section("elsewhere", _("What another place may take from it"), told["transferability"]),
        Section("smaller", _("What to change in a smaller town"), told["for_smaller_towns"]),
    ]
    return [one for one in sections if one.told.pieces or one.anchor in ("done", "outcome", "elsewhere")]


def contents_of(sections: list[Section]) -> list[tuple[str, str]]:
    """The table of contents of a long telling; a short one needs none."""
    if len(sections) < LONG:
        return []
    return [*((one.anchor, one.title) for one in sections), ("facts", _("Facts")), ("source", _("Source"))]
