"""The programme and its partners, out of `programme.json`."""

from collections.abc import Mapping
from typing import Any

from pearls.programme import queries
from pearls.programme.models import Partner, PartnerName, Programme
from pearls.programme.rules.office import PartnerRole
from pearls.programme.services.loading.files import cents, facts, words

# What the project sheet calls the ministry today, and what it called it then.
_DATED = {" (older name used in the project sheet)": "older name used in the project sheet"}


def save_programme(key: str, *, loaded_sha256: str) -> Programme:
    """The programme's row, with its facts as the public page shows them."""
    record = facts("programme.json")
    names = {item["lang"]: item["name"] for item in record["identity"]["names"] if item["name"]}
    names.pop("de")  # the source gives the title's name there, not the project's
    titles = {item["lang"]: item["term"] for item in record["identity"]["title_singular_by_language"] if item["term"]}
    programme, _is_new = Programme.objects.update_or_create(
        key=key,
        defaults={
            "name": {"en": record["identity"]["acronym"], "lv": record["identity"]["acronym"]},
            "title_name": titles,
            "facts": programme_facts(record) | {"full_name": names},
            "is_default": True,
            "loaded_sha256": loaded_sha256,
        },
    )
    return programme


def programme_facts(record: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of the project: every text as {language: text}, money in cents, each part with its sources.

    Keys: number, funder, dates, objective, problem, target_groups, components, activities, results, achieved, terms,
    budget, partnership, contacts, phases, governance, websites, changes, wording.
    """
    return {
        "number": record["identity"]["number"],
        "terms": [_term(item) for item in record["identity"]["key_terms"]],
        "funder": _funder(record["programme"]),
        "dates": {key: record["dates"][key] for key in ("start", "end", "months")}
        | {"kick_off": words(record["dates"]["kick_off"]), "sources": record["dates"]["source_urls"]},
        **{key: _text(record[key]) for key in ("objective", "problem")},
        **{key: _list(record[key]) for key in ("target_groups", "activities", "results")},
        "components": [_named(item) for item in record["key_components"]],
        "achieved": _achieved(record["achieved"]),
        "budget": _budget(record["budget"]),
        "partnership": _partnership(record),
        "contacts": _contacts(record["contacts"]),
        "phases": [_phase(item) for item in record["phases"]],
        "governance": _governance(record["governance"]),
        "websites": [{"url": item["url"], "use": words(item["use"])} for item in record["websites"]],
        "changes": [_change(item) for item in facts("rules.json")["rule_changes"]],
        "wording": words(record["wording_note"]),
    }


def _term(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"term": item["term"], "meaning": words(item["meaning"]), "sources": item["source_urls"]}


def _text(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"text": words(item["text"], item.get("text_lv")), "sources": item["source_urls"]}


def _list(item: Mapping[str, Any]) -> dict[str, Any]:
    latvian = item.get("items_lv", [None] * len(item["items"]))
    texts = [words(text, lv) for text, lv in zip(item["items"], latvian, strict=True)]
    return {"items": texts, "sources": item["source_urls"]}


def _named(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": words(item["name"]), "sources": item["source_urls"]}


def _funder(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": item["name"],
        "period": item["period"],
        "period_note": words(item["period_in_project_sheet"]),
        "project_type": words(item["project_type"]),
        "approved": item["approved"],
        "policy_areas": [words(area) for area in item["eusbsr_policy_areas"]],
        "predecessor": words(item["predecessor"]),
        "priority": words(item["priority"]),
        "priority_note": words(item["priority_note"]),
        "sources": item["source_urls"],
    }


def _achieved(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "titles_count": item["titles_awarded_2024_2026"],
        "applications_count": item["applications_2024_2026"],
        "named_places_count": item["different_municipalities_named"],
        "note": words(item["note"]),
        "sources": item["source_urls"],
    }


def _budget(item: Mapping[str, Any]) -> dict[str, Any]:
    """Both published totals, side by side; neither is called the right one."""
    published = [figure for figure in item["programme_funding_candidates"] if not figure.get("computed")]
    return {
        "totals": [
            _figure(figure) | {"as_written": figure["as_written"], "confidence": words(figure["confidence"])}
            for figure in item["total_candidates"]
        ],
        "programme_funding": [_figure(figure) for figure in published],
        "rate_percent": int(item["co_financing_rate_programme"] * 100),
        "rate_note": words(item["rate_evidence"]),
        "sources": item["source_urls"],
    }


def _figure(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"cents": cents(item["value_eur"]), "evidence": words(item["evidence"]), "sources": item["source_urls"]}


def _partnership(record: Mapping[str, Any]) -> dict[str, Any]:
    associated = record["associated_organisations"]
    return {
        "partners_count": record["partner_count"]["value"],
        "countries_count": record["partner_count"]["countries"],
        "sources": record["partner_count"]["source_urls"],
        "seat_note": words(record["partner_seat_note"]),
        "associated_count": associated["count"],
        "associated": [
            {"name": words(item["name"]), "role": words(item["role"]), "sources": item["source_urls"]}
            for item in associated["named"]
        ],
        "associated_note": words(associated["note"]),
        "associated_sources": associated["source_urls"],
    }


def _contacts(item: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        {"organisation": words(row["organisation"]), "purpose": words(row["purpose"]), "url": row["web"]}
        for row in item["items"]
    ]
    return {"items": rows, "note": words(item["note"]), "sources": item["source_urls"]}


def _phase(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "key": item["id"],
        "name": words(item["name"]),
        "start": item["start"],
        "end": item["end"],
        "facts": [words(fact) for fact in item["facts"]],
        "sources": item["source_urls"],
    }


def _governance(item: Mapping[str, Any]) -> dict[str, Any]:
    def bodies(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
        return [{"body": words(row["body"]), "does": words(row["does"])} for row in rows]

    return {
        "during_project": bodies(item["during_project"]),
        "after_project": bodies(item["after_project"]),
        "unknown": [words(text) for text in item["unknown"]],
        "sources": item["source_urls"],
    }


def _change(item: Mapping[str, Any]) -> dict[str, Any]:
    """How one rule changed from edition to edition; {} is not published."""
    years = {year: words(item[f"t{year}"]) for year in ("2024", "2025", "2026")}
    topic = words(item["topic"])
    return {"topic": topic, "editions": years, "now": words(item["now"]), "sources": item["source_urls"]}


def save_partners(programme: Programme) -> int:
    """The partners in the order of the project sheet; a partner that left the file leaves the tables."""
    rows = facts("programme.json")["partners"]
    places = queries.place_ids(row["city_place_id"] for row in rows if row["city_place_id"])
    for row in rows:
        partner, _is_new = Partner.objects.update_or_create(key=row["id"], defaults=_partner(row, programme, places))
        _save_other_names(partner, row["other_names"])
    own = Partner.objects.filter(programme=programme, is_demonstration=False)
    own.exclude(key__in=[row["id"] for row in rows]).delete()
    return len(rows)


def _partner(row: Mapping[str, Any], programme: Programme, places: Mapping[str, int]) -> dict[str, Any]:
    return {
        "programme": programme,
        "number": row["no_in_project_sheet"],
        "name": {"en": row["name_en"], "lv": row["name_lv_in_project_sheet"]},
        "role": PartnerRole.LEAD if row["role"] == "lead partner" else PartnerRole.PARTNER,
        "kind": words(row["type"]),
        "country": row["country"],
        "place_id": places[row["city_place_id"]] if row["city_place_id"] else None,
        "tasks": [words(task) for task in row["known_tasks"]],
        "budget_total_cents": cents(row["budget"]["total_eur"]),
        "budget_programme_cents": cents(row["budget"]["programme_funding_eur"]),
        "budget_own_cents": cents(row["budget"]["co_financing_eur"]),
        "note": words(row["notes"]),
        "sources": row["source_urls"],
    }


def _save_other_names(partner: Partner, names: list[str]) -> None:
    kept = []
    for name in names:
        text, note = name, ""
        for ending, meaning in _DATED.items():
            if name.endswith(ending):
                text, note = name.removesuffix(ending), meaning
        PartnerName.objects.update_or_create(
            partner=partner, text=text, defaults={"language": _language(text, note), "note": words(note)}
        )
        kept.append(text)
    partner.other_names.exclude(text__in=kept).delete()


# The language of a partner's other name; short forms belong to no language.
_NAME_LANGUAGES = {
    "Österbottens förbund": "sv",
    "Pohjanmaan liitto": "fi",
    "Dansk Kulturinstitut": "da",
    "Vidzemes plānošanas reģions (VPR)": "lv",
    "Nadbałtyckie Centrum Kultury": "pl",
    "Heinrich-Böll-Stiftung Schleswig-Holstein": "de",
    "Loov Eesti": "et",
    "Varde Kommune": "da",
}


def _language(text: str, note: str) -> str:
    return _NAME_LANGUAGES.get(text, "en" if note else "")
