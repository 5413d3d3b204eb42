"""Courses and their lessons, who takes part and how far they are, and certificates."""

from pearls.learning.models.certificates import Certificate
from pearls.learning.models.courses import Course, Lesson, LessonStep, LessonText, Question, Session
from pearls.learning.models.enrolments import CheckResult, Enrolment, Feedback, LessonRead

__all__ = [
    "Certificate",
    "CheckResult",
    "Course",
    "Enrolment",
    "Feedback",
    "Lesson",
    "LessonRead",
    "LessonStep",
    "LessonText",
    "Question",
    "Session",
]
