"""The outbox and the wording of letters, for the office."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages as flash
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pearls.kernel.clock import utc_now
from pearls.kernel.languages import LANGUAGES
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.mail import labels, queries, rules, services
from pearls.mail.forms import LetterForm, MessageForm
from pearls.mail.models import Message, Unreachable
from pearls.web.gates import actor_of, office, public, signed_in
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone

MOST_CHOSEN = 500
TONES = {"held": "warn", "released": "info", "sending": "info", "sent": "good", "kept": "good", "failed": "wrong"}


@dataclass(frozen=True)
class Line:
    """One message as a list shows it."""

    message: Message
    state: str
    tone: str


@office
@require_GET
def message_list(request: HttpRequest) -> HttpResponse:
    mine = queries.messages_for(actor_of(request))
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()[:100]
    found = queries.matching(mine, state=state, text=text)
    page: Page[Message] = page_of(request, found)
    counts = queries.count_by_state(mine)
    return render(
        request,
        "mail/message_list.html",
        {
            "page": page,
            "lines": _lines(list(page.object_list)),
            "states": [(code, words, counts[code]) for code, words in labels.STATES.items() if counts[code]],
            "state": state,
            "text": text,
            "zone": reader_zone(request) or "UTC",
        },
    )


@office
@require_POST
def chosen(request: HttpRequest) -> HttpResponse:
    """Show what would happen to the chosen messages, and on the second press do it."""
    actor = actor_of(request)
    wanted = request.POST.get("act", "")
    mine = queries.messages_for(actor)
    if request.POST.get("all"):
        found = queries.matching(mine, state=request.POST.get("state", ""), text=request.POST.get("q", ""))
    else:
        found = mine.filter(ref__in=request.POST.getlist("ref"))
    picked = list(found[:MOST_CHOSEN])
    if not picked or wanted not in ACTS:
        flash.warning(request, _("Choose at least one message, and what to do with it."))
        return redirect("mail:message-list")
    able = [message for message in picked if _verdict(wanted, message)]
    if request.POST.get("confirmed") and able:
        return _do(request, wanted, able)
    others = [message for message in picked if message not in able]
    zone = reader_zone(request) or "UTC"
    context = {"act": wanted, "able": _lines(able), "others": _lines(others), "zone": zone}
    return render(request, "mail/chosen.html", context)


@office
@require_http_methods(["GET", "POST"])
def message(request: HttpRequest, ref: str) -> HttpResponse:
    actor = actor_of(request)
    found = queries.message_for(actor, ref)
    if found is None:
        raise Http404
    zone = reader_zone(request) or "UTC"
    shown = {"subject": found.subject, "body": found.body, "not_before": found.not_before}
    form = MessageForm(request.POST or None, initial=shown, zone=zone)
    may_edit = rules.may_edit(state=found.state, is_office=True) and rules.may_read_body(
        is_private=found.is_private, is_office=True
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_message(actor=actor, message=found, now=utc_now(), **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, _worded(refused.verdict))
        else:
            flash.success(request, _("The message is changed."))
            return redirect("mail:message", ref=ref)
    context = {
        "message": found,
        "line": _lines([found])[0],
        "form": form if may_edit else None,
        "error": labels.ERRORS.get(found.error, ""),
        "acts": [(code, words) for code, (words, _act) in ACTS.items() if _verdict(code, found)],
        "zone": zone,
    }
    return render(request, "mail/message.html", context)


@office
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    found = queries.message_for(actor_of(request), ref)
    if found is None or request.POST.get("act", "") not in ACTS:
        raise Http404
    return _do(request, request.POST["act"], [found], back=ref)


@office
@require_GET
def letter_list(request: HttpRequest) -> HttpResponse:
    own = {(wording.kind, wording.language) for wording in queries.own_wordings()}
    rows = [
        (letter, [(code, (letter.kind, code) in own) for code in LANGUAGES])
        for letter in sorted(queries.letters().values(), key=lambda letter: letter.kind)
    ]
    return render(request, "mail/letter_list.html", {"rows": rows})


@office
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    actor, found = actor_of(request), queries.letter_of(kind)
    if found is None or language not in LANGUAGES:
        raise Http404
    if request.POST.get("reset"):
        services.reset_letter(actor=actor, kind=kind, language=language, now=utc_now())
        flash.success(request, _("The letter has its first wording again."))
        return redirect("mail:letter-list")
    own = queries.own_wordings().filter(kind=kind, language=language).first()
    with translation.override(language):
        ours = {"subject": str(found.subject), "body": str(found.body)}
    form = LetterForm(request.POST or None, initial={"subject": own.subject, "body": own.body} if own else ours)
    if request.method == "POST" and form.is_valid():
        try:
            services.word_letter(actor=actor, kind=kind, language=language, now=utc_now(), **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, _worded(refused.verdict))
        else:
            flash.success(request, _("The letter is worded anew. Letters already in the outbox stay as they are."))
            return redirect("mail:letter-list")
    places = sorted(rules.places_in(ours["subject"]) | rules.places_in(ours["body"]))
    context = {"letter": found, "language": language, "own": own, "form": form, "ours": ours, "places": places}
    return render(request, "mail/letter.html", context)


@office
@require_http_methods(["GET", "POST"])
def unreachable_list(request: HttpRequest) -> HttpResponse:
    """The addresses that take no mail; the office clears one when it knows better."""
    actor = actor_of(request)
    mine = queries.unreachable_for(actor)
    if request.method == "POST":
        found = mine.filter(ref=request.POST.get("ref", "")).first()
        if found is None:
            raise Http404
        services.clear_address(actor=actor, unreachable=found, now=utc_now())
        flash.success(
            request, _("The address counts as reachable again. Letters held meanwhile wait for your release.")
        )
        return redirect("mail:unreachable-list")
    page: Page[Unreachable] = page_of(request, mine)
    return render(request, "mail/unreachable_list.html", {"page": page, "zone": reader_zone(request) or "UTC"})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def asked_for(request: HttpRequest) -> HttpResponse:
    """The letters that the reader can ask for, and stop again."""
    actor = actor_of(request)
    to, kinds = f"person:{actor.ref}", queries.kinds()
    kind = request.POST.get("kind", "")
    if request.method == "POST" and kind in kinds:
        subscription = services.subscribe(actor=actor, kind=kind, to=to, now=utc_now())
        if request.POST.get("act") == "stop":
            services.unsubscribe(actor=actor, subscription=subscription, now=utc_now())
        flash.success(request, _("Your choice is saved."))
        return redirect("mail:asked-for")
    rows = [(code, kinds[code], state, labels.WISHES[state]) for code, state in queries.wishes_of(to).items()]
    return render(request, "mail/asked_for.html", {"rows": rows})


@csrf_exempt  # a mail program posts here for its reader; the signed address is the key
@public
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters by the address in one of them, and ask for them again: without signing in, and by POST alone."""
    subscription = queries.subscription_of_token(token)
    if subscription is None or subscription.kind not in queries.kinds():
        raise Http404
    if request.method == "POST":
        actor, now = actor_of(request), utc_now()
        if request.POST.get("act") == "again":
            services.subscribe(actor=actor, kind=subscription.kind, to=subscription.to, now=now)
        else:
            services.unsubscribe(actor=actor, subscription=subscription, now=now)
        subscription.refresh_from_db()
    context = {"what": queries.kinds()[subscription.kind], "is_wanted": subscription.state == rules.Wish.WANTED}
    return render(request, "mail/stop.html", context)


ACTS = {
    "release": (labels.RELEASE, services.release_messages),
    "hold": (labels.HOLD, services.hold_messages),
    "cancel": (labels.CANCEL, services.cancel_messages),
}


def _verdict(wanted: str, message: Message) -> Verdict:
    ask = {"release": rules.may_release, "hold": rules.may_hold, "cancel": rules.may_cancel}[wanted]
    # Whoever sees a message of the outbox is its office; the service asks again.
    return ask(state=message.state, is_office=True)


def _do(request: HttpRequest, wanted: str, picked: Sequence[Message], back: str = "") -> HttpResponse:
    try:
        count = ACTS[wanted][1](actor=actor_of(request), messages=picked, now=utc_now())
    except NotAllowed as refused:
        flash.error(request, _worded(refused.verdict))
    else:
        text = ngettext("%(count)s message: done.", "%(count)s messages: done.", count) % {"count": count}
        flash.success(request, text)
    return redirect("mail:message", ref=back) if back else redirect("mail:message-list")


def _worded(verdict: Verdict) -> str:
    return str(labels.REASONS[verdict.reason]) % dict(verdict.detail)


def _lines(found: Sequence[Message]) -> list[Line]:
    return [Line(item, str(labels.STATES[item.state]), TONES.get(item.state, "neutral")) for item in found]
