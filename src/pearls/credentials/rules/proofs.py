"""The two ways in which a credential is signed: a proof `eddsa-rdfc-2022` inside it, or a VC-JWT around it."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pearls.credentials.rules.rdf import Contexts, canonical
from pearls.kernel import signing

SUITE = "eddsa-rdfc-2022"
_PROOF = {"type": "DataIntegrityProof", "cryptosuite": SUITE, "proofPurpose": "assertionMethod"}


def instant(moment: datetime) -> str:
    """An instant in UTC as credentials spell it: 2027-01-15T00:00:00Z."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def with_proof(
    document: Mapping[str, Any], *, secret: bytes, method: str, created: str, known: Contexts | None = None
) -> dict[str, Any]:
    """The document with its proof; `method` is the key's own address.

    Raises: NotCovered.
    """
    proof = {**_PROOF, "created": created, "verificationMethod": method}
    signature = signing.sign(_message(document, proof, known), secret=secret)
    return {**document, "proof": {**proof, "proofValue": signing.multibase(signature)}}


def proof_holds(document: Mapping[str, Any], *, public: bytes, known: Contexts | None = None) -> bool:
    """Whether the proof is of this very document by the owner of the key.

    Raises: NotCovered.
    """
    proof = document.get("proof")
    if not isinstance(proof, dict) or any(proof.get(name) != value for name, value in _PROOF.items()):
        return False
    try:
        signature = signing.of_multibase(str(proof.get("proofValue")))
    except ValueError:
        return False
    unsigned = {key: value for key, value in document.items() if key != "proof"}
    options = {key: value for key, value in proof.items() if key != "proofValue"}
    return signing.is_signed(_message(unsigned, options, known), signature=signature, public=public)


def _message(document: Mapping[str, Any], proof: Mapping[str, Any], known: Contexts | None) -> bytes:
    options = {"@context": document.get("@context"), **proof}
    parts = (canonical(options, known), canonical(document, known))
    return b"".join(hashlib.sha256(part.encode()).digest() for part in parts)


def as_jwt(document: Mapping[str, Any], *, secret: bytes, method: str) -> str:
    """The credential, without a proof inside, as a VC-JWT.

    Source: Open Badges 3.0, section 8.2: the claims repeat what the credential says, and there are no other headers.
    """
    header = {"alg": "EdDSA", "typ": "JWT", "kid": method}
    claims = {
        **{key: value for key, value in document.items() if key != "proof"},
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "nbf": _seconds(document["validFrom"]),
    }
    if "id" in document["credentialSubject"]:
        claims["sub"] = document["credentialSubject"]["id"]
    if "validUntil" in document:
        claims["exp"] = _seconds(document["validUntil"])
    signed = ".".join(_base64(json.dumps(part, ensure_ascii=False).encode()) for part in (header, claims))
    return f"{signed}.{_base64(signing.sign(signed.encode(), secret=secret))}"


def opened_jwt(token: str) -> tuple[dict[str, Any], str, bytes, bytes]:
    """What a VC-JWT says, the address of its key (a did:key, where the key itself stands there), what was signed, and
    the signature.

    Raises: ValueError, where it is none by Ed25519, or its claims say something else than its credential.
    """
    parts = token.strip().split(".")
    if len(parts) != 3:
        raise ValueError("expected three parts with points between them")
    try:
        header, claims = (json.loads(_bytes(part)) for part in parts[:2])
        signature = _bytes(parts[2])
    except (binascii.Error, RecursionError) as problem:
        raise ValueError("expected base64url and JSON") from problem
    if not isinstance(header, dict) or header.get("alg") not in ("EdDSA", "Ed25519") or "crit" in header:
        raise ValueError("expected a signature by Ed25519")
    method = _method(header)
    if not isinstance(claims, dict) or not method:
        raise ValueError("expected claims, and the key or its address")
    document = {key: value for key, value in claims.items() if key not in ("iss", "jti", "sub", "nbf", "exp", "iat")}
    if not _agrees(document, claims):
        raise ValueError("the claims say something else than the credential")
    return document, method, ".".join(parts[:2]).encode(), signature


def _method(header: Mapping[str, Any]) -> str:
    """The address of the key; one that is written out itself is its own did:key. Empty where there is neither.

    Source: Open Badges 3.0, section 8.2.3: the header carries `kid` or `jwk`. Whose key it is, the issuer says.
    """
    key = header.get("jwk")
    if isinstance(header.get("kid"), str):
        return str(header["kid"])
    if not isinstance(key, dict) or (key.get("kty"), key.get("crv")) != ("OKP", "Ed25519"):
        return ""
    try:
        return signing.did_key(_bytes(str(key.get("x"))))
    except binascii.Error as problem:
        raise ValueError("expected base64url in the key") from problem


def _agrees(document: Mapping[str, Any], claims: Mapping[str, Any]) -> bool:
    issuer, subject = document.get("issuer"), document.get("credentialSubject")
    said = {
        "iss": issuer.get("id") if isinstance(issuer, dict) else issuer,
        "jti": document.get("id"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
        "nbf": _seconds(document.get("validFrom")),
        "exp": _seconds(document.get("validUntil")),
    }
    return all(claims.get(name) in (None, value) for name, value in said.items())


def moment_of(text: Any) -> datetime | None:
    """An instant that a credential names; None where it names none that can be read."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _seconds(text: Any) -> int | None:
    found = moment_of(text)
    return int(found.timestamp()) if found else None


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
