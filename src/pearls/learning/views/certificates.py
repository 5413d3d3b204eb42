"""Certificates: asking for one, its PDF, and the page where anybody confirms a code."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.learning import labels, papers, queries, services
from pearls.learning.forms import AskForm, CodeForm, WithdrawForm
from pearls.learning.models import Certificate
from pearls.learning.queries import sessions
from pearls.learning.rules import certificates as rules
from pearls.learning.views.reading import course_of
from pearls.people import queries as people_queries
from pearls.web.downloads import attachment
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, address_of, office, public, signed_in

TOO_MANY = 429


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """The certificate of a course: what it will say, and asking for it."""
    actor, course = actor_of(request), course_of(request, key)
    enrolment = queries.enrolment_of(actor, course)
    if enrolment is None:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.issue_certificate(
                actor=actor, enrolment=enrolment, shows_name=form.cleaned_data["shows_name"], now=utc_now()
            )
        except NotAllowed as refused:
            messages.error(request, _worded(refused.verdict))
            return redirect("learning:certificate-ask", key=key)
        messages.success(request, _("Your certificate is issued. Download it here at any time."))
        return redirect("learning:confirm", code=made.code)
    there = queries.standing_of(course, enrolment.person_id)
    finished = queries.progress_of(enrolment).finished
    earned = bool(enrolment.finished_at) or bool(finished)
    context = {
        "course": course,
        "enrolment": enrolment,
        "certificate": there,
        "form": form,
        "name": people_queries.person_of(actor).name,
        "is_earned": earned,
        "why_not": "" if earned else _worded(finished),
    }
    return render(request, "learning/certificate_ask.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def attended(request: HttpRequest, ref: str) -> HttpResponse:
    """The certificate of an event that the reader attended: asking for it, or the way to it."""
    actor = actor_of(request)
    event = sessions.attended_event(actor, ref)
    if event is None:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.certificate_for_attendance(
                actor=actor, event=event, shows_name=form.cleaned_data["shows_name"], now=utc_now()
            )
        except NotAllowed as refused:
            messages.error(request, _worded(refused.verdict))
            return redirect("learning:attended", ref=ref)
        messages.success(request, _("Your certificate is issued. Download it here at any time."))
        return redirect("learning:confirm", code=made.code)
    is_over = event.ends_at is not None and event.ends_at <= utc_now()
    context = {
        "event": event,
        "form": form,
        "certificate": queries.standing_of_event(ref, actor.person_id or 0),
        "name": people_queries.person_of(actor).name,
        "is_earned": is_over,
        "why_not": "" if is_over else _worded(rules.is_attended(is_over=False, was_there=True)),
    }
    return render(request, "learning/attended.html", context)


@public
@require_safe
def confirm_form(request: HttpRequest) -> HttpResponse:
    """A code to type, from a certificate on paper."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        code = rules.read_code(form.cleaned_data["code"])
        if code:
            return redirect("learning:confirm", code=rules.spelled(code))
        form.add_error("code", _("This is no code of a certificate. Please look at it once more."))
    return render(request, "learning/confirm_form.html", {"form": form}, status=422 if form.errors else 200)


@public
@require_safe
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a certificate is valid, and as much of it as its holder shows."""
    may_look = services.count_look(address=address_of(request))
    if not may_look:
        return render(request, "learning/confirm_wait.html", {"why": _worded(may_look)}, status=TOO_MANY)
    actor, found = actor_of(request), queries.certificate_by_code(code)
    standing = rules.standing(is_there=found is not None, is_withdrawn=bool(found and found.is_withdrawn))
    is_own = found is not None and actor.is_signed_in and actor.person_id == found.person_id
    context = {
        "certificate": found,
        "code": found.code if found else "",
        "standing": labels.STANDINGS[standing],
        "tone": labels.STANDING_TONES[standing],
        "facts": papers.facts_of(found, current_language()) if found else [],
        "holder": _holder(found) if found else "",
        "is_own": is_own,
        "is_office": actor.is_office(),
        "has_pdf": found is not None and not found.is_withdrawn and found.erased_at is None,
        "reason": found.withdrawn_because if found and (is_own or actor.is_office()) else "",
    }
    response = render(request, "learning/confirm.html", context, status=200 if found else 404)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@signed_in
@require_safe
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate as PDF, for its holder and the office; `?in=` in one of the ten languages."""
    found = _certificate(request, code)
    if found.is_withdrawn or found.erased_at:
        raise Http404
    content = papers.certificate_pdf(certificate=found, language=papers.language_of(request.GET.get("in", "")))
    return attachment(content, f"certificate-{found.code}.pdf", "application/pdf")


@signed_in
@require_POST
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate as a signed file, for its holder alone."""
    found, actor = _certificate(request, code), actor_of(request)
    if found.person_id != actor.person_id:
        raise Http404
    try:
        document = services.sign_certificate(actor=actor, certificate=found, now=utc_now())
    except NotAllowed as refused:
        messages.error(request, _worded(refused.verdict))
        return redirect("learning:confirm", code=found.code)
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return attachment(f"{text}\n".encode(), f"certificate-{found.code}.json", "application/vc")


@signed_in
@require_POST
def name(request: HttpRequest, code: str) -> HttpResponse:
    """The holder shows or hides the name to those who confirm it."""
    found = _certificate(request, code)
    shows = request.POST.get("shows") == "1"
    try:
        services.show_name(actor=actor_of(request), certificate=found, shows=shows, now=utc_now())
    except NotAllowed as refused:
        messages.error(request, _worded(refused.verdict))
    return redirect("learning:confirm", code=found.code)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The office takes a certificate back, with a reason."""
    found = _certificate(request, code)
    if found.is_withdrawn:
        return redirect("learning:confirm", code=found.code)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_certificate(
            actor=actor_of(request), certificate=found, because=form.cleaned_data["because"], now=utc_now()
        )
        return redirect("learning:confirm", code=found.code)
    context = {"certificate": found, "form": form, "facts": papers.facts_of(found, current_language())}
    return render(request, "learning/certificate_withdraw.html", context, status=422 if form.errors else 200)


def _holder(found: Certificate) -> Any:
    if found.erased_at:
        return labels.HOLDER_ERASED
    return found.holder_name if found.shows_name else labels.HOLDER_HIDDEN


def _certificate(request: HttpRequest, code: str) -> Certificate:
    found = queries.certificate_for(actor_of(request), code)
    if found is None:
        raise Http404
    return found


def _worded(verdict: Verdict) -> str:
    return labels.reason_words(verdict.reason, dict(verdict.detail))
