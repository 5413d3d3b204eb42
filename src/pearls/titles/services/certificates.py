"""The certificate: one page for a mayor's wall, the same bytes each time it is asked for."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pearls.credentials import queries as credential_queries
from pearls.kernel.languages import pick
from pearls.kernel.verdict import require
from pearls.titles import rules
from pearls.titles.models import Title
from pearls.web import formats
from pearls.web.pdf import render_pdf
from pearls.web.qr import qr_svg


def certificate_pdf(*, title: Title, language: str) -> bytes:
    """The certificate in a language, from the words fixed on the day of the award.

    Raises: NotAllowed: no-certificate-for-history, title-withdrawn.
    """
    require(rules.may_have_certificate(is_history=title.is_history, is_withdrawn=title.is_withdrawn))
    assert title.awarded_at is not None  # noqa: S101 - the table's own constraint
    with translation.override(language):
        data = _words(title, language)
    return render_pdf(template="titles/certificate.typ", data=data, language=language, now=title.awarded_at)


def _check_link(title: Title, language: str) -> str:
    """Where anybody looks the title's credential over; empty where it has none."""
    credential = credential_queries.credential_of(title.subject)
    if credential is None:
        return ""
    with translation.override(language):
        return settings.BASE_URL + reverse("credentials:credential", args=[credential.ref])


def _words(title: Title, language: str) -> dict[str, object]:
    said = title.certificate
    link = _check_link(title, language)
    name = " · ".join(said["names"])
    programme, title_name = (pick(said[key], language)[0] for key in ("programme", "title"))
    jury = pick(said["jury"], language)[0]
    return {
        "document": _("Certificate of %(place)s") % {"place": name},
        "programme": programme,
        "names": said["names"],
        "carries": _("carries the title"),
        "title": title_name or programme,
        "edition": pick(said["edition"], language)[0],
        "year": str(said["year"] or ""),
        "because": _("given for its Culture and Resilience Action Plan"),
        "jury_label": _("Decided by"),
        "jury": jury or _("The jury"),
        "date_label": _("Awarded on"),
        "date": formats.date_words(title.awarded_at.date(), language) if title.awarded_at else "",
        "number_label": _("Number"),
        "number": title.ref,
        "qr": qr_svg(link) if link else "",
        "qr_alt": _("QR code of the page that confirms this certificate"),
        "address": link,
        "confirm": _("Confirm it here"),
        "link": link.partition("://")[2],
        "demonstration": _("Demonstration: an invented town, not a real title") if said["is_demonstration"] else "",
    }
