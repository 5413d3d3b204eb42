"""What every act on a seat needs: the day where the panel is, what somebody takes on, and a letter to them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.mail import services as mail
from pearls.selection.models import Panel, Seat
from pearls.selection.rules.inviting import Offer
from pearls.web import formats


def describe_seat(seat: Seat, offer: Offer) -> dict[str, Any]:
    """Keep what somebody takes on; topics that the panel does not know are left out. Gives it for the journal."""
    known = set(seat.panel.topics.filter(code__in=offer.topics).values_list("code", flat=True))
    seat.capacity = offer.capacity
    seat.languages, seat.topics = sorted(set(offer.languages)), sorted(known)
    seat.save(update_fields=["capacity", "languages", "topics"])
    return {"capacity": seat.capacity, "languages": seat.languages, "topics": seat.topics}


def write_to_seat(actor: Actor, letter: mail.Letter, panel: Panel, seat: Seat, now: datetime, **values: Any) -> None:
    """A letter to whoever has the seat, in their language; every letter may say edition, days and the address."""
    person, language = seat.person, seat.person.language
    mail.queue_letter(
        actor=actor,
        letter=letter,
        to=person.email,
        language=language,
        values={
            "name": str(person),
            "edition": pick(panel.edition.name, language)[0],
            "until": formats.day_words(seat.answer_on, language) if seat.answer_on else "",
            "due": _due_words(panel, language),
            "link": _address_of(seat, language),
            **{name: str(value) for name, value in values.items()},
        },
        now=now,
        about=panel.subject,
        edition=panel.edition.key,
    )


def _due_words(panel: Panel, language: str) -> str:
    with translation.override(language):
        if panel.due_at is None:
            return _("no day is set yet")
        return formats.instant_words(panel.due_at, panel.edition_rules.dates.zone, language)


def _address_of(seat: Seat, language: str) -> str:
    """An open invitation is answered on the list of one's panels, everything else stands on the seat's page."""
    with translation.override(language):
        page = reverse("selection:seat", args=[seat.ref]) if seat.answered_at else reverse("selection:seat-list")
    return settings.BASE_URL + page
