"""Practices for a town that says what it needs and has: by a short form, or in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pearls.practices import labels, queries
from pearls.practices.forms.needing import NeedForm, answers_of
from pearls.practices.models import Practice
from pearls.practices.queries.fitting import Fitting, fitting
from pearls.practices.queries.vocabulary import Name
from pearls.practices.rules.fitting import Facts, Need
from pearls.practices.rules.needs import heard
from pearls.web.formats import country_name, current_language, joined, number
from pearls.web.gates import public

LONGEST = 300
SHOWN = 10


@dataclass(frozen=True)
class Answer:
    """A practice for the town: why it fits, what to mind, and which facts nobody has published."""

    practice: Practice
    reasons: list[str]
    cautions: list[str]
    unknown: str


@public
@require_safe
def for_your_town(request: HttpRequest) -> HttpResponse:
    """Practices that fit a town as it describes itself, each with its reasons; at most five queries."""
    known, language = queries.known_vocabulary(), current_language()
    sentence = request.GET.get("need", "").strip()[:LONGEST]
    answers = answers_of(heard(sentence, known.lexicon, language)) if sentence else request.GET
    terms = known.terms(language)
    form = NeedForm(answers, terms=terms.values())
    need, words = form.need(), {(term.scheme, term.key): term.label for term in terms.values()}
    asked = need != Need()
    found = fitting(need, known, SHOWN) if asked else []
    context = {
        "sentence": sentence,
        "form": form,
        "asked": asked or bool(sentence),
        "understood": _understood(need, words, language),
        "answers": [_answer(one, need, words, language) for one in found],
        "trail": [(_("Practices"), reverse("practices:practice-list")), (_("For your town"), "")],
    }
    return render(request, "practices/for_your_town.html", context)


def _answer(found: Fitting, need: Need, words: Mapping[Name, str], language: str) -> Answer:
    told = [(reason.is_caution, labels.fit_words(reason, words, language)) for reason in found.fit.reasons]
    return Answer(
        found.practice,
        [sentence for is_caution, sentence in told if not is_caution],
        [sentence for is_caution, sentence in told if is_caution],
        _unknown(need, found.facts, language),
    )


def _unknown(need: Need, facts: Facts, language: str) -> str:
    """What the town asked about and nobody has published of the practice."""
    missing = [
        words
        for is_asked, fact, words in (
            (need.euros is not None, facts.euros, _("its cost")),
            (need.hours_there is not None, facts.hours, _("how many hours it took")),
            (need.population is not None, facts.population, _("how many people live there")),
        )
        if is_asked and fact is None
    ]
    return _("Not published: %(what)s.") % {"what": joined(missing, language)} if missing else ""


def _understood(need: Need, words: Mapping[Name, str], language: str) -> list[str]:
    """What the town has said, in our words."""
    figures = (
        (need.population, ngettext("%(count)s inhabitant", "%(count)s inhabitants", need.population or 0)),
        (need.officers or None, ngettext("%(count)s culture officer", "%(count)s culture officers", need.officers)),
        (need.hours, ngettext("%(count)s hour of work", "%(count)s hours of work", need.hours or 0)),
        (need.euros, ngettext("%(count)s euro", "%(count)s euros", need.euros or 0)),
    )
    said = [told % {"count": number(count, language)} for count, told in figures if count is not None]
    said += [words[name] for name in sorted(need.concepts) if name in words]
    return [*said, country_name(need.country, language)] if need.country else said
