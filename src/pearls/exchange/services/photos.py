"""Acts on the photos of a report: put in, taken out, carried along to a practice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pearls.audit import services as audit
from pearls.exchange import queries, rules
from pearls.exchange.models import Photo, Visit
from pearls.exchange.rules import Side, VisitState
from pearls.exchange.services.telling import record_act
from pearls.files import queries as file_queries
from pearls.files import rules as file_rules
from pearls.files import services as files
from pearls.files.rules import Licence
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import Verdict, require
from pearls.practices import queries as practice_queries
from pearls.practices import services as practices

PHOTO_PIXELS = (1_600, 640)  # the longer side of the large one and of the small one


@transaction.atomic
def add_photo(
    *,
    actor: Actor,
    visit: Visit,
    side: Side,
    upload: "UploadedFile[Any]",
    alt: str,
    credit: str,
    licence: str,
    has_consent: bool,
    now: datetime,
) -> Photo:
    """Put one more photo beside what a side has reported; written anew, so that it says not where it was taken.

    Raises: NotAllowed as `rules.may_show`, `files.rules.may_add_photo`, `files.store_photo`.
    """
    audit.take_turn()
    visit.refresh_from_db()
    require(_may_show(actor, visit, side, has_consent=has_consent))
    count = len(queries.photos_of(visit, side))
    licences = rules.LICENCES
    require(file_rules.may_add_photo(count=count, alt=alt, credit=credit, licence=licence, licences=licences))
    kept = files.store_photo(actor=actor, upload=upload, owner=visit.subject, sizes=PHOTO_PIXELS, now=now)
    photo = Photo.objects.create(
        report=visit.reports.get(side=side),
        file=kept.file,
        large=kept.sizes[0],
        small=kept.sizes[1],
        width=kept.width,
        height=kept.height,
        alt=alt.strip(),
        licence=licence,
        credit=credit.strip(),
        added_at=now,
    )
    record_act(actor, "visit-photo-added", visit, now, photo=photo.ref, side=side, licence=licence)
    return photo


@transaction.atomic
def remove_photo(*, actor: Actor, visit: Visit, photo: Photo, now: datetime) -> None:
    """Take a photo out of a report; a practice that was made of it keeps its own. Raises: NotAllowed as
    `rules.may_show`."""
    audit.take_turn()
    visit.refresh_from_db()
    require(_may_show(actor, visit, Side(photo.report.side)))
    let_go_of(actor, visit, [photo], now)
    record_act(actor, "visit-photo-removed", visit, now, photo=photo.ref, side=photo.report.side)


def let_go_of(actor: Actor, visit: Visit, photos: Iterable[Photo], now: datetime) -> None:
    """Remove photos and their files; part of a larger act."""
    for photo in photos:
        Photo.objects.filter(pk=photo.pk).delete()
        refs = {photo.file, photo.large, photo.small}
        files.remove_files(actor=actor, owner=visit.subject, refs=refs, now=now)


def carry_along(
    actor: Actor, visit: Visit, side: Side, contribution: practice_queries.Contribution, now: datetime
) -> None:
    """Give the photos of a report to the practice that is made of it, but those shown by permission for the visit
    alone; part of that act."""
    for photo in queries.photos_of(visit, side):
        stored = file_queries.file_for_owner(visit.subject, photo.large)
        if stored is None or photo.licence == Licence.OWN:
            continue
        practices.add_photo(
            actor=actor,
            contribution=contribution,
            upload=file_queries.as_upload(stored),
            alt=photo.alt,
            licence=photo.licence,
            credit=photo.credit,
            now=now,
        )


def _may_show(actor: Actor, visit: Visit, side: Side, *, has_consent: bool = True) -> Verdict:
    return rules.may_show(
        is_on_side=side in queries.sides_of(actor, visit),
        has_report=queries.report_of(visit, side) is not None,
        state=VisitState(visit.state),
        has_consent=has_consent,
    )
