"""What the minutes tell of the meeting: what was signed, with the notes and reasons that it holds by their hash."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from pearls.kernel.languages import pick
from pearls.selection import queries
from pearls.selection.labels import meeting as words
from pearls.selection.models import Panel, Seat, SignOff
from pearls.selection.rules import meeting_draw
from pearls.selection.rules.meeting import Choice, tally
from pearls.web import formats


def meeting_content(
    panel: Panel,
    signed: SignOff,
    seats: Iterable[Seat],
    dossiers: Mapping[str, queries.Dossier],
    *,
    closed: Collection[str],
) -> dict[str, Any]:
    """The meeting in the reader's language, ready to read; empty where there was none.

    `dossiers` are all texts by their key; of a plan in `closed` nothing is told but who stepped out for it.
    """
    met, language = signed.ranking.get("meeting"), formats.current_language()
    if not met:
        return {}
    zone, people = panel.edition_rules.dates.zone, {seat.ref: str(seat.person) for seat in seats}
    changes = _changes(panel, language) if "changes" in met else {}
    votes = [_vote(vote, people) for vote in met.get("votes", ())]
    items = []
    agenda = [(item, dossier) for dossier in dossiers.values() if (item := queries.item_of(dossier))]
    names = {key: dossier.name for key, dossier in dossiers.items()}
    for item, dossier in sorted(agenda, key=lambda pair: int(pair[0].position)):
        key = dossier.key
        out = [people[one["seat"]] for one in met.get("step_outs", ()) if one["candidate"] == key]
        is_open = key not in closed
        items.append(
            {
                "name": f"{item.position}. {dossier.name}",
                "out": _("Stepped out: %(names)s") % {"names": formats.joined(out, language)} if out else "",
                "note": item.note if is_open else "",
                "changes": changes.get(key, []) if is_open else [],
                "votes": [words_of for candidate, words_of in votes if candidate == key and is_open],
            }
        )
    return {
        "heading": _("Meeting of the panel"),
        "began": _("Begun: %(moment)s") % {"moment": _instant(met["began_at"], zone, language)},
        "present_heading": _("Who was present"),
        "present": [_present(one, people, zone, language) for one in met.get("present", ())],
        "nobody": _("It was not noted who was present."),
        "items_heading": _("Items in the order of the agenda"),
        "items": items,
        "changes_words": _("Scores changed at the meeting"),
        "votes_words": _("Votes"),
        "whole_heading": _("Votes on the whole"),
        "whole": [words_of for candidate, words_of in votes if candidate is None],
        "draws_heading": _("Draw by lot"),
        "draws": [_draw(draw, names, closed, zone, language) for draw in met.get("draws", ())],
    }


def _instant(text: str, zone: str, language: str) -> str:
    return formats.instant_words(datetime.fromisoformat(text), zone, language)


def _present(one: Mapping[str, str], people: Mapping[str, str], zone: str, language: str) -> str:
    given = {"name": people[one["seat"]], "came": _instant(one["came_at"], zone, language)}
    if "left_at" not in one:
        return _("%(name)s, from %(came)s") % given
    given["left"] = _instant(one["left_at"], zone, language)
    return _("%(name)s, from %(came)s to %(left)s") % given


def _changes(panel: Panel, language: str) -> dict[str, list[str]]:
    """The changes of each plan in words."""
    found: dict[str, list[str]] = {}
    for change in queries.changes_of(panel):
        rule = panel.stage_rules.criterion(change.criterion)
        given = {
            "name": str(change.assessment.seat.person),
            "criterion": pick(rule.name, language)[0] if rule else change.criterion,
            "before": _points(change.before),
            "after": _points(change.after),
            "reason": change.reason or _("the reason went when the person was erased"),
        }
        told = _("%(name)s, %(criterion)s: %(before)s before, %(after)s now. Reason: %(reason)s") % given
        found.setdefault(change.assessment.dossier.key, []).append(told)
    return found


def _points(value: Any) -> str:
    return "–" if value is None else f"{value.normalize():f}".replace(".", str(get_format("DECIMAL_SEPARATOR")))


def _vote(vote: Mapping[str, Any], people: Mapping[str, str]) -> tuple[str | None, str]:
    """The plan that a vote is about (None: the whole), and how it came out, with who voted how."""
    given = [(seat, Choice(choice)) for seat, choice in vote["given"].items()]
    found = tally(given, entitled=vote["entitled"])
    parts = [str(vote["question"])]
    for choice in Choice:
        names = sorted(people[seat] for seat, one in given if one is choice)
        told = f" ({', '.join(names)})" if names else ""
        parts.append(f"{words.CHOICES[choice]}: {found.counts[choice]}{told}.")
    if not found.has_quorum:
        parts.append(_("The quorum was not reached."))
    else:
        parts.append(_("Carried: more yes than no.") if found.is_carried else _("Not carried."))
    return vote["candidate"], " ".join(parts)


def _draw(
    draw: Mapping[str, Any], names: Mapping[str, str], closed: Collection[str], zone: str, language: str
) -> dict[str, Any]:
    """A draw with its sources; drawn, with the order and the command that draws it again."""
    hidden = _("Closed to you")
    shown = {key: hidden if key in closed else f"{names.get(key, key)} ({key})" for key in draw["pool"]}
    named, known = (_instant(draw[name], zone, language) for name in ("named_at", "known_at"))
    lines = [
        _("Sources named %(named)s; known from %(known)s.") % {"named": named, "known": known},
        _("The plans in their order: %(plans)s") % {"plans": "; ".join(shown[key] for key in draw["pool"])},
    ]
    values = draw["values"] or ["–"] * len(draw["sources"])
    lines += [f"{source}: {value}" for source, value in zip(draw["sources"], values, strict=True)]
    lines.append(_("SHA-256 of what was named: %(hash)s") % {"hash": draw["sha256"]})
    if not draw["values"]:
        return {"lines": lines, "command": ""}
    lines.append(_("Drawn: %(plans)s") % {"plans": "; ".join(shown[key] for key in draw["order"])})
    is_told = not set(draw["pool"]) & set(closed)
    return {"lines": lines, "command": meeting_draw.command(draw["pool"], draw["values"]) if is_told else ""}
