"""Residents' link on paper: a sheet to hang up, and codes to cut apart."""

import io
from collections.abc import Sequence
from datetime import datetime

import segno
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pearls.plans.models import Session
from pearls.plans.rules.residents import spelled_code
from pearls.web.formats import sentence_language
from pearls.web.pdf import render_pdf


def qr_svg(link: str) -> SafeString:
    """A link as a QR code, drawn as an SVG of squares; without colours of its own."""
    return mark_safe(_qr(link, svgclass="qr__drawing", lineclass="qr__squares", title=_("QR code of the link")))  # noqa: S308 - drawn by segno from the link


def link_pdf(*, session: Session, place: str, link: str, language: str, now: datetime) -> bytes:
    """One A4 sheet with the link and its QR code."""
    language = sentence_language(language)
    with translation.override(language):
        data = {
            "place": place,
            "title": session.title,
            "lead": _("Take part in the plan of our town: with your phone, without an account and without a name."),
            "link": link,
            "qr": _qr(link),
            "alt": _("QR code of the link"),
            "codes": [],
            "note": _("You need no account and no name."),
        }
    return render_pdf(template="plans/residents.typ", data=data, language=language, now=now)


def codes_pdf(*, session: Session, codes: Sequence[str], link: str, language: str, now: datetime) -> bytes:
    """Codes for one vote each, in a grid of slips to cut apart."""
    language = sentence_language(language)
    with translation.override(language):
        data = {
            "place": "",
            "title": session.title,
            "lead": _("Cut the slips apart and give one to each person. Each code counts once."),
            "link": link,
            "qr": _qr(link),
            "alt": _("QR code of the link"),
            "codes": [spelled_code(code) for code in codes],
            "note": _("Your code for one vote:"),
        }
    return render_pdf(template="plans/residents.typ", data=data, language=language, now=now)


def _qr(link: str, **options: str) -> str:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, scale=1, border=2, omitsize=True, **options
    )
    return out.getvalue().decode()
