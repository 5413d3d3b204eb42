"""What waits for the office, and for those who may say who speaks for a place."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pearls.calls import queries as call_queries
from pearls.calls.rules import State
from pearls.kernel.languages import pick
from pearls.mail import queries as mail_queries
from pearls.mail.rules import State as MailState
from pearls.news import queries as news_queries
from pearls.news.rules import State as StoryState
from pearls.people import queries as people_queries
from pearls.places import queries as place_queries
from pearls.plans import queries as plan_queries
from pearls.selection import queries as selection_queries
from pearls.site.day import Line
from pearls.site.due.reader import MOST_LINES, Reader, spot
from pearls.web import formats

# Of all that lists show of a claim, these are named here.
_CLAIM = ("place__name", "place__official_names", "person__name", "person__email", "person__erased_at")


@dataclass(frozen=True)
class Waiting:
    """How much of something waits for the office: in one edition (its key), or behind one page (its reference)."""

    what: str
    key: str
    ref: str
    name: str
    number: int

    @property
    def title(self) -> str:
        """The edition's name in the reader's language."""
        return pick(json.loads(self.name), formats.current_language())[0]


def claims(reader: Reader) -> Iterable[Line]:
    """People who say that they speak for a place, for those who may confirm it."""
    if not (reader.places or reader.actor.is_office()):
        return
    waiting = people_queries.claims_open_to(reader.actor, places=reader.places).only(*_CLAIM)
    for claim in waiting[:MOST_LINES]:
        yield Line(
            who=claim.place.display_name,
            what=_("%(person)s asks to speak for this place.") % {"person": str(claim.person)},
            address=spot("people:claim-list"),
        )


def office_work(reader: Reader) -> Iterable[Line]:
    """What waits for the programme office, counted in one query; the control room has the rest."""
    if reader.actor.is_office():
        for one in _waiting(reader):
            yield _office_line(one)


def _waiting(reader: Reader) -> list[Waiting]:
    """How much of everything waits for the actor's office; however many rooms are asked, one query."""
    actor = reader.actor
    undecided = call_queries.undecided_applications(now=reader.now)
    flags = plan_queries.flags_seen_by_office(actor).filter(settled_at=None).select_related(None)
    set_aside = selection_queries.results_set_aside(actor).select_related(None)
    ties = selection_queries.ties_to_decide(by_chair=False)
    silent = selection_queries.silent_seats(today=reader.now.date())
    rows = [
        _counted("applications", undecided, edition="edition__"),
        _counted("flags", flags, edition="plan__application__edition__"),
        _counted("results", set_aside, edition="edition__", ref="ref"),
        _counted("ties", ties, edition="seat__panel__edition__", ref="seat__panel__ref"),
        _counted("silent", silent, edition="panel__edition__", ref="panel__ref"),
        _counted("letters", mail_queries.messages_for(actor).filter(state=MailState.HELD)),
        _counted("stories", news_queries.waiting_for_office()),
        _counted("places", place_queries.places_waiting()),
    ]
    found = [Waiting(*row) for row in rows[0].union(*rows[1:], all=True)]
    return [one for one in found if one.number and (not one.key or actor.is_office(one.key))]


def _counted(what: str, rows: QuerySet[Any], *, edition: str = "", ref: str = "") -> QuerySet[Any, Any]:
    """How many rows, by edition or by the reference that the line leads to; every part has these columns."""
    nothing = Value("", output_field=TextField())
    columns = (
        Value(what, output_field=TextField()),
        Cast(f"{edition}key", TextField()) if edition else nothing,
        Cast(ref, TextField()) if ref else nothing,
        Cast(f"{edition}name", TextField()) if edition else nothing,
    )
    counted: QuerySet[Any, Any] = rows.order_by().values_list(*columns).annotate(number=Count("pk"))
    return counted


def _office_line(one: Waiting) -> Line:
    """The line of one number, which opens the list of what was counted."""
    count, number = one.number, {"number": one.number}
    match one.what:
        case "applications":
            what = ngettext(
                "%(number)s application waits for a decision on eligibility.",
                "%(number)s applications wait for a decision on eligibility.",
                count,
            )
            page = spot("calls:office-application-list", key=one.key)
            return Line(one.title, what % number, f"{page}?state={State.SUBMITTED}")
        case "flags":
            what = ngettext("%(number)s flag of a mentor waits.", "%(number)s flags of mentors wait.", count)
            return Line(one.title, what % number, spot("plans:flag-list", key=one.key))
        case "results":
            what = _("Publication is held: the result has to be signed anew.")
            return Line(one.title, what, spot("selection:panel", ref=one.ref))
        case "ties":
            what = ngettext(
                "%(number)s tie on a panel waits for the office’s decision.",
                "%(number)s ties on a panel wait for the office’s decision.",
                count,
            )
            return Line(one.title, what % number, spot("selection:ties", ref=one.ref))
        case "silent":
            return Line(one.title, _silent(count), spot("selection:panel", ref=one.ref))
        case "letters":
            what = ngettext(
                "%(number)s letter waits to be read and released.",
                "%(number)s letters wait to be read and released.",
                count,
            )
            return Line(_("Outbox"), what % number, spot("mail:message-list"))
        case "stories":
            what = ngettext(
                "%(number)s story of a Pearl waits to be read and published.",
                "%(number)s stories of Pearls wait to be read and published.",
                count,
            )
            return Line(_("News and stories"), what % number, spot("news:office-list") + f"?state={StoryState.SENT}")
        case _:
            what = ngettext(
                "%(number)s place was entered by hand and waits for a decision.",
                "%(number)s places were entered by hand and wait for a decision.",
                count,
            )
            return Line(_("Places"), what % number, spot("places:office-list"))


def _silent(count: int) -> str:
    sentence = ngettext(
        "%(number)s person invited to a panel has not answered in time.",
        "%(number)s people invited to a panel have not answered in time.",
        count,
    )
    return sentence % {"number": count}
