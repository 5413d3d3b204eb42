"""The minutes of a result that was worked out from files alone: the same paper as the panel's, to be signed by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from pearls.programme.rules import StageRules
from pearls.selection import labels
from pearls.selection.rules import exact
from pearls.selection.rules.deciding import extra_candidates, line_after, settle_ties
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Ranked, Ranking
from pearls.web.formats import country_name, day_words
from pearls.web.pdf import render_pdf

Result = tuple[StageRules, Ranking]


def decided(
    result: Result, *, taken: Sequence[str], last_rank: int | None, extra: Sequence[str], reason: str
) -> tuple[dict[str, Outcome], str]:
    """The outcome of every plan, with what the body decided; or why it is none, in one line."""
    stage, ranking = result
    outcomes = {plan.candidate: plan.outcome for plan in ranking.candidates if plan.outcome is not None}
    if strange := sorted({*taken, *extra} - {plan.candidate for plan in ranking.candidates}):
        return {}, f"expected plans of the table, got {', '.join(strange)}"
    if (taken or extra or last_rank is not None) and not reason.strip():
        return {}, "expected --reason: what the body decides has a reason, got none"
    if last_rank is not None:
        if not stage.draws_its_own_line:
            return {}, "expected no --last-rank: the rules draw the line themselves"
        outcomes |= line_after(ranking, last_rank)
    open_plans = sorted(plan for plan, outcome in outcomes.items() if outcome == Outcome.UNDECIDED)
    if open_plans and taken:
        settled = settle_ties(ranking, stage, taken)
        if not settled.verdict:
            return {}, f"expected a choice that the rules allow among {', '.join(open_plans)}, got {', '.join(taken)}"
        outcomes |= settled.outcomes
    elif open_plans:
        return {}, f"undecided: {', '.join(open_plans)} tie; draw or choose, and name with --taken who gets the place"
    elif taken:
        return {}, "expected no --taken: nothing is tied"
    if len(outcomes) < len(ranking.candidates):
        return {}, "undecided: the rules draw no line; name with --last-rank the last rank that is admitted"
    return _with_extra(result, outcomes, extra)


def _with_extra(result: Result, outcomes: dict[str, Outcome], extra: Sequence[str]) -> tuple[dict[str, Outcome], str]:
    stage, ranking = result
    titled = [plan for plan, outcome in outcomes.items() if outcome == Outcome.TITLE]
    eligible = extra_candidates(ranking, stage, titled)
    if len(set(extra)) > stage.extra_titles or set(extra) - eligible:
        may = ", ".join(sorted(eligible)) or "nobody"
        return {}, f"expected at most {stage.extra_titles} extra places, for {may}, got {', '.join(extra)}"
    return outcomes | dict.fromkeys(extra, Outcome.TITLE), ""


def minutes_pdf(
    result: Result,
    outcomes: Mapping[str, Outcome],
    sources: Mapping[str, str],
    reason: str,
    language: str,
    *,
    now: datetime,
) -> bytes:
    """The minutes with a line to sign on; `sources` are the SHA-256 of rules and scores."""
    stage, ranking = result
    with override(language):
        data: dict[str, Any] = {
            "title": _("Minutes: %(edition)s") % {"edition": labels.STAGES[stage.stage]},
            "name": "",
            "facts": [
                (_("Stage"), str(labels.STAGES[stage.stage])),
                (_("Worked out on"), day_words(now.date(), language)),
                (_("Rules (SHA-256)"), _in_groups(sources["rules"])),
                (_("Scores (SHA-256)"), _in_groups(sources["scores"])),
            ],
            "people_heading": _("Who took part"),
            "people": [
                _("%(name)s: %(count)s") % {"name": who, "count": count} for who, count in ranking.assessors.items()
            ],
            "conflicts_heading": _("Conflicts of interest"),
            "conflicts": [_("They stand on the signed sheets, which are kept with these minutes.")],
            "no_conflicts": "",
            "result_heading": _("Result"),
            "head": [_("Rank"), _("Plan"), _("Country"), _("Read by"), _("Total"), _("Outcome")],
            "rows": [_row(plan, outcomes[plan.candidate], language) for plan in ranking.candidates],
            "reasons_heading": _("Reasons"),
            "reasons": [f"{plan.candidate}: {labels.reason_text(plan.reason, {})}" for plan in ranking.candidates],
            "warnings": [labels.warning_text(remark, {}) for remark in ranking.warnings],
            "left": [],
            "earlier": [],
            "remarks_heading": _("What the body decided, and why"),
            "remarks": reason,
            "meeting": {},  # its notes and votes stand on paper
            "signature": _("Name, date and signature of the chair"),
            "second": _("Name, date and signature of a second member"),
            "hash": "",
        }
    return render_pdf(template="selection/minutes.typ", data=data, language=language, now=now)


def _row(plan: Ranked, outcome: Outcome, language: str) -> list[str]:
    total = "–" if plan.total is None else exact(plan.total, 3).replace(".", str(get_format("DECIMAL_SEPARATOR")))
    return [
        "–" if plan.rank is None else str(plan.rank),
        plan.candidate,
        country_name(plan.country, language) or plan.country,
        str(plan.assessments),
        total,
        str(labels.OUTCOMES[outcome]),
    ]


def _in_groups(digits: str) -> str:
    return " ".join(digits[start : start + 16] for start in range(0, len(digits), 16))
