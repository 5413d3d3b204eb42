"""`pearls check`: look over configuration, database, files, mail and journal before people do."""

import argparse
import json
import sys
from importlib import import_module

from pearls.cli import ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    ready.set_up()
    findings = import_module("pearls.cli.checks").look_over()
    wrong = [finding for finding in findings if finding.grade == "wrong"]
    if options.json:
        document = {"ok": not wrong, "findings": [finding._asdict() for finding in findings]}
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    else:
        for finding in findings:
            sys.stdout.write(f"{finding.grade:<6} {finding.what}: {finding.text}\n")
        if wrong:
            sys.stderr.write(f"pearls check: {len(wrong)} of {len(findings)} checks found something wrong\n")
    return 1 if wrong else 0
