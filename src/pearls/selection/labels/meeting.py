"""The words of a panel's meeting: zones of the agenda, votes, draws, signatures, and why something may not be done."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pearls.selection.rules.meeting import About, Choice, Zone

ZONES: Mapping[str, Any] = {
    Zone.EDGE: gettext_lazy("On the edge"),
    Zone.CLEAR: gettext_lazy("Clearly with a place"),
    Zone.REST: gettext_lazy("Clearly without a place"),
}
ZONE_TONES: Mapping[str, str] = {Zone.EDGE: "warn", Zone.CLEAR: "good", Zone.REST: "neutral"}
ABOUT: Mapping[str, Any] = {
    About.ITEM: gettext_lazy("This plan"),
    About.EXTRA_PLACE: gettext_lazy("The extra place"),
    About.TIE: gettext_lazy("The tie"),
    About.LINE: gettext_lazy("The line"),
    About.OTHER: gettext_lazy("Something else"),
}
CHOICES: Mapping[str, Any] = {
    Choice.YES: pgettext_lazy("vote", "Yes"),
    Choice.NO: pgettext_lazy("vote", "No"),
    Choice.ABSTAIN: pgettext_lazy("vote", "Abstain"),
}

REFUSALS: Mapping[str, Any] = {
    "step-out": gettext_lazy("You step out for this item."),
    "meeting-not-begun": gettext_lazy("The meeting has not begun. The chair begins it."),
    "evidence-on-its-way": gettext_lazy("The order of the agenda is still being worked out. Try again in two minutes."),
    "note-too-long": gettext_lazy("The note is too long: at most %(most)s letters."),
    "no-score-of-yours": gettext_lazy("You have handed in no scores for this plan."),
    "item-not-open": gettext_lazy("This plan is not discussed now. The chair opens it."),
    "score-needed": gettext_lazy("Write the new score."),
    "score-unchanged": gettext_lazy("This is the score that stands already."),
    "question-missing": gettext_lazy("Write the question."),
    "vote-closed": gettext_lazy("This vote is closed."),
    "vote-open": gettext_lazy("A vote is still open. Close it first."),
    "nothing-tied": gettext_lazy("No plans tie, or other plans than those of the draw."),
    "sources-wanted": gettext_lazy("Name one to %(most)s sources, each once."),
    "sources-known-already": gettext_lazy("Name sources that nobody can know yet: their time must lie ahead."),
    "sources-not-known-yet": gettext_lazy("The sources are not known yet. Wait for the time that was named."),
    "drawn-already": gettext_lazy("This draw has been held."),
    "values-missing": gettext_lazy("Write what each source came to: numbers, or words with letters from A to Z."),
    "signed-by-you": gettext_lazy("You have signed already. The second signature is somebody else's."),
    "second-from-panel": gettext_lazy("The second signature is for another member of the panel."),
    "not-half-signed": gettext_lazy("There is no result that waits for the second signature."),
    "other-hash": gettext_lazy("This is not the result that the chair signed. Look at it again."),
    "second-missing": gettext_lazy("The second signature is missing."),
    "second-publishes-not": gettext_lazy("You signed in place of a member. Somebody else of the office publishes."),
}
RESULT_HAS_CHANGED = gettext_lazy("When the second signature was to be given, the result was no longer the one signed.")

ACTS: dict[str, Promise] = {
    "meeting-begun": gettext_lazy("Meeting of the panel begun"),
    "came-to-meeting": gettext_lazy("Came to the meeting"),
    "left-meeting": gettext_lazy("Left the meeting"),
    "item-opened": gettext_lazy("Plan opened for discussion"),
    "item-done": gettext_lazy("Discussion of a plan ended"),
    "item-moved": gettext_lazy("Plan moved on the agenda"),
    "note-written": gettext_lazy("Note of the meeting written"),
    "score-changed": gettext_lazy("Score changed at the meeting"),
    "vote-opened": gettext_lazy("Vote opened"),
    "vote-cast": gettext_lazy("Vote given"),
    "vote-ended": gettext_lazy("Vote closed"),
    "sources-named": gettext_lazy("Sources of a draw named"),
    "lots-drawn": gettext_lazy("Lots drawn"),
    "result-countersigned": gettext_lazy("Second signature given"),
}


def draw_reason(sources: Sequence[str], values: Sequence[str], key: str) -> str:
    """The ground of a tie that was settled by lot, for the record."""
    told = "; ".join(f"{source}: {value}" for source, value in zip(sources, values, strict=True))
    return _("Drawn by lot (RFC 3797 with SHA-256). %(sources)s. Key: %(key)s") % {"sources": told, "key": key}
