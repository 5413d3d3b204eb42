"""Which clock a reader lives by."""

from django.http import HttpRequest

from pearls.web.formats import known_zones

# The script writes it: a preference for display, nothing that says who somebody is.
COOKIE = "pearls-zone"


def reader_zone(request: HttpRequest) -> str:
    """The IANA zone the reader's browser named, else the one of the account; empty while neither is known.

    The browser comes first: an account's zone may never have been chosen, a device seldom shows the wrong time.
    """
    named = request.COOKIES.get(COOKIE, "").replace("%2F", "/")
    if named in known_zones():
        return named
    kept = str(getattr(getattr(request, "user", None), "zone", ""))
    return kept if kept in known_zones() else ""
