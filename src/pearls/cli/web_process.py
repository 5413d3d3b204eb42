"""What a web process does first; apart from `server`, because it is read before Django is set up."""

import signal
from importlib import import_module
from typing import Any


def load_site(target: str) -> Any:
    """The application `module:name`, in a process that from here on only its parent tells to stop.

    Ctrl+C in a terminal reaches both; told twice, granian's web process hangs until its parent loses patience.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
