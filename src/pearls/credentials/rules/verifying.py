"""Whether a credential holds: by whom, about whom, until when, and not taken back. Nothing is fetched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pearls.credentials.rules import baking, proofs, status
from pearls.credentials.rules.documents import keys_of, revoked_since
from pearls.credentials.rules.rdf import CREDENTIALS, Contexts, NotCovered, canonical
from pearls.kernel import signing


class Status(StrEnum):
    VALID = "valid"
    REVOKED = "revoked"
    NOT_CHECKED = "not-checked"
    NONE = "none"  # it names no list


@dataclass(frozen=True)
class Report:
    """What was found. `finding` is empty where the credential holds.

    Codes: altered, not-covered, issuer-unknown, key-unknown, key-revoked, no-credential, not-yet-valid, expired,
    revoked, status-list-wrong.
    """

    finding: str
    detail: str
    issuer: str
    subject: str
    name: str
    valid_from: str
    valid_until: str
    status: Status

    @property
    def holds(self) -> bool:
        return not self.finding


class Refused(Exception):
    """Why the credential does not hold: a code of `Report`, and what exactly."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Given:
    """What the one who checks has at hand: the issuer's did:web document, the list of statuses, further contexts."""

    issuer: Mapping[str, Any] | None = None
    status_list: Mapping[str, Any] | str | None = None
    contexts: Contexts | None = None


def verify(credential: Mapping[str, Any] | str, *, now: datetime, given: Given | None = None) -> Report:
    """Look a credential over: a document with its proof, or a VC-JWT."""
    given = given or Given()
    found, document = Status.NONE, dict(credential) if isinstance(credential, Mapping) else {}
    try:
        document = _authentic(credential, given)
        found = _status(document, given, now)
        _check_times(document, now)
        if found == Status.REVOKED:
            raise Refused("revoked")
    except Refused as no:
        return _report(document, found, no.code, no.detail)
    return _report(document, found, "", "")


def _authentic(credential: Mapping[str, Any] | str, given: Given) -> dict[str, Any]:
    """The document that the issuer signed. Raises: Refused."""
    if isinstance(credential, str):
        return _authentic_jwt(credential, given)
    document = dict(credential)
    _check_shape(document)
    proof = document.get("proof")
    if not isinstance(proof, dict):
        raise Refused("altered", "it carries no proof")
    public = _key(document, str(proof.get("verificationMethod")), given)
    try:
        if not proofs.proof_holds(document, public=public, known=given.contexts):
            raise Refused("altered", "the proof is not of this text")
    except NotCovered as problem:
        raise Refused("not-covered", str(problem)) from problem
    return document


def _authentic_jwt(token: str, given: Given) -> dict[str, Any]:
    try:
        document, method, message, signature = proofs.opened_jwt(token)
    except ValueError as problem:
        raise Refused("altered", str(problem)) from problem
    _check_shape(document)
    if not signing.is_signed(message, signature=signature, public=_key(document, method, given)):
        raise Refused("altered", "the signature is not of this text")
    try:
        canonical(document, given.contexts)
    except NotCovered as problem:
        raise Refused("not-covered", str(problem)) from problem
    return document


def _check_shape(document: Mapping[str, Any]) -> None:
    context, types = document.get("@context"), document.get("type")
    if not isinstance(context, list) or not context or context[0] != CREDENTIALS:
        raise Refused("no-credential", f"expected {CREDENTIALS} as the first context")
    if not isinstance(types, list) or "VerifiableCredential" not in types:
        raise Refused("no-credential", "expected the type VerifiableCredential")
    if not isinstance(document.get("credentialSubject"), dict) or not _issuer(document):
        raise Refused("no-credential", "expected an issuer and one subject")


def _key(document: Mapping[str, Any], method: str, given: Given) -> bytes:
    """The key that the issuer lets sign. Raises: Refused."""
    issuer = _issuer(document)
    if issuer.startswith(signing.DID_KEY):
        spelled = method if method.partition("#")[0] == issuer else ""
    elif given.issuer is None or given.issuer.get("id") != issuer:
        raise Refused("issuer-unknown", f"expected the keys of {issuer[:120]}")
    else:
        if since := revoked_since(given.issuer, method):
            raise Refused("key-revoked", f"since {since[:40]}")
        keys = keys_of(given.issuer)
        written_out = method.removeprefix(signing.DID_KEY)
        spelled = written_out if written_out in keys.values() else keys.get(method, "")
    try:
        return signing.public_of_multikey(spelled)
    except ValueError as problem:
        raise Refused("key-unknown", f"the issuer has no such key: {method[:120]}") from problem


def _status(document: Mapping[str, Any], given: Given, now: datetime) -> Status:
    entry = document.get("credentialStatus")
    if entry is None:
        return Status.NONE
    if given.status_list is None:
        return Status.NOT_CHECKED
    try:
        told = _authentic(given.status_list, Given(issuer=given.issuer, contexts=given.contexts))
        _check_times(told, now)
        if not isinstance(entry, dict) or _issuer(told) != _issuer(document):
            raise ValueError("the status list is another issuer's")
        return Status.REVOKED if status.is_revoked(entry, told) else Status.VALID
    except Refused as no:
        raise Refused("status-list-wrong", f"{no.code} {no.detail}".strip()) from no
    except ValueError as problem:
        raise Refused("status-list-wrong", str(problem)) from problem


def _check_times(document: Mapping[str, Any], now: datetime) -> None:
    for name in ("validFrom", "validUntil"):
        moment = proofs.moment_of(document[name]) if name in document else None
        if name in document and moment is None:
            raise Refused("no-credential", f"{name}: expected an instant with its zone")
        if moment and name == "validFrom" and now < moment:
            raise Refused("not-yet-valid", str(document[name]))
        if moment and name == "validUntil" and now >= moment:
            raise Refused("expired", str(document[name]))


def _issuer(document: Mapping[str, Any]) -> str:
    issuer = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def _report(document: Mapping[str, Any], found: Status, code: str, detail: str) -> Report:
    subject = document.get("credentialSubject")
    return Report(
        finding=code,
        detail=detail,
        issuer=_issuer(document),
        subject=str(subject.get("id", "")) if isinstance(subject, dict) else "",
        name=str(document.get("name", "")),
        valid_from=str(document.get("validFrom", "")),
        valid_until=str(document.get("validUntil", "")),
        status=found,
    )


def read(data: bytes) -> Mapping[str, Any] | str:
    """What a file holds: JSON, a VC-JWT, or either of them baked into an SVG or PNG.

    Raises: ValueError, saying what was expected and what was got.
    """
    return baking.unbaked(data)
