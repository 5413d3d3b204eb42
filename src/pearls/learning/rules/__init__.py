"""What may become of a course, when it is finished, and what a certificate is: pure decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pearls.kernel.actor import Actor, Role
from pearls.kernel.verdict import YES, Verdict, no

# Who may write courses, beside the office.
WRITING_ROLES = (Role.MENTOR, Role.EDITOR)
MOST_LESSONS = 40
MOST_QUESTIONS = 12  # of one lesson
FEEDBACK_FROM = 5  # answers, before their numbers are shown to anybody
STARS = (1, 2, 3, 4, 5)
WAITS_DAYS = 14  # after so many days a course that somebody has begun stands on their day


class CourseState(StrEnum):
    """Draft: its writers see it. Open: everybody. Closed: those who have begun may finish it."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Part(StrEnum):
    """What somebody has to do with a course: nothing yet, in it, or has left it."""

    NONE = "none"
    IN = "in"
    LEFT = "left"


@dataclass(frozen=True)
class Rule:
    """When a course is finished, as its writers have set it.

    Every lesson is read, always. `pass_percent` (0 to 100) is needed in the self-check of each lesson that has one;
    `needed_sessions` of its live sessions are attended.
    """

    pass_percent: int
    needed_sessions: int = 0


@dataclass(frozen=True)
class Way:
    """How far somebody is: counts, and the best percentage in each self-check; one not tried yet is None."""

    lesson_count: int
    read_count: int
    best_percents: Sequence[int | None] = ()
    attended_count: int = 0


def is_writer(actor: Actor) -> bool:
    """Whether the actor may write courses: the office, mentors and editors."""
    return actor.is_office() or actor.has_role(*WRITING_ROLES)


def may_write(actor: Actor) -> Verdict:
    """Whether the actor may write a course. Reason: not-a-writer."""
    return YES if is_writer(actor) else no("not-a-writer")


def may_see_enrolled(actor: Actor, *, made_by: str) -> bool:
    """Whether the actor may read who takes part: the office, and whoever made the course."""
    return actor.is_office() or (is_writer(actor) and actor.ref == made_by)


def may_open(*, is_writer: bool, state: CourseState, has_title: bool, lesson_count: int) -> Verdict:
    """Whether a course may be opened to everybody. Reasons: not-a-writer, course-open, course-unfinished."""
    if not is_writer:
        return no("not-a-writer")
    if state == CourseState.OPEN:
        return no("course-open")
    return YES if has_title and lesson_count else no("course-unfinished")


def may_close(*, is_writer: bool, state: CourseState) -> Verdict:
    """Whether a course may take nobody new. Reasons: not-a-writer, course-not-open."""
    if not is_writer:
        return no("not-a-writer")
    return YES if state == CourseState.OPEN else no("course-not-open")


def may_enrol(*, is_signed_in: bool, state: CourseState, part: Part, language: str, told: Sequence[str]) -> Verdict:
    """Whether somebody may begin a course, or come back to one; a closed one is no newcomer's, but theirs who left it.

    Reasons: needs-account, course-not-open, already-enrolled, language-not-told.
    """
    if not is_signed_in:
        return no("needs-account")
    if part == Part.IN:
        return no("already-enrolled")
    if state == CourseState.DRAFT or (state == CourseState.CLOSED and part == Part.NONE):
        return no("course-not-open")
    return YES if language in told else no("language-not-told")


def percent_of(right: int, total: int) -> int:
    """So many of a hundred, rounded down, so that nobody passes by rounding; a check without questions is passed."""
    return 100 if total == 0 else 100 * right // total


def is_right(chosen: frozenset[int], right: frozenset[int]) -> bool:
    """Whether a question is answered: all right answers are chosen and no other."""
    return chosen == right


def is_finished(rule: Rule, way: Way) -> Verdict:
    """Whether a course is finished. Reasons, the first that holds: nothing-to-learn, lessons-unread, checks-not-passed,
    sessions-missed; each with how many are left."""
    if not way.lesson_count:
        return no("nothing-to-learn")
    if way.read_count < way.lesson_count:
        return no("lessons-unread", left=way.lesson_count - way.read_count)
    failed = sum(best is None or best < rule.pass_percent for best in way.best_percents)
    if failed:
        return no("checks-not-passed", left=failed, percent=rule.pass_percent)
    if way.attended_count < rule.needed_sessions:
        return no("sessions-missed", needed=rule.needed_sessions, attended=way.attended_count)
    return YES


def is_rule_sound(rule: Rule, *, session_count: int) -> Verdict:
    """Whether anybody could finish by this rule. Reasons: percent-impossible, sessions-impossible."""
    if not 0 <= rule.pass_percent <= 100:
        return no("percent-impossible")
    return YES if 0 <= rule.needed_sessions <= session_count else no("sessions-impossible", count=session_count)


def average_stars(stars: Sequence[int]) -> str:
    """The mean to one decimal, half up ("4.3"); empty while too few have answered for nobody to be guessed."""
    if len(stars) < FEEDBACK_FROM:
        return ""
    tenths = (20 * sum(stars) + len(stars)) // (2 * len(stars))
    return f"{tenths // 10}.{tenths % 10}"
