"""The words of news and stories."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.files import labels as file_labels
from pearls.mail.rules import Letter
from pearls.news.rules import IssueState, Kind, State

KINDS: dict[str, Promise] = {
    Kind.NEWS: _("News of the office"),
    Kind.STORY: _("Story of a Pearl"),
}
STATES: dict[str, Promise] = {
    State.DRAFT: pgettext_lazy("state of a story", "Draft"),
    State.SENT: pgettext_lazy("state of a story", "Sent to the office"),
    State.BACK: pgettext_lazy("state of a story", "Back to you"),
    State.PUBLIC: pgettext_lazy("state of a story", "Public"),
    State.WITHDRAWN: pgettext_lazy("state of a story", "Withdrawn"),
}
UNDER_EMBARGO = _("Under embargo")
TONES: dict[str, str] = {
    State.DRAFT: "neutral",
    State.SENT: "info",
    State.BACK: "warn",
    State.PUBLIC: "good",
    State.WITHDRAWN: "neutral",
}
REASONS: dict[str, Promise] = {
    "not-the-office": _("Only the programme office does this."),
    "not-your-town": _("You do not speak for this town."),
    "not-a-pearl": _("Only towns that hold the title tell stories here."),
    "not-your-story": _("This story is not yours to change."),
    "story-sent": _("The story is with the office. It comes back to you, or is published."),
    "story-public": _("The story is public. Ask the office to change it, or withdraw it."),
    "story-withdrawn": _("The story is withdrawn."),
    "story-unfinished": _("A story needs a headline, a lead and a text before it can go on."),
    "not-sent": _("The Pearl has not sent this story."),
    "needs-reason": _("Please say why: others read it."),
    "language-taken": _("The story is told in this language already."),
    "somebody-was-faster": _("Somebody else has changed this meanwhile. Please look at it again."),
    "issue-sent": _("This issue has gone to its readers and stays as it is."),
    "half-worded": _("A language needs both a subject and opening words, or neither."),
    "unknown-story": _("An issue holds only stories that are public."),
    "too-many-stories": _("An issue holds at most %(limit)s stories."),
    "issue-unworded": _(
        "An issue needs a subject and opening words in English: readers of other languages fall back to them."
    ),
    "issue-empty": _("An issue needs at least one public story."),
    "nobody-reads": _("Nobody has asked for the newsletter yet."),
    "too-many-wishes": _("Too many addresses were given from here. Please try again in an hour."),
}
ACTS: dict[str, Promise] = {
    "story-begun": _("Story begun"),
    "story-changed": _("Story changed"),
    "story-photo-added": _("Photo added to a story"),
    "story-photo-removed": _("Photo removed from a story"),
    "story-sent": _("Story sent to the office"),
    "story-returned": _("Story given back"),
    "story-published": _("Story published"),
    "story-withdrawn": _("Story withdrawn"),
    "issue-begun": _("Issue of the newsletter begun"),
    "issue-worded": _("Issue of the newsletter worded"),
    "issue-arranged": _("Stories of an issue chosen"),
    "issue-discarded": _("Issue of the newsletter thrown away"),
    "issue-released": _("Issue of the newsletter released to its readers"),
    "issue-letters-queued": _("Letters of an issue put in the outbox"),
    "issue-sent": _("Issue of the newsletter sent"),
    "newsletter-asked": _("Newsletter asked for without an account"),
    "newsletter-confirmed": _("Newsletter confirmed"),
    "reader-forgotten": _("Reader of the newsletter forgotten"),
}
SUBJECTS: dict[str, Promise] = {
    "story": _("Story"),
    "issue": _("Issue of the newsletter"),
    "reader": _("Reader of the newsletter"),
}
NEWSLETTER = "newsletter"
SUBSCRIPTIONS: dict[str, Promise] = {NEWSLETTER: _("The newsletter: news of the office and stories of the Pearls")}
ISSUE_STATES: dict[str, Promise] = {
    IssueState.DRAFT: pgettext_lazy("state of an issue", "Draft"),
    IssueState.SENDING: pgettext_lazy("state of an issue", "Being sent"),
    IssueState.SENT: pgettext_lazy("state of an issue", "Sent"),
}
ISSUE_TONES: dict[str, str] = {IssueState.DRAFT: "neutral", IssueState.SENDING: "info", IssueState.SENT: "good"}
FALLEN_BACK = _("This issue has no text in your language; you read it in this one: %(language)s.")
LINES: dict[str, Promise] = {
    "story-back": _("The office gave a story back to you: %(title)s."),
    "issue-waits": _("Issue %(number)s of the newsletter is written and waits to be sent."),
}

SENT_LETTER = Letter(
    "story-sent",
    _("A story of %(place)s waits for you"),
    _(
        "Hello %(name)s,\n\n%(place)s has sent the story “%(title)s”. Publish it, or give it back with a"
        " reason:\n\n%(link)s"
    ),
    about=_("When a Pearl sends a story to the office"),
)
PUBLISHED_LETTER = Letter(
    "story-published",
    _("Your story is published: %(title)s"),
    _(
        "Hello %(name)s,\n\nthe story “%(title)s” of %(place)s is published. Everybody can read it"
        " from %(instant)s:\n\n%(link)s"
    ),
    about=_("When the office publishes the story of a Pearl"),
)
RETURNED_LETTER = Letter(
    "story-returned",
    _("Your story came back: %(title)s"),
    _(
        "Hello %(name)s,\n\nthe office gives the story “%(title)s” of %(place)s back to you and"
        " writes:\n\n%(reason)s\n\nChange it and send it again:\n\n%(link)s"
    ),
    about=_("When the office gives the story of a Pearl back"),
)
WITHDRAWN_LETTER = Letter(
    "story-withdrawn",
    _("Your story is withdrawn: %(title)s"),
    _(
        "Hello %(name)s,\n\nthe office has withdrawn the story “%(title)s” of %(place)s, so that nobody can read it any"
        " more, and writes:\n\n%(reason)s\n\n%(link)s"
    ),
    about=_("When the office withdraws the story of a Pearl"),
)

NEWSLETTER_LETTER = Letter(
    NEWSLETTER,
    "%(subject)s",
    _(
        "%(opening)s\n\n%(stories)s\n\nThis issue on the web:\n%(link)s\n\nYou get this letter because you asked"
        " for it. Nobody counts who opens it or follows a link. One click stops it:\n%(stop)s"
    ),
    about=_("When the office sends an issue of the newsletter"),
)
CONFIRM_LETTER = Letter(
    "newsletter-confirm",
    _("Do you want our newsletter?"),
    _(
        "Hello,\n\nsomebody asked that the newsletter of the Pearls comes to this address. If that was you, say yes"
        " here within seven days:\n\n%(link)s\n\nIf it was not you, do nothing: without a yes we delete your address"
        " after seven days and write no more."
    ),
    about=_("When somebody without an account asks for the newsletter"),
)


def reason_words(reason: str, detail: Mapping[str, object]) -> str:
    """The sentence for a refusal of this room, or of the one that keeps its photos."""
    return str(REASONS.get(reason) or file_labels.REASONS[reason]) % detail
