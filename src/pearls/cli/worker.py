"""`pearls worker`: do the background work until told to stop."""

import argparse
import logging
import signal

from pearls.cli import database
from pearls.jobs.worker import Worker, keep_house, run_waiting_jobs
from pearls.kernel.clock import utc_now


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what waits and is due now, then end")


def run(options: argparse.Namespace) -> int:
    database.require_migrations()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    if options.once:
        keep_house(now=utc_now())
        run_waiting_jobs()
        return 0
    worker = Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()
    return 0
