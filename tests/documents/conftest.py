"""The pages of tests/documents/pages.py, and a document of the sample form."""

import copy
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.urls import clear_url_caches, set_urlconf

from pearls.documents import services
from pearls.documents.models import Document
from pearls.kernel.actor import Actor
from tests.documents.forms import EVERY_KIND

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def document(db: None, now: datetime) -> Document:
    office = Actor.system("tests")
    version = services.publish_form(actor=office, definition=EVERY_KIND, now=now)
    return services.create_document(actor=office, form_version=version, kind="application", now=now)


@pytest.fixture
def pages() -> Iterator[None]:
    """Serve the test's own pages instead of the site's."""
    before = (settings.ROOT_URLCONF, settings.TEMPLATES)
    settings.ROOT_URLCONF = "tests.documents.pages"
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [str(TEMPLATES)]
    settings.TEMPLATES = templates
    _forget()
    yield
    settings.ROOT_URLCONF, settings.TEMPLATES = before
    _forget()


def _forget() -> None:
    """Django keeps addresses and template folders in memory."""
    clear_url_caches()
    set_urlconf(None)
    vars(engines).pop("templates", None)
    engines._templates = None
    engines._engines = {}
