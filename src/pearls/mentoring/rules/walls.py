"""Who reads which note, and who works on what. Pure. No juror and no committee reads a note: judging knows none."""

from dataclasses import dataclass
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no


class Visibility(StrEnum):
    """Who reads a note: mentor and town; mentors among themselves; mentor and office."""

    PAIR = "pair"
    MENTORS = "mentors"
    OFFICE = "office"


class PairKind(StrEnum):
    """Whom a mentor stands by: a town, or another mentor."""

    TOWN = "town"
    TWIN = "twin"


class Side(StrEnum):
    """The two sides of a pair: who supports, and who is supported."""

    MENTOR = "mentor"
    TOWN = "town"


@dataclass(frozen=True)
class Reader:
    """What somebody is to a pair. `is_peer`: a mentor of other towns; `judges`: sits on a panel, as juror, chair or
    committee."""

    is_office: bool = False
    is_mentor: bool = False
    is_supported: bool = False
    is_peer: bool = False
    judges: bool = False

    @property
    def is_in_it(self) -> bool:
        return self.is_mentor or self.is_supported

    @property
    def side(self) -> Side | None:
        if self.is_mentor:
            return Side.MENTOR
        return Side.TOWN if self.is_supported else None


def may_read_pair(reader: Reader) -> bool:
    """Whether somebody has the page of a pair at all."""
    return reader.is_in_it or reader.is_office


def may_read_note(reader: Reader, *, visibility: Visibility, is_from_before: bool = False) -> bool:
    """Whether somebody reads a note. `is_from_before`: written with an earlier mentor, and the town did not hand it on.

    A note of a pair stays with those two; whoever judges reads nothing of other pairs.
    """
    if visibility == Visibility.PAIR:
        return reader.is_supported or (reader.is_mentor and not is_from_before)
    if visibility == Visibility.MENTORS:
        return reader.is_mentor or (reader.is_peer and not reader.judges and not reader.is_supported)
    return reader.is_mentor or (reader.is_office and not reader.is_supported)


def may_write_note(reader: Reader, *, visibility: Visibility, text: str) -> Verdict:
    """Whether somebody may note something: the mentor as they like, the supported side for the pair, the office for
    itself. Reasons: not-your-pair, not-this-visibility, needs-text."""
    if not (reader.is_in_it or reader.is_office):
        return no("not-your-pair")
    allowed = reader.is_mentor or (visibility == (Visibility.PAIR if reader.is_supported else Visibility.OFFICE))
    if not allowed:
        return no("not-this-visibility")
    return YES if text.strip() else no("needs-text")


def may_work(reader: Reader) -> Verdict:
    """Whether somebody keeps meetings and promises of a pair. Reason: not-your-pair."""
    return YES if reader.is_in_it else no("not-your-pair")
