"""`pearls serve`: serve the site; on SQLite the background work is done here too."""

import argparse
import os
from importlib import import_module

from pearls.cli import ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen at (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="web processes, 120 MB each (default: %(default)s)")
    parser.add_argument(
        "--with-worker",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="do the background work here too (default: on SQLite yes, on PostgreSQL no)",
    )


def run(options: argparse.Namespace) -> int:
    # Links in mail lead to where the site really is, unless somebody said where that is.
    if not os.environ.get("PEARLS_BASE_URL"):
        os.environ["PEARLS_BASE_URL"] = f"http://{options.host}:{options.port}"
    ready.set_up()
    return int(import_module("pearls.cli.server").serve(options))
