"""How fast every page is, as a ratio to the bare floor: a view that renders the same template from constants.

    make bench                        every page, then whatever tools/bench_*.py adds
    python tools/bench.py --rounds 50
    python tools/bench.py --pages office      only what has "office" in its address or name

Milliseconds say more about the machine than about us, so pages and floors are asked in turn, through the same
middleware, in one process, on the demonstration's data in a folder of its own; ratios of medians are what counts.
It is processor time that is measured, for whoever else works on the machine is no fault of a page's.
"""

import argparse
import importlib.util
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
MOST_TIMES_FLOOR = 3.0
# Today asks every room what waits for its reader, and its template has next to nothing to do.
MOST_OF_TODAY = 10.0
TODAY = "/en/today/"
MOST_QUERIES = 12
WARM_UP = 3

# Who asks for what; "" is a reader without an account. An address the data do not have is left out and said so.
PAGES: tuple[tuple[str, str], ...] = (
    ("", "/en/"),
    ("", "/lv/"),
    ("", "/en/pearls/"),
    ("", "/en/pearls/?country=DE&year=2026"),
    ("", "/en/pearls/kiel-de/"),
    ("", "/en/places/"),
    ("", "/en/places/cesis-lv/"),
    ("", "/en/editions/"),
    ("", "/en/editions/2025/"),
    ("", "/en/ceremonies/"),
    ("", "/en/programme/"),
    ("", "/en/partners/"),
    ("", "/en/sources/"),
    ("", "/en/call/"),
    ("", "/en/eligibility/"),
    ("", "/en/guide/2026/"),
    ("", "/en/guide/demo-open/"),
    ("", "/en/forms/demo-open/"),
    ("", "/en/privacy/"),
    ("", "/en/accessibility/"),
    ("", "/en/demo/mail/"),
    ("", "/en/sign-in/"),
    ("town", "/en/today/"),
    ("town", "/en/applications/"),
    ("town", "/en/account/"),
    ("juror1", "/en/today/"),
    ("juror1", "/en/assess/"),
    ("chair", "/en/panels/"),
    ("coordinator", "/en/today/"),
    ("coordinator", "/en/office/"),
    ("coordinator", "/en/office/demo-open/"),
    ("coordinator", "/en/office/demo-open/applications/"),
    ("coordinator", "/en/office/editions/"),
    ("coordinator", "/en/office/mail/"),
    ("coordinator", "/en/office/journal/"),
    # Pages of one thing; `_references` says which.
    ("town", "/en/applications/{application}/"),
    ("town", "/en/applications/{application}/write/content/"),
    ("town", "/en/applications/{application}/send/"),
    ("juror1", "/en/assess/{seat}/"),
    ("juror1", "/en/assess/text/{dossier}/"),
    ("chair", "/en/panels/{panel}/"),
    ("chair", "/en/panels/{panel}/ranking/"),
    ("chair", "/en/panels/{meeting}/evidence/"),
    ("chair", "/en/panels/{meeting}/meeting/"),
    ("chair", "/en/panels/{meeting}/ties/"),
    ("juror1", "/en/panels/{meeting}/meeting/"),
    ("coordinator", "/en/panels/{panel}/"),
    ("coordinator", "/en/office/demo-open/applications/{application}/"),
    # Plans and the toolkit; first one of usual size, then one as large as a plan may become.
    ("", "/en/practices/"),
    ("", "/en/practices/?q=loneliness"),
    ("", "/en/practices/rujiena-meet-your-neighbour/"),
    ("", "/en/toolkit/"),
    ("", "/en/toolkit/swot/"),
    ("", "/en/pearls/malezera-lv/plans/demo-titles/"),
    ("town", "/en/plans/{title_plan}/year/"),
    *(
        (who, f"/en/plans/{{{plan}}}/{page}")
        for who, plan in (("town", "plan"), ("othertown", "large_plan"))
        for page in (
            "",
            "write/vision/",
            "write/activities/",
            "write/activities/activities/a1/",
            "write/budget/",
            "translate/activities/",
            "checks/",
            "pictures/",
            "papers/",
            "preview/",
            "remarks/",
            "tools/",
        )
    ),
    ("mentor", "/en/plans/{plan}/"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Every page against the floor.")
    parser.add_argument("--rounds", type=int, default=25, help="how often each page and its floor are asked")
    parser.add_argument(
        "--pages", metavar="PART", help="only the pages and measurements with this in their address or name"
    )
    options = parser.parse_args()
    failed = 0
    with _own_folder():
        _load()
        worst = _pages(options.rounds, options.pages or "")
        for path in sorted(Path(__file__).parent.glob("bench_*.py")):
            if options.pages is None or options.pages in path.stem:
                failed |= int(_module(path).main() or 0)
    print(f"The slowest page takes {worst:.2f} times the floor; the promise is at most {MOST_TIMES_FLOOR:.0f}.")
    if TODAY_RATIOS:
        print(f"The slowest Today takes {max(TODAY_RATIOS):.2f} times; the promise is at most {MOST_OF_TODAY:.0f}.")
        failed |= max(TODAY_RATIOS) > MOST_OF_TODAY
    if TOO_MANY:
        print(f"More than {MOST_QUERIES} queries: {', '.join(TOO_MANY)}")
    return 0 if worst <= MOST_TIMES_FLOOR and not failed and not TOO_MANY else 1


@contextmanager
def _own_folder() -> Iterator[None]:
    """A data folder that is gone afterwards; must come before Django reads its settings."""
    folder = tempfile.mkdtemp(prefix="pearls-bench-")
    os.environ |= {"PEARLS_VAR_DIR": folder, "PEARLS_ENV": "demo", "DJANGO_SETTINGS_MODULE": "pearls.config.settings"}
    os.environ.setdefault("PEARLS_ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")
    try:
        yield
    finally:
        os.environ.get("PEARLS_BENCH_KEEP") or shutil.rmtree(folder, ignore_errors=True)


def _load() -> None:
    import django  # noqa: PLC0415 - only now are its settings there

    django.setup()
    from pearls.cli.commands import main as pearls  # noqa: PLC0415
    from pearls.web.assets import ensure_static  # noqa: PLC0415

    ensure_static()
    out, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: SIM115
    try:
        pearls(["demo", "--if-empty"])
    finally:
        sys.stdout.close()
        sys.stdout = out


def _pages(rounds: int, part: str) -> float:
    """Ask every page and its floor in turn; gives the worst ratio."""
    from django.conf import settings  # noqa: PLC0415

    settings.ROOT_URLCONF = _with_floor()
    print(f"{'page':<48}{'ms':>8}{'floor':>8}{'ratio':>7}{'queries':>9}{'kB':>7}")
    worst, left_out = 0.0, []
    references = _references()
    for who, pattern in PAGES:
        address = pattern.format(**references)
        if part not in address:
            continue
        client = client_of(who)
        response = _observed(client, address)
        if response.status_code != 200 or not response.templates:
            left_out.append(f"{address} ({response.status_code})")
            continue
        worst = max(worst, _kept(address, _compare(client, who, address, response, rounds)))
    if part in TODAY:
        _today_of_many(rounds)
    if left_out:
        print(f"Left out, since the data do not have them: {', '.join(left_out)}")
    return worst


def _kept(address: str, ratio: float) -> float:
    """What counts for the promise of all pages: Today has one of its own."""
    if address != TODAY:
        return ratio
    TODAY_RATIOS.append(ratio)
    return 0.0


def _today_of_many(rounds: int) -> None:
    """The day of a coordinator of two hundred towns; last of all, for it changes the data."""
    from many_towns import two_hundred_towns  # noqa: PLC0415 - beside this file

    two_hundred_towns()
    client = client_of("coordinator")
    response = _observed(client, TODAY)
    _kept(TODAY, _compare(client, "coordinator of 200 towns", TODAY, response, rounds))


def _references() -> dict[str, str]:
    """What stands in the addresses of single things: the town's application, juror 1's work, plans."""
    from large_plan import large_plan_ref  # noqa: PLC0415 - beside this file

    from pearls.calls.models import Application  # noqa: PLC0415
    from pearls.selection.models import Panel, Seat  # noqa: PLC0415
    from pearls.selection.rules.panels import Conflict  # noqa: PLC0415

    at_work = Seat.objects.filter(panel__edition__key="demo-jury", panel__stage="final")
    seat = at_work.select_related("panel").get(person__email="juror1@demo.test")
    declared = seat.declarations.filter(conflict=Conflict.NONE).select_related("dossier").first()
    return {
        "application": Application.objects.get(place__key="vejupe-lv").ref,
        "seat": seat.ref,
        "panel": seat.panel.ref,
        "meeting": Panel.objects.get(edition__key="demo-meeting", stage="final").ref,
        "dossier": declared.dossier.ref if declared else "none",
        "title_plan": Application.objects.get(place__key="malezera-lv").ref,
        "plan": Application.objects.get(place__key="zilmarupe-lv").ref,
        "large_plan": large_plan_ref(),
    }


def _compare(client: Any, who: str, address: str, response: Any, rounds: int) -> float:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    FLOOR[address] = (str(response.templates[0].name), response.context[0].flatten())
    floor = f"/{address.split('/')[1]}/bench-floor/"
    page_times, floor_times = [], []
    for number in range(rounds + WARM_UP):
        took, floor_took = timed(client, address), timed(client, floor, {"of": address})
        if number >= WARM_UP:
            page_times.append(took)
            floor_times.append(floor_took)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    page, bare = statistics.median(page_times), statistics.median(floor_times)
    name = f"{address} ({who})" if who else address
    size = len(response.content) / 1000
    print(f"{name:<48}{page * 1000:8.1f}{bare * 1000:8.1f}{page / bare:7.2f}{len(seen):9}{size:7.0f}")
    if len(seen) > MOST_QUERIES:
        TOO_MANY.append(f"{name} ({len(seen)})")
    return page / bare


def _observed(client: Any, address: str) -> Any:
    """The answer with its template and context; watching costs time, so nothing is timed meanwhile."""
    from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: PLC0415

    setup_test_environment()
    try:
        return client.get(address)
    finally:
        teardown_test_environment()


def timed(client: Any, address: str, data: dict[str, str] | None = None) -> float:
    began = time.process_time()
    response = client.get(address, data or {})
    took = time.process_time() - began
    assert response.status_code == 200, (address, response.status_code)
    return took


# Pages that ask the database too often.
TOO_MANY: list[str] = []
# How many times the floor each Today takes.
TODAY_RATIOS: list[float] = []

# What each page put into its template: the constants of its floor.
FLOOR: dict[str, tuple[str, dict[str, Any]]] = {}


def _floor_view(request: Any) -> Any:
    """The same template, the same words, no question asked of the database."""
    from django.http import HttpResponse  # noqa: PLC0415
    from django.template.loader import get_template  # noqa: PLC0415

    name, values = FLOOR[request.GET["of"]]
    own = {key: value for key, value in values.items() if key not in ("request", "csrf_token", "messages", "actor")}
    return HttpResponse(get_template(name).render(own, request))


def _with_floor() -> ModuleType:
    """Our addresses and, under each language, the floor."""
    from django.conf.urls.i18n import i18n_patterns  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415

    from pearls.config import urls  # noqa: PLC0415

    module = ModuleType("bench_urls")
    module.urlpatterns = [*i18n_patterns(path("bench-floor/", _floor_view)), *urls.urlpatterns]  # type: ignore[attr-defined]
    return module


def client_of(who: str) -> Any:
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client()
    if who:
        client.force_login(get_user_model().objects.get(email=f"{who}@demo.test"))
    return client


def _module(path: Path) -> ModuleType:
    """A further measurement: `tools/bench_<what>.py` with a `main()` that prints; the data are loaded already."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
