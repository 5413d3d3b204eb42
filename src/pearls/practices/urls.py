"""Addresses of the practices; included under the reader's language."""

from django.urls import path

from pearls.practices import views

app_name = "practices"
urlpatterns = [
    path("practices/", views.practice_list, name="practice-list"),
    path("practices/photos/<slug:ref>/<slug:size>/", views.practice_photo, name="photo"),
    path("practices/for-your-town/", views.for_your_town, name="for-your-town"),
    path("practices/feed.xml", views.feed, name="feed"),
    path("practices/searches/", views.search_list, name="search-list"),
    path("practices/searches/save/", views.save_search, name="save-search"),
    path("practices/searches/stop/<str:token>/", views.stop_letters, name="stop-letters"),
    path("practices/searches/<str:ref>/", views.change_search, name="change-search"),
    path("practices/<slug:key>/", views.practice, name="practice"),
    path("practices/<slug:key>/translate/<slug:language>/", views.translate, name="translate"),
    path("practices/<slug:key>/translations/<slug:ref>/act/", views.translation_act, name="translation-act"),
    path("practices/<slug:key>/contact/", views.contact, name="contact"),
    path("practices/<slug:key>/still-right/", views.still_right, name="still-right"),
    path("practices/<slug:key>/tried/", views.adopt, name="adopt"),
    path("adoptions/", views.adoption_list, name="adoption-list"),
    path("adoptions/<slug:ref>/", views.adoption, name="adoption"),
    path("adoptions/<slug:ref>/withdraw/", views.withdraw, name="adoption-withdraw"),
    path("adoptions/<slug:ref>/files/<slug:file_ref>/", views.proof, name="adoption-proof"),
    path("practices/<slug:key>/history/", views.practice_history, name="practice-history"),
    path("practices/<slug:key>/improve/", views.practice_improve, name="practice-improve"),
    path("practices/<slug:key>/withdraw/", views.practice_withdraw, name="practice-withdraw"),
    path("contributions/", views.contribution_list, name="contribution-list"),
    path("contributions/new/", views.contribution_new, name="contribution-new"),
    path("contributions/review/", views.review_list, name="review-list"),
    path("contributions/<slug:ref>/", views.contribution, name="contribution"),
    path("contributions/<slug:ref>/write/", views.contribution_write, name="contribution-write"),
    path("contributions/<slug:ref>/act/", views.contribution_act, name="contribution-act"),
    path("contributions/<slug:ref>/photos/", views.photo_list, name="contribution-photos"),
    path("contributions/<slug:ref>/photos/<slug:photo_ref>/", views.photo_change, name="contribution-photo"),
    path("office/practices/file/", views.practices_file, name="practices-file"),
    path("practices/<slug:key>/practice.pdf", views.practice_pdf, name="practice-pdf"),
    path("open-data/", views.open_data, name="open-data"),
    path("office/vocabulary/", views.vocabulary_list, name="vocabulary-list"),
    path("office/vocabulary/new/", views.concept_new, name="concept-new"),
    path("office/vocabulary/<slug:scheme>/<slug:key>/", views.concept, name="concept"),
    path("office/vocabulary/<slug:scheme>/<slug:key>/end/", views.concept_end, name="concept-end"),
]
