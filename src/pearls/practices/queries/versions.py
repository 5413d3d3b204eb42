"""The versions of what is public: how each practice stood, and since when."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Max

from pearls.practices import rules
from pearls.practices.models import Photo, Practice, PracticeVersion
from pearls.practices.queries.practices import records_of
from pearls.practices.rules.versions import Act


def public_photos(practice: Practice) -> list[Photo]:
    """The photos that everybody sees with a practice, in their order."""
    return list(Photo.objects.filter(practice=practice).order_by("position", "id"))


def version_records(practices: Sequence[Practice]) -> dict[int, dict[str, Any]]:
    """These practices as versions keep them, by their rows: a line of a file, with the photos in words."""
    photos: dict[int, list[dict[str, str]]] = {}
    for photo in Photo.objects.filter(practice__in=[one.pk for one in practices]).order_by("position", "id"):
        words = {"ref": photo.ref, "alt": photo.alt, "licence": photo.licence, "credit": photo.credit}
        photos.setdefault(photo.practice_id or 0, []).append(words)
    return {
        practice.pk: {**rules.written(record), **({"photos": photos[practice.pk]} if practice.pk in photos else {})}
        for practice, record in zip(practices, records_of(practices), strict=True)
    }


def last_numbers(practices: Iterable[int]) -> Mapping[int, int]:
    """The number of the last version of each of these practices (their rows) that has one; one query."""
    found = PracticeVersion.objects.filter(practice__in=list(practices)).values_list("practice")
    return dict(found.annotate(last=Max("number")))


def versions_of(practice: Practice) -> list[PracticeVersion]:
    """Every version of a practice, the first one first; a practice from before versions were kept has the one it is."""
    return list(PracticeVersion.objects.filter(practice=practice).order_by("number")) or [
        PracticeVersion(
            practice=practice,
            number=1,
            act=Act.LOADED,
            at=practice.changed_at,
            record=version_records([practice])[practice.pk],
        )
    ]


def keys_told_here() -> set[str]:
    """The keys of practices that somebody here has told or changed: no file that ships knows better."""
    found = PracticeVersion.objects.filter(act=Act.PUBLISHED)
    return set(found.values_list("practice__key", flat=True))
