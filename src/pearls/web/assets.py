"""One style sheet and one script for all pages, put together from small files without any tool but Python.

The sources lie in `web/css` and `web/js`; what comes out lies under `PEARLS_VAR_DIR` and is found like any static file.
"""

import hashlib
import io
import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django_htmx
from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

WEB = Path(__file__).resolve().parent
HTMX = Path(django_htmx.__file__).resolve().parent / "static" / "django_htmx" / "htmx-2.min.js"
# The order of the layers is said once, in tokens.css; inside a layer files follow by name.
LAYERS = ("tokens", "base", "layout", "components", "utilities")


def css_sources() -> list[Path]:
    """The parts of the style sheet: one file a layer, or a folder of that name."""
    found: list[Path] = []
    for layer in LAYERS:
        found += [path for path in [WEB / "css" / f"{layer}.css"] if path.exists()]
        found += sorted((WEB / "css" / layer).glob("*.css"))
    return found


def js_sources() -> list[Path]:
    """The parts of the script: htmx, then our own by name."""
    return [HTMX, *sorted((WEB / "js").glob("*.js"))]


def build_bundles() -> Path:
    """Write the style sheet and the script where they are missing or old; gives the folder they are in."""
    folder = Path(settings.VAR_DIR) / "assets"
    _write(folder / "web" / "pearls.css", _joined(css_sources(), "\n"))
    _write(folder / "web" / "pearls.js", _joined(js_sources(), "\n;\n"))
    return folder


def ensure_static() -> bool:
    """Collect the static files, compressed and named by their content, unless that was done for these very files."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    wanted = _fingerprint()
    if mark.exists() and mark.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=io.StringIO())
    mark.write_text(wanted)
    return True


class BundleFinder(BaseFinder):
    """Finds the style sheet and the script, built on the way."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in ("web/pearls.css", "web/pearls.js"):
            return []
        found = str(build_bundles() / path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        storage = FileSystemStorage(location=build_bundles())
        yield "web/pearls.css", storage
        yield "web/pearls.js", storage


class RoomFinder(AppDirectoriesFinder):
    """Finds the static files of our own rooms; other packages' files are never served."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(settings.ROOMS, *args, **kwargs)


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names by content once collected; plain names before that, so that tests need no collecting."""

    def stored_name(self, name: str) -> str:
        if not self.hashed_files:
            return name
        return str(super().stored_name(name))


def _joined(paths: list[Path], between: str) -> bytes:
    return between.join(path.read_text(encoding="utf-8").strip() for path in paths).encode() + b"\n"


def _write(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Several pages may ask at once, in several threads.
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    files = [*css_sources(), *js_sources()]
    for room in settings.ROOMS:
        files += sorted(path for path in (WEB.parent / room.split(".")[-1] / "static").rglob("*") if path.is_file())
    for path in files:
        digest.update(f"{path.name}:{path.stat().st_size}:".encode() + path.read_bytes())
    return digest.hexdigest()
