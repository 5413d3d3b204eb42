"""Addresses of courses and certificates; included under the reader's language."""

from django.urls import path

from pearls.learning.views import certificates, desk, enrolled, reading, taking

app_name = "learning"
urlpatterns = [
    path("learning/", reading.course_list, name="course-list"),
    path("learning/mine/", taking.mine, name="mine"),
    path("learning/courses/<slug:key>/", reading.course, name="course"),
    path("learning/courses/<slug:key>/take-part/", taking.enrol, name="enrol"),
    path("learning/courses/<slug:key>/leave/", taking.leave, name="leave"),
    path("learning/courses/<slug:key>/feedback/", taking.feedback, name="feedback"),
    path("learning/courses/<slug:key>/certificate/", certificates.ask, name="certificate-ask"),
    path("learning/attended/<slug:ref>/", certificates.attended, name="attended"),
    path("learning/courses/<slug:key>/lessons/<slug:lesson_key>/", reading.lesson, name="lesson"),
    path("learning/courses/<slug:key>/lessons/<slug:lesson_key>/read/", taking.read, name="lesson-read"),
    path("learning/desk/", desk.course_list, name="desk"),
    path("learning/desk/new/", desk.course_new, name="course-new"),
    path("learning/desk/<slug:key>/", desk.course_edit, name="course-edit"),
    path("learning/desk/<slug:key>/act/", desk.course_act, name="course-act"),
    path("learning/desk/<slug:key>/sessions/", desk.session, name="session"),
    path("learning/desk/<slug:key>/lessons/new/", desk.lesson_new, name="lesson-new"),
    path("learning/desk/<slug:key>/lessons/<slug:lesson_key>/", desk.lesson_edit, name="lesson-edit"),
    path("learning/desk/<slug:key>/lessons/<slug:lesson_key>/place/", desk.lesson_place, name="lesson-place"),
    path("learning/desk/<slug:key>/lessons/<slug:lesson_key>/questions/", desk.question, name="question-new"),
    path("learning/desk/<slug:key>/lessons/<slug:lesson_key>/questions/<str:ref>/", desk.question, name="question"),
    path("learning/desk/<slug:key>/enrolled/", enrolled.enrolled_list, name="enrolled-list"),
    path("learning/desk/<slug:key>/enrolled/enrolled.csv", enrolled.enrolled_csv, name="enrolled-export"),
    path("certificates/", certificates.confirm_form, name="confirm-form"),
    path("certificates/<str:code>/", certificates.confirm, name="confirm"),
    path("certificates/<str:code>/certificate.pdf", certificates.pdf, name="certificate-pdf"),
    path("certificates/<str:code>/credential.json", certificates.credential, name="certificate-credential"),
    path("certificates/<str:code>/name/", certificates.name, name="certificate-name"),
    path("certificates/<str:code>/withdraw/", certificates.withdraw, name="certificate-withdraw"),
]
