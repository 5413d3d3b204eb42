"""The doors at the root, before any language."""

from django.urls import path

from pearls.site import doors

app_name = "doors"
urlpatterns = [
    path("", doors.front_door, name="front"),
    path("healthz", doors.healthz, name="healthz"),
    path("readyz", doors.readyz, name="readyz"),
    path("metrics", doors.metrics_page, name="metrics"),
    path("robots.txt", doors.robots_txt, name="robots"),
    path("sitemap.xml", doors.sitemap_xml, name="sitemap"),
    path(".well-known/security.txt", doors.security_txt, name="security"),
]
