"""The addresses of plans and of the toolkit."""

from pearls.plans.urls import public, toolkit, workshop

app_name = "plans"
urlpatterns = [*public.urlpatterns, *toolkit.urlpatterns, *workshop.urlpatterns]
