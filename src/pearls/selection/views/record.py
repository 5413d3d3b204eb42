"""The sealed scores: the root for everybody, the proofs for each place, the whole record for office and chair."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.kernel.signing import DID_KEY
from pearls.selection import labels, queries
from pearls.selection.models import Panel
from pearls.selection.rules import meeting_draw
from pearls.selection.rules.panels import PanelState
from pearls.selection.views.minutes import in_groups
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, public, signed_in


@public
@require_safe
def sealed(request: HttpRequest, ref: str) -> HttpResponse:
    """What was sealed and when, how to look it over, and for a place of the panel the proof of its own scores."""
    found = queries.sealed_panel(ref)
    statement, later = found.seal.statement, queries.meeting_seal_of(found)
    is_public = found.published_at is not None
    context = {
        "panel": found,
        "stage": labels.STAGES[found.stage],
        "seal": found.seal,
        "size": statement["size"],
        "root": in_groups(statement["root"]),
        "known": f"{statement['size']}:{statement['root']}",
        "key": found.seal.key.removeprefix(DID_KEY),
        "zone": found.edition_rules.dates.zone,
        "later": later,
        "later_root": in_groups(later.statement["root"]) if later else "",
        "changed": later.statement["size"] - statement["size"] if later else 0,
        "draws": [_draw(draw, is_public=is_public) for draw in queries.draws_of(found)],
        "own": queries.own_dossiers(actor_of(request), found),
    }
    return render(request, "selection/sealed.html", context)


def _draw(draw: queries.Draw, *, is_public: bool) -> dict[str, Any]:
    """A draw as everybody may see it: its sources at once, its plans with the result, until then their hash."""
    values = draw.values or [""] * len(draw.sources)
    is_drawn = is_public and bool(draw.values)
    return {
        "draw": draw,
        "pairs": list(zip(draw.sources, values if is_public else [""] * len(values), strict=True)),
        "pool": draw.pool if is_public else [],
        "count": len(draw.pool),
        "order": draw.order if is_drawn else [],
        "command": meeting_draw.command(draw.pool, draw.values) if is_drawn else "",
        "hash": in_groups(draw.sha256),
    }


@public
@require_safe
def commitments(request: HttpRequest, ref: str) -> HttpResponse:
    """The seal and every commitment, nothing opened."""
    found = queries.sealed_panel(ref)
    return _file(queries.public_record(found), found, "commitments")


@signed_in
@require_safe
def proof(request: HttpRequest, ref: str, dossier_ref: str) -> HttpResponse:
    """The scores of one text with their paths to the root, for those who speak for its place."""
    found = queries.sealed_panel(ref)
    dossier = next((item for item in queries.own_dossiers(actor_of(request), found) if item.ref == dossier_ref), None)
    if dossier is None:
        raise Http404
    dossier.panel = found
    return _file(queries.proof_of(dossier), found, dossier.key)


@signed_in
@require_safe
def full(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything opened, for office and chair; as with the score sheet, not for a chair with a conflict."""
    actor = actor_of(request)
    found = queries.panel_for(actor, ref)
    if found.state == PanelState.SCORING or queries.seal_of(found) is None or queries.closed_to(actor, found):
        raise Http404
    return _file(queries.full_record(found), found, "full")


def _file(content: dict[str, Any], found: Panel, what: str) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return attachment(f"{text}\n".encode(), f"sealed-{found.edition.key}-{found.stage}-{what}.json", "application/json")
