"""Which clock a reader lives by."""

from django.http import HttpRequest

from pearls.web.formats import known_zones

# The script writes it: a preference for display, nothing that says who somebody is.
COOKIE = "pearls-zone"


def reader_zone(request: HttpRequest) -> str:
    """The IANA zone the reader's browser named; empty while it has not, or when it named none that exists."""
    named = request.COOKIES.get(COOKIE, "").replace("%2F", "/")
    return named if named in known_zones() else ""
