"""Reading the journal."""

from pearls.audit.models import Entry


def was_recorded(act: str) -> bool:
    """Whether such an act ever happened."""
    return Entry.objects.filter(act=act).exists()
