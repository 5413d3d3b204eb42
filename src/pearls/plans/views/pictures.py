"""The pictures of a plan, ready for a page; asks for no request and no table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pearls.documents.rules import Form
from pearls.plans.labels import pictures as picture_labels
from pearls.plans.labels.pictures import Picture
from pearls.plans.views.checks import UrlOf


@dataclass(frozen=True)
class Shown:
    """A picture, and where to begin while there is nothing to draw."""

    picture: Picture
    first_url: str


def pictures_context(
    form: Form,
    content: Mapping[str, Any],
    language: str,
    url_of: UrlOf | None = None,
    *,
    year: int | None = None,
    today: date | None = None,
) -> dict[str, Any]:
    """For `plans/_pictures.html`: every picture that the form makes possible. Whoever may not write gets no links."""
    found = picture_labels.pictures(form, content, language, year=year, today=today)
    return {
        "shown_pictures": [
            Shown(picture, url_of(picture.first, "") if url_of and picture.first else "") for picture in found
        ]
    }
