"""The words of the title year."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.plans.rules.title_year import Stage

STAGES: dict[str, Promise] = {
    Stage.UNDATED: _("No dates yet"),
    Stage.AHEAD: _("Still to come"),
    Stage.RUNNING: _("Under way"),
    Stage.SILENT: _("Nothing logged yet"),
    Stage.DONE: _("Done"),
}
TONES: dict[str, str] = {
    Stage.UNDATED: "neutral",
    Stage.AHEAD: "neutral",
    Stage.RUNNING: "info",
    Stage.SILENT: "warn",
    Stage.DONE: "good",
}
ACTS: dict[str, Promise] = {
    "activity-logged": _("Activity logged"),
    "indicator-measured": _("Indicator measured"),
    "log-entry-taken-out": _("Entry taken out of the log"),
    "plan-change-began": _("Plan opened for a change"),
    "plan-changed": _("Plan changed"),
    "practice-drafted": _("Good practice drafted"),
}
REASONS: dict[str, Promise] = {
    "not-a-pearl": _("The log is for places that carry the title."),
    "unknown-activity": _("The plan has no such activity any more."),
    "unknown-indicator": _("The plan has no such indicator any more."),
    "needs-text": _("Please write in a few words what happened."),
    "day-to-come": _("That day is still to come. Please log what has happened already."),
    "ends-before-it-starts": _("The last day is before the first."),
    "negative-figure": _("Figures cannot be less than zero."),
    "photo-needs-consent": _("Please confirm that everybody who can be recognised has agreed. The photo was not kept."),
    "photo-needs-words": _("Please say in words what the photo shows. The photo was not kept."),
    "change-open": _("The plan is open for a change already."),
    "no-change-open": _("The plan is not open for a change."),
    "needs-change": _(
        "The plan carries the title and stays as it is. Open it for a change, with a reason, to write in it."
    ),
    "needs-reason": _("Please say why the plan changes."),
    "rivals-open": _("Two people changed the same answer at once. Choose between the texts first."),
    "nothing-logged": _("Log first what happened in the activity; the practice is made of it."),
    "already-gone": _("Somebody has taken it out already."),
}
