"""Every human word of titles: kinds, reasons, the letter and the certificate."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.mail.rules import Letter

KINDS = {
    "by-rank": _("By rank"),
    "extra": _("Extra place of the jury"),
    "not-published": _("Not published"),
}

REASONS = {
    "office-only": _("Only the programme office may do this."),
    "edition-is-history": _("This edition was run elsewhere; its titles are known from its sources alone."),
    "already-titled": _("This place holds the title of this edition already."),
    "no-plan-judged": _("A title is given for a plan that the jury has judged; this application has none."),
    "no-extra-place-left": _("The rules of this edition have no further extra place."),
    "no-place-left": _("All places by rank of this edition are given."),
    "country-limit": _("The country has as many titles by rank as the rules allow."),
    "given-elsewhere": _("This title was not given on this platform, so it cannot be taken back here."),
    "already-withdrawn": _("This title has been withdrawn already."),
    "reason-missing": _("Please say why."),
    "no-certificate-for-history": _("Certificates exist only for titles given on this platform, never for history."),
    "title-withdrawn": _("This title has been withdrawn, so its certificate is no longer given out."),
}

CERTIFICATE_LETTER = Letter(
    kind="certificate",
    subject=_("The certificate of %(place)s"),
    about=_("When a title has been given and its certificate is ready"),
    body=_(
        "Hello %(name)s,\n\n"
        "the certificate of the title of %(place)s is ready:\n%(link)s\n\n"
        "It is a page of A4 for your wall. What it says was fixed on the day of the award and does not change.\n\n"
        "The programme office"
    ),
)

ACTS: dict[str, Promise] = {
    "history-titles-loaded": _("Titles of the past loaded"),
    "title-awarded": _("Title awarded"),
    "title-withdrawn": _("Title withdrawn"),
}
SUBJECTS: dict[str, Promise] = {
    "title": _("Title"),
    "titles": _("Titles"),
}
