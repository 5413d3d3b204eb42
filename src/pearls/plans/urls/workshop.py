"""Writing a plan and sending it."""

from django.urls import path

from pearls.plans.views import looking, translating, workshop, writing

urlpatterns = [
    path("plans/<slug:ref>/", workshop.plan, name="plan"),
    path("plans/<slug:ref>/write/<slug:section_id>/", writing.section, name="section"),
    path(
        "plans/<slug:ref>/write/<slug:section_id>/<slug:question_id>/<slug:record_id>/", writing.record, name="record"
    ),
    path("plans/<slug:ref>/autosave/", writing.autosave, name="autosave"),
    path("plans/<slug:ref>/presence/", writing.presence, name="presence"),
    path("plans/<slug:ref>/rivals/<slug:rival>/", writing.choose, name="choose"),
    path("plans/<slug:ref>/history/<slug:question>/", writing.history, name="history"),
    path("plans/<slug:ref>/files/<slug:file_ref>/", writing.file, name="file"),
    path("plans/<slug:ref>/translate/<slug:section_id>/", translating.translate, name="translate"),
    path("plans/<slug:ref>/language/", translating.choose_language, name="language"),
    path("plans/<slug:ref>/checks/", looking.checks, name="checks"),
    path("plans/<slug:ref>/pictures/", looking.pictures, name="pictures"),
    path("plans/<slug:ref>/checks/<slug:section_id>/", looking.section_checks, name="section-checks"),
    path("plans/<slug:ref>/preview/", workshop.preview, name="preview"),
    path("plans/<slug:ref>/send/", workshop.send, name="send"),
]
