"""What everybody may see of how a practice came about: its versions, its photos; and changing or withdrawing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.documents.rules import text_parts
from pearls.files import labels as file_labels
from pearls.files import queries as file_queries
from pearls.files.views import picture_response
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.practices import queries, rules, services
from pearls.practices.forms.contributing import PracticesFileForm, WithdrawForm
from pearls.practices.labels import contributing as words
from pearls.practices.models import Practice
from pearls.practices.rules import contributing
from pearls.practices.rules.versions import differences
from pearls.practices.views.showing import field_words
from pearls.web.gates import actor_of, office, public, signed_in

MOST_FAULTS = 100


@public
@require_safe
def practice_history(request: HttpRequest, key: str) -> HttpResponse:
    """Every version of a practice, and what differs between two of them, field by field."""
    practice = queries.practice_for(key)
    if practice is None:
        raise Http404
    if practice.withdrawn_at is not None:
        return gone(request, practice)
    versions = queries.versions_of(practice)
    older, newer = _asked(request, len(versions))
    before, after = versions[older - 1], versions[newer - 1]
    context = {
        "practice": practice,
        "trail": [
            (_("Practices"), reverse("practices:practice-list")),
            (practice.title, reverse("practices:practice", args=[practice.key])),
            (_("History"), ""),
        ],
        "rows": [(version, words.VERSION_ACTS[version.act]) for version in reversed(versions)],
        "older": before,
        "newer": after,
        "lines": _lines(before.record, after.record),
    }
    return render(request, "practices/practice_history.html", context)


def gone(request: HttpRequest, practice: Practice) -> HttpResponse:
    """What stays of a withdrawn practice: its title, when and why."""
    return render(request, "practices/practice_gone.html", {"practice": practice}, status=410)


def photos_context(practice: Practice) -> list[tuple[Any, Any, str]]:
    """The public photos of a practice, each with its licence."""
    return file_labels.with_licences(queries.public_photos(practice))


def changes_context(actor: Actor, practice: Practice) -> dict[str, Any]:
    """What the reader may do with a public practice, for its page."""
    if not actor.is_signed_in:
        return {"may_improve": False, "may_withdraw": False, "may_confirm": False}
    reader = queries.reader_of_practice(actor, practice)
    return {
        "may_improve": bool(contributing.may_improve(reader, is_withdrawn=False, is_being_changed=False)),
        "may_withdraw": bool(contributing.may_withdraw(reader, is_withdrawn=False)),
        "may_confirm": reader.speaks_for_place or reader.reviews,
    }


def is_told_here(practice: Practice) -> bool:
    """Whether the practice's own page is its source."""
    return not practice.gathered_from and practice.source_url.endswith(f"/practices/{practice.key}/")


@public
@require_safe
def practice_photo(request: HttpRequest, ref: str, size: str) -> HttpResponseBase:
    """A photo, large for a page or small for a phone."""
    if size not in ("large", "small"):
        raise Http404
    photo = queries.photo_for(actor_of(request), ref)
    stored = file_queries.file_for_owner(photo.owner, photo.large if size == "large" else photo.small)
    if stored is None:
        raise Http404
    practice = photo.practice
    return picture_response(stored, is_public=practice is not None and practice.withdrawn_at is None)


@signed_in
@require_POST
def practice_improve(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a contribution that changes a public practice, or go to the one that does."""
    actor, practice = actor_of(request), _practice(key)
    reader = queries.reader_of_practice(actor, practice)
    if not (reader.is_own or reader.is_office):
        raise Http404
    try:
        found = services.improve_practice(actor=actor, practice=practice, now=utc_now())
    except NotAllowed as refusal:
        messages.error(request, words.reason_words(refusal.verdict))
        there = queries.open_change_of(practice)
        if there is not None and contributing.may_see(queries.reader_of(actor, there)):
            return redirect("practices:contribution", there.ref)
        return redirect("practices:practice", key)
    return redirect("practices:contribution-write", found.ref)


@signed_in
@require_http_methods(["GET", "POST"])
def practice_withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw a public practice, with a reason that everybody reads."""
    actor, practice = actor_of(request), _practice(key)
    if not contributing.may_withdraw(queries.reader_of_practice(actor, practice), is_withdrawn=False):
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_practice(
                actor=actor, practice=practice, reason=form.cleaned_data["reason"], now=utc_now()
            )
        except NotAllowed as refusal:
            messages.error(request, words.reason_words(refusal.verdict))
        else:
            messages.success(request, _("The practice is withdrawn. Its page says so."))
        return redirect("practices:practice", key)
    return render(request, "practices/practice_withdraw.html", {"practice": practice, "form": form})


@office
@require_http_methods(["GET", "POST"])
def practices_file(request: HttpRequest) -> HttpResponse:
    """Bring practices in from a file: all of it or nothing, with every fault by its line."""
    form = PracticesFileForm(request.POST or None, request.FILES or None)
    faults: list[rules.Fault] = []
    if request.method == "POST" and form.is_valid():
        known = queries.known_concepts()
        read = rules.read_file(form.cleaned_data["file"], lambda scheme, id: (scheme, id) in known)
        faults = read.faults
        if not faults:
            saved = services.import_practices(actor=actor_of(request), records=read.records, now=utc_now())
            counts = {"new": saved.created, "changed": saved.updated, "same": saved.unchanged}
            messages.success(request, _("%(new)s new, %(changed)s changed, %(same)s as they were.") % counts)
            return redirect("practices:practices-file")
    context = {"form": form, "faults": faults[:MOST_FAULTS], "more_count": max(0, len(faults) - MOST_FAULTS)}
    return render(request, "practices/practices_file.html", context, status=422 if faults else 200)


def _practice(key: str) -> Practice:
    """A practice that is public. Raises: Http404."""
    found = queries.practice_for(key)
    if found is None or found.withdrawn_at is not None:
        raise Http404
    return found


def _asked(request: HttpRequest, count: int) -> tuple[int, int]:
    """The numbers of the two versions that are compared, the earlier first; the last two where nothing is asked."""
    asked = []
    for name, plain in (("from", max(1, count - 1)), ("to", count)):
        text = request.GET.get(name, "")
        asked.append(int(text) if text.isdecimal() and len(text) < 6 and 1 <= int(text) <= count else plain)
    return min(asked), max(asked)


def _lines(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[Any, Any]]:
    """What differs between two versions: the field in words, and its parts as they changed."""
    known, found = queries.known_vocabulary(), []
    for one in differences(before, after):
        old, new = (field_words(one.field, value, known) for value in (one.before, one.after))
        found.append((words.FIELDS[one.field], text_parts(old, new)))
    return found
