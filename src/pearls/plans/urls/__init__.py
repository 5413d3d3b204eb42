"""The addresses of plans and of the toolkit."""

from pearls.plans.urls import toolkit, workshop

app_name = "plans"
urlpatterns = [*toolkit.urlpatterns, *workshop.urlpatterns]
