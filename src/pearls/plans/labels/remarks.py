"""The words of remarks, suggestions and mentoring."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.mail.rules import Letter
from pearls.plans.rules.remarks import Side, SuggestionState

ACTS: dict[str, Promise] = {
    "remark-made": _("Remark on a plan made"),
    "remark-answered": _("Remark on a plan answered"),
    "remark-settled": _("Remark on a plan settled"),
    "remark-reopened": _("Remark on a plan opened again"),
    "suggestion-made": _("Another wording suggested"),
    "suggestion-accepted": _("Suggested wording accepted"),
    "suggestion-refused": _("Suggested wording refused"),
    "suggestion-withdrawn": _("Suggested wording taken back"),
    "meeting-noted": _("Meeting of mentor and town noted"),
    "flag-raised": _("Flag raised to the office"),
    "flag-settled": _("Flag settled"),
}
REASONS: dict[str, Promise] = {
    "needs-words": _("Write something first."),
    "no-such-spot": _("This part of the plan is not there."),
    "quote-not-found": _("The plan does not say these words here. Copy them from the text, or leave the field empty."),
    "thread-settled": _("This has been settled. Open it again to go on."),
    "thread-open": _("This is open already."),
    "suggestion-open": _("A suggestion is accepted, refused or taken back."),
    "suggestion-answered": _("This suggestion has been answered already."),
    "no-suggestion": _("No other wording has been suggested here."),
    "not-your-suggestion": _("Only whoever made a suggestion takes it back."),
    "not-a-text": _("Another wording can be suggested for a text only."),
    "not-understood": _("The text cannot be kept like this."),
    "same-text": _("The text says this already."),
    "not-the-office": _("Only the programme office may do this."),
    "not-the-mentor": _("Only the mentor of the town may do this."),
    "day-to-come": _("The day lies in the future."),
    "flag-settled": _("This flag has been settled already."),
}
SIDES: dict[str, Promise] = {
    Side.TOWN: _("Waits for the town"),
    Side.MENTOR: _("Waits for the mentor"),
}
SUGGESTIONS: dict[str, Promise] = {
    SuggestionState.OPEN: _("Suggestion"),
    SuggestionState.ACCEPTED: _("Accepted"),
    SuggestionState.REFUSED: _("Refused"),
    SuggestionState.WITHDRAWN: _("Taken back"),
}
TONES: dict[str, str] = {
    SuggestionState.OPEN: "info",
    SuggestionState.ACCEPTED: "good",
    SuggestionState.REFUSED: "neutral",
    SuggestionState.WITHDRAWN: "neutral",
}

MENTION_LETTER = Letter(
    kind="plan-mention",
    subject=_("%(who)s calls you to the plan of %(place)s"),
    about=_("When somebody is called to a remark on a plan"),
    body=_(
        "Hello %(name)s,\n\n"
        "%(who)s has made a remark on the plan of %(place)s and would like you to read it:\n\n"
        "%(link)s"
    ),
)
