"""One style sheet and one script, light enough for a slow line, found with and without collecting."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages
from django.test import override_settings

from pearls.web import assets


def test_the_bundles_hold_every_source_and_no_other_packages_files_are_served() -> None:
    css = Path(finders.find("web/pearls.css") or "").read_text(encoding="utf-8")
    js = Path(finders.find("web/pearls.js") or "").read_text(encoding="utf-8")

    assert css.index("@layer tokens, base, layout, components, utilities;") < css.index("@font-face")
    assert all(path.read_text(encoding="utf-8").strip() in css for path in assets.css_sources())
    assert all(path.read_text(encoding="utf-8").strip() in js for path in assets.js_sources())
    assert finders.find("django_htmx/htmx-2.js") is None


def test_style_and_script_leave_room_for_the_page_within_60_kb() -> None:
    bundles = assets.build_bundles() / "web"

    assert sum(len(brotli.compress((bundles / name).read_bytes())) for name in ("pearls.css", "pearls.js")) < 40_000


def test_the_bundles_may_be_asked_for_by_many_at_once(tmp_path: Path) -> None:
    with override_settings(VAR_DIR=tmp_path), ThreadPoolExecutor(8) as pool:
        folders = list(pool.map(lambda _turn: assets.build_bundles(), range(24)))

    assert {path.name for path in (folders[0] / "web").iterdir()} == {"pearls.css", "pearls.js"}


@pytest.fixture
def collected(tmp_path: Path) -> Iterator[Path]:
    backends = {**settings.STORAGES, "staticfiles": {"BACKEND": "pearls.web.assets.StaticStorage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=backends):
        yield tmp_path


def test_files_are_collected_once_and_again_only_when_they_change(collected: Path) -> None:
    assert assets.ensure_static() is True
    assert assets.ensure_static() is False

    (collected / ".collected").write_text("of another day")
    assert assets.ensure_static() is True


def test_collected_files_are_named_by_content_and_compressed(collected: Path) -> None:
    assets.ensure_static()
    address = storages["staticfiles"].url("web/pearls.css")
    name = address.removeprefix("/static/")

    assert name != "web/pearls.css"
    assert (collected / (name + ".br")).exists()
    assert "fonts/inter-pearls." in (collected / name).read_text(encoding="utf-8")
    assert 'url("fonts/inter-pearls.woff2")' not in (collected / name).read_text(encoding="utf-8")


def test_tests_need_no_collecting() -> None:
    assert staticfiles_storage.url("web/pearls.css") == "/static/web/pearls.css"
