"""What stands behind the doors of courses and certificates."""

from typing import Any

from pearls.learning import services as learning
from pearls.learning.models import Certificate, Question
from pearls.learning.rules import Rule
from pearls.learning.rules.texts import CourseWords, LessonWords


def furnish_courses(world: Any) -> None:
    """A draft of the editor's with a lesson; what the demonstration holds has names here."""
    editor, words = world.actor("editor"), CourseWords("en", "Walks", "On foot.", "")
    draft = learning.make_course(actor=editor, words=words, study_hours=2, rule=Rule(60), now=world.now)
    text = learning.write_lesson(actor=editor, course=draft, words=LessonWords("en", "The path", "Go."), now=world.now)
    held = {one.kind: one for one in Certificate.objects.filter(person=world.people["colleague"])}
    world.at |= {
        "draft_course": draft.key,
        "draft_lesson": text.lesson.key,
        "question": Question.objects.filter(lesson__key="measuring-change")[0].ref,
        "certificate": held["course"].code,
        "attended_webinar": held["attendance"].event_ref,
    }
