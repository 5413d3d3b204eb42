"""How far a big file came that is brought in part by part."""

from pearls.audit import queries as audit_queries


def place_reached(digest: str) -> int | None:
    """How many practices of the file with this SHA-256 are in, by the journal; None where none of it is, or all."""
    last = audit_queries.acts_upon(f"practices:{digest}", "practices-part-loaded").first()
    if last is None or last.data["upto"] >= last.data["total"]:
        return None
    return int(last.data["upto"])
