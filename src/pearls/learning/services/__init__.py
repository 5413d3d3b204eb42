"""All writes of courses, of how far people are, and of certificates."""

from pearls.learning.services.attendance import add_session, certificate_for_attendance, remove_session
from pearls.learning.services.certificates import (
    count_look,
    issue_certificate,
    show_name,
    withdraw_certificate,
)
from pearls.learning.services.courses import (
    change_course,
    close_course,
    make_course,
    open_course,
    place_lesson,
    write_lesson,
)
from pearls.learning.services.credentials import sign_certificate
from pearls.learning.services.forgetting import forget_learning
from pearls.learning.services.learning import (
    answer_check,
    change_language,
    enrol,
    give_feedback,
    leave_course,
    read_lesson,
    remind_of_courses,
)
from pearls.learning.services.loading import load_courses
from pearls.learning.services.questions import remove_question, write_question

__all__ = [
    "add_session",
    "answer_check",
    "certificate_for_attendance",
    "change_course",
    "change_language",
    "close_course",
    "count_look",
    "enrol",
    "forget_learning",
    "give_feedback",
    "issue_certificate",
    "leave_course",
    "load_courses",
    "make_course",
    "open_course",
    "place_lesson",
    "read_lesson",
    "remind_of_courses",
    "remove_question",
    "remove_session",
    "show_name",
    "sign_certificate",
    "withdraw_certificate",
    "write_lesson",
    "write_question",
]
