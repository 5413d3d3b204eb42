"""`pearls search`: look for practices in any of the ten languages; the same code as the page and the API."""

import argparse
import json
import sys
import time

from django.conf import settings
from django.utils.module_loading import import_string

from pearls.cli import database
from pearls.cli.failure import Failure
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES
from pearls.practices import queries

LOADER = "pearls.practices.services.load_practices"
MOST = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help="what to look for, in any of the ten languages")
    parser.add_argument("--lang", choices=LANGUAGES, default="", help="language of the query and of the labels shown")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many to show (default 20)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    if not 1 <= options.limit <= MOST:
        raise Failure(f"--limit: expected a number from 1 to {MOST}, got {options.limit}")
    have_practices()
    began = time.perf_counter()
    found = queries.search(options.query, options.lang)
    took_ms = round((time.perf_counter() - began) * 1000, 1)
    results = queries.results_of(found.hits[: options.limit], options.lang or DEFAULT_LANGUAGE)
    if options.json:
        document = {
            "query": options.query,
            "lang": options.lang or None,
            "total": len(found.hits),
            "took_ms": took_ms,
            "results": [result.as_json() for result in results],
        }
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        return 0
    for result in results:
        sys.stdout.write(f"{result.score:.3f}  {result.key}\n       {result.title}\n")
        if result.matched:
            sys.stdout.write(f"       {', '.join(result.matched)}\n")
    sys.stdout.write(f"{len(results)} of {len(found.hits)}\n")
    return 0


def have_practices() -> None:
    """Where there is no database yet, make one with the shipped practices; a database of an older code is a no.

    Raises: Failure.
    """
    if database.is_new():
        database.migrate()
        import_string(LOADER)(actor=Actor.system("search"), now=utc_now())
        sys.stderr.write(f"There was no database: the shipped practices are indexed in {settings.VAR_DIR} now.\n")
        return
    database.require_migrations()
