"""Letters: how often; and by the links in them, without signing in, their end, a mute and a reply."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.network import labels, queries, rules, services
from pearls.network.forms import ReplyForm
from pearls.network.views.answers import found, tried
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries
from pearls.web.gates import actor_of, public, signed_in

MOST_BOARDS = 100


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """How often each board that the reader reads writes to them."""
    actor, now = actor_of(request), utc_now()
    found(queries.is_in_network(actor, now=now) or None)
    groups = list(queries.own_groups(actor)[:MOST_BOARDS])
    if request.method == "POST":
        wanted = request.POST.get("board", "")
        group = found(next((one for one in groups if one.ref == wanted), None)) if wanted else None
        rhythm = request.POST.get("rhythm", "")
        done = _("Your choice is saved.")
        tried(request, lambda: services.choose_letters(actor=actor, group=group, rhythm=rhythm, now=now), done)
        return redirect("network:letters")
    chosen = queries.choices_of(actor)
    boards = [(None, str(labels.NETWORK_BOARD)), *((one, one.name) for one in groups)]
    rows = [
        {
            "ref": group.ref if group else "",
            "name": name,
            "language": group.language if group else "",
            "rhythm": chosen[pk].rhythm if (pk := group.pk if group else None) in chosen else "",
        }
        for group, name in boards
    ]
    return render(request, "network/letters.html", {"rows": rows, "rhythms": list(labels.RHYTHMS.items())})


@csrf_exempt  # a mail program posts here for its reader; the signed address is the key
@public
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End the letters of a board by the link in one of them: asked by link, done by form."""
    choice = found(queries.choice_of_token(token))
    if request.method == "POST" and choice.rhythm:
        choice = services.stop_letters(actor=people_queries.actor_of(choice.person), choice=choice, now=utc_now())
    return _private(render(request, "network/stop_letters.html", {"choice": choice}))


@csrf_exempt  # as above
@public
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: HttpRequest, token: str) -> HttpResponse:
    """Take no more messages of a sender by the link in the letter of one: asked by link, done by form."""
    note, person = found(queries.note_of_token(token))
    if request.method == "POST" and not queries.has_muted(person, note.sender):
        services.mute(actor=people_queries.actor_of(person), person=note.sender, now=utc_now())
    context = {"sender": note.sender, "is_muted": queries.has_muted(person, note.sender)}
    return _private(render(request, "network/mute_by_link.html", context))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Answer one post by the link in a letter: once, within two weeks, while its reader reads the board.

    The page says no more of the board than the letter did.
    """
    link, now = found(queries.link_of_token(token)), utc_now()
    reads = queries.may_use(link, now=now).reads and not link.post.is_removed
    is_used = link.used_at is not None
    may = rules.may_reply_by_link(reads=reads, is_used=is_used, expires_at=link.expires_at, now=now)
    form = ReplyForm(request.POST or None, initial={"language": link.person.language})
    if request.method == "POST" and may and form.is_valid():
        try:
            services.reply_by_link(
                actor=programme_queries.actor_for(link.person), link=link, now=now, **form.cleaned_data
            )
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("Your reply stands on the noticeboard."))
            return redirect("network:reply-by-link", token=token)
    why_not = "" if may else labels.reason_words(may)
    context = {"post": link.post if reads else None, "form": form, "why_not": why_not, "person": link.person}
    return _private(render(request, "network/reply_by_link.html", context, status=422 if form.errors else 200))


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a secret: nobody keeps it, finds it or passes it on."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
