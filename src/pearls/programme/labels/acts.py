"""The words of what the journal records here."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Promise] = {
    "demonstration-dates-moved": _("Demonstration's dates moved"),
    "edition-created": _("Edition created"),
    "edition-published": _("Edition published"),
    "message-handed-on": _("Message of the contact form handed on"),
    "programme-loaded": _("Programme loaded"),
    "record-published": _("Public record published"),
    "role-ended": _("Role ended"),
    "role-granted": _("Role given"),
    "rules-amended": _("Rules amended"),
    "rules-frozen": _("Rules frozen"),
    "rules-saved": _("Rules saved"),
}
SUBJECTS: dict[str, Promise] = {
    "edition": _("Edition"),
    "partner": _("Partner organisation"),
}
