"""Pages of the design system itself."""

from django.urls import path

from pearls.web import views

app_name = "web"
urlpatterns = [path("design/", views.design, name="design")]
