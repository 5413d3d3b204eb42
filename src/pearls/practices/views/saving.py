"""Searches that people keep: save, run, rename, hear of what is new, end the letters; and any search as a feed."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.practices import labels, queries, services
from pearls.practices.forms import PracticeFilter
from pearls.practices.forms.saving import SaveSearchForm
from pearls.practices.models import SavedSearch
from pearls.web.formats import current_language, joined
from pearls.web.gates import actor_of, public, signed_in


@dataclass(frozen=True)
class Row:
    """A saved search in the list: what it asks in words, its address, how often it is written of, its form."""

    search: SavedSearch
    form: SaveSearchForm
    address: str
    words: str
    letters: str


def filter_of(given: Any) -> PracticeFilter:
    """What an address asks for, as far as there is such a thing; two queries."""
    terms, facts = _known()
    return PracticeFilter(given, terms=terms, facts=facts)


def words_of(form: PracticeFilter) -> str:
    """A search in words, for a title."""
    said = [form.words(), *(words for _name, _label, words in form.chosen())]
    return joined([words for words in said if words], current_language())


@signed_in
@require_safe
def search_list(request: HttpRequest) -> HttpResponse:
    """One's own searches, each to run, to rename, to hear of and to delete; three queries, however many they are."""
    terms, facts = _known()
    rows = [
        Row(
            search=search,
            form=SaveSearchForm(initial={"name": search.name, "letters": search.letters}, auto_id=f"{search.ref}_%s"),
            address=urlencode(search.asked),
            words=words_of(PracticeFilter(search.asked, terms=terms, facts=facts)),
            letters=str(labels.LETTERS_OFTEN[search.letters]),
        )
        for search in queries.searches_of(actor_of(request))
    ]
    trail = [(_("Practices"), reverse("practices:practice-list")), (_("Saved searches"), "")]
    return render(request, "practices/search_list.html", {"rows": rows, "trail": trail})


@signed_in
@require_POST
def save_search(request: HttpRequest) -> HttpResponse:
    """Keep the search whose choices stand in the form."""
    asked, form = filter_of(request.POST).asked(), SaveSearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the search a name of at most 100 letters."))
        return redirect(f"{reverse('practices:practice-list')}?{urlencode(asked)}")
    try:
        services.save_search(
            actor=actor_of(request), asked=asked, language=current_language(), now=utc_now(), **form.cleaned_data
        )
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
        return redirect(f"{reverse('practices:practice-list')}?{urlencode(asked)}")
    messages.success(request, _("The search is saved."))
    return redirect("practices:search-list")


@signed_in
@require_POST
def change_search(request: HttpRequest, ref: str) -> HttpResponse:
    """Rename a search, change the rhythm of its letters, or delete it."""
    actor, search = actor_of(request), queries.saved_search_for(actor_of(request), ref)
    if search is None:
        raise Http404
    if request.POST.get("act") == "delete":
        services.delete_search(actor=actor, search=search, now=utc_now())
        messages.success(request, _("The search is deleted."))
        return redirect("practices:search-list")
    form = SaveSearchForm(request.POST)
    if form.is_valid():
        services.change_search(actor=actor, search=search, now=utc_now(), **form.cleaned_data)
        messages.success(request, _("The search is changed."))
    else:
        messages.error(request, _("Give the search a name of at most 100 letters."))
    return redirect("practices:search-list")


@csrf_exempt  # a mail program posts here for its reader; the signed address is the key
@public
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """End the letters of a search by the link in one of them: asked by link, done by form, without signing in."""
    search = queries.search_of_token(token)
    if search is None:
        raise Http404
    if request.method == "POST" and search.letters:
        search = services.stop_letters(actor=people_queries.actor_of(search.person), search=search, now=utc_now())
    return render(request, "practices/stop_letters.html", {"wants_letters": bool(search.letters)})


def _known() -> tuple[list[queries.Term], queries.Facts]:
    """What there is to choose from."""
    terms = queries.known_vocabulary().terms(current_language())
    return list(terms.values()), queries.counted_facts(queries.public_practices())
