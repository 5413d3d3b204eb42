"""The office's desk of the newsletter: issues written, looked at and sent."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.languages import LANGUAGES
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.news import labels, queries, rules, services
from pearls.news.forms import IssueWordsForm
from pearls.news.models import NewsletterIssue
from pearls.news.rules import IssueState
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, office
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone

MOST_CHOICES = 60  # stories that are offered to be taken up, the newest ones


@office
@require_safe
def issue_list(request: HttpRequest) -> HttpResponse:
    """All issues, how far each has come and how many letters it was."""
    page: Page[NewsletterIssue] = page_of(request, queries.issues_for(actor_of(request)))
    lines = [(one, labels.ISSUE_STATES[one.state], labels.ISSUE_TONES[one.state]) for one in page.object_list]
    context = {"page": page, "lines": lines, "readers": queries.reader_count(), "zone": _zone(request)}
    return render(request, "news/issue_list.html", context)


@office
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the next issue."""
    made = services.begin_issue(actor=actor_of(request), now=utc_now())
    messages.success(request, _("The issue is begun as a draft."))
    return redirect("news:issue-edit", ref=made.ref)


@office
@require_safe
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """One issue: its stories, its words in each language, and what comes next."""
    actor, issue, now = actor_of(request), _issue(request, ref), utc_now()
    reader = current_language()
    reading = queries.reading_of(issue, reader, now=now)
    is_draft = issue.state == IssueState.DRAFT
    may_send = queries.may_send_issue(actor, issue, now=now)
    taken = {story.original_id for story in reading.stories}
    public = queries.public_stories(now=now, with_demonstration=settings.IS_DEMO)
    choices = queries.listed(queries.one_of_each(public, reader))[:MOST_CHOICES] if is_draft else ()
    context = {
        "issue": issue,
        "reading": reading,
        "state": labels.ISSUE_STATES[issue.state],
        "tone": labels.ISSUE_TONES[issue.state],
        "is_draft": is_draft,
        "languages": [(code, issue.subject_line.get(code, "")) for code in LANGUAGES],
        "choices": [story for story in choices if story.original_id not in taken],
        "readers": queries.reader_count(),
        "why_not": "" if may_send else _worded(may_send),
        "zone": _zone(request),
    }
    return render(request, "news/issue.html", context)


@office
@require_POST
def stories(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a story up (`add`), out (`remove`), or move it (`up`, `down`)."""
    issue, typed = _issue(request, ref), request.POST
    refs = [one.ref for one in queries.reading_of(issue, current_language(), now=utc_now()).stories]
    if typed.get("add"):
        refs.append(typed["add"])
    elif typed.get("remove"):
        refs = [one for one in refs if one != typed["remove"]]
    elif typed.get("up"):
        refs = rules.moved(refs, typed["up"], -1)
    elif typed.get("down"):
        refs = rules.moved(refs, typed["down"], 1)
    try:
        services.arrange_stories(actor=actor_of(request), issue=issue, refs=refs, now=utc_now())
    except NotAllowed as refused:
        messages.error(request, _worded(refused.verdict))
    else:
        messages.success(request, _("The stories of the issue are saved."))
    return redirect("news:issue-edit", ref=ref)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, ref: str, language: str) -> HttpResponse:
    """The subject and opening words in one language."""
    issue = _issue(request, ref)
    _must_be_ours(language)
    initial = {"subject": issue.subject_line.get(language, ""), "opening": issue.opening.get(language, "")}
    form = IssueWordsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed: dict[str, Any] = form.cleaned_data
        try:
            services.word_issue(actor=actor_of(request), issue=issue, language=language, now=utc_now(), **typed)
        except NotAllowed as refused:
            form.add_error(None, _worded(refused.verdict))
        else:
            messages.success(request, _("The words are saved."))
            return redirect("news:issue-edit", ref=ref)
    context = {"issue": issue, "form": form, "language": language, "english": issue.opening.get("en", "")}
    return render(request, "news/issue_words.html", context, status=422 if form.errors else 200)


@office
@require_safe
def preview(request: HttpRequest, ref: str, language: str) -> HttpResponse:
    """The letter as readers of a language get it."""
    issue = _issue(request, ref)
    _must_be_ours(language)
    reading = queries.reading_of(issue, language, now=utc_now())
    letter = queries.letter_text(reading)
    context = {"issue": issue, "language": language, "letter": letter, "languages": LANGUAGES}
    return render(request, "news/issue_preview.html", context)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, ref: str) -> HttpResponse:
    """Look once more at what goes to whom, then send it."""
    actor, issue, now = actor_of(request), _issue(request, ref), utc_now()
    if request.method == "POST":
        try:
            services.send_issue(actor=actor, issue=issue, now=now)
        except NotAllowed as refused:
            messages.error(request, _worded(refused.verdict))
        else:
            messages.success(request, _("The issue is on its way. Its letters go out in the background."))
        return redirect("news:issue-edit", ref=ref)
    may_send = queries.may_send_issue(actor, issue, now=now)
    context = {
        "issue": issue,
        "reading": queries.reading_of(issue, current_language(), now=now),
        "languages": sorted(issue.subject_line),
        "readers": queries.reader_count(),
        "why_not": "" if may_send else _worded(may_send),
    }
    return render(request, "news/issue_send.html", context)


@office
@require_POST
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw a draft away."""
    try:
        services.discard_issue(actor=actor_of(request), issue=_issue(request, ref), now=utc_now())
    except NotAllowed as refused:
        messages.error(request, _worded(refused.verdict))
        return redirect("news:issue-edit", ref=ref)
    messages.success(request, _("The draft is thrown away."))
    return redirect("news:issue-list")


def _issue(request: HttpRequest, ref: str) -> NewsletterIssue:
    found = queries.issue_for(actor_of(request), ref)
    if found is None:
        raise Http404
    return found


def _must_be_ours(language: str) -> None:
    if language not in LANGUAGES:
        raise Http404


def _zone(request: HttpRequest) -> str:
    return reader_zone(request) or "UTC"


def _worded(verdict: Verdict) -> str:
    return labels.reason_words(verdict.reason, dict(verdict.detail))
