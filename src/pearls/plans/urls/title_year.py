"""The title year of a plan."""

from django.urls import path

from pearls.plans.views import seed_money, title_year

urlpatterns = [
    path("plans/<slug:ref>/year/", title_year.year, name="year"),
    path("plans/<slug:ref>/year/change/", title_year.change, name="year-change"),
    path("plans/<slug:ref>/year/activities/<slug:activity_id>/", title_year.activity, name="year-activity"),
    path(
        "plans/<slug:ref>/year/activities/<slug:activity_id>/practice/",
        title_year.draft_practice,
        name="draft-practice",
    ),
    path(
        "plans/<slug:ref>/year/activities/<slug:activity_id>/seed-money/",
        seed_money.ask,
        name="ask-seed-money",
    ),
    path("plans/<slug:ref>/year/entries/<slug:entry_ref>/take-out/", title_year.take_out, name="year-take-out"),
    path("plans/<slug:ref>/year/entries/<slug:entry_ref>/photo/", title_year.photo, name="year-photo"),
    path("plans/<slug:ref>/year/indicators/<slug:indicator>/", title_year.measure, name="year-measure"),
]
