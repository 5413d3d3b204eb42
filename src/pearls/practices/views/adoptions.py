"""Telling that a town tried a practice, and looking through what one's town has told."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.files import labels as file_labels
from pearls.files import queries as file_queries
from pearls.files.views import file_response
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.people import queries as people_queries
from pearls.places import queries as place_queries
from pearls.practices import labels, queries, services
from pearls.practices.forms.adoptions import AdoptionForm, WithdrawForm
from pearls.practices.models import Adoption, Practice
from pearls.practices.queries import adoptions as adoption_queries
from pearls.practices.rules.adoptions import AdoptionState
from pearls.web.gates import actor_of, public, signed_in
from pearls.web.pagination import page_of

REFUSED = 422
PER_PAGE = 50


@signed_in
@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, key: str) -> HttpResponse:
    """Tell that one's town tried a practice. Who speaks for no town is told how to."""
    practice = queries.practice_for(key)
    if practice is None or practice.withdrawn_at is not None:
        raise Http404
    places = _places(request)
    form = AdoptionForm(request.POST or None, request.FILES or None, places=_offered(places))
    if request.method == "POST" and places and form.is_valid():
        place = next(place for place in places if place.key == form.cleaned_data["place"])
        try:
            adoption = services.tell_adoption(
                actor=actor_of(request), practice=practice, place=place, now=utc_now(), **_given(request, form)
            )
        except NotAllowed as refusal:
            form.add_error(None, _words(refusal.verdict))
        else:
            return _told(request, adoption)
    own = adoption_queries.own_adoptions(actor_of(request)).filter(practice=practice, place__in=places)
    context = {"practice": practice, "places": places, "form": form, "own": _rows(list(own[:PER_PAGE]))}
    return render(request, "practices/adopt.html", context | _trail(practice), status=REFUSED if form.errors else 200)


@signed_in
@require_safe
def adoption_list(request: HttpRequest) -> HttpResponse:
    """What one's towns have tried, drafts and what was withdrawn too; for the office and editors, all of it."""
    found = adoption_queries.own_adoptions(actor_of(request))
    page: Page[Any] = page_of(request, found, per_page=PER_PAGE)
    return render(request, "practices/adoption_list.html", {"page": page, "rows": _rows(list(page.object_list))})


@signed_in
@require_http_methods(["GET", "POST"])
def adoption(request: HttpRequest, ref: str) -> HttpResponse:
    """One record: to tell anew for its town and the office, to withdraw for the editors too."""
    actor = actor_of(request)
    found = adoption_queries.adoption_for(actor, ref)
    teller = adoption_queries.teller_of(actor, found.place)
    may_tell = (teller.is_of_town or teller.is_office) and found.state != AdoptionState.WITHDRAWN
    form = AdoptionForm(request.POST or None, request.FILES or None, initial=_initial(found))
    if request.method == "POST" and may_tell and form.is_valid():
        given = _given(request, form)
        try:
            found = services.change_adoption(actor=actor, adoption=found, now=utc_now(), **given)
        except NotAllowed as refusal:
            form.add_error(None, _words(refusal.verdict))
        else:
            return _told(request, found)
    context = {
        "adoption": found,
        "practice": found.practice,
        "state_words": labels.ADOPTION_STATES[found.state],
        "may_tell": may_tell,
        "form": form,
        "withdraw_form": WithdrawForm(),
        "proofs": file_queries.files_of_owner(found.subject),
        **_trail(found.practice),
    }
    return render(request, "practices/adoption.html", context, status=REFUSED if form.errors else 200)


@signed_in
@require_POST
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a record from the readers."""
    actor = actor_of(request)
    found = adoption_queries.adoption_for(actor, ref)
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.withdraw_adoption(actor=actor, adoption=found, reason=reason, now=utc_now())
    except NotAllowed as refusal:
        messages.error(request, _words(refusal.verdict))
    else:
        messages.success(request, _("It is withdrawn. Readers no longer see it."))
    return redirect("practices:adoption", ref=ref)


@public
@require_safe
def proof(request: HttpRequest, ref: str, file_ref: str) -> HttpResponseBase:
    """A file that shows what a town tells, for everybody while its record is public."""
    found = adoption_queries.public_adoption(ref)
    stored = file_queries.file_for_owner(found.subject, file_ref)
    if stored is None:
        raise Http404
    return file_response(stored)


def tried_context(practice: Practice) -> dict[str, Any]:
    """What the page of a practice shows of the attempts of others; two queries."""
    found = adoption_queries.tried(practice)
    proofs = adoption_queries.proofs_of(found.adoptions)
    return {
        "tried": found,
        "tried_rows": [
            {
                "adoption": one,
                "outcome": labels.OUTCOMES[one.outcome],
                "tone": labels.OUTCOME_TONES[one.outcome],  # type: ignore[index]
                "proofs": proofs.get(one.subject, ()),
            }
            for one in found.adoptions
        ],
        "tried_outcomes": [(labels.OUTCOMES[outcome], count) for outcome, count in found.outcomes],
    }


def _places(request: HttpRequest) -> list[Any]:
    """The towns for which somebody may tell: those they speak for; for the office, one that the address names."""
    actor, wanted = actor_of(request), request.GET.get("place", "")
    places = sorted(people_queries.places_spoken_for(actor), key=lambda place: place.name)
    if actor.is_office() and wanted and all(place.key != wanted for place in places):
        named = place_queries.place_for(wanted)
        places = [named, *places] if named else places
    return places


def _offered(places: Sequence[Any]) -> list[tuple[str, str]]:
    return [(place.key, place.display_name) for place in places]


def _given(request: HttpRequest, form: AdoptionForm) -> dict[str, Any]:
    upload = form.cleaned_data["proof"]
    return {
        "told": form.told(),
        "is_published": request.POST.get("then") != "draft",
        "proof": services.Proof(upload, form.cleaned_data["consent"]) if upload else None,
    }


def _told(request: HttpRequest, adoption: Adoption) -> HttpResponse:
    if not adoption.is_public:
        messages.success(request, _("It is kept as a draft. Nobody else sees it until you publish it."))
        return redirect("practices:adoption", ref=adoption.ref)
    messages.success(request, _("Thank you. Everybody can read it now."))
    return redirect(reverse("practices:practice", args=[adoption.practice.key]) + "#tried")


def _initial(found: Adoption) -> dict[str, Any]:
    names = ("outcome", "language", "taken", "changed", "began_on", "ended_on", "cost_euros", "hours", "result")
    return {name: getattr(found, name) for name in (*names, "advice")} | {"links": "\n".join(found.links)}


def _rows(found: Sequence[Adoption]) -> list[dict[str, Any]]:
    return [
        {
            "adoption": one,
            "outcome": labels.OUTCOMES[one.outcome],
            "tone": labels.OUTCOME_TONES[one.outcome],  # type: ignore[index]
            "state": labels.ADOPTION_STATES[one.state],
        }
        for one in found
    ]


def _trail(practice: Practice) -> dict[str, Any]:
    address = reverse("practices:practice", args=[practice.key])
    trail = [(_("Practices"), reverse("practices:practice-list")), (practice.title, address), (_("We tried it"), "")]
    return {"trail": trail}


def _words(verdict: Verdict) -> str:
    of_file = str(file_labels.REASONS.get(verdict.reason, verdict.reason)) % verdict.detail
    return labels.reason_words(verdict) or of_file
