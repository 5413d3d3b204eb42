"""`pearls migrate`: bring the database's tables up to date."""

import argparse
import json
import sys

from pearls.cli import database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say what is missing; exit 1 if anything is")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    missing = database.missing_migrations()
    if not options.check:
        database.migrate()
    if options.json:
        sys.stdout.write(json.dumps({"missing" if options.check else "applied": missing}) + "\n")
    elif missing:
        lines = "\n".join(missing)
        sys.stdout.write(f"{'Missing' if options.check else 'Applied'}:\n{lines}\n")
    else:
        sys.stdout.write("The tables are up to date.\n")
    return 1 if options.check and missing else 0
