"""Coming to an event: registering, giving the place back, saying how it was, and one's own calendar."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pearls.calendar import labels, queries, rules, services
from pearls.calendar.forms import AnswersForm, FeedbackForm, GuestForm
from pearls.calendar.models import Event, Registration
from pearls.calendar.rules import Audience, Standing, State
from pearls.calendar.views.reading import event_or_404, is_over, may_answer, shown, standing_words
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, address_of, public, signed_in
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone

PER_PAGE = 30
TOO_MANY = 429


@public
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, ref: str) -> HttpResponse:
    """Register: with an account at once, without one by a link that comes by mail."""
    actor, now = actor_of(request), utc_now()
    event = event_or_404(actor, ref)
    if not actor.is_signed_in and event.audience != Audience.PUBLIC:
        raise Http404
    if actor.is_signed_in and (mine := queries.registration_of(actor, event)) and mine.state != Standing.INVITED:
        return redirect("calendar:event", ref=ref)
    kind = AnswersForm if actor.is_signed_in else GuestForm
    form = kind(request.POST if request.method == "POST" else None, questions=queries.questions_of(event))
    too_many = False
    if request.method == "POST" and form.is_valid():
        try:
            words = _register(request, event, form)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
            too_many = refused.verdict.reason == "too-many-guests"
        else:
            messages.success(request, words)
            return redirect("calendar:event", ref=ref)
    open_now = rules.may_register(
        state=State(event.state), closes_at=event.closes_at, starts_at=event.starts_at, now=now
    )
    context = {
        "event": event,
        "line": shown(event),
        "form": form,
        "is_guest": not actor.is_signed_in,
        "why_not": "" if open_now else labels.reason_words(open_now.reason, open_now.detail),
        "trail": _trail(event, _("Register")),
    }
    status = TOO_MANY if too_many else 422 if form.errors else 200
    return render(request, "calendar/register.html", context, status=status)


def _register(request: HttpRequest, event: Event, form: AnswersForm) -> str:
    actor, now = actor_of(request), utc_now()
    if actor.is_signed_in:
        made = services.register(actor=actor, event=event, answers=form.answers(), now=now)
        if made.state == Standing.WAITING:
            return _("All places are taken. You are on the waiting list, and we write to you when one is free.")
        return _("You are registered. We have sent you a letter with the details.")
    services.register_guest(
        actor=actor,
        event=event,
        name=form.cleaned_data["name"],
        email=form.cleaned_data["email"],
        sender=address_of(request),
        language=current_language(),
        zone=reader_zone(request),
        answers=form.answers(),
        now=now,
    )
    return _("Nearly done: please open the letter that we have sent to your address, and confirm by its link.")


@signed_in
@require_POST
def leave(request: HttpRequest, ref: str) -> HttpResponse:
    """Give one's own place back."""
    actor = actor_of(request)
    event = event_or_404(actor, ref)
    registration = queries.registration_of(actor, event)
    if registration is None:
        raise Http404
    try:
        services.leave(actor=actor, registration=registration, now=utc_now())
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
    else:
        messages.success(request, _("Your place is given back."))
    if queries.event_for(actor, ref) is None:
        return redirect("calendar:event-list")
    return redirect("calendar:event", ref=ref)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, ref: str, secret: str) -> HttpResponse:
    """A guest's own registration, by the link of the letter: confirm it, see how to join, give the place back."""
    registration = _by_link(ref, secret)
    actor, now = actor_of(request), utc_now()
    if request.method == "POST":
        try:
            if request.POST.get("act") == "confirm":
                services.confirm_registration(actor=actor, registration=registration, now=now)
            elif request.POST.get("act") == "leave":
                services.leave(actor=actor, registration=registration, secret=secret, now=now)
            else:
                raise Http404
        except NotAllowed as refused:
            messages.error(request, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
        return redirect("calendar:coming", ref=ref, secret=secret)
    event = registration.event
    is_to_come = event.state == State.PUBLISHED and event.starts_at is not None and now < event.starts_at
    has_place = registration.state == Standing.REGISTERED
    context = {
        "event": event,
        "line": shown(event),
        "registration": registration,
        "secret": secret,
        "standing": standing_words(registration),
        "may_confirm": bool(
            rules.may_confirm(Standing(registration.state), asked_at=registration.asked_at, now=now) and is_to_come
        ),
        "may_leave": is_to_come and registration.state in rules.ALIVE,
        "link": event.link if has_place and event.state == State.PUBLISHED else "",
        "materials": [
            (one, labels.MATERIAL_KINDS[one.kind]) for one in queries.materials_of(event, is_registered=has_place)
        ],
        "may_give_feedback": may_answer(registration, now),
    }
    return _private(render(request, "calendar/coming.html", context))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_feedback(request: HttpRequest, ref: str, secret: str) -> HttpResponse:
    """A guest says how it was."""
    registration = _by_link(ref, secret)
    return _private(_feedback(request, registration, reverse("calendar:coming", args=[ref, secret])))


@signed_in
@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody with an account says how it was."""
    actor = actor_of(request)
    registration = queries.registration_of(actor, event_or_404(actor, ref))
    if registration is None:
        raise Http404
    return _feedback(request, registration, reverse("calendar:event", args=[ref]))


def _feedback(request: HttpRequest, registration: Registration, back: str) -> HttpResponse:
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_feedback(
                actor=actor_of(request),
                registration=registration,
                mark=form.cleaned_data["mark"],
                words=form.cleaned_data["words"],
                now=utc_now(),
            )
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
        else:
            messages.success(request, _("Thank you. Your answer is in."))
            return redirect(back)
    context = {
        "event": registration.event,
        "form": form,
        "back": back,
        "may_answer": may_answer(registration, utc_now()),
        "from_count": rules.FEEDBACK_FROM,
    }
    return render(request, "calendar/feedback.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD"])
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader comes to, and the address of their own calendar."""
    return _mine(request)


@signed_in
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Make a private address, shown this once, or take it away."""
    actor, now = actor_of(request), utc_now()
    if request.POST.get("act") == "revoke":
        services.revoke_feed(actor=actor, now=now)
        messages.success(request, _("The address is taken away. Calendars that used it get nothing any more."))
        return redirect("calendar:mine")
    token = services.make_feed(actor=actor, now=now)
    where = settings.BASE_URL + reverse("calendar-feeds:own", args=[token])
    return _private(_mine(request, new_address=f"{where}?lang={current_language()}"))


def _mine(request: HttpRequest, new_address: str = "") -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    page: Page[Registration] = page_of(request, queries.registrations_of(actor), per_page=PER_PAGE)
    lines = [
        {
            "line": shown(one.event),
            "standing": standing_words(one),
            "is_over": is_over(one, now),
            "was_there": bool(one.attended),
        }
        for one in page.object_list
    ]
    context = {
        "page": page,
        "coming": [line for line in lines if not line["is_over"]],
        "over": [line for line in lines if line["is_over"]],
        "key": queries.feed_key_of(actor),
        "new_address": new_address,
        "organises": queries.may_begin(actor) or queries.events_organised_by(actor).exists(),
        "zone": reader_zone(request) or "UTC",
    }
    return render(request, "calendar/mine.html", context)


def _by_link(ref: str, secret: str) -> Registration:
    found = queries.registration_by_link(ref, secret)
    if found is None:
        raise Http404
    return found


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _trail(event: Event, here: str) -> list[tuple[str, str]]:
    return [
        (_("Events"), reverse("calendar:event-list")),
        (shown(event).kind, reverse("calendar:event", args=[event.ref])),
        (here, ""),
    ]
