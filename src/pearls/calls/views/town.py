"""The applicant's pages: begin, see what is due and missing, send, take back, answer the office."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.calls import labels, queries, rules, services
from pearls.calls.forms.applying import AnswerForm
from pearls.calls.models import Clarification, Submission
from pearls.calls.rules import Right, State, SubmissionKind
from pearls.calls.views.again import origin_in_words
from pearls.calls.views.papers import Paper, paper_for
from pearls.documents import forms as document_forms
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents import views as document_pages
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.places import queries as place_queries
from pearls.programme import queries as programme_queries
from pearls.web.downloads import attachment
from pearls.web.formats import current_language, instant_words
from pearls.web.gates import actor_of, public, signed_in
from pearls.web.pagination import page_of
from pearls.web.pdf import render_pdf


@signed_in
@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """The applications the reader works on, and the calls that are open."""
    page: Any = page_of(request, queries.applications_of(actor_of(request)))
    mentored: list[Any] = list(queries.applications_mentored_by(actor_of(request)))
    for application in [*page.object_list, *mentored]:
        application.state_label = labels.STATES[application.state]
        application.tone = labels.TONES[application.state]
    for application in mentored:
        application.has_plan = application.state in rules.WITH_PLAN
    calls = queries.open_calls(utc_now())
    return render(request, "calls/application_list.html", {"page": page, "mentored": mentored, "calls": calls})


@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, edition: str) -> HttpResponse:
    """Find the place, then begin its draft."""
    actor, now = actor_of(request), utc_now()
    found_edition = programme_queries.edition_for(actor, edition)
    place = place_queries.place_for(request.POST.get("place") or request.GET.get("place", ""))
    if request.method == "POST" and place is not None:
        try:
            application = services.begin_application(actor=actor, edition=found_edition, place=place, now=now)
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
        else:
            messages.success(request, _("The draft is begun. Everything you type is saved."))
            return redirect("calls:application", ref=application.ref)
    query = request.GET.get("q", "").strip()
    context = {
        "edition": found_edition,
        "place": place,
        "query": query,
        "found": place_queries.find_places(query, include_demonstration=found_edition.is_demonstration)
        if query
        else [],
        "own_places": [] if place or query else people_queries.places_spoken_for(actor),
        "verdict_words": labels.reason_words(queries.eligibility_of(found_edition, place)) if place else "",
        "is_eligible": bool(place and queries.eligibility_of(found_edition, place)),
    }
    return render(request, "calls/begin.html", context)


@signed_in
@require_safe
def overview(request: HttpRequest, ref: str) -> HttpResponse:
    """One application at a glance: what is due, what is missing, who works on it, what was sent."""
    return _overview_page(request, paper_for(request, ref, utc_now()))


def _overview_page(request: HttpRequest, paper: Paper, answer_form: AnswerForm | None = None) -> HttpResponse:
    application = paper.application
    may_edit = paper.may_edit()
    progress = _progress(paper)
    context = {
        **paper.context(),
        **progress,
        "origin": origin_in_words(paper, progress["answers"]) if application.state == State.DRAFT else None,
        "may_apply_again": rules.may_apply_again(access=paper.access, state=State(application.state)),
        "closes_at": paper.closes_at,
        "closed_words": "" if may_edit else labels.reason_words(may_edit),
        "is_speaker": paper.access.is_speaker,
        "members": _with_rights(queries.members_of(application)),
        "may_invite": rules.may_invite(paper.access),
        "submissions": queries.submissions_of(application).filter(kind=SubmissionKind.APPLICATION),
        "people_here": document_pages.people_here(paper.document, actor=paper.actor, now=paper.now),
        "clarification": paper.clarification,
        "answer_form": (answer_form or _answer_form(paper.clarification)) if may_edit else None,
        "answered": [asked for asked in paper.clarifications if asked.answered_at is not None],
        "partners": application.partner_places.select_related("place") if application.is_team else (),
        "may_withdraw": rules.may_withdraw(is_speaker=_may_take_back(paper), state=State(application.state)),
        "mentors": queries.mentors_of(application) if application.state in rules.MENTORED else (),
        "has_plan": State(application.state) in rules.WITH_PLAN,
        "has_outcome": State(application.state) in rules.WITH_OUTCOME and paper.access.sees_private,
        "open_comments": queries.open_comment_count(application),
    }
    return render(request, "calls/overview.html", context, status=422 if answer_form else 200)


@signed_in
@require_POST
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep an answer to the office's question; whoever speaks for the place sends it later."""
    paper = paper_for(request, ref, utc_now())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _overview_page(request, paper, form)
    try:
        services.draft_answer(actor=paper.actor, application=paper.application, now=paper.now, **form.cleaned_data)
    except NotAllowed as refusal:
        if refusal.verdict.reason == "answer-changed":
            return _overview_page(request, paper, _with_newer_base(paper, form))
        messages.error(request, labels.reason_words(refusal.verdict))
    else:
        messages.success(request, _("The answer is saved. It goes to the office when the application is sent again."))
    return redirect(paper.url(""))


def _answer_form(clarification: Clarification | None) -> AnswerForm | None:
    if clarification is None:
        return None
    return AnswerForm(initial={"answer": clarification.answer, "base": clarification.answer})


def _with_newer_base(paper: Paper, form: AnswerForm) -> AnswerForm:
    """The same words, to be saved over what a colleague has written, which the page shows beside them."""
    written = paper.clarification.answer if paper.clarification else ""
    newer = AnswerForm({"answer": form.cleaned_data["answer"], "base": written})
    newer.add_error("answer", str(labels.REASONS["answer-changed"]))
    return newer


@signed_in
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, ref: str) -> HttpResponse:
    """What will be sent and what still keeps it; the button sends it."""
    paper = paper_for(request, ref, utc_now())
    form = _answer_form(paper.clarification)
    if form is not None and request.method == "POST":
        form = AnswerForm(request.POST)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            submission = _send(paper, form)
        except NotAllowed as refusal:
            if form is not None and refusal.verdict.reason == "answer-changed":
                form = _with_newer_base(paper, form)
            messages.error(request, labels.reason_words(refusal.verdict))
        else:
            return redirect("calls:receipt", ref=submission.ref)
    context = {
        **paper.context(),
        **_progress(paper),
        "closes_at": paper.closes_at,
        "clarification": paper.clarification,
        "form": form,
        "rivals": document_queries.open_rivals(paper.document),
        "is_speaker": paper.access.is_speaker,
    }
    return render(request, "calls/send.html", context)


@signed_in
@require_safe
def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """The receipt of one submission: when it arrived, and the hash of what was sent."""
    submission = queries.submission_for(actor_of(request), ref)
    context = {
        "submission": submission,
        "application": submission.application,
        "zone": queries.zone_of(submission.application.edition),
        "is_plan": submission.kind == SubmissionKind.PLAN,
        "is_intact": document_queries.is_intact(submission.snapshot),
    }
    return render(request, "calls/receipt.html", context)


@signed_in
@require_safe
def receipt_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The receipt to print and file."""
    submission = queries.submission_for(actor_of(request), ref)
    language = current_language()
    pdf = render_pdf(
        template="calls/receipt.typ",
        data=_receipt_data(submission, language),
        language=language,
        now=submission.submitted_at,
    )
    return attachment(pdf, f"pearls-receipt-{submission.ref}.pdf", "application/pdf")


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the application back, after being told what that means."""
    paper = paper_for(request, ref, utc_now())
    if request.method == "POST":
        try:
            services.withdraw_application(actor=paper.actor, application=paper.application, now=paper.now)
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
        else:
            messages.success(request, _("The application is withdrawn."))
        return redirect(paper.url(""))
    return render(request, "calls/withdraw.html", paper.context())


@signed_in
@require_http_methods(["GET", "POST"])
def late(request: HttpRequest, secret: str) -> HttpResponse:
    """A late link: opens the call for its place."""
    link = queries.late_link(secret)
    if link is None:
        raise Http404
    if request.method == "POST":
        try:
            services.open_late_link(actor=actor_of(request), link=link, now=utc_now())
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
            return redirect("calls:application-list")
        mine = queries.applications_of(actor_of(request)).filter(edition=link.edition, place=link.place).first()
        if mine is not None:
            return redirect("calls:application", ref=mine.ref)
        address = reverse("calls:application-begin", args=[link.edition.key])
        return redirect(f"{address}?place={link.place.key}")
    return render(request, "calls/late.html", {"link": link, "zone": queries.zone_of(link.edition)})


@public
@require_safe
def form_preview(request: HttpRequest, edition: str, kind: SubmissionKind) -> HttpResponse:
    """The whole form before anybody signs up, ready to print."""
    found = programme_queries.edition_for(actor_of(request), edition)
    version = queries.form_of(found, kind)
    if version is None:
        raise Http404
    context = {"edition": found, "version": version, "is_plan": kind == SubmissionKind.PLAN}
    return render(request, "calls/form_preview.html", {**context, **document_pages.blank_context(version.form)})


def _send(paper: Paper, form: AnswerForm | None) -> Submission:
    given: dict[str, Any] = {"actor": paper.actor, "application": paper.application, "now": paper.now}
    if form is not None:
        return services.answer_clarification(**given, **form.cleaned_data)
    return services.submit_application(**given)


def _progress(paper: Paper) -> dict[str, Any]:
    """The path through the form and what is missing, in words."""
    form, answers = paper.document.form, document_queries.answers_of(paper.document)
    missing = document_rules.missing(form, answers)
    steps = document_forms.steps_of(form, answers, missing, paper.urls.section)
    return {
        "answers": answers,
        "steps": steps,
        "done_count": sum(step.is_done for step in steps),
        "missing": document_forms.missing_lines(form, answers, missing, current_language(), paper.urls.section),
    }


def _may_take_back(paper: Paper) -> bool:
    is_own_draft = paper.application.state == State.DRAFT and paper.access.has(Right.EDIT)
    return paper.access.is_speaker or is_own_draft


def _with_rights(members: Any) -> list[Any]:
    rows = list(members)
    for member in rows:
        member.right_label = labels.RIGHTS[member.right]
    return rows


def _receipt_data(submission: Submission, language: str) -> dict[str, Any]:
    application = submission.application
    arrived = instant_words(submission.submitted_at, queries.zone_of(application.edition), language)
    return {
        "title": _("Receipt for a plan") if submission.kind == SubmissionKind.PLAN else _("Receipt for an application"),
        "edition": pick(application.edition.name, language)[0],
        "place_name": application.place.display_name,
        "facts": [
            [_("Arrived"), arrived],
            [_("Submission"), str(submission.number)],
            [_("Receipt number"), submission.ref],
        ],
        "hash_label": _("SHA-256 of what was sent"),
        "hash": submission.snapshot.sha256,
        "note": _("Whoever holds what was sent can compute the hash again and compare."),
    }
