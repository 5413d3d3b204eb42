"""`pearls demo`: load the real programme from our files, and beside it a demonstration that says so."""

import argparse
import json
import sys

from django.conf import settings
from django.db import transaction

from pearls.audit import queries as journal
from pearls.audit import services as audit
from pearls.cli import database, load
from pearls.cli.failure import Failure
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.people.services.demonstration import DEMO_PEOPLE

# What is loaded beside the real programme, all in one transaction with it; as `load.LOADERS`.
LOADERS: tuple[str, ...] = (
    *load.LOADERS,
    "pearls.places.services.load_demonstration_places",
    "pearls.cli.demonstration.load_demonstration",
    "pearls.site.services.write_invented_weeks",
)
# What `--refresh` runs, `refresh(*, actor, now)`: moves the demonstration's dates so that it is alive today.
REFRESHERS: tuple[str, ...] = (
    "pearls.cli.demonstration.refresh_demonstration",
    "pearls.site.services.write_invented_weeks",
)

LOADED = "demonstration-loaded"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--if-empty", action="store_true", help="load only if nothing was loaded yet")
    parser.add_argument("--refresh", action="store_true", help="move the demonstration's dates to today")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    if settings.IS_PRODUCTION:
        raise Failure("the demonstration is refused where PEARLS_ENV is production", exit_code=1)
    database.migrate()
    loaded = journal.was_recorded(LOADED)
    actor = Actor.system("demo")
    if not (loaded and (options.if_empty or options.refresh)):
        _run_all(LOADERS, actor, quiet=options.json)
    elif options.refresh:
        _run_all(REFRESHERS, actor, quiet=options.json)
    _print_doors(as_json=options.json)
    return 0


def _run_all(paths: tuple[str, ...], actor: Actor, *, quiet: bool) -> None:
    with transaction.atomic():
        load.run_all(paths, actor, quiet=quiet)
        audit.record(actor=actor, act=LOADED, subject="programme:demonstration", now=utc_now())


def _print_doors(*, as_json: bool) -> None:
    accounts = [{"email": person.email, "name": person.name} for person in DEMO_PEOPLE]
    if as_json:
        document = {"address": settings.BASE_URL, "accounts": accounts, "password": settings.DEMO_PASSWORD}
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        return
    emails = "\n".join(f"  {person.email:<24} {person.name}" for person in DEMO_PEOPLE)
    sys.stdout.write(
        f"Sign in at {settings.BASE_URL}/en/sign-in/ as\n{emails}\nPassword of all: {settings.DEMO_PASSWORD}\n"
    )
