"""Lessons of courses beside the step of the plan where they help."""

from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pearls.kernel.actor import Actor
from pearls.learning import services as learning
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_views import CLOCKS

MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    patches = [mock.patch(name, lambda: WRITING) for name in CLOCKS]
    for patch in patches:
        patch.start()
    yield
    for patch in patches:
        patch.stop()


def test_a_step_offers_the_lessons_that_help_with_it(candidate: Candidate) -> None:
    client = candidate.client()
    before = client.get(f"{candidate.base}write/budget/").content.decode()
    learning.load_courses(actor=Actor.system("tests"), now=WRITING)

    with CaptureQueriesContext(connection) as seen:
        page = client.get(f"{candidate.base}write/budget/").content.decode()
    latvian = client.get(f"{candidate.base}write/challenges/".replace("/en/", "/lv/")).content.decode()

    assert "Lessons for this step" not in before
    assert '/en/learning/courses/making-an-action-plan/lessons/budget-and-time/" lang="en">Budget and time</a>' in page
    assert "2 min to read" in page
    assert "Measuring change" not in page
    assert "Pazīt savu izaicinājumu" in latvian
    assert len(seen) <= MOST_QUERIES
