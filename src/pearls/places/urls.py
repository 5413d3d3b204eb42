"""The addresses of places that are entered and decided; the public pages of places are in `site`."""

from django.urls import path

from pearls.places import views

app_name = "places"
urlpatterns = [
    path("places/enter/", views.place_enter, name="place-enter"),
    path("places/entered/<slug:key>/", views.place_entered, name="place-entered"),
    path("office/places/", views.office_list, name="office-list"),
    path("office/places/<slug:key>/", views.office_place, name="office-place"),
]
