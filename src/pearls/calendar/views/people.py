"""Who comes to an event, for its organisers: the list, attendance, invitations, files."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from pearls.calendar import labels, queries, rules, services
from pearls.calendar.models import Event, Question, Registration
from pearls.calendar.rules import QuestionKind, State
from pearls.calendar.views.organising import event_to_organise, worded
from pearls.calendar.views.reading import shown, standing_words
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of
from pearls.web.spreadsheets import spreadsheet

PER_PAGE = 100
MOST_ROWS = rules.MOST_CAPACITY * 2  # of a file


@signed_in
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, ref: str) -> HttpResponse:
    """Who comes, what they answered, and who was there."""
    actor, event, now = actor_of(request), event_to_organise(request, ref), utc_now()
    if request.method == "POST":
        return _people_act(request, event, now)
    page: Page[Registration] = page_of(request, queries.registrations_in(event), per_page=PER_PAGE)
    rows = list(page.object_list)
    questions, answers = queries.questions_of(event), queries.answers_of(rows)
    reader = current_language()
    asked = [(question, pick(question.text, reader)[0]) for question in questions]
    is_to_come = event.state == State.PUBLISHED and event.starts_at is not None and now < event.starts_at
    may_mark = rules.may_mark(
        queries.reader_of(actor, event), state=State(event.state), starts_at=event.starts_at, now=now
    )
    context = {
        "event": event,
        "line": shown(event),
        "page": page,
        "questions": questions,
        "rows": [
            {
                "one": row,
                "standing": standing_words(row),
                "answers": [(words, _said(one, answers.get((row.pk, one.pk), ""), reader)) for one, words in asked],
            }
            for row in rows
        ],
        "may_mark": bool(may_mark),
        "why_not": "" if may_mark else worded(may_mark),
        "numbers": queries.numbers_of(event),
        "may_remove": is_to_come,
        "may_invite": is_to_come and not event.source,
    }
    return render(request, "calendar/people.html", context)


def _people_act(request: HttpRequest, event: Event, now: datetime) -> HttpResponse:
    actor = actor_of(request)
    try:
        if request.POST.get("leave"):
            registration = queries.registration_for_organiser(actor, request.POST["leave"])
            if registration is None or registration.event_id != event.pk:
                raise Http404
            services.leave(actor=actor, registration=registration, now=now)
            messages.success(request, _("The place is given back, and a letter says so."))
        elif request.POST.get("invite"):
            person = people_queries.person_by_email(request.POST["invite"])
            services.invite(actor=actor, event=event, people=[person] if person else [], now=now)
            messages.success(request, _("Whoever has an account with this address is invited now."))
        else:
            services.mark_attended(
                actor=actor,
                event=event,
                present=request.POST.getlist("present"),
                among=request.POST.getlist("among"),
                now=now,
            )
            messages.success(request, _("Attendance is saved."))
    except NotAllowed as refused:
        messages.error(request, worded(refused.verdict))
    return redirect(request.get_full_path())


@signed_in
@require_safe
def people_file(request: HttpRequest, ref: str, ending: str) -> HttpResponse:
    """Who comes, with their answers, as CSV or XLSX."""
    event = event_to_organise(request, ref)
    if ending not in ("csv", "xlsx"):
        raise Http404
    rows = list(queries.registrations_in(event)[:MOST_ROWS])
    questions, answers = queries.questions_of(event), queries.answers_of(rows)
    reader = current_language()
    header = [
        *(pgettext("of a person", "Name"), _("E-mail"), _("Place"), _("Since"), _("Language"), _("Attended")),
        *(pick(question.text, reader)[0] for question in questions),
    ]
    table = [
        [
            row.shown_name,
            row.address,
            str(labels.STANDINGS[row.state]),
            row.asked_at.astimezone(ZoneInfo(event.zone)).strftime("%Y-%m-%d %H:%M"),
            row.person.language if row.person else row.language,
            _attended(row.attended),
            *(_said(question, answers.get((row.pk, question.pk), ""), reader) for question in questions),
        ]
        for row in rows
    ]
    return spreadsheet(header, table, name=f"event-{ref}", kind=ending)


def _attended(attended: bool | None) -> str:
    return "" if attended is None else str(labels.YES_OR_NO["yes" if attended else "no"])


def _said(question: Question, answer: str, reader: str) -> str:
    """An answer as an organiser reads it; what was typed freely stays as it is."""
    if question.kind == QuestionKind.YES_NO:
        return str(labels.YES_OR_NO.get(answer, answer))
    return dict(question.offered(reader)).get(answer, answer)
