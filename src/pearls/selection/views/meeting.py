"""The meeting of a panel: the agenda, what is discussed now, one item of it, votes, draws, the two signatures."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import get_format
from django.views.decorators.http import require_safe

from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.selection import labels, queries
from pearls.selection.forms.meeting import ChangeForm, NoteForm, QuestionForm, SourcesForm
from pearls.selection.labels import meeting as words
from pearls.selection.models import Dossier, Panel
from pearls.selection.queries import Counted, Table
from pearls.selection.rules import meeting_draw
from pearls.selection.rules.meeting import Choice, Zone
from pearls.selection.rules.panels import DECIDING, PanelState, SeatState
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.sheet import ScoreLine
from pearls.selection.views.minutes import in_groups
from pearls.selection.views.panels import ranking_context
from pearls.web import formats
from pearls.web.gates import actor_of, signed_in

_PRESIDES = (PanelState.CLOSED, PanelState.SET_ASIDE)


@signed_in
@require_safe
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """The agenda and what concerns the whole panel."""
    return render(request, "selection/meeting.html", page(actor_of(request), ref))


def page(actor: Actor, ref: str) -> dict[str, Any]:
    """What the meeting's page shows to one reader."""
    panel, table, signed = _at(actor, ref)
    context = _common(actor, table)
    context |= {
        "members": [{"seat": seat, "is_present": _is_present(seat)} for seat in table.members],
        "rows": [_line(table, dossier, number) for number, dossier in enumerate(table.items, start=1)],
        "votes": [_vote(table, item) for item in table.votes if item.vote.dossier_id is None],
        "question_form": QuestionForm(on_item=False, auto_id="question-%s"),
        "draws": [_draw(table, draw) for draw in table.draws],
        "is_tied": any(row.ranked.outcome == Outcome.UNDECIDED and row.is_open for row in table.result.rows),
        "open_votes": sum(item.vote.closed_at is None for item in table.votes),
        "open_count": table.result.open_count,
        "is_half_signed": panel.state == PanelState.HALF_SIGNED,
        "signed": signed,
        "hash": in_groups(signed.sha256) if signed else "",
        "results": [
            {
                "row": row,
                "is_shut": table.is_shut(row.dossier),
                "outcome": labels.OUTCOMES[row.outcome] if row.outcome else "",
                "tone": labels.OUTCOME_TONES[row.outcome] if row.outcome else "neutral",
            }
            for row in table.result.rows
        ]
        if signed
        else [],
        "may_second": signed is not None and _may_second(actor, table, signed),
    }
    if context["leads"] and context["is_tied"]:
        context["sources_form"] = SourcesForm(
            zone=context["zone"], is_first=not _standing_draws(table), auto_id="sources-%s"
        )
    return context


@signed_in
@require_safe
def now(request: HttpRequest, ref: str) -> HttpResponse:
    """What is discussed now and which votes are open; the page asks for it again and again where script runs."""
    actor = actor_of(request)
    panel = queries.meeting_panel_for(actor, ref)
    found = getattr(panel, "meeting", None)
    current = found.current if found else None
    shut = queries.shut_for(panel).get(current.pk, set()) if current else set()
    own = queries.own_seat(actor, panel)
    context = {"panel": panel, "current": current, "is_shut": own is not None and own.pk in shut}
    context["open_now"] = panel.votes.filter(closed_at=None).count()
    return render(request, "selection/_meeting_now.html", context)


@signed_in
@require_safe
def item(request: HttpRequest, ref: str, dossier_ref: str) -> HttpResponse:
    """One item: its scores and their changes, the note, votes; nothing of it for whoever leaves for it."""
    return item_page(request, ref, dossier_ref)


def item_page(
    request: HttpRequest, ref: str, dossier_ref: str, form: ChangeForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of one item, with a form that could not be kept where there is one."""
    actor = actor_of(request)
    panel, table, _signed = _at(actor, ref)
    dossier = queries.or_404(next((one for one in table.items if one.ref == dossier_ref), None))
    number = table.items.index(dossier) + 1
    context = _common(actor, table, dossier) | {"number": number, "dossier": dossier}
    if table.is_shut(dossier):
        return render(request, "selection/meeting_out.html", context)
    row = next(
        row
        for row in ranking_context(panel, table.result, table.seats, closed=set())["rows"]
        if row["row"].dossier.pk == dossier.pk
    )
    on_agenda = queries.item_of(dossier)
    is_open = table.meeting is not None and table.meeting.current_id == dossier.pk
    may_write = table.meeting is not None and panel.state in _PRESIDES and (table.own or context["is_office"])
    lines = queries.lines_of(panel, [dossier])
    own_criteria = _own_criteria(table, lines) if is_open else []
    context |= {
        "row": row,
        "line": _line(table, dossier, number),
        "is_whole": table.is_whole,
        "is_open": is_open,
        "scores": _scores(table, dossier, lines),
        "criteria": table.panel.stage_rules.criteria,
        "evidence_line": _evidence_line(table, dossier),
        "changes": [_change(table, change) for change in table.changes if change.assessment.dossier_id == dossier.pk],
        "note": on_agenda.note if on_agenda else "",
        "note_form": NoteForm(
            initial={"note": on_agenda.note, "revision": on_agenda.note_revision} if on_agenda else {"revision": 0}
        )
        if may_write
        else None,
        "change_form": form or (ChangeForm(criteria=own_criteria, auto_id="change-%s") if own_criteria else None),
        "votes": [_vote(table, counted) for counted in table.votes if counted.vote.dossier_id == dossier.pk],
        "question_form": QuestionForm(on_item=True, auto_id="question-%s"),
        "left": [seat for seat in table.members if seat.pk in table.shut.get(dossier.pk, ())],
        "places": range(1, len(table.items) + 1),
    }
    return render(request, "selection/meeting_item.html", context, status=status)


def change_form_for(panel: Panel, data: Any) -> ChangeForm:
    """The form of a changed score, with the criteria of the panel's rules."""
    language = formats.current_language()
    names = [
        (criterion.id, pick(criterion.name, language)[0] or criterion.id) for criterion in panel.stage_rules.criteria
    ]
    return ChangeForm(data, criteria=names, auto_id="change-%s")


def _at(actor: Actor, ref: str) -> tuple[Panel, Table, Any]:
    panel = queries.meeting_panel_for(actor, ref)
    signed = None if panel.state in _PRESIDES else queries.signature_that_stands(panel)
    is_whole = panel.state in (PanelState.SIGNED, PanelState.PUBLISHED)
    return panel, queries.table_of(actor, panel, signed if is_whole else None), signed


def _common(actor: Actor, table: Table, dossier: Dossier | None = None) -> dict[str, Any]:
    panel, meeting = table.panel, table.meeting
    is_office = actor.is_office(panel.edition.key)
    is_chair = table.own is not None and table.own.is_chair
    shut = table.shut.get(dossier.pk, set()) if dossier else set()
    chair_is_out = any(seat.is_chair and seat.pk in shut for seat in table.members)
    current = meeting.current if meeting else None
    return {
        "panel": panel,
        "meeting": meeting,
        "is_office": is_office,
        "is_chair": is_chair,
        "sees_panel": is_office or is_chair,
        "leads": panel.state in DECIDING and ((is_chair and not chair_is_out) or (is_office and chair_is_out)),
        "chair_is_out": chair_is_out,
        "is_deciding": panel.state in DECIDING,
        "current": current,
        "is_shut": current is not None and table.is_shut(current),
        "open_now": sum(item.vote.closed_at is None for item in table.votes),
        "zone": panel.edition_rules.dates.zone,
    }


def _is_present(seat: Any) -> bool:
    there = getattr(seat, "attendance", None)
    return there is not None and there.left_at is None


def _line(table: Table, dossier: Dossier, number: int) -> dict[str, Any]:
    on_agenda = queries.item_of(dossier)
    zone = on_agenda.zone if on_agenda else Zone.REST
    is_open = table.meeting is not None and table.meeting.current_id == dossier.pk
    return {
        "number": number,
        "dossier": dossier,
        "is_shut": table.is_shut(dossier),
        "zone": str(words.ZONES[zone]),
        "tone": words.ZONE_TONES[zone],
        "is_open": is_open,
        "is_done": bool(on_agenda and on_agenda.done_at and not is_open),
        "open_votes": sum(item.vote.dossier_id == dossier.pk and not item.vote.closed_at for item in table.votes),
        "changes": sum(change.assessment.dossier_id == dossier.pk for change in table.changes),
    }


def _scores(table: Table, dossier: Dossier, lines: Iterable[ScoreLine]) -> list[dict[str, Any]]:
    """Each assessor's scores as they stand, with what stood before the meeting where it was changed."""
    names = {seat.ref: str(seat.person) for seat in table.seats}
    given: dict[str, dict[str, Any]] = {}
    for line in lines:
        given.setdefault(line.assessor, {})[line.criterion] = line.score
    before: dict[tuple[str, str], Any] = {}
    for change in table.changes:
        if change.assessment.dossier_id == dossier.pk:
            before.setdefault((change.assessment.seat.ref, change.criterion), change.before)
    rows = [
        {
            "name": names.get(ref, ref),
            "cells": [
                {
                    "criterion": criterion,
                    "value": scores.get(criterion.id),
                    "before": before.get((ref, criterion.id)),
                    "is_changed": (ref, criterion.id) in before,
                }
                for criterion in table.panel.stage_rules.criteria
            ],
        }
        for ref, scores in given.items()
    ]
    return sorted(rows, key=lambda row: str(row["name"]))


def _own_criteria(table: Table, lines: Iterable[ScoreLine]) -> list[tuple[str, str]]:
    """The criteria on which the reader has handed in a score of this plan, with that score."""
    if table.own is None or table.panel.state not in _PRESIDES:
        return []
    language = formats.current_language()
    own = {line.criterion: line.score for line in lines if line.assessor == table.own.ref and line.score is not None}
    return [
        (criterion.id, f"{pick(criterion.name, language)[0] or criterion.id}: {_points(own[criterion.id])}")
        for criterion in table.panel.stage_rules.criteria
        if criterion.id in own
    ]


def _points(value: Any) -> str:
    return f"{value.normalize():f}".replace(".", str(get_format("DECIMAL_SEPARATOR")))


def _change(table: Table, change: Any) -> dict[str, Any]:
    criterion = table.panel.stage_rules.criterion(change.criterion)
    return {
        "who": change.assessment.seat.person,
        "criterion": criterion.name if criterion else {"en": change.criterion},
        "before": change.before,
        "after": change.after,
        "reason": change.reason,
        "at": change.changed_at,
    }


def _evidence_line(table: Table, dossier: Dossier) -> dict[str, Any] | None:
    """What the evidence says of one plan in a line; nothing where there is too little of it."""
    found = table.own_evidence.candidates.get(dossier.key) if table.own_evidence else None
    if found is None:
        return None
    chance = found.probability_of_title
    return {
        "chance": "" if chance is None or not table.is_whole else labels.chance(chance, formats.current_language()),
        "total": found.calibrated_total,
        "low": found.interval_90[0],
        "high": found.interval_90[1],
        "is_grey": found.is_grey,
    }


def _vote(table: Table, counted: Counted) -> dict[str, Any]:
    """A vote; while it is open nobody sees more than their own choice and how many have voted."""
    vote, tally = counted.vote, counted.tally
    names: Mapping[int, str] = {seat.pk: str(seat.person) for seat in table.seats}
    own = counted.ballots.get(table.own.pk) if table.own else None
    may = table.own is not None and table.own in table.entitled(vote.dossier)
    is_open = vote.closed_at is None
    return {
        "vote": vote,
        "about": words.ABOUT[vote.about],
        "tally": tally,
        "own": own,
        "own_words": words.CHOICES[own] if own else "",
        "may_vote": is_open and may and table.panel.state in DECIDING and table.own.state == SeatState.ACCEPTED
        if table.own
        else False,
        "choices": [(choice.value, words.CHOICES[choice], choice == own) for choice in Choice],
        "counts": []
        if is_open
        else [
            {
                "choice": words.CHOICES[choice],
                "count": tally.counts[choice],
                "names": sorted(names[seat] for seat, given in counted.ballots.items() if given == choice),
            }
            for choice in Choice
        ],
    }


def _draw(table: Table, draw: Any) -> dict[str, Any]:
    """A draw as far as it has come; drawn, with the command that draws it again.

    A plan that the reader steps out for keeps its number and shows no name; the command would name it.
    """
    dossiers = table.result.dossiers
    names = {key: "" if table.is_shut(dossiers[key]) else dossiers[key].name for key in draw.pool}
    drawn = meeting_draw.drawn_order(draw.pool, draw.values) if draw.values else None
    return {
        "draw": draw,
        "pool": [(number, names[key], key if names[key] else "") for number, key in enumerate(draw.pool, start=1)],
        "pairs": list(zip(draw.sources, draw.values or [""] * len(draw.sources), strict=True)),
        "key": drawn.key if drawn else "",
        "order": [(place, names[key]) for place, key in enumerate(drawn.order, start=1)] if drawn else [],
        "command": meeting_draw.command(draw.pool, draw.values) if drawn and all(names.values()) else "",
        "hash": in_groups(draw.sha256),
    }


def _standing_draws(table: Table) -> bool:
    tied = sorted(row.dossier.key for row in table.result.rows if row.ranked.outcome == Outcome.UNDECIDED)
    return any(draw.replaced_at is None and draw.pool == tied for draw in table.draws)


def _may_second(actor: Actor, table: Table, signed: Any) -> bool:
    """Whether the reader may sign beside the chair, of what is at hand; the act asks the rule itself."""
    if table.panel.state != PanelState.HALF_SIGNED or signed.seat.person_id == actor.person_id:
        return False
    others = [seat for seat in table.members if seat.person_id != signed.seat.person_id]
    return table.own is not None or (not others and actor.is_office(table.panel.edition.key))
