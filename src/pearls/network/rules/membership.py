"""Who may join the network, who sees a profile, and who may write to whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no

MOST_CONCEPTS = 8  # of what a town is good at, and as many of what it looks for
MOST_NOTES_A_DAY = 10
MOST_NOTES_TO_ONE = 3


class Kind(StrEnum):
    """What somebody is to the programme; a Pearl whose title year has passed is alumni too."""

    PEARL = "pearl"
    ALUMNI = "alumni"
    CANDIDATE = "candidate"
    PARTNER = "partner"
    CONTACT_POINT = "contact-point"
    MENTOR = "mentor"


class Visibility(StrEnum):
    """Who reads a profile."""

    PUBLIC = "public"
    NETWORK = "network"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Profile:
    """What a member says of itself; concepts are written `scheme:key`."""

    about: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    good_at: tuple[str, ...] = ()
    looks_for: tuple[str, ...] = ()
    visibility: str = Visibility.NETWORK


def kinds_of_place(*, title_years: Sequence[int | None], was_candidate: bool, year: int) -> tuple[Kind, ...]:
    """What a place is by the public record, in the year that is now; the strongest word first."""
    if title_years:
        passed = all(each is not None and each < year for each in title_years)
        return (Kind.PEARL, Kind.ALUMNI) if passed else (Kind.PEARL,)
    return (Kind.CANDIDATE,) if was_candidate else ()


def may_join(*, is_own: bool, kinds: Collection[Kind], is_member: bool, profile: Profile) -> Verdict:
    """Whether a place or a person joins. Reasons: not-yours, not-in-the-programme, already-in-network, …"""
    if not is_own:
        return no("not-yours")
    if not kinds:
        return no("not-in-the-programme")
    return no("already-in-network") if is_member else _is_sound(profile)


def may_change(*, is_own: bool, has_left: bool, profile: Profile | None = None) -> Verdict:
    """Whether a profile may be changed, or its member leave.

    Reasons: not-yours, has-left, too-many-concepts, unknown-visibility.
    """
    if not is_own:
        return no("not-yours")
    if has_left:
        return no("has-left")
    return YES if profile is None else _is_sound(profile)


def _is_sound(profile: Profile) -> Verdict:
    if profile.visibility not in set(Visibility):
        return no("unknown-visibility")
    if max(len(profile.good_at), len(profile.looks_for)) > MOST_CONCEPTS:
        return no("too-many-concepts", limit=MOST_CONCEPTS)
    return YES


def may_list(*, is_own: bool, has_left: bool, function: str) -> Verdict:
    """Whether somebody is listed as a contact: only by themselves, and only for their own member.

    Reasons: not-yours, has-left, needs-function.
    """
    verdict = may_change(is_own=is_own, has_left=has_left)
    if not verdict:
        return verdict
    return YES if function.strip() else no("needs-function")


def is_shown(*, visibility: str, is_person: bool, is_own: bool, in_network: bool) -> bool:
    """Whether a reader sees a profile. The name of a person never leaves the network, whatever was chosen."""
    if is_own:
        return True
    if visibility == Visibility.PUBLIC and not is_person:
        return True
    return in_network and visibility in (Visibility.PUBLIC, Visibility.NETWORK)


def may_enter_term(*, is_office: bool, began_on: date, ended_on: date | None) -> Verdict:
    """Whether a contact point's term may be entered. Reasons: not-the-office, ends-before-it-begins."""
    if not is_office:
        return no("not-the-office")
    return no("ends-before-it-begins") if ended_on is not None and ended_on < began_on else YES


def may_name_for_partner(*, is_office: bool, has_account: bool) -> Verdict:
    """Whether somebody is named to get what is written to a partner. Reasons: not-the-office, no-such-person."""
    if not is_office:
        return no("not-the-office")
    return YES if has_account else no("no-such-person")


def may_write_note(*, in_network: bool, is_own: bool, takers: int, today: int, to_this: int) -> Verdict:
    """Whether a message is handed on; `takers` are those who read it and have not muted the writer.

    Reasons: not-in-network, own-profile, too-many-notes, nobody-takes-it.
    """
    if not in_network:
        return no("not-in-network")
    if is_own:
        return no("own-profile")
    if today >= MOST_NOTES_A_DAY or to_this >= MOST_NOTES_TO_ONE:
        return no("too-many-notes")
    return YES if takers else no("nobody-takes-it")
