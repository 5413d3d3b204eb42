"""The words of the outbox."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: dict[str, Promise] = {
    "held": pgettext_lazy("state of a message", "Waiting for the office"),
    "released": pgettext_lazy("state of a message", "About to be sent"),
    "sending": pgettext_lazy("state of a message", "Being sent"),
    "sent": pgettext_lazy("state of a message", "Sent"),
    "kept": pgettext_lazy("state of a message", "Kept here (demonstration)"),
    "failed": pgettext_lazy("state of a message", "Not sent"),
    "cancelled": pgettext_lazy("state of a message", "Cancelled"),
}
ERRORS: dict[str, Promise] = {
    "unreachable": _("The mail server cannot be reached."),
    "refused": _("The mail server refused the message."),
    "postponed": _("The mail server asked to try again later."),
    "unknown": _("The message was handed over, but nobody confirmed it. Ask the recipient before you send it again."),
    "no-mailbox": _("A mail server said that nobody is there. The letter waits for the office."),
    "unsendable": _("The address cannot be written in a mail."),
}
REASONS: dict[str, Promise] = {
    "broken-header": _("An address or a subject is one line without line breaks."),
    "no-address": _("This is not an e-mail address."),
    "not-office": _("Only the programme office may do this."),
    "not-held": _("The message does not wait for the office any more."),
    "already-gone": _("Somebody was quicker: the message has changed or left meanwhile."),
    "private": _("This message holds a secret link and is for its recipient alone."),
    "no-such-message": _("This is no report about a message of ours."),
    "no-such-letters": _("There are no letters of this kind to ask for."),
    "no-such-letter": _("There is no such letter."),
    "empty-letter": _("A letter needs a subject and a text."),
    "unknown-place": _("The letter has no place called %(place)s to fill."),
}
WISHES: dict[str, Promise] = {
    "wanted": pgettext_lazy("letters one can ask for", "You get it"),
    "stopped": pgettext_lazy("letters one can ask for", "Stopped"),
    "": pgettext_lazy("letters one can ask for", "Not asked for"),
}
RELEASE = _("Release for sending")
HOLD = _("Hold back")
CANCEL = _("Cancel for good")
ACTS: dict[str, Promise] = {
    "message-edited": _("Message edited"),
    "message-released": _("Message released"),
    "message-held": _("Message held back"),
    "message-cancelled": _("Message cancelled"),
    "letter-worded": _("Letter worded by the office"),
    "letter-reset": _("Letter reset to its first wording"),
    "letters-wanted": _("Letters asked for"),
    "letters-stopped": _("Letters stopped"),
    "mail-came-back": _("Mail came back"),
    "address-cleared": _("Address counts as reachable again"),
    "mail-forgotten": _("Person taken out of the outbox"),
}
SUBJECTS: dict[str, Promise] = {
    "message": _("Message"),
    "letter": _("Letter"),
    "address": _("Address"),
    "subscription": _("Letters that were asked for"),
}
