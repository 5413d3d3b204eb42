"""`pearls ledger`: what is in the accounts of seed money, and whether they balance."""

import argparse
import csv
import json
import sys
from typing import Any

from pearls.cli import database
from pearls.cli.failure import Failure
from pearls.kernel.actor import Actor
from pearls.programme import queries as programme_queries
from pearls.seed_money import queries
from pearls.web.spreadsheets import defused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--edition", metavar="KEY", default="", help="only this edition")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON document")
    form.add_argument("--csv", action="store_true", help="print every movement as CSV, for the books")


def run(options: argparse.Namespace) -> int:
    """0 where every ledger balances to the cent, 1 where one does not."""
    database.require_migrations()
    editions = list(queries.editions_with_ledgers())
    if options.edition:
        editions = [edition for edition in editions if edition.key == options.edition]
        if not editions and not _is_edition(options.edition):
            raise Failure(f"--edition: expected the key of an edition, got {options.edition}")
    faults = {edition.key: queries.faults_in(edition) for edition in editions}
    if options.csv:
        _print_csv(editions)
    elif options.json:
        document = {"editions": [_document(edition, faults[edition.key]) for edition in editions]}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(editions, faults)
    return 1 if any(faults.values()) else 0


def _is_edition(key: str) -> bool:
    return programme_queries.editions_for(Actor.system("ledger")).filter(key=key).exists()


def _document(edition: queries.Edition, faults: list[str]) -> dict[str, Any]:
    accounts = {str(row.account): row.cents for row in queries.account_rows(edition)}
    return {
        "edition": edition.key,
        "accounts_cents": accounts,
        "total_cents": sum(accounts.values()),
        "entries": queries.entries_of(edition).count(),
        "balances": not faults,
        "faults": faults,
    }


def _print(editions: list[queries.Edition], faults: dict[str, list[str]]) -> None:
    if not editions:
        sys.stdout.write("No edition has a budget for seed money.\n")
    for edition in editions:
        sys.stdout.write(f"{edition.key}\n")
        for row in queries.account_rows(edition):
            sign = "-" if row.cents < 0 else ""
            whole, rest = divmod(abs(row.cents), 100)
            sys.stdout.write(f"  {row.account:<12}{f'{sign}{whole}.{rest:02}':>14}\n")
        found = faults[edition.key]
        sys.stdout.write(f"  {'does not balance: ' + ', '.join(found) if found else 'balances to the cent'}\n")


def _print_csv(editions: list[queries.Edition]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["edition", *queries.book_header()])
    for edition in editions:
        writer.writerows([edition.key, *map(defused, row)] for row in queries.book_rows(edition))
