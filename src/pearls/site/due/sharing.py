"""What waits for those who tell and translate practices, and what the rooms put down."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pearls.practices import queries as practice_queries
from pearls.practices.rules.contributing import State as ContributionState
from pearls.site.day import Group, Line
from pearls.site.due.reader import MOST_LINES, Reader, group_for, spot
from pearls.today import labels as today_labels
from pearls.today import queries as today_queries
from pearls.web import formats

CONTRIBUTION_WORDS: dict[ContributionState, Any] = {
    ContributionState.RETURNED: gettext_lazy("Your practice is back with you: %(title)s."),
    ContributionState.SENT: gettext_lazy("A practice waits for its first check: %(title)s."),
    ContributionState.CHECKED: gettext_lazy("A practice waits for your decision: %(title)s."),
}


def contributions(reader: Reader) -> Iterable[Line]:
    """Practices that came back to whoever tells them, and those that an editor or the office can review."""
    for one in practice_queries.waiting_on(reader.actor, reader.places)[:MOST_LINES]:
        yield Line(
            who=one.place.display_name if one.place else str(one.author),
            what=CONTRIBUTION_WORDS[ContributionState(one.state)] % {"title": one.title},
            address=spot("practices:contribution", ref=one.ref),
        )


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
            address = spot("practices:translate", key=one.key, language=one.language)
            yield Line(who=one.title, what=words % {"number": one.number, "language": language}, address=address)
        if one.is_due and one.key not in asked:
            asked.add(one.key)
            address = spot("practices:still-right", key=one.key)
            yield Line(who=one.title, what=_("Is it still right? Two clicks say so."), address=address)


def put_down(reader: Reader) -> Iterable[Line]:
    """What rooms put down for the reader, for a place of theirs or for a role; one query, however many rooms."""
    for line in today_queries.lines_for(reader.actor, places=reader.places, now=reader.now)[: 2 * MOST_LINES]:
        yield Line(
            who=line.who,
            what=today_labels.line_text(line.code, line.params),
            address=spot(line.page, **line.page_args) + line.spot,
            group=Group.NEW if line.is_news else group_for(line.until, reader.now),
            until=line.until,
            zone=line.zone,
        )
