"""The noticeboard of the network, and one post of any board with its replies."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.network import labels, queries, services
from pearls.network.forms import PostForm, ReplyForm
from pearls.network.models import Group, Post
from pearls.network.views.answers import found, in_network, reason, tried
from pearls.web import formats
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone

PER_PAGE = 20


def page_of_board(request: HttpRequest, group: Group | None) -> dict[str, Any]:
    """A board's page of posts, each with its kind in words."""
    page: Page[Post] = page_of(request, queries.board(group, now=utc_now()), per_page=PER_PAGE)
    rows = [(post, labels.POST_KINDS[post.kind], labels.POST_TONES[post.kind]) for post in page.object_list]
    return {"page": page, "posts": rows, "zone": reader_zone(request) or "UTC"}


@signed_in
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What stands on the board of the whole network."""
    in_network(request)
    return render(request, "network/board.html", page_of_board(request, None))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put something up: on the board of the network, or with `?group=` on that of a group."""
    in_network(request)
    actor, now = actor_of(request), utc_now()
    ref = request.GET.get("group", "")
    group = found(queries.group_for(actor, ref, now=now)) if ref else None
    if not queries.standing(actor, group, now=now).reads:
        raise Http404
    form = PostForm(request.POST or None, initial={"language": formats.current_language()})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.put_up(actor=actor, group=group, told=form.told(), now=now)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("It stands on the noticeboard."))
            return redirect("network:post", ref=made.ref)
    return render(request, "network/post_form.html", {"form": form, "group": group}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, ref: str) -> HttpResponse:
    """A post with its replies, and a form for one more. The address of a reply leads to its post."""
    actor, now = actor_of(request), utc_now()
    one = found(queries.post_for(actor, ref, now=now))
    if one.answers is not None:
        return redirect("network:post", ref=one.answers.ref)
    form = ReplyForm(request.POST or None, initial={"language": formats.current_language()})
    if request.method == "POST" and form.is_valid():
        try:
            services.reply_to(actor=actor, post=one, told=form.told(), now=now)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("Your reply stands under the post."))
            return redirect("network:post", ref=ref)
    standing = queries.standing(actor, one.group, now=now)
    context = {
        "post": one,
        "kind": (labels.POST_KINDS[one.kind], labels.POST_TONES[one.kind]),
        "page": page_of(request, queries.replies_to(one), per_page=50),
        "wordings": list(queries.wordings_of(one)[:20]),
        "form": form,
        "may_reply": not standing.is_archived and not one.is_removed,
        "is_moderator": standing.moderates,
        "own_id": actor.person_id,
        "zone": reader_zone(request) or "UTC",
    }
    return render(request, "network/post.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """One's own words, worded anew."""
    actor, now = actor_of(request), utc_now()
    one = found(queries.post_for(actor, ref, now=now))
    if one.author_id != actor.person_id or one.is_removed:
        raise Http404
    form = _edit_form(request, one)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_post(actor=actor, post=one, told=form.told(), now=now)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("It is changed. How it read before can still be seen."))
            return redirect("network:post", ref=(one.answers or one).ref)
    context = {"form": form, "post": one, "group": one.group}
    return render(request, "network/post_form.html", context, status=422 if form.errors else 200)


def _edit_form(request: HttpRequest, one: Post) -> PostForm | ReplyForm:
    names = ("text", "language") if one.answers_id else ("kind", "title", "text", "language", "until_on", "link")
    initial = {name: getattr(one, name) for name in names}
    return (ReplyForm if one.answers_id else PostForm)(request.POST or None, initial=initial)


@signed_in
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    """Remove, pin, let sink, report."""
    actor, now = actor_of(request), utc_now()
    one = found(queries.post_for(actor, ref, now=now))
    because = reason(request)
    acts = {
        "remove": lambda: services.remove_post(actor=actor, post=one, because=because, now=now),
        "pin": lambda: services.pin_post(actor=actor, post=one, now=now),
        "unpin": lambda: services.unpin_post(actor=actor, post=one, now=now),
        "report": lambda: services.report(actor=actor, post=one, because=because, now=now),
    }
    wanted = found(acts.get(request.POST.get("act", "")))
    tried(request, wanted)
    return redirect("network:post", ref=(one.answers or one).ref)
