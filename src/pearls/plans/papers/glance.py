"""The pictures of a plan as its files take them: those that there is something to draw for."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from pearls.documents.rules import Form
from pearls.plans.labels import pictures as labels
from pearls.plans.papers.pictures import kinds, svg_of
from pearls.plans.rules.papers import Picture


def pictures_for(form: Form, content: Mapping[str, Any], language: str, *, year: int | None = None) -> list[Picture]:
    """Each picture with its title and with what it shows in words; `year` is the title year."""
    found = []
    for kind in kinds(form):
        svg = svg_of(kind, form, content, language, year=year)
        if svg:
            with override(language):
                picture = labels.picture(kind, form, content, language, year=year)
            found.append(Picture(picture.title, svg, picture.description))
    return found
