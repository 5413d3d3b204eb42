"""`pearls credential verify FILE`, and the keys that sign: `change-key`, `revoke-key KEY`, `reissue`.

Verifying needs the files that it is given and nothing else: neither database nor settings nor a network.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import UTC
from importlib import import_module
from pathlib import Path
from typing import Any

from pearls.cli import ready
from pearls.cli.failure import Failure
from pearls.credentials.rules import baking, verifying
from pearls.credentials.rules.proofs import moment_of
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed

WORDS = {
    "altered": "it was altered",
    "not-covered": "it says something that its signature does not cover",
    "issuer-unknown": "the keys of its issuer are not known; give them with --issuer",
    "key-unknown": "it was signed by a key that its issuer does not have",
    "key-revoked": "the key that signed it was stolen or lost and vouches for nothing any more",
    "no-credential": "it is no credential of the kind that we know",
    "not-yet-valid": "it is not valid yet",
    "expired": "it has expired",
    "revoked": "it was revoked",
    "status-list-wrong": "the list of statuses cannot be believed",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    verify = actions.add_parser("verify", help="look a credential over, with nothing but files")
    verify.add_argument("file", type=Path, help="a credential as JSON or VC-JWT, or an SVG or PNG that carries one")
    verify.add_argument("--issuer", type=Path, metavar="did.json", help="the issuer's keys; a did:key needs none")
    verify.add_argument("--status", type=Path, metavar="list.json", help="the issuer's list of what was revoked")
    verify.add_argument("--json", action="store_true", help="print one JSON document")
    actions.add_parser("change-key", help="make a new key; what the old one signed stays signed")
    revoke = actions.add_parser("revoke-key", help="mark a key as stolen: nothing that it signed holds any more")
    revoke.add_argument("key", metavar="KEY", help="the key, as did:key:… or as it stands in did.json")
    revoke.add_argument(
        "--since", metavar="INSTANT", help="since when, as 2026-11-20T08:00:00Z; now where it is left out"
    )
    actions.add_parser("reissue", help="sign anew whatever a stolen key signed and still stands")


def run(options: argparse.Namespace) -> int:
    acts = {"verify": _verify, "change-key": _change_key, "revoke-key": _revoke_key, "reissue": _reissue}
    return acts[options.action](options)


def _verify(options: argparse.Namespace) -> int:
    issuer = _read(options.issuer) if options.issuer else None
    if isinstance(issuer, str):
        raise Failure(f"{options.issuer}: expected a did:web document as JSON, got something else")
    given = verifying.Given(issuer=issuer, status_list=_read(options.status) if options.status else None)
    report = verifying.verify(_read(options.file), now=utc_now(), given=given)
    _print(report, as_json=options.json)
    return 0 if report.holds else 1


def _read(file: Path) -> Mapping[str, Any] | str:
    try:
        return baking.unbaked(file.read_bytes())
    except OSError as problem:
        raise Failure(f"{file}: cannot be read: {problem.strerror}") from problem
    except ValueError as problem:
        raise Failure(f"{file}: {problem}") from problem


def _print(report: verifying.Report, *, as_json: bool) -> None:
    text = WORDS.get(report.finding, "")
    if as_json:
        document = {
            "verified": report.holds,
            "name": report.name,
            "issuer": report.issuer,
            "subject": report.subject,
            "valid_from": report.valid_from,
            "valid_until": report.valid_until or None,
            "status": report.status,
            "finding": {"code": report.finding, "text": text, "detail": report.detail} if report.finding else None,
        }
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    elif report.finding:
        detail = f" ({report.detail})" if report.detail else ""
        sys.stderr.write(" ".join(f"pearls credential: not verified: {text}{detail}".split()) + "\n")
    else:
        sys.stdout.write(
            f"Verified: {report.name}\nIssuer: {report.issuer}\nAbout: {report.subject}\n"
            f"Valid from {report.valid_from}" + (f" until {report.valid_until}" if report.valid_until else "") + "\n"
            f"Status: {report.status}\n"
        )


def _services() -> tuple[Any, Actor]:
    ready.set_up()
    import_module("pearls.cli.database").require_migrations()
    return import_module("pearls.credentials.services"), Actor.system("command-line")


def _change_key(_options: argparse.Namespace) -> int:
    services, actor = _services()
    key = services.change_key(actor=actor, now=utc_now())
    sys.stdout.write(f"The key that signs from now on: did:key:{key.multikey}\n")
    return 0


def _revoke_key(options: argparse.Namespace) -> int:
    now = utc_now()
    since = moment_of(options.since) if options.since else now
    if since is None:
        raise Failure(f"--since: expected an instant with its zone, as 2026-11-20T08:00:00Z, got {options.since!r}")
    services, actor = _services()
    try:
        services.revoke_key(actor=actor, spelled=options.key, since=since.astimezone(UTC), now=now)
    except NotAllowed as refused:
        labels = import_module("pearls.credentials.labels")
        raise Failure(f"{options.key}: {labels.REASONS[refused.verdict.reason]}", exit_code=1) from refused
    queries = import_module("pearls.credentials.queries")
    sys.stdout.write(
        f"Nothing that it signed holds any more. The key that signs from now on: did:key:{queries.current_key()}\n"
        f"To be signed anew by `pearls credential reissue`: {len(queries.signed_by_stolen_keys())}\n"
    )
    return 0


def _reissue(_options: argparse.Namespace) -> int:
    services, actor = _services()
    sys.stdout.write(f"Signed anew: {services.reissue_credentials(actor=actor, now=utc_now())}\n")
    return 0
