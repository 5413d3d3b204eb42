"""The certificate on paper, landscape, in the house's look; from the words fixed on the day it was issued."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pearls.kernel.languages import LANGUAGES, pick
from pearls.learning.models import Certificate
from pearls.learning.rules.certificates import Kind
from pearls.web import formats
from pearls.web.pdf import render_pdf
from pearls.web.qr import qr_svg


def language_of(asked: str) -> str:
    """The language that a certificate is printed in: the asked one of the ten, else the page's."""
    return asked if asked in LANGUAGES else formats.current_language()


def confirm_link(certificate: Certificate, language: str) -> str:
    """Where anybody confirms a certificate."""
    with translation.override(language):
        return settings.BASE_URL + reverse("learning:confirm", args=[certificate.code])


def days_of(certificate: Certificate, language: str) -> str:
    """From when to when: one day, or two."""
    said = certificate.said
    first, last = date.fromisoformat(said["began_on"]), date.fromisoformat(said["ended_on"])
    words = formats.date_words(first, language)
    if first == last:
        return words
    return _("%(first)s to %(last)s") % {"first": words, "last": formats.date_words(last, language)}


def hours_of(certificate: Certificate) -> str:
    """The hours in words; empty where none are known."""
    hours, minutes = divmod(int(certificate.said["minutes"]), 60)
    if minutes:
        return formats.duration_words(timedelta(hours=hours, minutes=minutes), formats.current_language())
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours} if hours else ""


def issuer_of(certificate: Certificate) -> str:
    """Who issued it."""
    return str(certificate.said["issuer"]) or _("This site, which is not the programme’s own")


def facts_of(certificate: Certificate, language: str) -> list[tuple[str, str]]:
    """What a certificate states, each with its name, in the reader's language; not the holder."""
    said = certificate.said
    is_course = certificate.kind == Kind.COURSE
    facts = [
        (_("Course") if is_course else _("Event"), pick(said["title"], language)[0]),
        (_("Hours"), hours_of(certificate)),
        (_("Dates"), days_of(certificate, language)),
        (_("Issued by"), issuer_of(certificate)),
        (_("Issued on"), formats.date_words(date.fromisoformat(said["issued_on"]), language)),
    ]
    return [(name, fact) for name, fact in facts if fact]


def certificate_pdf(*, certificate: Certificate, language: str) -> bytes:
    """One page for a wall; the same bytes each time it is asked for in a language.

    Its sentences are in the language where that is complete, else in English; the title is, where it was told in it.
    """
    spoken = formats.sentence_language(language)
    title = pick(certificate.said["title"], language)
    with translation.override(spoken):
        data = _words(certificate, spoken, title)
    return render_pdf(template="learning/certificate.typ", data=data, language=spoken, now=certificate.issued_at)


def _words(certificate: Certificate, language: str, title: tuple[str, str]) -> dict[str, object]:
    said, link = certificate.said, confirm_link(certificate, language)
    is_course = certificate.kind == Kind.COURSE
    return {
        "document": _("Certificate of %(name)s") % {"name": certificate.holder_name},
        "kind": _("Certificate") if is_course else _("Certificate of attendance"),
        "name": certificate.holder_name,
        "did": _("has finished the course") if is_course else _("took part in"),
        "title": title[0],
        "title_language": title[1],
        "hours": hours_of(certificate),
        "columns": [
            [_("Dates"), days_of(certificate, language)],
            [_("Issued by"), issuer_of(certificate)],
            [_("Issued on"), formats.date_words(date.fromisoformat(said["issued_on"]), language)],
        ],
        "code_label": _("Code"),
        "code": certificate.code,
        "confirm": _("Confirm it here"),
        "link": link.partition("://")[2],
        "address": link,
        "qr": qr_svg(link),
        "qr_alt": _("QR code of the page that confirms this certificate"),
        "demonstration": _("Demonstration: not a real certificate") if said["is_demonstration"] else "",
    }
