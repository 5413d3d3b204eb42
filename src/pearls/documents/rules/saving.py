"""The states of an answer that is being written, and who may write it when."""

from datetime import datetime
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no


class SaveKind(StrEnum):
    """What became of one saving."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    MERGED = "merged"
    CONFLICT = "conflict"
    REFUSED = "refused"


class RevisionKind(StrEnum):
    """How a version of an answer came about. An aside was typed, but is not the current answer by itself."""

    SAVED = "saved"
    ASIDE = "aside"
    MERGED = "merged"
    CHOSEN = "chosen"


class RivalState(StrEnum):
    OPEN = "open"
    SETTLED = "settled"


class RivalChoice(StrEnum):
    """Which text a person chose where two had changed the same spot."""

    CURRENT = "current"
    RIVAL = "rival"
    BOTH = "both"


class DocumentRight(StrEnum):
    """What somebody may do with a document; the room above says who has which."""

    VIEW = "view"
    COMMENT = "comment"
    EDIT = "edit"


def may_write(*, closed_at: datetime | None) -> Verdict:
    """A document may be written until the room above closes it."""
    return no("document-closed", closed_at=closed_at) if closed_at else YES


def may_choose(*, state: str, closed_at: datetime | None) -> Verdict:
    """A rival may be settled once, while its document is open."""
    if state != RivalState.OPEN:
        return no("rival-settled")
    return may_write(closed_at=closed_at)
