"""From the text of a rules file to `EditionRules`, or to an error that names the key."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache, lru_cache
from itertools import pairwise
from zoneinfo import available_timezones

from pearls.kernel.clock import local_instant
from pearls.kernel.languages import LANGUAGES
from pearls.programme.rules.document import (
    ApplicantKind,
    Assessing,
    Body,
    Complaining,
    CountryRule,
    Dates,
    DecidingBody,
    EditionRules,
    EligibilityRules,
    ExcludedPlace,
    Exclusion,
    Forms,
    Moment,
    Step,
    moment_of_day,
)
from pearls.programme.rules.errors import shown
from pearls.programme.rules.reading import Table, Text, read_toml
from pearls.programme.rules.stages import Stage, stages_of

_TABLES = (
    *("eligibility", "dates", "forms", "bodies", "assessing", "complaints", "extra_place"),
    *("conditions", "expectations", "duties", "benefits"),
)
_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")

# Steps that follow each other; those without a time are skipped.
_ORDER = (
    tuple(step for step in Step if step != Step.APPLICANTS_PUBLISHED),
    (Step.CALL_CLOSES, Step.APPLICANTS_PUBLISHED),
)
# Before these something must fit: a call that closes as it opens, a plan due as it is asked for.
_STRICT = {Step.CALL_CLOSES, Step.PLAN_DUE}


@lru_cache(maxsize=64)
def parse_edition_rules(text: str) -> EditionRules:
    """The rules of one edition, checked whole; read once, since `EditionRules` is frozen and may be shared.

    Raises: RulesError, naming the key, what was expected, what was got, and the line where it is known.
    """
    document = read_toml(text)
    document.only("schema", "edition", *_TABLES, *Stage)
    edition = document.table("edition")
    edition.only("key", "name", "title_year", "languages", "note", "assumed", "sources")
    stages = stages_of(document)
    if Stage.FINAL not in stages:
        raise document.missing("final", "a table [final]")
    return EditionRules(
        key=edition.identifier("key"),
        name=edition.translated("name", is_required=True),
        title_year=edition.whole_or_none("title_year", least=1900),
        languages=_languages(edition),
        note=edition.translated("note"),
        is_assumed=edition.flag_or_none("assumed") or False,
        sources=edition.texts("sources"),
        eligibility=_eligibility(document.table("eligibility")),
        dates=_dates(document.table("dates")),
        final=stages[Stage.FINAL],
        preselection=stages.get(Stage.PRESELECTION),
        forms=_forms(document.table_or_none("forms")),
        bodies=_bodies(document.table_or_none("bodies")),
        assessing=_assessing(document.table_or_none("assessing")),
        complaints=_complaints(document.table_or_none("complaints")),
        extra_place_when=_extra_place(document.table_or_none("extra_place")),
        conditions=_sentences(document, "conditions"),
        expectations=_sentences(document, "expectations"),
        duties=_sentences(document, "duties"),
        benefits=_sentences(document, "benefits"),
    )


def _languages(table: Table) -> tuple[str, ...]:
    languages = table.texts("languages")
    if not languages:
        raise table.missing("languages", 'at least one language, such as ["en"]')
    _only(table, "languages", languages, LANGUAGES)
    return languages


def _only(table: Table, key: str, given: Collection[str], allowed: Collection[str]) -> None:
    for item in given:
        if item not in allowed:
            raise table.error(key, "values among " + ", ".join(allowed), shown(item))


def _eligibility(table: Table) -> EligibilityRules:
    table.only("kinds", "countries", "excluded", "teams", "times_a_place_may_apply", "former_pearls")
    kinds = table.texts("kinds")
    _only(table, "kinds", kinds, [kind.value for kind in ApplicantKind])
    rules = EligibilityRules(
        kinds=tuple(ApplicantKind(kind) for kind in kinds),
        countries=tuple(_country(item) for item in table.tables("countries")),
        excluded=tuple(_excluded(item) for item in table.tables("excluded")),
        teams=table.flag_or_none("teams"),
        times_a_place_may_apply=table.whole_or_none("times_a_place_may_apply"),
        former_pearls=table.flag_or_none("former_pearls"),
    )
    if not rules.kinds:
        raise table.missing("kinds", "at least one of " + ", ".join(ApplicantKind))
    if not rules.countries:
        raise table.missing("countries", "at least one table [[eligibility.countries]]")
    _each_once(table, "countries", [rule.code for rule in rules.countries])
    _each_once(table, "excluded", [rule.place for rule in rules.excluded])
    return rules


def _each_once(table: Table, key: str, names: list[str]) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise table.error(f"{key}[{number + 1}]", "each only once", f"{shown(name)} twice")


def _country(table: Table) -> CountryRule:
    table.only("code", "nuts")
    rule = CountryRule(code=table.text("code"), nuts=table.texts("nuts"))
    if not _COUNTRY.fullmatch(rule.code):
        raise table.error("code", "a country code of two capital letters, such as LV", shown(rule.code))
    for area in rule.nuts:
        if not _NUTS.fullmatch(area) or not area.startswith(rule.code):
            raise table.error("nuts", f"NUTS codes that begin with {rule.code}", shown(area))
    return rule


def _excluded(table: Table) -> ExcludedPlace:
    table.only("place", "why")
    return ExcludedPlace(
        place=table.identifier("place"), why=Exclusion(table.choice("why", [item.value for item in Exclusion]))
    )


def _dates(table: Table) -> Dates:
    table.only("zone", "note", *Step)
    zone = table.text("zone")
    if zone not in _zones():
        raise table.error("zone", "an IANA time zone such as Europe/Riga", shown(zone))
    steps = {step: moment for step in Step if (moment := _moment(table, step, zone))}
    for chain in _ORDER:
        for earlier, later in pairwise([step for step in chain if step in steps]):
            _in_order(table, steps, earlier, later)
    return Dates(zone=zone, steps=steps, note=table.translated("note"))


@cache
def _zones() -> frozenset[str]:
    """All IANA zones; asking for them walks through hundreds of files."""
    return frozenset(available_timezones())


def _moment(table: Table, step: Step, zone: str) -> Moment | None:
    given = table.moment_or_none(step)
    if given is None:
        return None
    if not isinstance(given, datetime):
        return moment_of_day(step, given, zone)
    if given.microsecond:
        raise table.error(step, "a time to the second", shown(given.isoformat()))
    try:
        return Moment(day=given.date(), wall=given, instant=local_instant(given, zone))
    except ValueError as problem:
        raise table.error(
            step, f"a time that exists in {zone}", f"{given.isoformat()}, which the clocks skip"
        ) from problem


def _in_order(table: Table, steps: Mapping[Step, Moment], earlier: Step, later: Step) -> None:
    before, after = steps[earlier], steps[later]
    if not (before.is_exact and after.is_exact):
        is_right = before.day <= after.day
    elif later in _STRICT:
        is_right = before.instant < after.instant
    else:
        is_right = before.instant <= after.instant
    if not is_right:
        limit = before.wall or before.day
        got = after.wall or after.day
        raise table.error(later, f"a time after {earlier}, {limit.isoformat()}", got.isoformat())


def _forms(table: Table | None) -> Forms | None:
    if table is None:
        return None
    table.only("application", "plan")
    return Forms(application=table.identifier("application"), plan=table.identifier("plan"))


def _bodies(table: Table | None) -> dict[DecidingBody, Body]:
    if table is None:
        return {}
    table.only(*DecidingBody)
    found = {}
    for body in DecidingBody:
        if item := table.table_or_none(body):
            item.only("name", "about")
            found[body] = Body(name=item.translated("name", is_required=True), about=item.translated("about"))
    return found


def _assessing(table: Table | None) -> Assessing:
    if table is None:
        return Assessing()
    table.only("own_country_closed", "readers_per_application", "readers_per_plan")
    return Assessing(
        own_country_closed=table.flag_or_none("own_country_closed"),
        readers_per_application=table.whole_or_none("readers_per_application"),
        readers_per_plan=table.whole_or_none("readers_per_plan"),
    )


def _complaints(table: Table | None) -> Complaining:
    if table is None:
        return Complaining()
    table.only("days_to_complain", "days_to_answer")
    return Complaining(
        days_to_complain=table.whole_or_none("days_to_complain", least=1),
        days_to_answer=table.whole_or_none("days_to_answer", least=1),
    )


def _extra_place(table: Table | None) -> Text:
    if table is None:
        return {}
    table.only("when")
    return table.translated("when", is_required=True)


def _sentences(document: Table, key: str) -> tuple[Text, ...]:
    sentences = []
    for item in document.tables(key):
        item.only("text")
        sentences.append(item.translated("text", is_required=True))
    return tuple(sentences)
