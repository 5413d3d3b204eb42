"""The doors of courses and certificates."""

from tests.walk.door import MEMBERS, OFFICE, Door, public

WRITERS = f"{OFFICE} mentor editor"
WORDS = {"title": "=Walks", "summary": "=On foot", "study_hours": "=2", "pass_percent": "=60", "needed_sessions": "=0"}
QUESTION = {"text": "=How?", "options": "=* Slowly\nFast"}


def courses() -> list[Door]:
    plan, mentors = {"key": "=making-an-action-plan"}, {"key": "=for-mentors"}
    lesson, silent = plan | {"lesson_key": "=measuring-change"}, mentors | {"lesson_key": "=first-talk"}
    draft, first = {"key": "draft_course"}, {"key": "draft_course", "lesson_key": "draft_lesson"}
    takes_part = "town colleague othertown"
    return [
        *public("learning:course-list", "learning:confirm-form"),
        *public("learning:course", at=plan),
        *public("learning:lesson", at=lesson, acts=takes_part, body={"q-nothing": "=0"}),
        Door("learning:mine", MEMBERS),
        Door("learning:enrol", MEMBERS, MEMBERS, mentors, {"language": "=lv"}, get=False),
        Door("learning:leave", takes_part, takes_part, plan, get=False),
        Door("learning:feedback", takes_part, "town othertown", plan, {"stars": "=4", "words": "=Good"}, get=False),
        Door("learning:lesson-read", "mentor", "", silent, get=False),
        Door("learning:certificate-ask", takes_part, "", plan),
        Door("learning:attended", "town colleague", "town", {"ref": "attended_webinar"}, {"shows_name": "=on"}),
        Door("learning:desk", WRITERS),
        Door("learning:course-new", WRITERS, WRITERS, body=WORDS | {"language": "=en"}),
        Door("learning:course-edit", WRITERS, WRITERS, draft, WORDS),
        Door("learning:course-act", WRITERS, WRITERS, draft, {"act": "=open"}, get=False),
        Door("learning:session", WRITERS, WRITERS, plan, {"remove": "attended_webinar"}, get=False),
        Door("learning:lesson-new", WRITERS, WRITERS, draft, {"title": "=The hill"}),
        Door("learning:lesson-edit", WRITERS, WRITERS, first, {"title": "=The path anew"}),
        Door("learning:lesson-place", WRITERS, WRITERS, first, {"position": "=1", "steps": "=goals"}, get=False),
        Door("learning:question-new", WRITERS, WRITERS, first, QUESTION),
        Door("learning:question", WRITERS, WRITERS, lesson | {"ref": "question"}, {"act": "=remove"}),
        Door("learning:enrolled-list", OFFICE, at=plan),
        Door("learning:enrolled-list", f"{OFFICE} editor", at=draft),
        Door("learning:enrolled-export", OFFICE, at=plan),
    ]


def certificates() -> list[Door]:
    theirs = {"code": "certificate"}
    return [
        *public("learning:confirm", at=theirs),
        *public("learning:confirm", at={"code": "=nothing"}, found=(404,)),
        Door("learning:certificate-pdf", f"{OFFICE} colleague", at=theirs),
        Door("learning:certificate-credential", "colleague", "colleague", theirs, get=False),
        Door("learning:certificate-name", f"{OFFICE} colleague", "colleague", theirs, {"shows": "=0"}, get=False),
        Door("learning:certificate-withdraw", OFFICE, OFFICE, theirs, {"because": "=An error"}),
    ]
