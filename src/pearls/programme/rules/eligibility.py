"""Who may apply: answered in one step from what is known of a place."""

from pearls.kernel.verdict import Verdict, no
from pearls.places.rules import PlaceFacts, PlaceKind
from pearls.programme.rules.document import ApplicantKind, EditionRules, Exclusion


def eligibility(
    rules: EditionRules, facts: PlaceFacts, *, times_applied: int = 0, is_former_pearl: bool = False
) -> Verdict:
    """Whether the place may apply. A yes says on what ground, as a no does: eligible, eligible-through-parent.

    Refuses with outside-country, excluded-capital, excluded-partner, excluded-place, kind-not-admitted,
    needs-office (entered by hand, the office decides), needs-district (the area is not known closely enough),
    outside-area, former-pearl, applied-too-often. A capital stays out even where its land is in.
    """
    for check in (_country, _exclusion, _kind, _confirmed, _area):
        if (verdict := check(rules, facts)) is not None:
            return verdict
    if is_former_pearl and rules.eligibility.former_pearls is False:
        return no("former-pearl", place=facts.key)
    limit = rules.eligibility.times_a_place_may_apply
    if limit and times_applied >= limit:
        return no("applied-too-often", place=facts.key, limit=limit)
    if facts.legal_parent is not None:
        return Verdict(True, "eligible-through-parent", {"place": facts.key, "through": facts.legal_parent.key})
    return Verdict(True, "eligible", {"place": facts.key})


def kind_of(facts: PlaceFacts) -> ApplicantKind:
    """What the place applies as: whoever has a legal parent is a settlement, whatever it calls itself."""
    if facts.legal_parent is not None:
        return ApplicantKind.SETTLEMENT
    return ApplicantKind.REGION if facts.kind == PlaceKind.REGION else ApplicantKind.MUNICIPALITY


_Refusal = Verdict | None


def _country(rules: EditionRules, facts: PlaceFacts) -> _Refusal:
    if rules.eligibility.country(facts.country):
        return None
    countries = [rule.code for rule in rules.eligibility.countries]
    return no("outside-country", country=facts.country, countries=countries)


_EXCLUDED = {
    Exclusion.CAPITAL: "excluded-capital",
    Exclusion.PARTNER: "excluded-partner",
    Exclusion.OTHER: "excluded-place",
}


def _exclusion(rules: EditionRules, facts: PlaceFacts) -> _Refusal:
    for place in (facts, facts.legal_parent):
        if place is not None and (why := rules.eligibility.exclusion(place.key)):
            return no(_EXCLUDED[why], place=place.key)
    return None


def _kind(rules: EditionRules, facts: PlaceFacts) -> _Refusal:
    kind = kind_of(facts)
    return None if kind in rules.eligibility.kinds else no("kind-not-admitted", kind=kind.value)


def _confirmed(rules: EditionRules, facts: PlaceFacts) -> _Refusal:
    return None if facts.is_confirmed else no("needs-office", place=facts.key)


def _area(rules: EditionRules, facts: PlaceFacts) -> _Refusal:
    rule = rules.eligibility.country(facts.country)
    if rule is None or not rule.nuts:
        return None
    known = facts.nuts3 or facts.nuts2 or facts.nuts1
    if known and any(known.startswith(area) for area in rule.nuts):
        return None
    if not known or any(area.startswith(known) for area in rule.nuts):
        return no("needs-district", country=facts.country, areas=list(rule.nuts))
    return no("outside-area", country=facts.country, area=known, areas=list(rule.nuts))
