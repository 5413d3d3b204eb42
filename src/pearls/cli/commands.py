"""The commands of `pearls` and how each is reached; a command's module is imported only when it is asked for."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple, NoReturn

from pearls.cli.failure import Failure
from pearls.kernel.settings import SettingError


class Command(NamedTuple):
    """Where a command lives, what it does, and whether its module needs Django's settings and tables.

    The module has `add_arguments(parser)` and `run(options) -> exit code`.
    """

    module: str
    summary: str
    needs_django: bool = True


COMMANDS: dict[str, Command] = {
    "serve": Command("pearls.cli.serve", "Serve the site.", needs_django=False),
    "worker": Command("pearls.cli.worker", "Do the background work: mail, reminders, housekeeping."),
    "check": Command("pearls.cli.check", "Look over configuration, database, files and journal.", needs_django=False),
    "backup": Command("pearls.cli.backup", "Write everything into one file."),
    "restore": Command("pearls.cli.restore", "Read everything back from a backup."),
    "journal": Command("pearls.cli.journal", "Verify or export the journal.", needs_django=False),
    "credential": Command(
        "pearls.cli.credential", "Look a credential over; change or revoke the key that signs.", needs_django=False
    ),
    "migrate": Command("pearls.cli.migrate", "Bring the database's tables up to date."),
    "load": Command("pearls.cli.load", "Load the real programme, and name an administrator."),
    "rank": Command("pearls.cli.rank", "Turn a score sheet into the official ranking.", needs_django=False),
    "assign": Command("pearls.cli.assign", "Share applications among assessors.", needs_django=False),
    "draw": Command("pearls.cli.draw", "Draw the order of plans that tie.", needs_django=False),
    "sheets": Command("pearls.cli.sheets", "Score from files alone: check, make sheets, read them, write the minutes."),
    "panel": Command("pearls.cli.panel", "Take a panel out as a file, or bring a filled score sheet in."),
    "match": Command("pearls.cli.match", "Propose who mentors which town, with the reason for each pair."),
    "plan": Command("pearls.cli.plan", "Take a plan out as a file, bring it back, or check it."),
    "practices": Command("pearls.cli.practices", "Bring practices in from a file, or take them out."),
    "search": Command("pearls.cli.search", "Look for practices in any of the ten languages."),
    "ledger": Command("pearls.cli.ledger", "Look whether the ledger of seed money balances."),
    "mail": Command("pearls.cli.mail", "Take in mail that came back."),
    "demo": Command("pearls.cli.demo", "Load the real programme and the demonstration."),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done or yes, 1 a well-formed no, 2 bad usage or bad input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = given[0] if given and given[0] in COMMANDS else ""
    try:
        _write_utf8()
        options = _parser(name).parse_args(given)
        exit_code = int(import_module(COMMANDS[options.command].module).run(options))
        _flush()
        return exit_code
    except Failure as failure:
        _complain(name, failure)
        return failure.exit_code
    except SettingError as problem:
        _complain(name, problem)
        return 2
    except BrokenPipeError:
        # The reader of our output went away (`pearls … | head`): not our failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _write_utf8() -> None:
    """What we print is UTF-8, whatever the machine's locale: a script reads it as such."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def _flush() -> None:
    """Write the last of it now, while a reader that went away and a full disk can still be told apart."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Failure(f"standard output: expected to write to it, got {problem.strerror}") from problem


def _complain(name: str, problem: Exception) -> None:
    """One line on standard error, whatever the problem holds."""
    line = " ".join(str(problem).split())
    sys.stderr.write(f"pearls {name}: {line}\n")


class _OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line; `--help` shows the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def _parser(name: str) -> argparse.ArgumentParser:
    parser = _OneLineParser(prog="pearls", description="The open platform for culture-title programmes.")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for known, command in COMMANDS.items():
        sub = subparsers.add_parser(known, help=command.summary, description=command.summary)
        if known == name:
            if command.needs_django:
                import_module("pearls.cli.ready").set_up()
            import_module(command.module).add_arguments(sub)
    return parser
