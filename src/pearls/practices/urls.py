"""Addresses of the practices; included under the reader's language."""

from django.urls import path

from pearls.practices import views

app_name = "practices"
urlpatterns = [
    path("practices/", views.practice_list, name="practice-list"),
    path("practices/for-your-town/", views.for_your_town, name="for-your-town"),
    path("practices/feed.xml", views.feed, name="feed"),
    path("practices/searches/", views.search_list, name="search-list"),
    path("practices/searches/save/", views.save_search, name="save-search"),
    path("practices/searches/stop/<str:token>/", views.stop_letters, name="stop-letters"),
    path("practices/searches/<str:ref>/", views.change_search, name="change-search"),
    path("practices/<slug:key>/", views.practice, name="practice"),
]
