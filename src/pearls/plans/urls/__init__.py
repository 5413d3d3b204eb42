"""The addresses of plans and of the toolkit."""

from pearls.plans.urls import (
    judging,
    papers,
    practices,
    public,
    remarks,
    sessions,
    title_year,
    toolkit,
    versions,
    workshop,
)

app_name = "plans"
urlpatterns = [
    *judging.urlpatterns,
    *papers.urlpatterns,
    *practices.urlpatterns,
    *public.urlpatterns,
    *remarks.urlpatterns,
    *sessions.urlpatterns,
    *title_year.urlpatterns,
    *toolkit.urlpatterns,
    *versions.urlpatterns,
    *workshop.urlpatterns,
]
