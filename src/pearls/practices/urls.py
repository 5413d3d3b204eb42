"""Addresses of the practices; included under the reader's language."""

from django.urls import path

from pearls.practices import views

app_name = "practices"
urlpatterns = [
    path("practices/", views.practice_list, name="practice-list"),
    path("practices/<slug:key>/", views.practice, name="practice"),
    path("practices/<slug:key>/tried/", views.adopt, name="adopt"),
    path("adoptions/", views.adoption_list, name="adoption-list"),
    path("adoptions/<slug:ref>/", views.adoption, name="adoption"),
    path("adoptions/<slug:ref>/withdraw/", views.withdraw, name="adoption-withdraw"),
    path("adoptions/<slug:ref>/files/<slug:file_ref>/", views.proof, name="adoption-proof"),
]
