"""Who may look into an application, comment on it, write in it, bring others to it."""

from dataclasses import dataclass
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no


class Right(StrEnum):
    """What a colleague may do; each right holds the ones before it."""

    VIEW = "view"
    COMMENT = "comment"
    EDIT = "edit"


ORDER = (Right.VIEW, Right.COMMENT, Right.EDIT)


@dataclass(frozen=True)
class Access:
    """What somebody is to one application. `right` is None for a stranger.

    A confirmed speaker of the place has every right, whether invited or not; one of a municipality that applies
    together with it writes too, and does not send. A mentor of the place reads and comments, and does
    not write, whatever right a colleague has given.
    """

    right: Right | None = None
    is_speaker: bool = False
    is_mentor: bool = False
    is_partner: bool = False

    @property
    def best_right(self) -> Right | None:
        if self.is_speaker or self.is_partner:
            return Right.EDIT
        return Right.COMMENT if self.is_mentor else self.right

    def has(self, right: Right) -> bool:
        """Whether the access includes this right."""
        best = self.best_right
        return best is not None and ORDER.index(best) >= ORDER.index(right)

    @property
    def sees_private(self) -> bool:
        """Whether private answers are shown, such as whom to reach: to the team, and not to a mentor."""
        return self.right is not None or self.is_speaker or self.is_partner


def may_read(access: Access) -> Verdict:
    """Whether the application may be seen at all; to strangers it is not there."""
    return YES if access.has(Right.VIEW) else no("not-yours")


def may_comment(access: Access) -> Verdict:
    """Whether a comment may be left beside a section."""
    return YES if access.has(Right.COMMENT) else no("may-only-read")


def may_write(access: Access) -> Verdict:
    """Whether answers may be typed, as far as the person goes; `may_edit` asks about state and time."""
    return YES if access.has(Right.EDIT) else no("may-not-write")


def may_invite(access: Access) -> Verdict:
    """Whether colleagues may be invited, given another right, or removed."""
    return YES if access.has(Right.EDIT) else no("may-not-invite")
