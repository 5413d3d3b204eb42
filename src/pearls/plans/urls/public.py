"""What everybody may read of plans."""

from django.urls import path

from pearls.plans.views import published

urlpatterns = [
    path("pearls/<slug:place>/plans/<slug:edition>/", published.plan, name="published-plan"),
]
