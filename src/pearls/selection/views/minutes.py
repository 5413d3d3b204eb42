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
from pearls.selection.rules.panels import PanelState, SeatState
from pearls.selection.views.meeting_minutes import meeting_content
from pearls.selection.views.panels import ranking_context
from pearls.web import formats
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, signed_in
from pearls.web.pdf import render_pdf

# Beside the working language of the edition.
PAPER_LANGUAGES = ("en", "lv")


@signed_in
@require_safe
def minutes(request: HttpRequest, ref: str) -> HttpResponse:
    panel = queries.panel_for(actor_of(request), ref)
    signed, content = _signed(request, panel)
    language = formats.current_language()
    own = panel.edition_rules.languages[0]
    offered = [(code, formats.language_name(code, language)) for code in dict.fromkeys((own, *PAPER_LANGUAGES))]
    context = {"panel": panel, "signed": signed, "languages": offered, **content}
    return render(request, "selection/minutes.html", context)


@signed_in
@require_safe
def minutes_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The paper, in the working language of the edition where no other is asked for."""
    panel = queries.panel_for(actor_of(request), ref)
    language = request.GET.get("language") or panel.edition_rules.languages[0]
    if language not in (*panel.edition_rules.languages, *PAPER_LANGUAGES):
        raise Http404
    with translation.override(language):
        signed, content = _signed(request, panel)
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
            "reason": "" if dossiers[plan["candidate"]].pk in closed else decided[plan["candidate"]]["reason"],
        }
        for plan in signed.ranking["candidates"]
    ]
    context = {"panel": panel, "signed": signed, "rows": rows, "zone": panel.edition_rules.dates.zone}
    return render(request, "selection/signature.html", context | {"hash": in_groups(signed.sha256)})


def _signed(request: HttpRequest, panel: Panel) -> tuple[SignOff, dict[str, Any]]:
    """What was signed, in words; a chair with a conflict sees no figures and no reasons of what is shut by it."""
    given = queries.sign_offs_of(panel)
    signed = next((item for item in given if item.set_aside_at is None), None)
    if signed is None:
        raise Http404
    earlier = [item for item in given if item.set_aside_at is not None]
    signed.panel = panel
    conflicts, reader = list(queries.conflicts_of(panel)), actor_of(request).person_id
    closed = {item.dossier_id for item in conflicts if item.seat.person_id == reader}
    return signed, content_of(panel, signed, earlier, conflicts, closed=closed)


def content_of(
    panel: Panel, signed: SignOff, earlier: list[SignOff], conflicts: list[Any], *, closed: set[int]
) -> dict[str, Any]:
    """The minutes in the reader's language, ready to read; page and PDF say the same."""
    language = translation.get_language() or "en"
    body = panel.edition_rules.bodies.get(DecidingBody(panel.stage))
    result, seats = queries.result_of(panel, signed), list(queries.seats_of(panel, with_ended=True))
    shut = {key for key, dossier in result.dossiers.items() if dossier.pk in closed}
    context = ranking_context(panel, result, seats, closed=closed)
    zone = panel.edition_rules.dates.zone
    edition = pick(panel.edition.name, language)[0] or panel.edition.key
    facts = [
        (_("Edition"), edition),
        (_("Stage"), str(labels.STAGES[panel.stage])),
        (_("Body"), pick(body.name, language)[0] if body else _("not published")),
        (_("Scoring closed"), formats.instant_words(panel.closed_at, zone, language) if panel.closed_at else "–"),
        (_("Rules (SHA-256)"), in_groups(panel.rules_version.sha256)),
    ]
    later = queries.meeting_seal_of(panel)
    if seal := (later.panel.seal if later else queries.seal_of(panel)):
        facts.append((_("Sealed scores (root)"), f"{seal.statement['size']}: {in_groups(seal.statement['root'])}"))
        if later:
            told = {"changed": later.statement["size"] - seal.statement["size"], "size": later.statement["size"]}
            told["root"] = in_groups(later.statement["root"])
            facts.append((_("Sealed with the signature (root)"), _("%(size)s: %(root)s; changed: %(changed)s") % told))
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
            f"{item.dossier.name}: {item.seat.person} ({labels.CONFLICTS[item.conflict]})" for item in conflicts
        ],
        "no_conflicts": _("None was declared, and the rules named none."),
        "result_heading": _("Result"),
        "head": [_("Rank"), _("Plan"), _("Country"), _("Read by"), _("Total"), _("Outcome")],
        "rows": [_result_row(row, language) for row in context["rows"]],
        "reasons_heading": _("Reasons"),
        "reasons": [_reason_words(row) for row in context["rows"]],
        "warnings": context["warnings"],
        "meeting": meeting_content(panel, signed, seats, result.dossiers, closed=shut),
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
        "second": _second_words(signed, zone, language),
        "hash": _("SHA-256 of the signed result: %(hash)s") % {"hash": in_groups(signed.sha256)},
    }


def _second_words(signed: SignOff, zone: str, language: str) -> str:
    """Who signed beside the chair; results of before there were two signatures have the chair's alone."""
    second = getattr(signed, "second", None)
    if second is None:
        is_missing = signed.panel.state == PanelState.HALF_SIGNED
        return _("The second signature is missing.") if is_missing else ""
    given = {"name": str(second.person), "moment": formats.instant_words(second.signed_at, zone, language)}
    if second.seat_id is None:
        return _("%(name)s, for the office, %(moment)s") % given
    return _("%(name)s, member of the panel, %(moment)s") % given


def _earlier_words(signed: SignOff, zone: str, language: str) -> str:
    given = {
        "number": signed.number,
        "name": str(signed.seat.person),
        "signed": formats.instant_words(signed.signed_at, zone, language),
        "set_aside": formats.instant_words(signed.set_aside_at, zone, language) if signed.set_aside_at else "",
        "hash": in_groups(signed.sha256),
    }
    return _("Signature %(number)d, %(name)s, %(signed)s; set aside %(set_aside)s. SHA-256: %(hash)s") % given


def _total(total: str | None, *, is_closed: bool) -> str:
    return "" if total is None or is_closed else exact(Fraction(total), 3)


def in_groups(digits: str) -> str:
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
        row["read_by"] or "–",
        row["total"].replace(".", str(get_format("DECIMAL_SEPARATOR"))) or "–",
        str(row["outcome"]),
    ]


def _reason_words(row: dict[str, Any]) -> str:
    words = f"{row['name']}: {row['why']}"
    if row["decision"]:
        words += f" {row['ground']}: {row['decision']}"
    return words
