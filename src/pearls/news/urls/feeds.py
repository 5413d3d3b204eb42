"""The feed at the root, before any language."""

from django.urls import path

from pearls.news.views import feeds

app_name = "news-feeds"
urlpatterns = [path("feeds/news.xml", feeds.news, name="news")]
