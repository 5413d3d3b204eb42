"""`pearls mail bounce FILE`: take in what a mail server reports of a mail that it could not deliver."""

import argparse
import json
import sys
from pathlib import Path

from pearls.cli.failure import Failure
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.mail import labels, rules, services

MOST_BYTES = 10_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    bounce = actions.add_parser("bounce", help="take in one report of a failed delivery")
    bounce.add_argument("file", metavar="FILE", help="the mail as it came; - for standard input")
    bounce.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    bounce = rules.bounce_of(_content(options.file))
    if bounce is None:
        return _said(options, {"noted": False, "reason": "no-such-message"})
    try:
        message = services.note_bounce(actor=Actor.system("bounces"), bounce=bounce, now=utc_now())
    except NotAllowed as refused:
        return _said(options, {"noted": False, "reason": refused.verdict.reason})
    return _said(options, {"noted": True, "message": message.ref, "error": message.error})


def _content(file: str) -> bytes:
    try:
        content = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else Path(file).read_bytes()
    except OSError as problem:
        raise Failure(f"{file}: expected a mail, got {problem.strerror}") from problem
    if len(content) > MOST_BYTES:
        raise Failure(f"{file}: expected at most {MOST_BYTES} bytes, got more")
    return content


def _said(options: argparse.Namespace, document: dict[str, object]) -> int:
    if options.json:
        sys.stdout.write(json.dumps(document) + "\n")
    elif document["noted"]:
        sys.stdout.write(f"message {document['message']}: {labels.ERRORS[str(document['error'])]}\n")
    else:
        sys.stdout.write(f"{labels.REASONS[str(document['reason'])]}\n")
    return 0 if document["noted"] else 1
