"""The programme and its partners."""

from django.db.models import QuerySet
from django.http import Http404

from pearls.programme.models import Partner, Programme


def default_programme() -> Programme:
    """The programme this site runs first of all.

    Raises: Programme.DoesNotExist, while no data are loaded.
    """
    return Programme.objects.get(is_default=True)


def partners(*, with_demonstration: bool = False) -> QuerySet[Partner]:
    """The programme's partners in the order of the project sheet, with their other names and seats."""
    rows = Partner.objects.select_related("place").prefetch_related("other_names")
    return rows if with_demonstration else rows.filter(is_demonstration=False)


def partner_for(key: str) -> Partner:
    """One partner; partners are public.

    Raises: Http404.
    """
    partner = partners(with_demonstration=True).filter(key=key).first()
    if partner is None:
        raise Http404
    return partner
