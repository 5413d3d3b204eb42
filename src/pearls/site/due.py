"""What waits for a signed-in person, gathered from the rooms; each line says who, what, until when, and where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Value
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pearls.calls import queries as call_queries
from pearls.calls.rules import State
from pearls.kernel.actor import Actor, Role
from pearls.kernel.languages import pick
from pearls.mail import queries as mail_queries
from pearls.mail.rules import State as MailState
from pearls.news import queries as news_queries
from pearls.news.rules import State as StoryState
from pearls.people import queries as people_queries
from pearls.places import queries as place_queries
from pearls.plans import queries as plan_queries
from pearls.practices import queries as practice_queries
from pearls.practices.rules.contributing import State as ContributionState
from pearls.selection import queries as selection_queries
from pearls.selection.rules.panels import PanelState, SeatState
from pearls.site.day import GROUP_WORDS as GROUP_WORDS
from pearls.site.day import Group, Line
from pearls.web import formats

SOON = timedelta(days=14)
MOST_LINES = 50
PLANNED = (State.CANDIDATE, State.PLAN_SUBMITTED, State.AWARDED)  # where a plan may be written
# Of all that lists show of a claim, an application and a seat, these are named here.
_CLAIM = ("place__name", "place__official_names", "person__name", "person__email", "person__erased_at")
_SEAT = (
    *("ref", "state", "is_chair", "is_assessor", "panel__ref", "panel__state", "panel__due_at"),
    *("panel__edition__name", "panel__rules_version__text"),
)
_APPLICATION = (
    *("ref", "state", "place__name", "place__official_names"),
    *("edition__name", "edition__call_closes_at", "edition__rules_version__text"),
)


@dataclass(frozen=True)
class Reader:
    """Whose day it is, at which instant, and for which places (their rows) the reader speaks."""

    actor: Actor
    now: datetime
    places: frozenset[int]

    @cached_property
    def applications(self) -> list[call_queries.Application]:
        """The applications that the reader works on; one query, however many sources ask.

        The office works on none, but for a place that one of its people speaks for.
        """
        if self.actor.is_office() and not self.places:
            return []
        mine = call_queries.applications_of(self.actor, places=self.places).only(*_APPLICATION)
        has_words = Exists(plan_queries.words_of_residents(OuterRef("pk")))
        mine = mine.annotate(has_words=has_words, answer_due_at=call_queries.last_day_to_answer())
        return list(mine[:MOST_LINES])


CONTRIBUTION_WORDS: dict[ContributionState, Any] = {
    ContributionState.RETURNED: gettext_lazy("Your practice is back with you: %(title)s."),
    ContributionState.SENT: gettext_lazy("A practice waits for its first check: %(title)s."),
    ContributionState.CHECKED: gettext_lazy("A practice waits for your decision: %(title)s."),
}

Source = Callable[[Reader], Iterable[Line]]


def lines_for(actor: Actor, now: datetime) -> dict[Group, list[Line]]:
    """Everything that waits for the actor, by group; what ends first leads. A constant number of queries."""
    reader = Reader(actor, now, frozenset(people_queries.place_ids_spoken_for(actor)))
    found = [line for source in SOURCES for line in source(reader) if line.address]
    far = datetime.max.replace(tzinfo=now.tzinfo)
    found.sort(key=lambda line: (line.until or far, line.who))
    return {group: [line for line in found if line.group == group][:MOST_LINES] for group in Group}


def group_for(until: datetime | None, now: datetime) -> Group:
    """Due when the deadline is near; otherwise it waits."""
    return Group.DUE if until is not None and until - now <= SOON else Group.WAITING


def claims(reader: Reader) -> Iterable[Line]:
    """People who say that they speak for a place, for those who may confirm it."""
    if not (reader.places or reader.actor.is_office()):
        return
    waiting = people_queries.claims_open_to(reader.actor, places=reader.places).only(*_CLAIM)
    for claim in waiting[:MOST_LINES]:
        yield Line(
            who=claim.place.display_name,
            what=_("%(person)s asks to speak for this place.") % {"person": str(claim.person)},
            address=_spot("people:claim-list"),
        )


def places_by_hand(reader: Reader) -> Iterable[Line]:
    """Places entered by hand, for the office."""
    if not reader.actor.is_office():
        return
    for place in place_queries.places_waiting().only("name", "official_names")[:MOST_LINES]:
        yield Line(
            who=place.display_name,
            what=_("This place was entered by hand and waits for a decision."),
            address=_spot("places:office-list"),
        )


def applications(reader: Reader) -> Iterable[Line]:
    """A town's drafts, questions of the office, and plans, each until its deadline."""
    for application in reader.applications:
        line = _application_line(application, reader.now)
        if line is not None:
            yield line


def _application_line(application: Any, now: datetime) -> Line | None:
    edition, state = application.edition, State(application.state)
    until: datetime | None
    if state == State.DRAFT and edition.call_closes_at and edition.call_closes_at >= now:
        what, until, name = _("Finish the application and send it."), edition.call_closes_at, "calls:application"
    elif state == State.RETURNED:
        what, until, name = _("The office asks for a clarification."), application.answer_due_at, "calls:application"
    elif state == State.CANDIDATE:
        what, until, name = _("Write the action plan and send it."), call_queries.plan_due_at(edition), "plans:plan"
    else:
        return None
    return Line(
        who=application.place.display_name,
        what=what,
        address=_spot(name, ref=application.ref),
        group=group_for(until, now),
        until=until,
        zone=call_queries.zone_of(edition),
    )


def seats(reader: Reader) -> Iterable[Line]:
    """Invitations to panels, texts still to be read, and decisions that wait for a chair."""
    mine = list(selection_queries.seats_for(reader.actor).only(*_SEAT)[:MOST_LINES])
    if not mine:
        return
    progress = selection_queries.progress_by_seat(mine)
    for seat in mine:
        due, done = progress[seat.pk]
        line = _seat_line(seat, due - done, reader.now)
        if line is not None:
            yield line


def _seat_line(seat: Any, unfinished: int, now: datetime) -> Line | None:
    panel, state, until = seat.panel, seat.panel.state, None
    address = _spot("selection:seat", ref=seat.ref)
    if seat.state == SeatState.INVITED:
        what = _("You are invited to a panel. Please say whether you take part.")
    elif seat.state != SeatState.ACCEPTED:
        return None
    elif seat.is_chair and state == PanelState.SET_ASIDE:
        what = _("Your signature is set aside: a plan left or came back. Sign anew.")
        address = _spot("selection:panel", ref=panel.ref)
    elif seat.is_chair and state == PanelState.CLOSED:
        what, address = _("The scores are in. The panel decides and signs."), _spot("selection:panel", ref=panel.ref)
    elif seat.is_assessor and state == PanelState.SCORING and unfinished > 0:
        until = panel.due_at
        what = ngettext("%(number)s text to read and score.", "%(number)s texts to read and score.", unfinished) % {
            "number": unfinished
        }
    else:
        return None
    return Line(
        who=pick(panel.edition.name, formats.current_language())[0],
        what=what,
        address=address,
        group=group_for(until, now),
        until=until,
        zone=panel.edition_rules.dates.zone,
    )


def mentoring(reader: Reader) -> Iterable[Line]:
    """Places that somebody has just been asked to mentor."""
    if not reader.actor.has_role(Role.MENTOR):
        return
    lately = call_queries.applications_mentored_by(reader.actor, since=reader.now - SOON)
    for application in lately[:MOST_LINES]:
        yield Line(
            who=application.place.display_name,
            what=_("You mentor this place now."),
            address=_spot("calls:application", ref=application.ref),
            group=Group.NEW,
        )


def calls_to_plans(reader: Reader) -> Iterable[Line]:
    """Remarks on plans to which somebody was called and has not answered; the office works on no plan."""
    if reader.actor.is_office():
        return
    for mention in plan_queries.mentions_waiting_for(reader.actor, places=reader.places)[:MOST_LINES]:
        thread = mention.remark.thread
        yield Line(
            who=thread.plan.application.place.display_name,
            what=_("%(person)s calls you to a remark on the plan.") % {"person": str(mention.remark.author)},
            address=_spot("plans:thread", ref=thread.plan.ref, thread_ref=thread.ref),
        )


def residents(reader: Reader) -> Iterable[Line]:
    """What residents wrote and nobody has let pass or refused yet; asks nothing where nothing waits."""
    plans = [one.pk for one in reader.applications if one.state in PLANNED and one.has_words]  # type: ignore[attr-defined]
    if not plans:
        return
    waiting = plan_queries.waiting_for_team(reader.actor, applications=plans, places=reader.places, now=reader.now)
    for session, count in waiting[:MOST_LINES]:
        application = session.plan.application
        what = ngettext(
            "%(number)s item of residents waits to be let pass: %(title)s.",
            "%(number)s items of residents wait to be let pass: %(title)s.",
            count,
        )
        yield Line(
            who=application.place.display_name,
            what=what % {"number": count, "title": session.title},
            address=_spot("plans:session-residents", ref=application.ref, session_ref=session.ref) + "#waiting",
        )


def contributions(reader: Reader) -> Iterable[Line]:
    """Practices that came back to whoever tells them, and those that an editor or the office can review."""
    for one in practice_queries.waiting_on(reader.actor, reader.places)[:MOST_LINES]:
        yield Line(
            who=one.place.display_name if one.place else str(one.author),
            what=CONTRIBUTION_WORDS[ContributionState(one.state)] % {"title": one.title},
            address=_spot("practices:contribution", ref=one.ref),
        )


def flags(reader: Reader) -> Iterable[Line]:
    """What mentors told the office and nobody has settled."""
    if not reader.actor.is_office():
        return
    for key, name, waiting in plan_queries.open_flag_counts(reader.actor):
        yield Line(
            who=pick(name, formats.current_language())[0],
            what=ngettext("%(number)s flag of a mentor waits.", "%(number)s flags of mentors wait.", waiting)
            % {"number": waiting},
            address=_spot("plans:flag-list", key=key),
        )


def stories(reader: Reader) -> Iterable[Line]:
    """A Pearl's stories that came back from the office."""
    if reader.actor.is_office() or not reader.places:
        return
    for story in news_queries.sent_back_to(reader.places)[:MOST_LINES]:
        yield Line(
            who=story.place.display_name if story.place else "",
            what=_("The office gave a story back to you: %(title)s.") % {"title": story.title},
            address=_spot("news:story-edit", ref=story.ref),
        )


def office_work(reader: Reader) -> Iterable[Line]:
    """What waits for the programme office, edition by edition; the control room has the rest."""
    actor = reader.actor
    if not actor.is_office():
        return
    for key, name, waiting in call_queries.undecided_counts(actor, now=reader.now):
        yield Line(
            who=pick(name, formats.current_language())[0],
            what=ngettext(
                "%(number)s application waits for a decision on eligibility.",
                "%(number)s applications wait for a decision on eligibility.",
                waiting,
            )
            % {"number": waiting},
            address=_spot("calls:office-application-list", key=key) + f"?state={State.SUBMITTED}",
        )
    held, told = _letters_and_stories(actor)
    if told:
        yield Line(
            who=_("News and stories"),
            what=ngettext(
                "%(number)s story of a Pearl waits to be read and published.",
                "%(number)s stories of Pearls wait to be read and published.",
                told,
            )
            % {"number": told},
            address=_spot("news:office-list") + f"?state={StoryState.SENT}",
        )
    outbox = _spot("mail:outbox", "mail:message-list")
    if held and outbox:
        yield Line(
            who=_("Outbox"),
            what=ngettext(
                "%(number)s letter waits to be read and released.",
                "%(number)s letters wait to be read and released.",
                held,
            )
            % {"number": held},
            address=outbox,
        )


def _letters_and_stories(actor: Actor) -> tuple[int, int]:
    """How many letters are held and how many stories are sent; one query, since the office's day asks enough."""
    letters = mail_queries.messages_for(actor).filter(state=MailState.HELD)
    both = [
        rows.order_by().annotate(what=Value(what)).values("what").annotate(number=Count("pk"))
        for what, rows in (("letters", letters), ("stories", news_queries.waiting_for_office()))
    ]
    found = dict(both[0].union(both[1]).values_list("what", "number"))
    return found.get("letters", 0), found.get("stories", 0)


def held_results(reader: Reader) -> Iterable[Line]:
    """Results that cannot be published, because the chair has to sign anew; for the office."""
    actor = reader.actor
    if not actor.is_office():
        return
    held = selection_queries.results_set_aside(actor).only("ref", "edition__key", "edition__name")
    for panel in held[:MOST_LINES]:
        if actor.is_office(panel.edition.key):
            yield Line(
                who=pick(panel.edition.name, formats.current_language())[0],
                what=_("Publication is held: the result has to be signed anew."),
                address=_spot("selection:panel", ref=panel.ref),
            )


def _spot(*names: str, **kwargs: str) -> str:
    """The address of the first of these pages that exists; "" where none does."""
    for name in names:
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""


def practices(reader: Reader) -> Iterable[Line]:
    """Translations that somebody proposed, for editors and their towns, and practices that nobody confirmed lately.

    The office may accept translations too; it is not asked, so that its day stays short.
    """
    asked = set[str]()
    for one in practice_queries.waiting_on_practices(reader.actor, reader.places, reader.now):
        if one.number:
            words = ngettext(
                "%(number)s proposed translation waits: %(language)s.",
                "%(number)s proposed translations wait: %(language)s.",
                one.number,
            )
            language = formats.language_name(one.language, formats.current_language())
            address = _spot("practices:translate", key=one.key, language=one.language)
            yield Line(who=one.title, what=words % {"number": one.number, "language": language}, address=address)
        if one.is_due and one.key not in asked:
            asked.add(one.key)
            address = _spot("practices:still-right", key=one.key)
            yield Line(who=one.title, what=_("Is it still right? Two clicks say so."), address=address)


SOURCES: tuple[Source, ...] = (
    applications,
    seats,
    mentoring,
    calls_to_plans,
    residents,
    contributions,
    claims,
    places_by_hand,
    flags,
    stories,
    held_results,
    practices,
    office_work,
)
