"""The minutes: what was judged, by whom, how it was counted, what was decided, and the chair's signature."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.kernel.languages import pick
from pearls.programme.rules import DecidingBody
from pearls.selection import labels, queries
from pearls.selection.models import Panel, Seat, SignOff
from pearls.selection.rules import exact
from pearls.selection.rules.panels import SeatState
from pearls.selection.views.panels import ranking_context
from pearls.web import formats
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, signed_in
from pearls.web.pdf import render_pdf


@signed_in
@require_safe
def minutes(request: HttpRequest, ref: str) -> HttpResponse:
    panel, signed, content = _signed(request, ref)
    return render(request, "selection/minutes.html", {"panel": panel, "signed": signed, **content})


@signed_in
@require_safe
def minutes_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    panel, signed, content = _signed(request, ref)
    language = translation.get_language() or "en"
    pdf = render_pdf(
        template="selection/minutes.typ",
        data=content,
        language=language,
        now=signed.signed_at,
    )
    return attachment(pdf, f"minutes-{panel.edition.key}-{panel.stage}.pdf", "application/pdf")


@signed_in
@require_safe
def signature(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A signature that was set aside, as it stood: who had which outcome, and why it stands no more."""
    actor = actor_of(request)
    panel = queries.panel_for(actor, ref)
    signed = queries.earlier_sign_offs(panel).filter(number=number).first()
    if signed is None:
        raise Http404
    dossiers = {dossier.key: dossier for dossier in panel.dossiers.all()}
    closed = queries.closed_to(actor, panel)
    decided = {item["candidate"]: item for item in signed.ranking["decisions"]}
    rows = [
        {
            "rank": plan["rank"],
            "dossier": dossiers[plan["candidate"]],
            "total": _total(plan["total"], is_closed=dossiers[plan["candidate"]].pk in closed),
            "outcome": decided[plan["candidate"]]["outcome"],
            "reason": decided[plan["candidate"]]["reason"],
        }
        for plan in signed.ranking["candidates"]
    ]
    context = {"panel": panel, "signed": signed, "rows": rows, "zone": panel.edition_rules.dates.zone}
    return render(request, "selection/signature.html", context | {"hash": _in_groups(signed.sha256)})


def _signed(request: HttpRequest, ref: str) -> tuple[Panel, SignOff, dict[str, Any]]:
    """What was signed, in words; a chair with a conflict sees no figures of what is shut by it."""
    panel = queries.panel_for(actor_of(request), ref)
    given = queries.sign_offs_of(panel)
    signed = next((item for item in given if item.set_aside_at is None), None)
    if signed is None:
        raise Http404
    earlier = [item for item in given if item.set_aside_at is not None]
    return panel, signed, content_of(panel, signed, earlier, closed=queries.closed_to(actor_of(request), panel))


def content_of(panel: Panel, signed: SignOff, earlier: list[SignOff], *, closed: set[int]) -> dict[str, Any]:
    """The minutes in the reader's language, ready to read; page and PDF say the same."""
    language = translation.get_language() or "en"
    body = panel.edition_rules.bodies.get(DecidingBody(panel.stage))
    result, seats = queries.result_of(panel, signed), list(queries.seats_of(panel, with_ended=True))
    context = ranking_context(panel, result, seats, closed=closed)
    zone = panel.edition_rules.dates.zone
    edition = pick(panel.edition.name, language)[0] or panel.edition.key
    facts = [
        (_("Edition"), edition),
        (_("Stage"), str(labels.STAGES[panel.stage])),
        (_("Body"), pick(body.name, language)[0] if body else _("not published")),
        (_("Scoring closed"), formats.instant_words(panel.closed_at, zone, language) if panel.closed_at else "–"),
        (_("Rules (SHA-256)"), _in_groups(panel.rules_version.sha256)),
    ]
    if panel.close_reason:
        facts.append((_("Why scoring was closed with work left"), panel.close_reason))
    if panel.line_reason:
        facts.append((_("Why the line was drawn there"), panel.line_reason))
    return {
        "title": _("Minutes: %(edition)s") % {"edition": edition},
        "name": str(labels.STAGES[panel.stage]),
        "facts": facts,
        "people_heading": _("Who took part"),
        "people": _people(seats, language),
        "conflicts_heading": _("Conflicts of interest"),
        "conflicts": [
            f"{item.dossier.name}: {item.seat.person} ({labels.CONFLICTS[item.conflict]})"
            for item in queries.conflicts_of(panel)
        ],
        "no_conflicts": _("None was declared, and the rules named none."),
        "result_heading": _("Result"),
        "head": [_("Rank"), _("Plan"), _("Country"), _("Read by"), _("Total"), _("Outcome")],
        "rows": [_result_row(row, language) for row in context["rows"]],
        "reasons_heading": _("Reasons"),
        "reasons": [_reason_words(row) for row in context["rows"]],
        "warnings": context["warnings"],
        "left_heading": _("Plans that left"),
        "left": [
            f"{item.name}: {labels.LEFT_AS[item.left_as]}, {formats.instant_words(left_at, zone, language)}"
            for left_at, item in _left(result)
        ],
        "earlier_heading": _("Signatures that were set aside"),
        "earlier": [_earlier_words(item, zone, language) for item in earlier],
        "remarks_heading": _("Remarks of the chair"),
        "remarks": signed.remarks,
        "signature": _("%(name)s, chair, %(moment)s")
        % {"name": str(signed.seat.person), "moment": formats.instant_words(signed.signed_at, zone, language)},
        "hash": _("SHA-256 of the signed result: %(hash)s") % {"hash": _in_groups(signed.sha256)},
    }


def _earlier_words(signed: SignOff, zone: str, language: str) -> str:
    given = {
        "number": signed.number,
        "name": str(signed.seat.person),
        "signed": formats.instant_words(signed.signed_at, zone, language),
        "set_aside": formats.instant_words(signed.set_aside_at, zone, language) if signed.set_aside_at else "",
        "hash": _in_groups(signed.sha256),
    }
    return _("Signature %(number)d, %(name)s, %(signed)s; set aside %(set_aside)s. SHA-256: %(hash)s") % given


def _total(total: str | None, *, is_closed: bool) -> str:
    return "" if total is None or is_closed else exact(Fraction(total), 3)


def _in_groups(digits: str) -> str:
    """A hash in groups of sixteen, so that it can be read aloud and broken across lines."""
    return " ".join(digits[start : start + 16] for start in range(0, len(digits), 16))


def _left(result: queries.Result) -> list[tuple[datetime, queries.Dossier]]:
    """The texts that left and are not in the result, the latest first."""
    ranked = {row.dossier.key for row in result.rows}
    gone = [(item.left_at, item) for key, item in result.dossiers.items() if item.left_at and key not in ranked]
    return sorted(gone, key=lambda pair: (-pair[0].timestamp(), pair[1].name))


def _people(seats: list[Seat], language: str) -> list[str]:
    people = []
    for seat in seats:
        if seat.state != SeatState.ACCEPTED:
            continue
        role = _("chair") if seat.is_chair else _("assessor")
        country = formats.country_name(seat.country, language) if seat.country else ""
        people.append(f"{seat.person} ({', '.join(filter(None, (role, country)))})")
    return people


def _result_row(row: dict[str, Any], language: str) -> list[str]:
    ranked = row["row"].ranked
    return [
        "–" if ranked.rank is None else str(ranked.rank),
        row["name"],
        formats.country_name(ranked.country, language),
        str(ranked.assessments),
        row["total"].replace(".", str(get_format("DECIMAL_SEPARATOR"))) or "–",
        str(row["outcome"]),
    ]


def _reason_words(row: dict[str, Any]) -> str:
    words = f"{row['name']}: {row['why']}"
    if row["decision"]:
        words += f" {row['ground']}: {row['decision']}"
    return words
