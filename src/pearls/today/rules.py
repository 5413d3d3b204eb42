"""Whose day a line stands on, and for how long: pure decisions."""

from datetime import timedelta

NEWS_LASTS = timedelta(days=14)


def is_one_audience(*, person: object, place: object, role: str) -> bool:
    """Whether a line is for exactly one: a person, those who speak for a place, or those who hold a role."""
    return sum(bool(each) for each in (person, place, role)) == 1
