"""The words of courses, self-checks and certificates."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.learning.rules import CourseState
from pearls.learning.rules.certificates import Standing
from pearls.mail.rules import Letter

STATES: dict[str, Promise] = {
    CourseState.DRAFT: pgettext_lazy("state of a course", "Draft"),
    CourseState.OPEN: pgettext_lazy("state of a course", "Open"),
    CourseState.CLOSED: pgettext_lazy("state of a course", "Closed"),
}
TONES: dict[str, str] = {CourseState.DRAFT: "neutral", CourseState.OPEN: "good", CourseState.CLOSED: "neutral"}
STANDINGS: dict[str, Promise] = {
    Standing.VALID: _("This certificate is valid"),
    Standing.WITHDRAWN: _("This certificate was withdrawn"),
    Standing.UNKNOWN: _("No certificate has this code"),
}
STANDING_TONES: dict[str, str] = {Standing.VALID: "good", Standing.WITHDRAWN: "wrong", Standing.UNKNOWN: "warn"}
HOLDER_ERASED = _("The holder’s data were erased.")
HOLDER_HIDDEN = _("The holder does not show the name here.")

REASONS: dict[str, Promise] = {
    "not-a-writer": _("Courses are written by the programme office, mentors and editors."),
    "not-the-office": _("Only the programme office does this."),
    "course-open": _("The course is open already."),
    "course-not-open": _("The course takes nobody new at present."),
    "course-unfinished": _("A course needs a title and at least one lesson before it can open."),
    "needs-account": _("Please sign in first: the site keeps your place in the course with your account."),
    "already-enrolled": _("You take part in this course already."),
    "language-not-told": _("The course is not told in this language."),
    "not-enrolled": _("You do not take part in this course."),
    "nothing-to-learn": _("The course has no lessons yet."),
    "lessons-unread": _("Lessons that you have not read yet: %(left)s."),
    "checks-not-passed": _("Self-checks below %(percent)s %%: %(left)s. You may try as often as you like."),
    "sessions-missed": _("Live sessions attended: %(attended)s of the %(needed)s that are needed."),
    "percent-impossible": _("The share of right answers is between 0 and 100."),
    "sessions-impossible": _("More live sessions are needed than the course has: %(count)s."),
    "title-missing": _("A lesson needs a title."),
    "too-many-lessons": _("A course has at most %(limit)s lessons."),
    "too-many-questions": _("A self-check has at most %(limit)s questions."),
    "text-too-long": _("A lesson has at most %(limit)s characters. Two short lessons read better than one long one."),
    "not-https": _("Links to materials begin with https:// and have no spaces."),
    "unknown-step": _("This is no step of the action plan."),
    "question-empty": _("Please write the question."),
    "option-empty": _("One of the answers is empty."),
    "options-few": _("A question needs at least two answers to choose from."),
    "options-many": _("A question has at most %(limit)s answers to choose from."),
    "options-differ": _("The translation needs as many answers as the original: %(count)s."),
    "one-right": _("Please mark exactly one answer as right, or let several be chosen."),
    "right-missing": _("Please mark at least one answer as right."),
    "stars-unknown": _("Please choose from one to five."),
    "feedback-given": _("You have told us already. Thank you."),
    "event-not-over": _("The event is not over yet."),
    "not-attended": _("You are not on the list of those who attended."),
    "has-certificate": _("You have this certificate already."),
    "name-missing": _("Please write your name in your account first: it is what the certificate says."),
    "certificate-withdrawn": _("The certificate was withdrawn."),
    "certificate-erased": _("The holder’s data were erased."),
    "not-yours": _("This certificate is not yours."),
    "needs-reason": _("Please say why: the holder reads it."),
    "too-many-looks": _("Very many codes were tried from here. Please try again in an hour."),
}
ACTS: dict[str, Promise] = {
    "course-made": _("Course begun"),
    "course-changed": _("Course changed"),
    "course-opened": _("Course opened"),
    "course-closed": _("Course closed to newcomers"),
    "courses-loaded": _("Courses that ship were loaded"),
    "lesson-written": _("Lesson written"),
    "lesson-placed": _("Lesson put in its place"),
    "question-written": _("Question of a self-check written"),
    "question-removed": _("Question of a self-check removed"),
    "session-added": _("Live session added to a course"),
    "session-removed": _("Live session taken from a course"),
    "course-enrolled": _("Began a course"),
    "course-left": _("Left a course"),
    "course-language-changed": _("Reads a course in another language"),
    "lesson-read": _("Lesson read"),
    "self-check-answered": _("Self-check answered"),
    "course-finished": _("Course finished"),
    "course-feedback-given": _("Said what they think of a course"),
    "course-waits": _("Reminded of a course that waits"),
    "certificate-issued": _("Certificate issued"),
    "certificate-name-shown": _("Certificate shows the name"),
    "certificate-name-hidden": _("Certificate hides the name"),
    "certificate-withdrawn": _("Certificate withdrawn"),
    "learning-forgotten": _("What somebody learned was forgotten"),
}
SUBJECTS: dict[str, Promise] = {
    "course": _("Course"),
    "courses": _("Courses"),
    "enrolment": pgettext_lazy("of somebody in a course", "Enrolment"),
    "certificate": _("Certificate"),
}
LINES: dict[str, Promise] = {
    "course-waits": _("You began this course; %(done)s of %(all)s lessons are read"),
    "course-certificate-ready": _("You have finished; the certificate is ready"),
}

ENROLLED_LETTER = Letter(
    "course-enrolled",
    _("You take part in: %(title)s"),
    _(
        "Hello %(name)s,\n\nyou take part in the course “%(title)s”. Read at your own pace; the site keeps your"
        " place:\n\n%(link)s"
    ),
    about=_("When somebody begins a course"),
)
READY_LETTER = Letter(
    "course-certificate-ready",
    _("Finished: %(title)s"),
    _(
        "Hello %(name)s,\n\nyou have finished the course “%(title)s”. Your certificate is ready. Choose whether it"
        " shows your name to those who confirm it, and download it:\n\n%(link)s"
    ),
    about=_("When somebody has finished a course"),
)
WITHDRAWN_LETTER = Letter(
    "course-certificate-withdrawn",
    _("Your certificate was withdrawn: %(title)s"),
    _(
        "Hello %(name)s,\n\nthe programme office has withdrawn your certificate “%(title)s” and"
        " writes:\n\n%(reason)s\n\nWhoever confirms its code reads that it was withdrawn, not why:\n\n%(link)s"
    ),
    about=_("When the office withdraws a certificate"),
)


def reason_words(reason: str, detail: Mapping[str, object]) -> str:
    """The sentence for a refusal of this room."""
    return str(REASONS[reason]) % detail
