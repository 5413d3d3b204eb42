"""The words of the public pages for codes of the record."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.mail.rules import Letter
from pearls.mail.rules import State as MailState
from pearls.programme.rules.office import Outcome, VersionKind

Words = str | Promise

OUTCOMES: dict[str, Words] = {
    Outcome.PEARL: pgettext_lazy("outcome", "Pearl"),
    Outcome.CANDIDATE: pgettext_lazy("outcome", "Candidate"),
    Outcome.APPLIED: pgettext_lazy("outcome", "Applied, not admitted"),
    Outcome.NOT_ELIGIBLE: pgettext_lazy("outcome", "Not eligible"),
}
OUTCOME_GROUPS: dict[str, Words] = {
    Outcome.PEARL: _("Pearls: they carry the title"),
    Outcome.CANDIDATE: _("Candidates: admitted to write a plan, without the title"),
    Outcome.APPLIED: _("Applicants who were not admitted"),
    Outcome.NOT_ELIGIBLE: _("Applicants who were not eligible"),
}
# Between the list of applicants and the result of the pre-selection nobody is admitted or not.
NOT_DECIDED: Words = pgettext_lazy("outcome", "Applied")
NOT_DECIDED_GROUP: Words = _("Applicants")
# Until the jury's result is public nobody is without the title.
CANDIDATES_GROUP: Words = _("Candidates: admitted to write a plan")
WEEKLY = "today-weekly"
SUBSCRIPTIONS: dict[str, Words] = {WEEKLY: _("What waits for you, every Monday morning")}
LETTERS = {
    WEEKLY: Letter(
        WEEKLY,
        _("What waits for you this week"),
        _(
            "Hello %(name)s,\n\nthis stands on your page Today:\n\n%(lines)s\n\nThe page itself:\n%(link)s\n\nYou"
            " asked for this letter. Stop it here:\n%(stop)s"
        ),
        about=_("On Monday morning, to who asked for it and has something to do"),
    )
}
ACTS: dict[str, Words] = {"week-written": _("Letter about the week written")}
STEPS: dict[str, Words] = {
    "call_open": _("Call opens"),
    "call_reminder": _("Reminder of the call"),
    "application_deadline": _("Applications due"),
    "applicants_published": _("Applicants published"),
    "preselection_result": _("Result of the pre-selection"),
    "development_phase": _("Time for writing the plan"),
    "plan_deadline": _("Plans due"),
    "jury_decision": _("Decision of the jury"),
    "announcement": _("Titles announced"),
    "title_year_kickoff": _("Opening of the title year"),
}
VERSIONS: dict[str, Words] = {
    VersionKind.ORIGINAL: _("Original rules"),
    VersionKind.AMENDMENT: _("Amendment"),
}
MAIL_STATES: dict[str, Words] = {
    MailState.HELD: _("waits for the office"),
    MailState.RELEASED: _("released"),
    MailState.SENDING: _("on its way"),
    MailState.SENT: _("sent"),
    MailState.KEPT: _("kept here; in production it would have been sent"),
    MailState.FAILED: _("could not be sent"),
    MailState.CANCELLED: _("cancelled"),
}
