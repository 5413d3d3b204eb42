"""What this site's documents say: its keys (did:web), a credential for an achievement, and the list of statuses."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from pearls.credentials.rules import status
from pearls.credentials.rules.proofs import instant
from pearls.credentials.rules.rdf import CREDENTIALS, OPEN_BADGES
from pearls.kernel.signing import DID_KEY


@dataclass(frozen=True)
class Claim:
    """What is said of whom. `evidence` are address, name and sentence; times are UTC.

    `subject` is the address of what it is about; a person has none and is named by `holder`.
    """

    name: str
    subject: str
    achievement: str  # the address of what was achieved
    achievement_name: str
    kind: str  # of Open Badges: Award, Certificate …
    description: str
    criteria: str
    valid_from: datetime
    valid_until: datetime | None = None
    evidence: Sequence[tuple[str, str, str]] = ()
    holder: str = ""


@dataclass(frozen=True)
class Issuer:
    """Who says it."""

    base_url: str
    name: str

    @property
    def did(self) -> str:
        return did_of(self.base_url)


def did_of(base_url: str) -> str:
    """The site's name as did:web: its host, with the colon before a port spelled out."""
    return f"did:web:{quote(urlsplit(base_url).netloc, safe='')}"


def did_document(
    *, base_url: str, multikeys: Collection[str], revoked: Mapping[str, datetime] | None = None
) -> dict[str, Any]:
    """The keys of this site, for whoever wants to check what it signed; retired ones too.

    A stolen key stays named, with the instant since when, but signs no assertion: whoever has it can write any day into
    a text, so no day makes its signature good.
    Source: W3C Controlled Identifiers 1.0, verification methods (`revoked`).
    """
    did, stolen = did_of(base_url), revoked or {}
    methods = [
        {"id": f"{did}#{key}", "type": "Multikey", "controller": did, "publicKeyMultibase": key} for key in multikeys
    ]
    told = [
        {
            "id": f"{did}#{key}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key,
            "revoked": instant(since),
        }
        for key, since in stolen.items()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [*methods, *told],
        "assertionMethod": [method["id"] for method in methods],
    }


def credential(claim: Claim, *, issuer: Issuer, address: str, list_url: str, index: int) -> dict[str, Any]:
    """An Open Badges 3.0 credential, not yet signed."""
    document: dict[str, Any] = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer.did, "type": ["Profile"], "name": issuer.name, "url": issuer.base_url},
        "validFrom": instant(claim.valid_from),
        "name": claim.name,
        "credentialSubject": {
            **_who(claim),
            "type": ["AchievementSubject"],
            "achievement": {
                "id": claim.achievement,
                "type": ["Achievement"],
                "achievementType": claim.kind,
                "name": claim.achievement_name,
                "description": claim.description,
                "criteria": {"narrative": claim.criteria},
            },
        },
        "credentialStatus": status.status_entry(list_url=list_url, index=index),
    }
    if claim.valid_until:
        document["validUntil"] = instant(claim.valid_until)
    if claim.evidence:
        document["evidence"] = [
            {"id": where, "type": ["Evidence"], "name": name, "narrative": words}
            for where, name, words in claim.evidence
        ]
    return document


def _who(claim: Claim) -> dict[str, Any]:
    if claim.subject:
        return {"id": claim.subject}
    named = {"type": "IdentityObject", "hashed": False, "identityHash": claim.holder, "identityType": "name"}
    return {"identifier": [named]}


def status_list(*, issuer: Issuer, address: str, revoked: Collection[int], valid_from: datetime) -> dict[str, Any]:
    """The list of statuses as a credential, not yet signed."""
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": instant(valid_from),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": status.encoded(revoked),
        },
    }


def keys_of(did_doc: Mapping[str, Any]) -> dict[str, str]:
    """The keys that a did:web document lets sign assertions, by their addresses."""
    did, methods, allowed = did_doc.get("id"), did_doc.get("verificationMethod"), did_doc.get("assertionMethod")
    if not isinstance(methods, list) or not isinstance(allowed, list):
        return {}
    return {
        method["id"]: method["publicKeyMultibase"]
        for method in methods
        if isinstance(method, dict)
        and method.get("controller") == did
        and isinstance(method.get("id"), str)
        and isinstance(method.get("publicKeyMultibase"), str)
        and method["id"] in allowed
        and not method.get("revoked")
    }


def revoked_since(did_doc: Mapping[str, Any], method: str) -> str:
    """Since when the document calls a key revoked, named by its address or as did:key; empty where it does not."""
    methods = did_doc.get("verificationMethod")
    for found in methods if isinstance(methods, list) else []:
        named = isinstance(found, dict) and {found.get("id"), f"{DID_KEY}{found.get('publicKeyMultibase')}"}
        if named and method in named and found.get("revoked"):
            return str(found["revoked"])
    return ""
