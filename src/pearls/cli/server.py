"""The web server with the site in it, and beside it, where wanted, the worker as a thread.

The thread lives in the process that watches over the web processes: a page never waits for a job's Python.
"""

import argparse
import errno
import logging
import multiprocessing
import socket
import sys
import threading

from django.conf import settings
from django.db import connection, connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from pearls.cli import database
from pearls.cli.failure import Failure
from pearls.cli.web_process import load_site
from pearls.jobs.worker import Worker
from pearls.web import assets


def serve(options: argparse.Namespace) -> int:
    """Serve until told to stop.

    Raises: Failure, when tables are missing or the port is taken.
    """
    _require_port(options.host, options.port)
    database.require_migrations()
    assets.ensure_static()
    with_worker = options.with_worker if options.with_worker is not None else connection.vendor == "sqlite"
    connections.close_all()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # A forked web process would inherit the worker's thread half-way through something; a spawned one starts clean.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "pearls.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=1,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_level=LogLevels.warning,
    )
    worker = Worker()
    thread = threading.Thread(target=worker.run, name="pearls-worker", daemon=True)
    if with_worker:
        server.on_startup(thread.start)
    server.on_startup(lambda: _say_where(options))
    server.serve(target_loader=load_site)
    worker.stop()
    if thread.is_alive():
        thread.join(timeout=20)
    return 0


def _say_where(options: argparse.Namespace) -> None:
    host = f"[{options.host}]" if ":" in options.host else options.host
    sys.stdout.write(f"Pearls is at http://{host}:{options.port}/ (Ctrl+C stops it)\n")
    if f"http://{host}:{options.port}" != settings.BASE_URL:
        sys.stdout.write(f"Links in mail lead to {settings.BASE_URL}/\n")
    sys.stdout.flush()


def _require_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as problem:
            if getattr(problem, "errno", 0) == errno.EADDRINUSE:
                raise Failure(f"port {port} of {host} is taken; choose another with --port") from problem
            raise Failure(f"cannot listen at {host}:{port}: {database.one_line(problem)}") from problem
