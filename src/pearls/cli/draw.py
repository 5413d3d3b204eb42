"""`pearls draw`: the order of plans that tie, from sources of chance that were named before anybody could know them."""

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import pairwise

from pearls.cli.failure import Failure
from pearls.selection.rules.draw import Source, drawn, key_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plans", metavar="PLAN", nargs="+", help="the ids of the plans that tie, in any order")
    parser.add_argument(
        "--source",
        metavar="VALUE",
        action="append",
        required=True,
        help="what a source came to: a number, several numbers with commas, or words; once for each source",
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(options: argparse.Namespace) -> int:
    pool = _pool(options.plans)
    key = key_of([_source(value) for value in options.source])
    order = [pool[number - 1] for number in drawn(pool=len(pool), count=len(pool), key=key)]
    if options.json:
        document = {"method": "RFC 3797, SHA-256", "key": key, "pool": pool, "order": order}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(_told(key, pool, order))
    return 0


def _pool(plans: Sequence[str]) -> list[str]:
    """The plans by their ids: numbered like this, so that nobody's order of typing decides."""
    pool = sorted(plans)
    twice = next((plan for plan, after in pairwise(pool) if plan == after), None)
    if twice is not None:
        raise Failure(f"PLAN: expected each plan once, got {twice} twice")
    if len(pool) < 2:
        raise Failure("PLAN: expected at least two plans that tie, got one")
    return pool


def _source(value: str) -> Source:
    """One number, several, or words."""
    parts = [part.strip() for part in value.split(",")]
    if all(part.isascii() and part.isdigit() for part in parts):
        numbers = [int(part) for part in parts]
        return numbers[0] if len(numbers) == 1 else numbers
    if not any(character.isascii() and character.isalnum() for character in value):
        raise Failure(f"--source: expected numbers or words with letters from A to Z or figures, got {value!r}")
    return value


def _told(key: str, pool: Sequence[str], order: Sequence[str]) -> str:
    lines = [f"Key (RFC 3797): {key}", "", "The pool:"]
    lines += [f"{number:>4}  {plan}" for number, plan in enumerate(pool, start=1)]
    lines += ["", "Drawn, the first before all others:"]
    lines += [f"{place:>4}  {plan}" for place, plan in enumerate(order, start=1)]
    return "\n".join(lines) + "\n"
