"""The rules of seed money in words, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.kernel.languages import pick
from pearls.people import queries as people_queries
from pearls.seed_money import labels, queries
from pearls.seed_money.rules.document import FACTS, SeedRules
from pearls.web import formats
from pearls.web.formats import current_language
from pearls.web.gates import public


@public
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Leads to the rules of the newest edition that has seed money; says so where there is none."""
    shows_invented = people_queries.has_demonstration_people()
    found = queries.editions_with_rules(with_demonstration=shows_invented).first()
    if found is not None:
        return redirect("seed_money:guide", key=found.key)
    return render(request, "seed_money/guide.html", {"edition": None})


@public
@require_safe
def guide(request: HttpRequest, key: str) -> HttpResponse:
    """The rules of one edition."""
    edition = queries.editions_with_rules(with_demonstration=True).filter(key=key).first()
    rules = queries.rules_of(edition) if edition else None
    if edition is None or rules is None:
        raise Http404
    language = current_language()
    context = {
        "edition": edition,
        "rules": rules,
        "facts": [
            (labels.FACTS[name], _fact(rules, name, language), name in rules.published)
            for name in FACTS
            if name in labels.FACTS
        ],
        "for_whom": pick(rules.for_whom, language)[0],
        "purposes": [pick(choice.text, language)[0] for choice in rules.purposes],
        "cost_kinds": [pick(choice.text, language)[0] for choice in rules.cost_kinds],
        "amendments": [version for version in queries.versions_of(edition)[:20] if version.reason],
    }
    return render(request, "seed_money/guide.html", context)


def _fact(rules: SeedRules, name: str, language: str) -> str:
    value = getattr(rules, name)
    if name.endswith("_cents"):
        return formats.euros(value, language)
    if name == "own_share_percent":
        return formats.percent(value, language)
    if name == "instalments_percent":
        parts = [formats.percent(part, language) for part in value]
        if len(parts) == 1:
            return _("%(all)s once both sides have agreed") % {"all": parts[0]}
        return _("%(first)s once both sides have agreed, %(last)s after the report") % {
            "first": parts[0],
            "last": parts[1],
        }
    if name in ("opens_on", "closes_on"):
        return formats.day_words(value, language)
    return formats.number(value, language)
