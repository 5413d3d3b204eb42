"""What everybody may ask: the Guide for Applicants, and whether a place may apply."""

from dataclasses import asdict, dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import Verdict
from pearls.places import queries as place_queries
from pearls.places.rules import PlaceFacts, districts_to_choose, search_form, with_district
from pearls.programme import queries
from pearls.programme.labels import eligibility as eligibility_labels
from pearls.programme.labels.guide import Amendment, Guide, amendment_of, guide_of
from pearls.programme.models import Edition
from pearls.programme.queries.record import Place
from pearls.programme.rules import EditionRules, call_is_open, eligibility
from pearls.web.downloads import attachment
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, public
from pearls.web.pdf import render_pdf


@public
@require_safe
def guide(request: HttpRequest, edition: str) -> HttpResponse:
    found, rules = _edition_with_rules(actor_of(request), edition)
    context = {
        "edition": found,
        "guide": _guide_of(rules),
        "amendments": _amendments(found, rules),
    }
    return render(request, "programme/guide.html", context)


@public
@require_safe
def guide_pdf(request: HttpRequest, edition: str) -> HttpResponse:
    found, rules = _edition_with_rules(actor_of(request), edition)
    shown = _guide_of(rules)
    version = found.rules_version
    language = current_language()
    data = asdict(shown) | {
        "programme": pick(found.programme.name, language)[0],
        "demonstration": _("A demonstration: the edition and its dates are invented.")
        if found.is_demonstration
        else "",
        "amendments_words": _("Amendments"),
        "amendments": [asdict(amendment) for amendment in _amendments(found, rules)],
        "sources_words": _("Sources"),
        "rules_words": _("SHA-256 of the rules: %(sha256)s") % {"sha256": version.sha256 if version else ""},
    }
    # The day the rules were saved, not the day of reading: the same rules give the same bytes.
    saved_at = version.saved_at if version else utc_now()
    content = render_pdf(template="programme/guide.typ", data=data, language=language, now=saved_at)
    return attachment(content, f"guide-{found.key}-{language}.pdf", "application/pdf")


@public
@require_safe
def eligibility_check(request: HttpRequest) -> HttpResponse:
    """One step from the place's name to the answer; the other places of that name stand under it."""
    asked = request.GET.get("place", "")
    text = request.GET.get("q", "").strip()
    edition, rules = _edition_to_ask(request)
    matches = _places(text, edition, limit=12) if text else []
    place = place_queries.place_for(asked) if asked else _only_meant(matches, text, rules)
    answer = None
    if place is not None and edition is not None and rules is not None:
        answer = _answer(edition, rules, place, request.GET.get("district", ""))
    context = {
        "text": text,
        "edition": edition,
        "asked_edition": request.GET.get("edition", ""),
        "is_open": edition is not None and rules is not None and call_is_open(rules.dates, utc_now()),
        "place": place,
        "others": [match for match in matches if match != place],
        "is_not_found": bool(text or asked) and place is None and not matches,
        "answer": answer,
    }
    return render(request, "programme/eligibility.html", context)


@public
@require_safe
def place_suggestions(request: HttpRequest) -> HttpResponse:
    """The places that what has been typed so far may mean; htmx puts them under the field."""
    text = request.GET.get("q", "").strip()
    edition, _rules = _edition_to_ask(request)
    matches = _places(text, edition, limit=8) if len(text) >= 2 else []
    context = {"matches": matches, "asked_edition": request.GET.get("edition", "")}
    return render(request, "programme/_place_suggestions.html", context)


def _places(text: str, edition: Edition | None, *, limit: int) -> list[Place]:
    """The places that the text may mean; invented ones only where the edition is itself a demonstration."""
    is_demonstration = edition is not None and edition.is_demonstration
    return place_queries.find_places(text, limit=limit, include_demonstration=is_demonstration)


def _edition_with_rules(actor: Actor, key: str) -> tuple[Edition, EditionRules]:
    edition = queries.edition_for(actor, key)
    rules = queries.rules_of(edition)
    if rules is None:
        raise Http404
    return edition, rules


def _edition_to_ask(request: HttpRequest) -> tuple[Edition | None, EditionRules | None]:
    if key := request.GET.get("edition", ""):
        return _edition_with_rules(actor_of(request), key)
    edition = queries.edition_to_ask(utc_now())
    return edition, queries.rules_of(edition) if edition else None


def _guide_of(rules: EditionRules) -> Guide:
    names = queries.place_names(item.place for item in rules.eligibility.excluded)
    return guide_of(rules, place_names=names)


def _amendments(edition: Edition, rules: EditionRules) -> list[Amendment]:
    versions = [version for version in queries.rules_history(edition) if version.is_amendment]
    return [
        amendment_of(
            number=number,
            decided_on=version.decided_on,
            effective_at=version.effective_at,
            reason=version.reason,
            zone=rules.dates.zone,
        )
        for number, version in enumerate(versions, start=1)
    ]


def _only_meant(matches: list[Place], text: str, rules: EditionRules | None) -> Place | None:
    """The place that a name means: the only match, or the first of those that bear exactly this name.

    None where these are answered differently: Harburg is a town in Bayern, and a district that may apply.
    """
    if rules is None:
        return None
    if len(matches) == 1:
        return matches[0]
    namesakes = [match for match in matches if search_form(match.found_as) == search_form(text)]
    answers = {eligibility(rules, place_queries.facts_of(match)).allowed for match in namesakes}
    return namesakes[0] if len(answers) == 1 else None


@dataclass(frozen=True)
class Answer:
    """The answer in words, and the districts of which one must still be chosen."""

    verdict: Verdict
    words: str
    districts: tuple[str, ...]
    chosen: str


def _answer(edition: Edition, rules: EditionRules, place: Place, district: str) -> Answer:
    facts: PlaceFacts = place_queries.facts_of(place)
    districts = tuple(item.name for item in districts_to_choose(facts))
    past = queries.past_of(place, before=edition)
    verdict = eligibility(
        rules,
        with_district(facts, district),
        times_applied=past.times_applied,
        is_former_pearl=past.is_former_pearl,
    )
    parent = place.legal_parent.name_in(current_language()) if place.legal_parent else ""
    words = eligibility_labels.answer(verdict, place=place.display_name, country=place.country, parent=parent)
    return Answer(verdict=verdict, words=words, districts=districts, chosen=district)
