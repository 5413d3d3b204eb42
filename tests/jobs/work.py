"""Jobs that the tests ask for."""

import os
import time
from datetime import timedelta
from pathlib import Path

from pearls.jobs.work import job

DONE: list[str] = []


@job(retries=2)
def note(word: str) -> str:
    DONE.append(word)
    return word


@job(retries=2)
def stumble(word: str) -> None:
    DONE.append(word)
    raise ValueError(f"cannot do {word}")


@job(retries=3, limit=timedelta(minutes=5))
def slow_line(file: str) -> None:
    """Note the start, hang on the first try, note the end on the second."""
    path = Path(file)
    with path.open("a") as lines:
        lines.write(f"start {os.getpid()}\n")
    if path.read_text().count("start") == 1:
        time.sleep(60)
    with path.open("a") as lines:
        lines.write("end\n")


@job(retries=0)
def unspeakable(word: str) -> object:
    """Gives back what no table can keep."""
    DONE.append(word)
    return object()
