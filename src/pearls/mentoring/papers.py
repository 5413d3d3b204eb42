"""The agreement of a mentor and a town on one page of paper, the same for both sides each time it is asked for."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from pearls.mentoring.models import Agreement, Pair
from pearls.mentoring.queries import pairs as pair_queries
from pearls.web import formats
from pearls.web.pdf import render_pdf


def agreement_pdf(*, pair: Pair, agreement: Agreement) -> bytes:
    """Who agreed on what with whom, and when each side said so, in the language that it was written in."""
    language = agreement.language
    with translation.override(language):
        data = {
            "title": _("Agreement on mentoring"),
            "name": pair_queries.name_of(pair),
            "demonstration": _("Demonstration: an invented town, not a real agreement") if _is_invented(pair) else "",
            "waiting": "" if agreement.is_agreed else _("Not agreed yet: one side has still to confirm these words."),
            "facts": _facts(pair, agreement),
            "goals_title": _("What we want to reach together"),
            "goals": agreement.goals,
            "signed_title": _("Confirmed"),
            "signed": [
                [_("By the mentor"), _said(agreement.mentor_confirmed_by, agreement.mentor_confirmed_at, language)],
                [_("By the supported side"), _said(agreement.town_confirmed_by, agreement.town_confirmed_at, language)],
            ],
            "mark_label": _("Mark of these words (SHA-256)"),
            "sha256": agreement.sha256,
        }
    moments = (agreement.written_at, agreement.mentor_confirmed_at, agreement.town_confirmed_at)
    last = max(moment for moment in moments if moment is not None)
    return render_pdf(template="mentoring/agreement.typ", data=data, language=language, now=last)


def _facts(pair: Pair, agreement: Agreement) -> list[list[str]]:
    """Mentor and supported side by name: who has confirmed, for an agreement outlives a hand-over."""
    language = agreement.language
    mentors = [agreement.mentor_confirmed_by] if agreement.mentor_confirmed_by else pair_queries.mentors_of(pair)
    facts = [
        [_("Mentor"), formats.joined([str(one) for one in mentors], language)],
        [_("Town") if pair.place else _("Supported mentor"), pair_queries.name_of(pair)],
        [_("Written on"), formats.date_words(agreement.written_at.date(), language)],
        [_("How often we talk"), agreement.rhythm],
        [_("Until when"), formats.date_words(agreement.until, language) if agreement.until else _("no end was set")],
    ]
    return [fact for fact in facts if fact[1]]


def _said(person: Any, moment: datetime | None, language: str) -> str:
    if moment is None:
        return _("not yet")
    day = formats.date_words(moment.date(), language)
    return f"{person}, {day}" if person else day


def _is_invented(pair: Pair) -> bool:
    holder = pair.place or pair.junior
    return bool(holder and holder.is_demonstration)
