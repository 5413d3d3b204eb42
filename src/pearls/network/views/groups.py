"""Working groups: which there are, one with its board and people, founding and changing."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.network import labels, queries, services
from pearls.network.forms import GroupForm
from pearls.network.models import Group, Seat
from pearls.network.rules import SeatState, may_ask_in
from pearls.network.views.answers import found, in_network, tried
from pearls.network.views.boards import page_of_board
from pearls.web import formats
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of

MOST_PEOPLE = 100


@signed_in
@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    """The groups that the reader may know of."""
    in_network(request)
    actor = actor_of(request)
    page: Page[Group] = page_of(request, queries.groups_for(actor, now=utc_now()), per_page=20)
    own = set(queries.own_groups(actor).values_list("pk", flat=True))
    rows = [(group, labels.JOINING[group.joining], group.pk in own) for group in page.object_list]
    return render(request, "network/group_list.html", {"page": page, "rows": rows})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Found a group."""
    in_network(request)
    form = GroupForm(request.POST or None, initial={"language": formats.current_language(), "joining": "network"})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.found_group(actor=actor_of(request), now=utc_now(), **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("The group is founded; you are its moderator."))
            return redirect("network:group", ref=made.ref)
    return render(request, "network/group_form.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_safe
def group(request: HttpRequest, ref: str) -> HttpResponse:
    """A group: what it is for, how to come in; for its members the board and the people, for moderators who asks."""
    actor, now = actor_of(request), utc_now()
    one = found(queries.group_for(actor, ref, now=now))
    standing = queries.standing(actor, one, now=now)
    context = {
        "group": one,
        "joining": labels.JOINING[one.joining],
        "standing": standing,
        "may_join": bool(may_ask_in(standing, joining=one.joining)),
        "is_invited": standing.seat.state == SeatState.INVITED,
        "has_asked": standing.seat.state == SeatState.ASKED,
        "is_in": standing.seat.is_in,
        "people": list(queries.seats_of(one, SeatState.IN)[:MOST_PEOPLE]) if standing.reads else [],
        "waiting": list(queries.seats_of(one, SeatState.ASKED)[:MOST_PEOPLE]) if standing.moderates else [],
        "invitable": queries.people_to_invite(one)[:MOST_PEOPLE] if standing.moderates else [],
    }
    if standing.reads:
        context |= page_of_board(request, one)
    return render(request, "network/group.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """A moderator words the group anew."""
    actor, now = actor_of(request), utc_now()
    one = found(queries.group_for(actor, ref, now=now))
    if not queries.standing(actor, one, now=now).moderates:
        raise Http404
    initial = {name: getattr(one, name) for name in ("name", "purpose", "language", "joining")}
    form = GroupForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_group(actor=actor, group=one, now=now, **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("The group is changed."))
            return redirect("network:group", ref=ref)
    return render(request, "network/group_form.html", {"form": form, "group": one}, status=422 if form.errors else 200)


@signed_in
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    """Join, leave, let in or not, invite, name a moderator, archive, open again."""
    actor, now = actor_of(request), utc_now()
    one = found(queries.group_for(actor, ref, now=now))
    acts: dict[str, Callable[[], object]] = {
        "join": lambda: services.join_group(actor=actor, group=one, now=now),
        "leave": lambda: services.leave_group(actor=actor, group=one, now=now),
        "let-in": lambda: services.answer_request(actor=actor, seat=_seat(request, one), lets_in=True, now=now),
        "refuse": lambda: services.answer_request(actor=actor, seat=_seat(request, one), lets_in=False, now=now),
        "moderator": lambda: services.name_moderator(actor=actor, seat=_seat(request, one), now=now),
        "invite": lambda: services.invite(actor=actor, group=one, person=_person(request, one), now=now),
        "archive": lambda: services.archive_group(actor=actor, group=one, now=now),
        "reopen": lambda: services.reopen_group(actor=actor, group=one, now=now),
    }
    wanted = request.POST.get("act", "")
    tried(request, found(acts.get(wanted)))
    still = queries.group_for(actor, ref, now=now)
    return redirect("network:group", ref=ref) if still else redirect("network:group-list")


def _seat(request: HttpRequest, group: Group) -> Seat:
    return found(queries.seat_in(group, request.POST.get("seat", "")))


def _person(request: HttpRequest, group: Group) -> queries.Person:
    wanted = request.POST.get("person", "")
    return found(next((one for one in queries.people_to_invite(group) if one.ref == wanted), None))
