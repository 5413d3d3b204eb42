"""What became of an application, stage by stage: the outcome, why, and each criterion with its points and reasons."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.complaints import queries
from pearls.complaints.queries import TextForTown
from pearls.complaints.rules import feedback as rules
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.programme.rules import is_in_time
from pearls.selection import labels as selection_labels
from pearls.selection.rules import Remark, exact
from pearls.selection.rules.panels import Ground
from pearls.web import formats
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, signed_in
from pearls.web.pdf import render_pdf


@signed_in
@require_safe
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """The outcome for those who wrote in the team; before the result is public there is none."""
    actor, now = actor_of(request), utc_now()
    application, access = queries.team_application(actor, ref)
    texts = queries.texts_of(application)
    language = formats.current_language()
    reasons = queries.reasons_of([text.feedback for text in texts if text.feedback])
    stages = []
    for text in texts:
        until = queries.until_of(text.dossier.panel)
        is_open = until is not None and is_in_time(until, now) and not text.has_place and text.complaint is None
        stages.append(shown(text, reasons, language) | {"until": until, "may_complain": is_open})
    context = {
        "application": application,
        "place": application.place,
        "zone": call_queries.zone_of(application.edition),
        "stages": stages,
        "is_speaker": access.is_speaker,
        "may_apply_again": call_rules.may_apply_again(access=access, state=call_rules.State(application.state)),
        "network": queries.network_offer(application.place, now.date()) if access.is_speaker else None,
        "language": language,
    }
    return render(request, "complaints/outcome.html", context)


@signed_in
@require_safe
def letter(request: HttpRequest, ref: str, dossier_ref: str) -> HttpResponse:
    """The outcome of one stage with its reasons, to print and file, in the reader's language."""
    application, _access = queries.team_application(actor_of(request), ref)
    text = next((one for one in queries.texts_of(application) if one.dossier.ref == dossier_ref), None)
    if text is None:
        raise Http404
    language = formats.current_language()
    reasons = queries.reasons_of([text.feedback] if text.feedback else [])
    panel = text.dossier.panel
    data = _letter(shown(text, reasons, language), text, language)
    now = text.feedback.sent_at if text.feedback and text.feedback.sent_at else panel.published_at or utc_now()
    pdf = render_pdf(template="complaints/outcome.typ", data=data, language=language, now=now)
    return attachment(pdf, f"outcome-{text.dossier.ref}.pdf", "application/pdf")


def shown(text: TextForTown, reasons: dict[int, dict[str, str]], language: str) -> dict[str, Any]:
    """One stage in words."""
    dossier, decision = text.dossier, text.dossier.decision
    feedback, panel = text.feedback, dossier.panel
    due = getattr(panel, "feedback_day", None)
    return {
        "text": text,
        "dossier": dossier,
        "stage": selection_labels.STAGES[panel.stage],
        "published_at": panel.published_at,
        "outcome": selection_labels.OUTCOMES[decision.outcome],
        "tone": selection_labels.OUTCOME_TONES[decision.outcome],
        "why": _why(text, language),
        "body_says": decision.reason,
        "rows": _rows(text, reasons.get(feedback.pk, {}) if feedback else {}, language),
        "shows_points": rules.shows_points(text.assessments),
        "assessments": text.assessments,
        "feedback": feedback,
        "due_on": None if feedback or due is None else due.due_on,
    }


def _why(text: TextForTown, language: str) -> str:
    """The rule's own explanation; where the body decided beyond the rule, its ground."""
    decision, reason = text.dossier.decision, dict(text.signed_reason)
    if decision.ground != Ground.RULE or "code" not in reason:
        return str(selection_labels.GROUNDS[decision.ground])
    code = str(reason.pop("code"))
    reason.pop("text", None)
    names = dict(text.names) | {text.dossier.country: formats.country_name(text.dossier.country, language)}
    return selection_labels.reason_text(Remark(code, reason), names)


def _rows(text: TextForTown, reasons: dict[str, str], language: str) -> list[dict[str, Any]]:
    rows = []
    for criterion in text.dossier.panel.stage_rules.criteria:
        points = text.points.get(criterion.id)
        low, high = criterion.scale_min, criterion.scale_max
        rows.append(
            {
                "name": pick(criterion.name, language)[0] or criterion.id,
                "weight": criterion.weight_percent,
                "points": "" if points is None else formats.number(Decimal(exact(points, 2)), language),
                "scale": "" if low is None or high is None else _("%(low)s to %(high)s") % {"low": low, "high": high},
                "reason": reasons.get(criterion.id, ""),
            }
        )
    return rows


def _letter(stage: dict[str, Any], text: TextForTown, language: str) -> dict[str, Any]:
    """What the printed letter says."""
    panel = text.dossier.panel
    zone = queries.zone_of(panel)
    since = formats.instant_words(panel.published_at, zone, language) if panel.published_at else "–"
    facts = [
        [_("Stage"), str(stage["stage"])],
        [_("Outcome"), str(stage["outcome"])],
        [_("Result published"), since],
        [_("Why"), stage["why"]],
    ]
    if not text.has_place and (until := queries.until_of(panel)):
        facts.append([_("Complaints until"), formats.instant_words(until, zone, language)])
    if stage["feedback"] is None:
        note = _("The reasons in words follow.")
    else:
        note = _("The reasons were written from the assessors' remarks and approved by the office.")
    return {
        "title": _("Outcome: %(place)s") % {"place": text.dossier.place.display_name},
        "edition": pick(panel.edition.name, language)[0] or panel.edition.key,
        "facts": facts,
        "criteria": [
            {
                "name": row["name"],
                "points": _points_words(stage, row),
                "reason": row["reason"],
                "lang": stage["feedback"].language if stage["feedback"] else language,
            }
            for row in stage["rows"]
        ],
        "note": note,
    }


def _points_words(stage: dict[str, Any], row: dict[str, Any]) -> str:
    if not stage["shows_points"] or not row["points"]:
        return ""
    return _("%(points)s points on average, on a scale of %(scale)s") % {
        "points": row["points"],
        "scale": row["scale"],
    }
