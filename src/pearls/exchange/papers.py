"""A visit on one page of paper."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from pearls.exchange import labels, queries
from pearls.exchange.models import Visit
from pearls.web import formats
from pearls.web.pdf import render_pdf


def visit_pdf(*, visit: Visit, language: str, now: datetime) -> bytes:
    """Question, days, numbers, what both sides tell and what was promised; no name of a person."""
    with translation.override(language):
        sums = queries.sums_of(visit)
        facts = [
            (_("Days"), labels.span_words(visit.first_day, visit.last_day, language)),
            (_("State"), str(labels.STATES[visit.state])),
            (_("Seats"), formats.number(visit.seats, language)),
            (_("Kilometres of all persons"), formats.number(sums.person_km, language)),
            (_("CO2e in grams"), formats.number(sums.grams, language)),
            (_("Cost"), formats.euros(sums.cents, language)),
        ]
        if sums.uncounted:
            facts.append((_("Legs without a factor, not counted"), formats.number(sums.uncounted, language)))
        data = {
            "title": str(labels.EVENT_TITLE)
            % {
                "guest": labels.holder_name(visit.guest_place, visit.guest_partner, language),
                "host": labels.holder_name(visit.offer.place, visit.offer.partner, language),
            },
            "demonstration": _("Invented for the demonstration") if visit.is_demonstration else "",
            "question": [_("What the guest wants to learn"), visit.question],
            "facts": facts,
            "reports": [
                {
                    "side": str(labels.SIDES[one.side]),
                    "parts": [
                        [_("What we saw"), one.saw],
                        [_("What we take home"), one.take_home],
                        [_("What we would tell others"), one.tell_others],
                    ],
                }
                for one in visit.reports.all()
            ],
            "promises_title": _("Promises"),
            "promises": [
                f"{one.what} ({labels.SIDES[one.side]})" + (f": {labels.OUTCOMES[one.outcome]}" if one.outcome else "")
                for one in visit.promises.all()
            ],
        }
    return render_pdf(template="exchange/visit.typ", data=data, language=language, now=now)
