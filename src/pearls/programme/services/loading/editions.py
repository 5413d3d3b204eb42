"""The editions of the past, out of `editions.json` and their rules files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pearls.kernel.canonical import sha256_hex
from pearls.programme import queries
from pearls.programme.models import Ceremony, Edition, Entry, Programme, RulesVersion, TimelineStep
from pearls.programme.rules import Step, parse_edition_rules
from pearls.programme.rules.office import EditionState, VersionKind
from pearls.programme.services.loading.files import RULES, facts, words

LATVIAN_LABELS = {
    "Pilot edition": "Izmēģinājuma kārta",
    "Second edition": "Otrā kārta",
    "Third edition": "Trešā kārta",
    "Fourth edition (first after the project)": "Ceturtā kārta (pirmā pēc projekta)",
}
# What the record calls the stage an applicant reached, as a code that labels word.
STAGES = {"application": "application", "development phase": "development", "awarded": "awarded"}
# Facts of an entry that have no column of their own.
DETAILS = ("year_facts", "mentor", "local_coordinator", "settlements", "inhabited_islands", "core_team")


def save_editions(programme: Programme, *, now: datetime) -> int:
    """Every edition of the fact file with its dates, ceremonies, entries and rules."""
    rows = facts("editions.json")
    places = queries.place_ids(named["place_id"] for row in rows for named in (*row["ceremonies"], *row["entries"]))
    for row in rows:
        key = str(row["edition"])
        edition, _is_new = Edition.objects.update_or_create(
            key=key, defaults=_edition(row, programme), create_defaults=_edition(row, programme) | {"created_at": now}
        )
        _save_timeline(edition, row["timeline"])
        _save_ceremonies(edition, row["ceremonies"], places)
        _save_entries(edition, row["entries"], places)
        _save_rules(edition, now=now)
    return len(rows)


def _edition(row: Mapping[str, Any], programme: Programme) -> dict[str, Any]:
    year, counts = row["edition"], row["counts"]
    unnamed, dropped = row.get("not_named", {}), row.get("dropped_between_candidate_and_final", {})
    is_confirmed = row.get("status") != "not confirmed"
    return {
        "programme": programme,
        "name": {"en": f"{year} edition", "lv": f"{year}. gada kārta"},
        "label": {"en": row["label"], "lv": LATVIAN_LABELS[row["label"]]},
        "title_year": year,
        "state": EditionState.PUBLISHED if is_confirmed else EditionState.UNCONFIRMED,
        "is_history": True,
        "applied_count": counts["applicants"],
        "admitted_count": counts["admitted_to_development"],
        "final_pool_count": counts["candidates_in_final_pool"],
        "titles_planned_count": counts["titles_planned"],
        "titles_count": counts["titles_awarded"],
        "counts_sources": counts["source_urls"],
        "titles_rule": words(row["titles_rule_that_year"]),
        "unnamed_count": unnamed.get("count"),
        "unnamed_note": words(unnamed.get("what")),
        "dropped_count": dropped.get("count"),
        "dropped_note": words(dropped.get("note")),
        "note": words(row.get("note")),
        "sources": row.get("source_urls", []),
    }


def _save_timeline(edition: Edition, rows: list[dict[str, Any]]) -> None:
    for position, row in enumerate(rows, start=1):
        TimelineStep.objects.update_or_create(
            edition=edition,
            step=row["step"],
            defaults={
                "position": position,
                "date": row["date"] or "",
                "planned_date": row.get("planned_date") or "",
                "precision_note": words(_precision_note(row["precision"])),
                "zone_name": row.get("timezone") or "",
                "zone_note": words(row.get("timezone_note")),
                "note": words(row.get("note")),
                "sources": row.get("source_urls", []),
            },
        )
    edition.timeline.exclude(step__in=[row["step"] for row in rows]).delete()


def _precision_note(precision: str | None) -> str:
    """What the source adds to "day" or "month"; the bare word says nothing that the date does not show."""
    return "" if precision in (None, "day", "month", "minute") else precision


def _save_ceremonies(edition: Edition, rows: list[dict[str, Any]], places: Mapping[str, int]) -> None:
    for row in rows:
        Ceremony.objects.update_or_create(
            edition=edition,
            place_id=places[row["place_id"]],
            defaults={
                "date": row["date"] or "",
                "event": words(row["event"]),
                "note": words(row.get("note")),
                "sources": row.get("source_urls", []),
            },
        )
    edition.ceremonies.exclude(place_id__in=[places[row["place_id"]] for row in rows]).delete()


def _save_entries(edition: Edition, rows: list[dict[str, Any]], places: Mapping[str, int]) -> None:
    for row in rows:
        Entry.objects.update_or_create(
            edition=edition,
            place_id=places[row["place_id"]],
            defaults={
                "name": row["name"],
                "country": row["country"],
                "outcome": row["outcome"],
                "stage_reached": STAGES[row["stage_reached"]],
                "challenge": words(row["main_challenge"]),
                "theme": words(row["plan_theme"]),
                "population": row["population"],
                "population_note": words(row.get("population_note")),
                "population_source": row["population_source_url"] or "",
                "note": words(row.get("note")),
                "details": _details(row),
                "sources": row["source_urls"],
            },
        )
    edition.entries.exclude(place_id__in=[places[row["place_id"]] for row in rows]).delete()


def _details(row: Mapping[str, Any]) -> dict[str, Any]:
    """The entry's further facts; texts as {language: text}, numbers and yes or no as they are."""
    found = {name: row[name] for name in DETAILS if row.get(name) is not None}
    for name, value in found.items():
        if isinstance(value, list):
            found[name] = [words(item) for item in value]
        elif isinstance(value, str):
            found[name] = words(value)
    return found


def _save_rules(edition: Edition, *, now: datetime) -> None:
    """The rules as published, and each amendment: `2025.toml`, then `2025-amendment.toml`."""
    original = RULES / f"{edition.key}.toml"
    if not original.exists():
        return
    amendments = sorted(RULES.glob(f"{edition.key}-amendment*.toml"))
    for number, path in enumerate([original, *amendments], start=1):
        text = path.read_text(encoding="utf-8")
        dates = parse_edition_rules(text).dates
        version, _is_new = RulesVersion.objects.update_or_create(
            edition=edition,
            number=number,
            defaults={
                "kind": VersionKind.ORIGINAL if number == 1 else VersionKind.AMENDMENT,
                "text": text,
                "sha256": sha256_hex(text.encode()),
                "saved_at": now,
            },
        )
        # The last one is in force. Reason and date of an amendment stay empty: none was published.
        edition.rules_version = version
        edition.call_opens_at = dates.instant(Step.CALL_OPENS)
        edition.call_closes_at = dates.instant(Step.CALL_CLOSES)
    edition.save(update_fields=["rules_version", "call_opens_at", "call_closes_at"])
