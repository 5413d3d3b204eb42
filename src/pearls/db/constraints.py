"""Constraints shared by all rooms."""

from collections.abc import Iterable

from django.db.models import CheckConstraint, Q


def one_of(field: str, values: Iterable[str], *, name: str) -> CheckConstraint:
    """The column holds one of these codes and nothing else; a new wording of a code is no migration."""
    return CheckConstraint(condition=Q(**{f"{field}__in": sorted(str(value) for value in values)}), name=name)
