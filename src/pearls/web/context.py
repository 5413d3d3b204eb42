"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from pearls.web.gates import actor_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Who reads, and who runs this site."""
    return {"actor": actor_of(request), "office_name": settings.OFFICE_NAME, "is_demo": settings.IS_DEMO}
