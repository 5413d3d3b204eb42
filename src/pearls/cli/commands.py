"""The commands of `pearls` and how each is reached; a command's module is imported only when it is asked for."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

# command: (module that has add_arguments(parser) and run(options) -> exit code, what it does)
COMMANDS: dict[str, tuple[str, str]] = {}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done or yes, 1 a well-formed no, 2 bad usage or bad input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="pearls", description="The open platform for culture-title programmes.")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (module, summary) in COMMANDS.items():
        sub = subparsers.add_parser(name, help=summary, description=summary)
        if given[:1] == [name]:
            import_module(module).add_arguments(sub)
    options = parser.parse_args(given)
    return int(import_module(COMMANDS[options.command][0]).run(options))
