"""That another town tried a practice: what it says of it, who may say so, and what a plan's link makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no
from pearls.practices.rules.records import ADDRESS, LONGEST_LINE, MOST_EUROS, MOST_HOURS

MOST_LINKS = 5
PROOF_KINDS = frozenset({"pdf", "jpg", "png", "webp"})
MOST_FILES = 5


class AdoptionState(StrEnum):
    DRAFT = "draft"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    WORKS = "works"
    PARTLY = "partly"
    FAILED = "failed"
    TRYING = "trying"


@dataclass(frozen=True)
class Told:
    """What a town says of its attempt. None is "not said"; `began_on` and `ended_on` are days."""

    taken: str
    outcome: Outcome
    language: str = "en"
    changed: str = ""
    began_on: date | None = None
    ended_on: date | None = None
    cost_euros: int | None = None
    hours: int | None = None
    result: str = ""
    advice: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Teller:
    """Who is about to tell: of the town, of the office, or an editor of practices."""

    is_of_town: bool = False
    is_office: bool = False
    is_editor: bool = False


def may_tell(teller: Teller, told: Told, *, state: AdoptionState, is_own: bool, today: date) -> Verdict:
    """Whether an attempt may be told so; a failure is told like a success.

    Reasons: not-your-town, adoption-withdrawn, own-practice, needs-taken, needs-result, began-to-come,
    ended-before-begun, figure-too-large, too-many-links, link-not-an-address.
    """
    if not (teller.is_of_town or teller.is_office):
        return no("not-your-town")
    has_ended = told.outcome != Outcome.TRYING
    checks = (
        (state != AdoptionState.WITHDRAWN, no("adoption-withdrawn")),
        (not is_own, no("own-practice")),
        (bool(told.taken.strip()), no("needs-taken")),
        (bool(told.result.strip()) or not has_ended, no("needs-result")),
        (told.began_on is None or told.began_on <= today or not has_ended, no("began-to-come")),
        (
            told.began_on is None or told.ended_on is None or told.began_on <= told.ended_on,
            no("ended-before-begun"),
        ),
        (
            0 <= (told.cost_euros or 0) <= MOST_EUROS and 0 <= (told.hours or 0) <= MOST_HOURS,
            no("figure-too-large"),
        ),
        (len(told.links) <= MOST_LINKS, no("too-many-links", most=MOST_LINKS)),
    )
    refused = next((refusal for is_right, refusal in checks if not is_right), YES)
    wrong = next((link for link in told.links if len(link) > LONGEST_LINE or not ADDRESS.fullmatch(link)), "")
    return no("link-not-an-address", link=wrong[:80]) if refused and wrong else refused


def may_withdraw(teller: Teller, *, state: AdoptionState, reason: str) -> Verdict:
    """Whether it may be taken from the readers: by the town, the office or an editor, with a reason.

    Reasons: not-your-town, adoption-withdrawn, needs-reason.
    """
    if not (teller.is_of_town or teller.is_office or teller.is_editor):
        return no("not-your-town")
    if state == AdoptionState.WITHDRAWN:
        return no("adoption-withdrawn")
    return YES if reason.strip() else no("needs-reason")


@dataclass(frozen=True)
class Kept:
    """A record that a plan made, as it stands. `is_told`: the town has written in it since; `by_plan`: withdrawn only
    because the plan named the practice no longer."""

    state: AdoptionState
    is_told: bool = False
    by_plan: bool = False


def followed(kept: Kept | None, *, is_named: bool, has_begun: bool) -> AdoptionState | None:
    """What becomes of the record when the plan names the practice or no longer does; None for "as it is".

    What a town told in its own words the plan neither publishes nor takes back.
    """
    if kept is None:
        return None if not is_named else AdoptionState.PUBLIC if has_begun else AdoptionState.DRAFT
    if kept.state == AdoptionState.WITHDRAWN:
        is_back = is_named and kept.by_plan
        return (AdoptionState.PUBLIC if has_begun else AdoptionState.DRAFT) if is_back else None
    if not is_named:
        return None if kept.is_told and kept.state == AdoptionState.PUBLIC else AdoptionState.WITHDRAWN
    return AdoptionState.PUBLIC if has_begun and not kept.is_told and kept.state == AdoptionState.DRAFT else None


def summed(outcomes: Mapping[str, int]) -> list[tuple[Outcome, int]]:
    """How many attempts came to which outcome, in the order in which readers are told; none of a kind is left out."""
    return [(outcome, outcomes[outcome]) for outcome in Outcome if outcomes.get(outcome)]
