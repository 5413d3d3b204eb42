"""Every line that the demonstration puts on somebody's day is worded, and leads to a page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pearls.kernel.languages import COMPLETE_LANGUAGES
from pearls.today import labels
from pearls.today.models import Line
from tests.walk.world import World

pytestmark = pytest.mark.django_db


def test_every_line_is_worded_in_each_complete_language_and_has_an_address(world: World) -> None:
    lines = list(Line.objects.all())
    for line in lines:
        said = set()
        for language in COMPLETE_LANGUAGES:
            with translation.override(language):
                said.add(labels.line_text(line.code, line.params))
        assert len(said) == len(COMPLETE_LANGUAGES), line
        assert reverse(line.page, kwargs=line.page_args), line

    assert len({line.code for line in lines}) > 10


def test_a_line_opens_for_whom_it_is(world: World) -> None:
    shut = []
    for line in Line.objects.exclude(person=None).filter(person__is_demonstration=True).select_related("person"):
        client = Client()
        client.force_login(line.person)  # type: ignore[arg-type]
        address = reverse(line.page, kwargs=line.page_args)
        if client.get(address).status_code not in (200, 302):
            shut.append(f"{line} for {line.person}: {address}")

    assert not shut, "\n" + "\n".join(shut)
