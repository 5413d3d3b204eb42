"""What was sent, for those who may read it: the text, its files, and what changed since it was sent before."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pearls.calls import queries
from pearls.documents import forms as document_forms
from pearls.documents import queries as document_queries
from pearls.documents import views as document_pages
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, signed_in


@signed_in
@require_safe
def sent(request: HttpRequest, ref: str) -> HttpResponse:
    """What was sent, as it stands for good; private answers for the team and the office alone."""
    submission = queries.submission_for(actor_of(request), ref)
    sees_private = queries.sees_private(actor_of(request), submission)
    answers = document_queries.snapshot_answers(submission.snapshot, with_private=sees_private)
    sheets = document_forms.section_sheets(
        submission.snapshot.form,
        answers,
        current_language(),
        with_private=sees_private,
        file_url=lambda file_ref: reverse("calls:sent-file", args=[ref, file_ref]),
    )
    context = {
        "submission": submission,
        "application": submission.application,
        "sheets": sheets,
        "questions": submission.clarifications.all(),
        "zone": queries.zone_of(submission.application.edition),
    }
    return render(request, "calls/sent.html", context)


@signed_in
@require_safe
def sent_file(request: HttpRequest, ref: str, file_ref: str) -> HttpResponseBase:
    """A file that was sent; what merely lies in the draft is not to be had here."""
    submission = queries.submission_for(actor_of(request), ref)
    if file_ref not in queries.sent_files(submission):
        raise Http404
    return document_pages.stored_file(submission.snapshot.document, file_ref)


@signed_in
@require_safe
def changes(request: HttpRequest, ref: str) -> HttpResponse:
    """What changed since the place sent it before, answer by answer; private answers as for what was sent."""
    actor = actor_of(request)
    submission = queries.submission_for(actor, ref)
    before = queries.submission_before(submission)
    if before is None:
        raise Http404
    sees_private = queries.sees_private(actor, submission)
    changed = document_forms.changed_sections(
        (before.snapshot.form, submission.snapshot.form),
        document_queries.snapshot_answers(before.snapshot, with_private=sees_private),
        document_queries.snapshot_answers(submission.snapshot, with_private=sees_private),
        current_language(),
        with_private=sees_private,
    )
    context = {
        "submission": submission,
        "before": before,
        "application": submission.application,
        "changed": changed,
        "questions": submission.clarifications.all(),
        "zone": queries.zone_of(submission.application.edition),
    }
    return render(request, "calls/changes.html", context)
