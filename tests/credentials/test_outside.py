"""Credentials between us and software from npm (Digital Bazaar, jose): accepted both ways, refused when changed."""

import base64
import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pearls.credentials.rules import proofs
from pearls.credentials.rules.documents import did_document
from pearls.credentials.rules.verifying import verify
from pearls.kernel import signing
from tests.credentials.outside import ask, documents
from tests.credentials.test_rules import BASE, CLAIM, KEYS, METHOD, NOW, PUBLIC, SECRET, listed, signed, title

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SEED = bytes(range(32, 64))
THEIR_KEY = signing.multikey(signing.public_key(SEED))
THEIRS = f"{signing.DID_KEY}{THEIR_KEY}"
AFTER = "2026-05-02T00:00:00Z"


def changed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with one word more in it."""
    other = copy.deepcopy(document)
    other["credentialSubject"]["achievement"]["description"] += " again"
    return other


def verified(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
    """What `pearls credential verify` answers."""
    code = "import sys; from pearls.cli.commands import main; sys.exit(main(['credential', 'verify', *sys.argv[1:]]))"
    command = [sys.executable, "-c", code, *map(str, arguments), "--json"]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout)


def test_ours_is_accepted_and_refused_after_one_changed_word() -> None:
    document = signed(title())

    whole = ask("verify", credential=document, documents=documents(KEYS))
    other = ask("verify", credential=changed(document), documents=documents(KEYS))

    assert (whole["verified"], whole["because"]) == (True, [])
    assert not other["verified"]
    assert "Invalid signature" in str(other["because"])


def test_ours_is_refused_where_the_issuer_no_longer_names_its_key() -> None:
    without = did_document(base_url=BASE, multikeys=[THEIR_KEY])

    found = ask("verify", credential=signed(title()), documents=documents(without))

    assert not found["verified"]


def test_ours_by_a_stolen_key_is_refused() -> None:
    stolen = did_document(base_url=BASE, multikeys=[THEIR_KEY], revoked={signing.multikey(PUBLIC): NOW})

    found = ask("verify", credential=signed(title()), documents=documents(stolen))

    assert not found["verified"]


def test_the_list_of_statuses_is_read_and_believed_only_as_it_was_signed() -> None:
    document, lists = signed(title()), [listed(8), listed(7), listed(8)]
    lists[2]["validFrom"] = "2026-04-30T00:00:00Z"

    found = [
        ask("verify", credential=document, documents=documents(KEYS, each), withStatus=True, now=AFTER)
        for each in lists
    ]

    assert [(one["verified"], one["revoked"]) for one in found[:2]] == [(True, False), (True, True)]
    assert not found[2]["verified"]


def test_theirs_is_accepted_here_and_refused_after_one_changed_word(tmp_path: Path) -> None:
    unsigned = {key: value for key, value in title().items() if key != "credentialStatus"}
    theirs = ask("issue", unsigned=unsigned, seed=SEED.hex())["document"]
    whole, other = tmp_path / "whole.json", tmp_path / "other.json"
    whole.write_text(json.dumps(theirs))
    other.write_text(json.dumps(changed(theirs)))

    code, told = verified(whole)

    assert (code, told["verified"], told["issuer"], told["name"]) == (0, True, THEIRS, CLAIM.name)
    code, told = verified(other)
    assert (code, told["finding"]["code"]) == (1, "altered")


def as_jwk(public: bytes, secret: bytes | None = None) -> dict[str, str]:
    parts = {"x": public} | ({"d": secret} if secret else {})
    spelled = {name: base64.urlsafe_b64encode(value).decode().rstrip("=") for name, value in parts.items()}
    return {"kty": "OKP", "crv": "Ed25519", **spelled}


def test_our_jwt_is_accepted_and_refused_after_one_changed_letter() -> None:
    token = proofs.as_jwt(title(), secret=SECRET, method=METHOD)
    head, body, signature = token.split(".")
    other = ".".join((head, ("A" if body[40] != "A" else "B").join((body[:40], body[41:])), signature))

    whole, altered = (ask("verifyJwt", token=each, key=as_jwk(PUBLIC)) for each in (token, other))

    assert whole["verified"]
    assert whole["payload"]["name"] == CLAIM.name
    assert not altered["verified"]


def test_their_jwt_is_accepted_here_and_refused_after_one_changed_letter(tmp_path: Path) -> None:
    claims = {**title(), "issuer": {"id": THEIRS, "type": ["Profile"]}, "iss": THEIRS}
    key = as_jwk(signing.public_key(SEED), SEED)
    token = ask("signJwt", claims=claims, key=key, kid=f"{THEIRS}#{THEIR_KEY}")["token"]
    head, body, signature = token.split(".")

    assert verify(token, now=NOW).holds
    other = ".".join((head, ("A" if body[400] != "A" else "B").join((body[:400], body[401:])), signature))
    assert verify(other, now=NOW).finding == "altered"
