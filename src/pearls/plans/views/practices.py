"""Practices of other towns beside a plan: suggested with the reason for each, taken over, shown as examples."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.documents import forms as document_forms
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed
from pearls.plans import labels, queries, services
from pearls.plans.forms.practices import UseForm
from pearls.plans.labels import practices as words
from pearls.plans.queries import practices as practice_queries
from pearls.plans.rules import practices as rules
from pearls.plans.views.pages import PlanPage, page_for
from pearls.practices import labels as practice_labels
from pearls.practices import queries as shared
from pearls.practices.rules.fitting import Fit, Name
from pearls.web.formats import current_language
from pearls.web.gates import signed_in

LONGEST_QUERY = 200


@dataclass(frozen=True)
class Suggestion:
    """A practice with why it is shown; `told` is the part of it that is an example here."""

    practice: Any
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    told: tuple[str, ...] = ()


@signed_in
@require_safe
def suggestions(request: HttpRequest, ref: str) -> HttpResponse:
    """Practices for the whole plan, for each of its challenges, or for one activity, and those in use; or for words."""
    page = page_for(request, ref, utc_now())
    form, content, language = page.document.form, queries.content_of(page.plan), current_language()
    titles = document_forms.record_titles(form, content)
    activity, typed = request.GET.get("activity", ""), request.GET.get("q", "").strip()[:LONGEST_QUERY]
    known = shared.known_vocabulary()
    context: dict[str, Any] = {
        "typed": typed,
        "may_use": bool(page.may_edit()) and rules.is_asked(form),
        "is_asked": rules.is_asked(form),
        "in_use": [] if typed else _in_use(page, content, titles.get(rules.ACTIVITIES, {})),
    }
    if typed:
        context["searched"] = practice_queries.searched(typed, language, known)
    elif activity in titles.get(rules.ACTIVITIES, {}):
        asked = rules.asked_by_activity(form, content, activity)
        context |= {"activity": activity, "activity_title": titles[rules.ACTIVITIES][activity]}
        there = rules.used(content).get(activity, ())
        context |= _suggested(page, asked, known, titles.get("challenges", {}), but=there)
    else:
        there = tuple(key for keys in rules.used(content).values() for key in keys)
        asked = rules.asked_by(form, content)
        context |= _suggested(page, asked, known, titles.get("challenges", {}), but=there)
    return render(request, "plans/practices.html", {**page.context(), **context})


@signed_in
@require_safe
def examples(request: HttpRequest, ref: str, question_id: str) -> HttpResponse:
    """How other towns did what a question asks for; chosen by what the plan says, else by the question's subject."""
    page = page_for(request, ref, utc_now())
    form, subject = page.document.form, practice_queries.subjects().get(question_id)
    question = form.question(question_id)
    if subject is None or question is None:
        raise Http404
    known, asked = shared.known_vocabulary(), rules.asked_by(form, queries.content_of(page.plan))
    found = practice_queries.need_of(page.plan, asked, known)
    concepts = found.concepts or subject.concepts
    candidates = practice_queries.candidates_for(page.plan, concepts, known)
    best = candidates.best(found.need_of(concepts), known, practice_queries.MOST)
    terms = _terms(known)
    context = {
        "question_label": pick(question.label, current_language())[0],
        "back_url": page.spot(question_id),
        "is_by_subject": not found.concepts,
        "suggestions": [
            _suggestion(practice, fit, terms, shows=subject.shows, is_by_subject=not found.concepts)
            for practice, fit in best
        ],
    }
    return render(request, "plans/practice_examples.html", {**page.context(), **context})


@signed_in
@require_http_methods(["GET", "POST"])
def use(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Take a practice over: choose the activity that builds on it, or begin one."""
    page = page_for(request, ref, utc_now())
    practice = practice_queries.practice_to_use(key)
    if practice is None:
        raise Http404
    content = queries.content_of(page.plan)
    titles = document_forms.record_titles(page.document.form, content).get(rules.ACTIVITIES, {})
    initial = {"activity": request.GET["activity"]} if request.GET.get("activity") in titles else None
    form = UseForm(request.POST or None, activities=list(titles.items()), initial=initial)
    may_edit = page.may_edit()
    if request.method == "POST" and may_edit and form.is_valid():
        challenge = request.GET.get("challenge", "")
        try:
            activity = services.use_practice(
                actor=page.actor,
                plan=page.plan,
                practice=key,
                activity=form.chosen,
                challenge=challenge,
                now=page.now,
            )
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
            return redirect(page.url("practices"))
        messages.success(request, _("The activity builds on this practice now."))
        return redirect(page.spot(rules.ACTIVITIES, activity))
    closed = "" if may_edit else labels.reason_words(may_edit)
    context = {
        "practice": practice,
        "form": form,
        "closed_words": closed,
        "is_asked": rules.is_asked(page.document.form),
    }
    return render(request, "plans/practice_use.html", {**page.context(), **context})


@signed_in
@require_POST
def leave(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Let an activity build on a practice no longer."""
    page = page_for(request, ref, utc_now())
    activity = request.POST.get("activity", "")
    try:
        services.leave_practice(actor=page.actor, plan=page.plan, practice=key, activity=activity, now=page.now)
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    else:
        messages.success(request, _("The activity names this practice no longer."))
    return redirect(page.url("practices"))


def _suggested(
    page: PlanPage, asked: rules.Asked, known: shared.Known, titles: Mapping[str, str], *, but: Collection[str]
) -> dict[str, Any]:
    """What fits the whole, and for each challenge what answers it, but for what is used already; four queries."""
    found, terms = practice_queries.need_of(page.plan, asked, known), _terms(known)
    candidates = practice_queries.candidates_for(page.plan, found.concepts, known).but(but)
    groups = []
    for name, concepts in found.challenges.items():
        need = found.need_of(concepts | found.groups)
        best = candidates.best(need, known, practice_queries.MOST * 4) if concepts else []
        answering = [(practice, fit) for practice, fit in best if _answers(fit)][: practice_queries.MOST]
        groups.append(
            {
                "challenge": name,
                "title": titles.get(name, ""),
                "suggestions": [_suggestion(practice, fit, terms) for practice, fit in answering],
            }
        )
    whole = candidates.best(found.need_of(found.concepts), known, practice_queries.MOST_FOR_PLAN)
    return {
        "whole": [_suggestion(practice, fit, terms) for practice, fit in whole],
        "groups": groups,
        "understood": sorted(terms[name] for name in found.concepts if name in terms),
    }


def _answers(fit: Fit) -> bool:
    return any(reason.code in ("same-challenge", "close-challenge") for reason in fit.reasons)


def _suggestion(
    practice: Any, fit: Fit, terms: Mapping[Name, str], *, shows: Sequence[str] = (), is_by_subject: bool = False
) -> Suggestion:
    language = current_language()
    reasons = fit.reasons
    told: list[str] = []
    if is_by_subject:  # the plan has named nothing: the practice shares the question's subject, not the plan's
        shared_names = [name for reason in reasons for name in reason.concepts]
        told = [words.subject_words([terms[name] for name in shared_names if name in terms], language)]
        reasons = tuple(reason for reason in reasons if not reason.concepts)
    told += [practice_labels.fit_words(reason, terms, language) for reason in reasons if not reason.is_caution]
    cautions = [practice_labels.fit_words(reason, terms, language) for reason in reasons if reason.is_caution]
    return Suggestion(practice, tuple(told), tuple(cautions), _told(practice, shows))


def _told(practice: Any, shows: Sequence[str]) -> tuple[str, ...]:
    """The first of these parts that the practice tells, as its paragraphs; else its summary."""
    parts = (getattr(practice, name) for name in (*shows, "summary"))
    found = next(filter(None, parts), "")
    return tuple(map(str, found)) if isinstance(found, list) else (str(found),)


def _terms(known: shared.Known) -> dict[Name, str]:
    return {(term.scheme, term.key): term.label for term in known.terms(current_language()).values()}


def _in_use(page: PlanPage, content: Mapping[str, Any], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each use that the plan makes of a practice; one query, none where it makes no use."""
    practices = practice_queries.practices_named(content)
    return [
        {
            "practice": practices[key],
            "activity": name,
            "title": titles.get(name, name),
            "url": page.spot(rules.ACTIVITIES, name),
        }
        for name, keys in rules.used(content).items()
        for key in keys
        if key in practices
    ]
