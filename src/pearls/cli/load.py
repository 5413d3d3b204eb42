"""`pearls load`: load the real programme into a site that runs for real, and name its first administrator."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from pearls.cli import database
from pearls.cli.failure import Failure
from pearls.kernel.actor import Actor, Role
from pearls.kernel.clock import utc_now
from pearls.people import queries as people
from pearls.programme import services as programme

# What every site has, in this order. Each is `load(*, actor, now)`, a service of its room, and safe to run again: it
# adds what is new and changes what changed.
LOADERS: tuple[str, ...] = (
    "pearls.places.services.load_places",
    "pearls.places.services.load_gazetteer",
    "pearls.places.services.load_regions",
    "pearls.programme.services.load_programme",
    "pearls.titles.services.load_history_titles",
    "pearls.practices.services.load_practices",
    "pearls.calendar.services.load_past_events",
    "pearls.documents.services.publish_shipped_forms",
    "pearls.learning.services.load_courses",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--admin", metavar="EMAIL", help="make the account with this address an administrator")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    database.migrate()
    actor = Actor.system("load")
    run_all(LOADERS, actor, quiet=options.json)
    if options.admin:
        _make_admin(options.admin, actor)
    if options.json:
        sys.stdout.write(json.dumps({"address": settings.BASE_URL, "admin": options.admin}, ensure_ascii=False) + "\n")
    elif options.admin:
        sys.stdout.write(f"{options.admin} is an administrator now: {settings.BASE_URL}/en/office/roles/\n")
    else:
        sys.stdout.write(
            f"Make an account at {settings.BASE_URL}/en/sign-up/ and confirm its address. Then run\n"
            "  pearls load --admin EMAIL\n"
        )
    return 0


def run_all(paths: Iterable[str], actor: Actor, *, quiet: bool) -> None:
    """Load all or nothing, and say how long each took."""
    with transaction.atomic():
        for path in paths:
            load: Callable[..., object] = import_string(path)
            began = time.monotonic()
            loaded = load(actor=actor, now=utc_now())
            if not quiet:
                sys.stdout.write(f"  {path.rpartition('.')[2].replace('_', ' ')} ({time.monotonic() - began:.1f} s)\n")
                if left := getattr(loaded, "left", 0):
                    sys.stdout.write(f"    {left} concepts stay as the office has edited them\n")
                sys.stdout.flush()


def _make_admin(email: str, actor: Actor) -> None:
    """Give the role of an administrator. Raises: Failure (1), where nobody has an account with that address."""
    person = people.person_by_email(email)
    if person is None:
        raise Failure(
            f"nobody has an account with the address {email}: expected one that was made at "
            f"{settings.BASE_URL}/en/sign-up/. Make it, confirm the address from the letter, then run this again",
            exit_code=1,
        )
    with transaction.atomic():
        programme.grant_role(actor=actor, person=person, role=Role.ADMIN, edition=None, now=utc_now())
