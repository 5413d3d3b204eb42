"""Credentials that openbadgeslib made are accepted here, in each shape, and refused once they say something else."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from openbadgeslib.ob3.credential import Achievement, OpenBadgeCredential
from openbadgeslib.ob3.credential import Issuer as TheirIssuer
from openbadgeslib.ob3.ldp import OB3LdpSigner
from openbadgeslib.ob3.signer import OB3Signer

from pearls.credentials.rules import baking, proofs
from pearls.credentials.rules.documents import did_document, did_of
from pearls.credentials.rules.verifying import Given, Report, verify
from pearls.kernel import signing
from tests.credentials.test_rules import NOW

SECRET = bytes(range(64, 96))
PEM = Ed25519PrivateKey.from_private_bytes(SECRET).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
KEY = signing.multikey(signing.public_key(SECRET))
THEIRS = f"{signing.DID_KEY}{KEY}"
SITE = "https://theirs.example"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'


def theirs(issuer: str = THEIRS) -> OpenBadgeCredential:
    return OpenBadgeCredential(
        issuer=TheirIssuer(issuer, "A library", f"{SITE}/"),
        recipient_id=f"{SITE}/people/1",
        achievement=Achievement(f"{SITE}/singing", "Singing", "Ķekavā, Łódź, Ålborg", "Sang to the end."),
        id=f"{SITE}/credentials/1",
        issuance_date=datetime(2026, 1, 1, tzinfo=UTC),
        expiration_date=datetime(2098, 1, 1, tzinfo=UTC),
    )


def proven() -> dict[str, Any]:
    return dict(OB3LdpSigner(PEM).sign(theirs()))


def token(issuer: str = THEIRS) -> str:
    return OB3Signer(PEM, "EdDSA").sign(theirs(issuer))


def test_their_document_is_accepted_and_refused_after_one_changed_word() -> None:
    document = proven()
    report = verify(document, now=NOW)

    document["credentialSubject"]["achievement"]["description"] = "Ķekavā, Łódź, Aalborg"

    assert (report.finding, report.issuer, report.name) == ("", THEIRS, "Singing")
    assert verify(document, now=NOW).finding == "altered"


def test_their_jwt_with_its_key_written_out_is_accepted_from_the_owner_of_that_key_alone() -> None:
    assert verify(token(), now=NOW).holds

    site, newer = did_of(SITE), signing.multikey(signing.public_key(bytes(32)))
    known, dropped = (Given(issuer=did_document(base_url=SITE, multikeys=[key])) for key in (KEY, newer))
    assert verify(token(site), now=NOW, given=known).holds
    assert verify(token(site), now=NOW, given=dropped).finding == "key-unknown"
    assert verify(token(f"{signing.DID_KEY}{newer}"), now=NOW).finding == "key-unknown"


def test_their_jwt_is_refused_after_one_changed_letter() -> None:
    head, body, signature = token().split(".")

    altered = ".".join((head, ("A" if body[400] != "A" else "B").join((body[:400], body[401:])), signature))

    assert verify(altered, now=NOW).finding == "altered"


@pytest.mark.parametrize("shape", ["document", "token"])
def test_their_badges_are_read(shape: str) -> None:
    bakers: dict[str, Callable[[], bytes]] = {
        "document": lambda: OB3LdpSigner(PEM).sign_into_svg(theirs(), DRAWING),
        "token": lambda: OB3Signer(PEM, "EdDSA").sign_into_svg(theirs(), DRAWING),
    }

    report: Report = verify(baking.unbaked(bakers[shape]()), now=NOW)

    assert report.holds


@pytest.mark.parametrize("jwk", [{}, {"kty": "RSA"}, {"kty": "OKP", "crv": "Ed25519", "x": "!"}, {"kty": "OKP"}, "x"])
def test_a_key_that_is_none_is_refused(jwk: Any) -> None:
    header = {"alg": "EdDSA", "jwk": jwk}
    parts = [proofs._base64(json.dumps(part).encode()) for part in (header, {})]

    assert verify(".".join((*parts, "AA")), now=NOW).finding == "altered"
