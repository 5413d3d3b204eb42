"""The words of ties: kinds, states, and the facts on the way from a person to a text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pearls.selection.rules.ties import EdgeKind, Ruling, Source, TieKind, TieState
from pearls.web import formats

TIE_KINDS: Mapping[str, Any] = {
    TieKind.OWN_COUNTRY: gettext_lazy("Own country"),
    TieKind.MENTOR: gettext_lazy("Mentor of the town"),
    TieKind.MUNICIPALITY: gettext_lazy("The municipality itself"),
    TieKind.TEAM: gettext_lazy("In the team of the text"),
    TieKind.FAMILY: gettext_lazy("Family"),
    TieKind.BUSINESS: gettext_lazy("Business"),
    TieKind.EMPLOYER: gettext_lazy("Employer or organisation in the town"),
    TieKind.PARTNER: gettext_lazy("Partner organisation"),
    TieKind.REGION: gettext_lazy("Same region"),
}
TIE_STATES: Mapping[str, Any] = {
    TieState.BY_RULE: gettext_lazy("Shut by the rules"),
    TieState.WAITING: gettext_lazy("Waits for a decision"),
    TieState.SHUTS: gettext_lazy("Shut by decision"),
    TieState.MAY_READ: gettext_lazy("May read"),
}
TIE_TONES: Mapping[str, str] = {
    TieState.BY_RULE: "neutral",
    TieState.WAITING: "warn",
    TieState.SHUTS: "neutral",
    TieState.MAY_READ: "good",
}
RULINGS: Mapping[str, Any] = {
    Ruling.SHUTS: gettext_lazy("The tie shuts the text"),
    Ruling.MAY_READ: gettext_lazy("The person may read all the same"),
}
# What a person may say of themselves, as the form asks it.
CONNECTIONS: Mapping[str, Any] = {
    EdgeKind.EMPLOYED_BY: gettext_lazy("I work or worked for an organisation"),
    EdgeKind.MEMBER_OF: gettext_lazy("I sit on the board of an organisation, advise it or am a member"),
    EdgeKind.WORKS_FOR: gettext_lazy("I work or worked for a municipality, or am elected there"),
    EdgeKind.FAMILY: gettext_lazy("Somebody of my family works on it for the town"),
    EdgeKind.BUSINESS: gettext_lazy("I have business with the town"),
}
# The facts on the way of a tie, to the person and about the person; the last ones are about no person.
YOUR_FACTS: Mapping[str, Any] = {
    EdgeKind.SPEAKS_FOR: gettext_lazy("You speak or spoke for %(end)s"),
    EdgeKind.WORKS_FOR: gettext_lazy("You work or worked for the municipality %(end)s"),
    EdgeKind.MENTORS: gettext_lazy("You mentor %(end)s or did"),
    EdgeKind.FAMILY: gettext_lazy("Somebody of your family works on it for %(end)s"),
    EdgeKind.BUSINESS: gettext_lazy("You have or had business with %(end)s"),
    EdgeKind.COMES_FROM: gettext_lazy("Your country: %(end)s"),
    EdgeKind.TEAM: gettext_lazy("You are or were in the team of %(end)s"),
    EdgeKind.EMPLOYED_BY: gettext_lazy("You work or worked for %(end)s"),
    EdgeKind.MEMBER_OF: gettext_lazy("You sit or sat on the board of %(end)s, advise it or are a member"),
}
THEIR_FACTS: Mapping[str, Any] = {
    EdgeKind.SPEAKS_FOR: gettext_lazy("Speaks or spoke for %(end)s"),
    EdgeKind.WORKS_FOR: gettext_lazy("Works or worked for the municipality %(end)s"),
    EdgeKind.MENTORS: gettext_lazy("Mentors %(end)s or did"),
    EdgeKind.FAMILY: gettext_lazy("Somebody of the family works on it for %(end)s"),
    EdgeKind.BUSINESS: gettext_lazy("Has or had business with %(end)s"),
    EdgeKind.COMES_FROM: gettext_lazy("Country: %(end)s"),
    EdgeKind.TEAM: gettext_lazy("Is or was in the team of %(end)s"),
    EdgeKind.EMPLOYED_BY: gettext_lazy("Works or worked for %(end)s"),
    EdgeKind.MEMBER_OF: gettext_lazy("Sits or sat on the board of %(end)s, advises it or is a member"),
    EdgeKind.SEATED_IN: gettext_lazy("%(start)s is in %(end)s"),
    EdgeKind.NAMED_IN: gettext_lazy("the text of %(end)s names %(start)s"),
    EdgeKind.SAME_BODY: gettext_lazy("%(end)s answers for %(start)s"),
    EdgeKind.IN_REGION: gettext_lazy("%(start)s lies in the region %(end)s (NUTS 3)"),
    EdgeKind.IN_COUNTRY: gettext_lazy("%(start)s lies in %(end)s"),
    EdgeKind.TEXT_OF: gettext_lazy("%(end)s applies with %(start)s"),
}
SOURCES: Mapping[str, Any] = {
    Source.SAID: gettext_lazy("said on %(day)s"),
    Source.RECORD: gettext_lazy("on record here since %(day)s"),
    Source.OFFICE: gettext_lazy("entered by the office on %(day)s"),
    Source.TEXT: gettext_lazy("in the text received on %(day)s"),
}


def tie_words(path: list[dict[str, Any]], language: str, *, to_the_person: bool) -> str:
    """The way from the person to the text, fact by fact; nothing where the person was erased."""
    facts = (_fact_words(fact, language, to_the_person=to_the_person) for fact in path)
    return " – ".join(filter(None, facts))


def connection_words(said: Any, language: str) -> str:
    """What a person said of themselves, to that person."""
    on, place = said.said_at.date().isoformat(), said.place.display_name if said.place else ""
    fact = {"kind": said.kind, "start": "", "end": said.organisation or place, "source": Source.SAID, "on": on}
    words = _fact_words(fact | {"since": said.since, "until": said.until}, language, to_the_person=True)
    if not (said.organisation and place):
        return words
    return f"{words} – {THEIR_FACTS[EdgeKind.SEATED_IN] % {'start': said.organisation, 'end': place}}"


def _fact_words(fact: dict[str, Any], language: str, *, to_the_person: bool) -> str:
    kind, names = fact["kind"], {"start": fact["start"], "end": fact["end"]}
    if kind == EdgeKind.TEXT_OF and names["start"] == names["end"]:
        return ""  # that a town applies for itself goes without saying
    if kind in (EdgeKind.COMES_FROM, EdgeKind.IN_COUNTRY):
        names["end"] = formats.country_name(names["end"], language)
    words = YOUR_FACTS if to_the_person and kind in YOUR_FACTS else THEIR_FACTS
    beside = [words for words in (_source_words(fact, language), _years_words(fact)) if words]
    return str(words[kind]) % names + (f" ({'; '.join(beside)})" if beside else "")


def _source_words(fact: dict[str, Any], language: str) -> str:
    if not fact["on"] or fact["source"] not in SOURCES:
        return ""
    return str(SOURCES[fact["source"]]) % {"day": formats.date_words(date.fromisoformat(fact["on"]), language)}


def _years_words(fact: dict[str, Any]) -> str:
    years = {"since": fact["since"], "until": fact["until"]}
    if fact["source"] != Source.SAID or not (years["since"] or years["until"]):
        return _("until %(until)s") % years if years["until"] else ""
    if years["since"] and years["until"]:
        return _("%(since)s to %(until)s") % years
    return (_("since %(since)s") if years["since"] else _("until %(until)s")) % years
