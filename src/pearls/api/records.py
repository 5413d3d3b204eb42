"""Rows as records: plain values under the names of `schemas`, without any further query."""

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pearls.calendar.rules import Precision, free_places
from pearls.kernel.languages import DEFAULT_LANGUAGE
from pearls.plans.rules.toolkit import Tool
from pearls.plans.rules.worksheets import SIZES
from pearls.practices import queries as practice_queries
from pearls.practices.rules import written
from pearls.programme.rules import EditionRules, Step
from pearls.selection import queries as selection_queries


def place_record(place: Any) -> dict[str, Any]:
    return {
        "key": place.key,
        "name": place.display_name,
        "official_names": place.official_names or [place.name],
        "names": place.names,
        "country": place.country,
        "kind": str(place.kind),
        "nuts_version": place.nuts_version,
        "nuts2": place.nuts2 or None,
        "nuts3": place.nuts3 or None,
        "lat": place.lat,
        "lon": place.lon,
        "population": place.population,
        "population_note": place.population_note,
        "population_source": place.population_source or None,
        "legal_parent": place.legal_parent.key if place.legal_parent else None,
        "sources": place.sources,
        "demonstration": place.is_demonstration,
    }


def partner_record(partner: Any) -> dict[str, Any]:
    return {
        "key": partner.key,
        "number": partner.number,
        "name": partner.name,
        "other_names": [
            {
                "text": name.text,
                "language": name.language or None,
                "used_from": name.used_from or None,
                "used_until": name.used_until or None,
            }
            for name in partner.other_names.all()
        ],
        "role": str(partner.role),
        "kind": partner.kind,
        "country": partner.country,
        "place": partner.place.key if partner.place else None,
        "tasks": partner.tasks,
        "budget": {
            "total": _euros(partner.budget_total_cents),
            "programme_funding": _euros(partner.budget_programme_cents),
            "own_contribution": _euros(partner.budget_own_cents),
        },
        "sources": partner.sources,
        "demonstration": partner.is_demonstration,
    }


def edition_record(edition: Any) -> dict[str, Any]:
    return {
        "key": edition.key,
        "year": edition.title_year,
        "name": edition.name,
        "state": str(edition.state),
        "history": edition.is_history,
        "counts": {
            "applied": edition.applied_count,
            "admitted": edition.admitted_count,
            "final_pool": edition.final_pool_count,
            "titles": edition.titles_count,
        },
        "call_opens_at": edition.call_opens_at,
        "call_closes_at": edition.call_closes_at,
        "page": page_address("site:edition", key=edition.key),
        "demonstration": edition.is_demonstration,
    }


def edition_detail(
    edition: Any, *, steps: Any, rules: EditionRules | None, versions: Any, entries: Any, ceremonies: Any
) -> dict[str, Any]:
    return {
        **edition_record(edition),
        "titles_planned": edition.titles_planned_count,
        "dates": [step_record(step) for step in steps] or rule_dates(rules),
        "rules": {
            "titles": edition.titles_rule,
            "in_force": edition.rules_version.number if edition.rules_version else None,
            "versions": [rules_version_record(version) for version in versions],
        },
        "entries": [entry_record(entry) for entry in entries],
        "ceremonies": [ceremony_record(ceremony) for ceremony in ceremonies],
        "unnamed": edition.unnamed_count,
        "sources": edition.sources,
        "counts_sources": edition.counts_sources,
    }


def decided_record(found: selection_queries.Decided) -> dict[str, Any]:
    panel = found.panel
    at = {"edition": panel.edition.key, "stage": panel.stage}
    return {
        **selection_queries.decided_record(found),
        "page": page_address("selection:decided", **at),
        "file": page_address("selection:decided-file", **at),
        "demonstration": panel.edition.is_demonstration,
    }


def step_record(step: Any) -> dict[str, Any]:
    return {
        "step": step.step,
        "date": step.date or None,
        "planned_date": step.planned_date or None,
        "precision_note": step.precision_note,
        "zone_note": step.zone_note,
        "note": step.note,
        "sources": step.sources,
    }


def rule_dates(rules: EditionRules | None) -> list[dict[str, Any]]:
    """The dates of an edition that runs here, as its rules name them, in the zone of the rules."""
    if rules is None:
        return []
    return [
        {
            "step": str(step),
            "date": moment.wall.isoformat(timespec="minutes") if moment.wall else moment.day.isoformat(),
            "planned_date": None,
            "precision_note": {},
            "zone_note": {"en": rules.dates.zone},
            "note": {},
            "sources": [],
        }
        for step in Step
        if (moment := rules.dates.moment(step))
    ]


def rules_version_record(version: Any) -> dict[str, Any]:
    return {
        "number": version.number,
        "kind": str(version.kind),
        "sha256": version.sha256,
        "reason": version.reason,
        "decided_on": version.decided_on,
        "effective_at": version.effective_at,
        "document": tomllib.loads(version.text),
        "sources": version.sources,
    }


def entry_record(entry: Any) -> dict[str, Any]:
    return {
        "name": entry.name,
        "official_names": entry.place.official_names if entry.place else [],
        "place": entry.place.key if entry.place else None,
        "country": entry.country,
        "outcome": str(entry.outcome),
        "stage_reached": entry.stage_reached or None,
        "challenge": entry.challenge,
        "theme": entry.theme,
        "population": entry.population,
        "population_note": entry.population_note,
        "population_source": entry.population_source or None,
        "note": entry.note,
        "sources": entry.sources,
    }


def pearl_record(entry: Any) -> dict[str, Any]:
    key = entry.place.key if entry.place else ""
    return {
        **entry_record(entry),
        "edition": entry.edition.key,
        "year": entry.edition.title_year,
        "lat": entry.place.lat if entry.place else None,
        "lon": entry.place.lon if entry.place else None,
        "page": page_address("site:pearl", key=key) if key else page_address("site:edition", key=entry.edition.key),
        "demonstration": entry.edition.is_demonstration,
    }


def ceremony_record(ceremony: Any) -> dict[str, Any]:
    return {
        "place": ceremony.place.key,
        "date": ceremony.date or None,
        "event": ceremony.event,
        "note": ceremony.note,
        "sources": ceremony.sources,
    }


def practice_records(practices: Sequence[Any]) -> list[dict[str, Any]]:
    """Practices with the fields of their file, their pages, and whether they are invented; one query for all."""
    named = practice_queries.names_of(practices)
    names = {pk: (term.scheme, term.key) for pk, term in practice_queries.known_vocabulary().terms("en").items()}
    return [
        {
            **written(practice_queries.record_of(practice, [names[pk] for pk in named.get(practice.pk, ())])),
            "language": practice.language,
            "changed_at": practice.changed_at,
            "page": page_address("practices:practice", key=practice.key),
            "demonstration": practice.is_demonstration,
        }
        for practice in practices
    ]


def adoption_record(adoption: Any) -> dict[str, Any]:
    """That a place tried a practice; what it did not say is null."""
    texts = {name: getattr(adoption, name) or None for name in ("changed", "result", "advice")}
    same = ("outcome", "taken", "began_on", "ended_on", "hours", "links", "language", "changed_at")
    return {
        **texts,
        **{name: getattr(adoption, name) for name in same},
        "place": adoption.place.key,
        "country": adoption.place.country,
        "cost_eur": adoption.cost_euros,
        "page": f"{page_address('practices:practice', key=adoption.practice.key)}#tried-{adoption.ref}",
        "demonstration": adoption.is_demonstration,
    }


def concept_record(concept: Any) -> dict[str, Any]:
    return {
        "scheme": concept.scheme,
        "id": concept.key,
        "prefLabel": concept.labels,
        "altLabel": concept.synonyms,
        "broader": concept.broader.key if concept.broader else None,
        "deprecated": concept.deprecated_at is not None,
        "replaced_by": concept.replaced_by.key if concept.replaced_by else None,
    }


def tool_record(tool: Tool) -> dict[str, Any]:
    sizes = SIZES if tool.worksheet else ()
    return {
        "id": tool.id,
        "kind": str(tool.kind),
        "phase": tool.phase,
        "name": tool.name,
        "purpose": tool.purpose,
        "when": tool.when,
        "who": tool.who,
        "time": tool.time or None,
        "our_time": tool.our_time or None,
        "sections": tool.sections,
        "known": tool.known,
        "materials": tool.materials,
        "steps": tool.steps,
        "outcome": tool.outcome,
        "pitfalls": tool.pitfalls,
        "note": tool.note or None,
        "licence": tool.licence or None,
        "sources": tool.sources,
        "page": page_address("plans:tool", tool_id=tool.id),
        "worksheets": [page_address("plans:worksheet", tool_id=tool.id, size=size) for size in sizes],
    }


def page_address(name: str, **kwargs: str) -> str:
    """The full address of a page for people, in English."""
    with translation.override(DEFAULT_LANGUAGE):
        return str(settings.BASE_URL) + reverse(name, kwargs=kwargs)


def _euros(cents: int | None) -> str | None:
    return None if cents is None else str((Decimal(cents) / 100).quantize(Decimal("0.01")))


def plan_record(plan: dict[str, Any]) -> dict[str, Any]:
    """What is public of one action plan."""
    with translation.override(DEFAULT_LANGUAGE):
        path = reverse("plans:published-plan", args=[plan["place"], plan["edition"]])
    return {**plan, "page": f"{settings.BASE_URL}{path}"}


def event_record(event: Any) -> dict[str, Any]:
    has_days = event.precision in (Precision.MINUTE, Precision.DAY)
    return {
        "id": event.ref,
        "kind": event.kind,
        "title": event.title,
        "summary": event.summary or None,
        "language": event.language or None,
        "state": event.state,
        "precision": event.precision,
        "year": event.year,
        "first_on": event.first_on,
        "last_on": event.last_on,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "zone": event.zone,
        "mode": event.mode,
        "place": event.place.key if event.place else None,
        "venue": event.venue or None,
        "capacity": event.capacity,
        "free_places": free_places(capacity=event.capacity, taken=event.taken_count),
        "registration_closes_at": event.closes_at,
        "group": event.group or None,
        "topics": event.topics,
        "facts": event.facts,
        "participants": event.participants,
        "sequence": event.sequence,
        "changed_at": event.changed_at,
        "sources": event.source_urls,
        "page": page_address("calendar:event", ref=event.ref),
        "calendar": page_address("calendar:event-file", ref=event.ref) if has_days else None,
        "demonstration": event.is_demonstration,
    }
