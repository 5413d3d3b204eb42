"""The words of news and stories."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.files import labels as file_labels
from pearls.mail.rules import Letter
from pearls.news.rules import LICENCE_ADDRESSES, Kind, Licence, State

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
LICENCES: dict[str, Promise] = {
    Licence.BY: _("CC BY 4.0: anybody may use it and names the credit"),
    Licence.BY_SA: _("CC BY-SA 4.0: anybody may use it, names the credit and passes it on alike"),
    Licence.PRESS: _("For reports about this Pearl only, naming the credit"),
    Licence.ZERO: _("CC0: anybody may use it without conditions"),
}
LICENCES_IN_SHORT: dict[str, Promise | str] = {
    Licence.BY: "CC BY 4.0",
    Licence.BY_SA: "CC BY-SA 4.0",
    Licence.PRESS: _("for reports about this Pearl"),
    Licence.ZERO: "CC0 1.0",
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
    "too-many-photos": _("A story has at most %(limit)s photos."),
    "needs-alt": _("Please say in words what the photo shows, for those who do not see it."),
    "needs-credit": _("Please say who took the photo."),
    "unknown-licence": _("Please choose what others may do with the photo."),
    "somebody-was-faster": _("Somebody else has changed the story meanwhile. Please look at it again."),
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
}
SUBJECTS: dict[str, Promise] = {"story": _("Story")}

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


def with_licences(photos: Iterable[Any]) -> list[tuple[Any, Promise | str, str]]:
    """Each photo with its licence in short, and where that can be read."""
    return [(one, LICENCES_IN_SHORT[one.licence], LICENCE_ADDRESSES[Licence(one.licence)]) for one in photos]


def reason_words(reason: str, detail: Mapping[str, object]) -> str:
    """The sentence for a refusal of this room, or of the one that keeps its photos."""
    return str(REASONS.get(reason) or file_labels.REASONS[reason]) % detail
