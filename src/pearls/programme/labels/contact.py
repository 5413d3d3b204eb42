"""The words of messages that come by a form."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.mail.rules import Letter

CONTACT_REASONS: dict[str, Promise] = {
    "too-many-messages": _("Many messages came from here already. Please try again in an hour."),
    "much-written-to": _("Very many messages came by this form today. Please try again tomorrow."),
}
MESSAGE_HANDED_ON = Letter(
    "message-handed-on",
    _("A message by the form: %(title)s"),
    _(
        "%(name)s wrote by the form on the page about “%(title)s” (%(link)s):\n\n%(text)s\n\n"
        "To answer, reply to this letter: your answer goes straight to %(name)s, and shows your address to them. "
        "If you do not answer, nobody learns it. The message and the address are not kept here."
    ),
    about=_("Somebody writes by the contact form of a Pearl, a practice, a partner or a contact point"),
)
