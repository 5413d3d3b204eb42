"""Addresses of news, stories and press kits; included under the reader's language."""

from django.urls import path

from pearls.news.views import desk, press, reading

app_name = "news"
urlpatterns = [
    path("news/", reading.story_list, name="story-list"),
    path("news/photos/<slug:ref>/", reading.photo, name="photo"),
    path("news/photos/<slug:ref>/small/", reading.small_photo, name="small-photo"),
    path("news/<slug:slug>/", reading.story, name="story"),
    path("office/news/", desk.office_list, name="office-list"),
    path("stories/", desk.own_list, name="own-list"),
    path("stories/begin/", desk.begin, name="story-begin"),
    path("stories/<slug:ref>/", desk.edit, name="story-edit"),
    path("stories/<slug:ref>/act/", desk.act, name="story-act"),
    path("stories/<slug:ref>/photos/", desk.photos, name="story-photos"),
    path("pearls/<slug:key>/press/", press.kit, name="press"),
    path("pearls/<slug:key>/press/contact/", press.contact, name="press-contact"),
    path("pearls/<slug:key>/press/map.svg", press.map_svg, name="press-map"),
    path("pearls/<slug:key>/press/kit.zip", press.kit_zip, name="press-zip"),
]
