"""Photos of a contribution: kept anew without what a camera adds, at sizes for a page and for a phone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pearls.audit import services as audit
from pearls.files import services as files
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.practices import queries
from pearls.practices.models import Contribution, Photo
from pearls.practices.rules import contributing
from pearls.practices.rules.contributing import State
from pearls.practices.services.contributing import record_act

PHOTO_PIXELS = (1_600, 640)  # the longer side of the large one and of the small one


@transaction.atomic
def add_photo(
    *,
    actor: Actor,
    contribution: Contribution,
    upload: "UploadedFile[Any]",
    alt: str,
    licence: str,
    credit: str,
    now: datetime,
) -> Photo:
    """Keep one more photo, as the last; words and licence may follow, but not after it is sent.

    Raises: NotAllowed (not-yours, not-being-written, too-many-photos; those of files.store_photo).
    """
    audit.take_turn()
    photos = queries.photos_of(contribution)
    reader = queries.reader_of(actor, contribution)
    require(contributing.may_add_photo(reader, State(contribution.state), len(photos)))
    owner = contribution.subject
    kept = files.store_photo(actor=actor, upload=upload, owner=owner, sizes=PHOTO_PIXELS, now=now)
    photo = Photo.objects.create(
        contribution=contribution,
        owner=owner,
        file=kept.file,
        large=kept.sizes[0],
        small=kept.sizes[1],
        width=kept.width,
        height=kept.height,
        alt=alt.strip(),
        licence=licence,
        credit=credit.strip(),
        position=max((one.position for one in photos), default=0) + 1,
        added_at=now,
    )
    _count_change(contribution, now)
    record_act(actor, "photo-added", contribution, now, photo=photo.ref)
    return photo


@transaction.atomic
def change_photo(
    *, actor: Actor, photo: Photo, alt: str, licence: str, credit: str, position: int, now: datetime
) -> Photo:
    """Say otherwise what a photo shows, under which licence it stands and who made it, or put it at another place.

    Raises: NotAllowed (not-yours, not-being-written).
    """
    audit.take_turn()
    contribution = photo.contribution
    require(contributing.may_write(queries.reader_of(actor, contribution), State(contribution.state)))
    Photo.objects.filter(pk=photo.pk).update(alt=alt.strip(), licence=licence, credit=credit.strip())
    others = [one for one in queries.photos_of(contribution) if one.pk != photo.pk]
    others.insert(max(0, position - 1), photo)
    for number, one in enumerate(others, start=1):
        Photo.objects.filter(pk=one.pk).update(position=number)
    photo.refresh_from_db()
    _count_change(contribution, now)
    record_act(actor, "photo-changed", contribution, now, photo=photo.ref)
    return photo


@transaction.atomic
def remove_photo(*, actor: Actor, photo: Photo, now: datetime) -> None:
    """Take a photo out of a contribution; a public one stays public until the contribution is.

    Raises: NotAllowed (not-yours, not-being-written).
    """
    audit.take_turn()
    contribution = photo.contribution
    require(contributing.may_write(queries.reader_of(actor, contribution), State(contribution.state)))
    let_go_of(actor, [photo], now)
    _count_change(contribution, now)
    record_act(actor, "photo-removed", contribution, now, photo=photo.ref)


def let_go_of(actor: Actor, photos: Sequence[Photo], now: datetime) -> None:
    """Remove photos, and their files where no other version of the practice shows them. Part of a larger act."""
    for photo in photos:
        Photo.objects.filter(pk=photo.pk).delete()
        refs = {photo.file, photo.large, photo.small}
        files.remove_files(actor=actor, owner=photo.owner, refs=refs - queries.refs_in_use(refs), now=now)


def _count_change(contribution: Contribution, now: datetime) -> None:
    """Photos are no part of the form: they count as a change for the list, and take nobody's text away."""
    Contribution.objects.filter(pk=contribution.pk).update(changed_at=now)
