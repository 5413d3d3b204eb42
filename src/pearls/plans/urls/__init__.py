"""The addresses of plans and of the toolkit."""

from pearls.plans.urls import workshop

app_name = "plans"
urlpatterns = [*workshop.urlpatterns]
