"""Addresses of news, stories, press kits and the newsletter; included under the reader's language."""

from django.urls import path

from pearls.news.views import desk, issues, newsletter, press, reading

app_name = "news"
urlpatterns = [
    path("news/", reading.story_list, name="story-list"),
    path("news/photos/<slug:ref>/", reading.photo, name="photo"),
    path("news/photos/<slug:ref>/small/", reading.small_photo, name="small-photo"),
    path("news/<slug:slug>/", reading.story, name="story"),
    path("newsletter/", newsletter.front, name="newsletter"),
    path("newsletter/mine/", newsletter.mine, name="newsletter-mine"),
    path("newsletter/confirm/<str:token>/", newsletter.confirm, name="newsletter-confirm"),
    path("newsletter/issues/<slug:ref>/", newsletter.issue, name="newsletter-issue"),
    path("office/news/", desk.office_list, name="office-list"),
    path("office/newsletter/", issues.issue_list, name="issue-list"),
    path("office/newsletter/begin/", issues.begin, name="issue-begin"),
    path("office/newsletter/<slug:ref>/", issues.edit, name="issue-edit"),
    path("office/newsletter/<slug:ref>/stories/", issues.stories, name="issue-stories"),
    path("office/newsletter/<slug:ref>/words/<slug:language>/", issues.words, name="issue-words"),
    path("office/newsletter/<slug:ref>/preview/<slug:language>/", issues.preview, name="issue-preview"),
    path("office/newsletter/<slug:ref>/send/", issues.send, name="issue-send"),
    path("office/newsletter/<slug:ref>/discard/", issues.discard, name="issue-discard"),
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
