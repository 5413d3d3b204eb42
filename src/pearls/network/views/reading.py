"""The front of the network, its directory, and towns like one's own."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.kernel.clock import utc_now
from pearls.network import labels, queries
from pearls.network.forms import DirectoryFilter
from pearls.network.queries import LikeThis, Line
from pearls.network.views.answers import found
from pearls.places import queries as place_queries
from pearls.web import formats
from pearls.web.gates import actor_of, public
from pearls.web.pagination import page_of

PER_PAGE = 40


@public
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What the network is; for those who are in it, their groups and what is new on the board."""
    actor, now = actor_of(request), utc_now()
    inside = queries.is_in_network(actor, now=now)
    context = {
        "is_inside": inside,
        "is_office": actor.is_office(),
        "mine": list(queries.members_of(actor)),
        "posts": _with_kinds(queries.latest(actor, now=now)),
        "groups": list(queries.own_groups(actor)[:10]) if inside else [],
    }
    return render(request, "network/front.html", context)


@public
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Everybody, narrowed by country, year, kind and theme; what is not public only for the network."""
    actor, reader = actor_of(request), formats.current_language()
    with_demonstration = request.GET.get("demonstration") == "1"
    everything = queries.directory(actor, language=reader, now=utc_now(), with_demonstration=with_demonstration)
    form = DirectoryFilter(request.GET, lines=everything)
    page: Page[Any] = page_of(request, queries.narrowed(everything, **form.wish()), per_page=PER_PAGE)
    words = dict(queries.concept_choices(reader))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(line, words) for line in page.object_list],
        "with_demonstration": with_demonstration,
        "trail": [(_("Network"), reverse("network:front")), (_("Directory"), "")],
    }
    return render(request, "network/directory.html", context)


def _row(line: Line, words: dict[str, str]) -> dict[str, Any]:
    return {
        "line": line,
        "kinds": [(labels.KINDS[kind], labels.TONES[kind]) for kind in line.kinds],
        "challenges": [words[name] for key in sorted(line.challenges) if (name := f"challenge:{key}") in words][:4],
    }


@public
@require_safe
def like(request: HttpRequest, key: str) -> HttpResponse:
    """The Pearls and candidates most like a place, each with the reasons."""
    place = found(place_queries.place_for(key))
    reader = formats.current_language()
    words = dict(queries.concept_choices(reader))
    alike = queries.towns_like(place, language=reader, now=utc_now())
    context = {
        "place": place,
        "rows": [{"like": one, "reasons": _reasons(one, words, reader), "kinds": _kinds(one.line)} for one in alike],
        "trail": [(_("Network"), reverse("network:front")), (_("Towns like %(name)s") % {"name": place.name}, "")],
    }
    return render(request, "network/like.html", context)


def _kinds(line: Line) -> list[tuple[Any, str]]:
    return [(labels.KINDS[kind], labels.TONES[kind]) for kind in line.kinds]


def _reasons(one: LikeThis, words: dict[str, str], reader: str) -> list[str]:
    """Why a town is alike, a sentence each."""
    told = []
    for code, named in one.likeness.reasons:
        if code == "same-size":
            told.append(str(labels.SIZES[named[0]]))
            continue
        spoken = [_spoken(code, name, words, reader) for name in named]
        told.append(str(labels.LIKE_REASONS[code]) % {"words": formats.joined(spoken, reader)})
    return told


def _spoken(code: str, name: str, words: dict[str, str], reader: str) -> str:
    """What a reason names, in the reader's words."""
    if code == "shared-challenges":
        return words.get(f"challenge:{name}", name)
    return formats.language_name(name, reader) if code == "common-language" else formats.country_name(name, reader)


def _with_kinds(posts: Any) -> list[tuple[Any, Any, str]]:
    return [(post, labels.POST_KINDS[post.kind], labels.POST_TONES[post.kind]) for post in posts]
