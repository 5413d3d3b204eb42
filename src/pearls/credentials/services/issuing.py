"""Issuing a credential, and taking it back."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.credentials import queries
from pearls.credentials.models import Credential, IssuerKey
from pearls.credentials.rules import documents, proofs, status
from pearls.credentials.rules.documents import Claim
from pearls.credentials.services.keys import signer
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.kernel.refs import new_ref


@transaction.atomic
def issue_credential(
    *,
    actor: Actor,
    subject: str,
    claim: Claim,
    now: datetime,
    public_from: datetime | None = None,
    edition: str = "",
) -> Credential:
    """Sign what is claimed of a subject and keep it for everybody; asked again while one stands, it is the same.

    Nobody but us signs: whoever asks has asked its own rule.
    """
    audit.take_turn()
    if standing := queries.credential_of(subject):
        return standing
    credential = Credential(
        ref=new_ref(), subject=subject, index=_free_index(), issued_at=now, public_from=public_from or now
    )
    signed = _signed(actor, credential, claim, now)
    credential.document, credential.jwt = signed.document, signed.jwt
    credential.save(force_insert=True)
    digest = sha256_hex(canonical_json(signed.document))
    _record(actor, credential, now, edition, key=signed.key, sha256=digest)
    return credential


@transaction.atomic
def sign_for_holder(*, actor: Actor, subject: str, claim: Claim, now: datetime) -> dict[str, Any]:
    """Sign what is claimed of a person, for that person alone: only the place in the list of statuses is kept.

    Signed again when asked again, with the same address and status, by the key of that day.
    """
    audit.take_turn()
    credential = queries.credential_of(subject)
    is_new = credential is None
    credential = credential or Credential(
        ref=new_ref(), subject=subject, index=_free_index(), issued_at=now, public_from=now
    )
    signed = _signed(actor, credential, claim, now)
    if is_new:
        credential.save(force_insert=True)
        _record(actor, credential, now, "", key=signed.key)
    return signed.document


@transaction.atomic
def reissue_credentials(*, actor: Actor, now: datetime) -> int:
    """Sign anew, by the key of today, whatever a stolen key signed and still stands; gives how many.

    Words, address and page stay as they are, so that what hangs on a wall leads to the same place. The place in the
    list of statuses is a new one, and the old one is taken back: a copy with the old signature is refused by both.
    """
    audit.take_turn()
    found = queries.signed_by_stolen_keys()
    for credential in found:
        _reissue(actor, credential, now)
    return len(found)


def _reissue(actor: Actor, credential: Credential, now: datetime) -> None:
    before, key = credential.multikey, signer(actor=actor, now=now)
    left = Credential(
        ref=new_ref(),
        subject=credential.subject,
        index=credential.index,
        issued_at=credential.issued_at,
        public_from=credential.public_from,
        revoked_at=now,
    )
    credential.index, credential.issued_at = _free_index(), now
    entry = status.status_entry(list_url=queries.list_address(), index=credential.index)
    words = {name: value for name, value in credential.document.items() if name != "proof"}
    signed = _with_signatures(words | {"credentialStatus": entry}, *key, now)
    credential.document, credential.jwt = signed.document, signed.jwt
    credential.save(update_fields=["index", "issued_at", "document", "jwt"])
    left.save(force_insert=True)
    audit.record(
        actor=actor,
        act="credential-reissued",
        subject=f"credential:{credential.ref}",
        now=now,
        data={"key": signed.key, "instead_of": before, "sha256": sha256_hex(canonical_json(signed.document))},
    )


@dataclass(frozen=True)
class _Signed:
    document: dict[str, Any]
    jwt: str
    key: str


def _signed(actor: Actor, credential: Credential, claim: Claim, now: datetime) -> _Signed:
    key, secret = signer(actor=actor, now=now)
    issuer = queries.issuer()
    document = documents.credential(
        claim,
        issuer=issuer,
        address=f"{issuer.base_url}/credentials/{credential.ref}.json",
        list_url=queries.list_address(),
        index=credential.index,
    )
    return _with_signatures(document, key, secret, now)


def _with_signatures(document: dict[str, Any], key: IssuerKey, secret: bytes, now: datetime) -> _Signed:
    method = f"{queries.issuer().did}#{key.multikey}"
    return _Signed(
        document=proofs.with_proof(document, secret=secret, method=method, created=proofs.instant(now)),
        jwt=proofs.as_jwt(document, secret=secret, method=method),
        key=key.multikey,
    )


def _record(actor: Actor, credential: Credential, now: datetime, edition: str, **data: str) -> None:
    audit.record(
        actor=actor,
        act="credential-issued",
        subject=f"credential:{credential.ref}",
        now=now,
        edition=edition,
        data={"subject": credential.subject, **data},
    )


@transaction.atomic
def revoke_credential(*, actor: Actor, subject: str, now: datetime, edition: str = "") -> Credential | None:
    """Take the credential of a subject back; None where none stands. The list of statuses tells it from now on."""
    audit.take_turn()
    credential = queries.credential_of(subject)
    if credential is None:
        return None
    credential.revoked_at = now
    credential.save(update_fields=["revoked_at"])
    audit.record(
        actor=actor,
        act="credential-revoked",
        subject=f"credential:{credential.ref}",
        now=now,
        edition=edition,
        data={"subject": subject},
    )
    return credential


def _free_index() -> int:
    """A place in the list that tells nothing of how many there are or who came first."""
    while True:
        index = secrets.randbelow(status.SIZE)
        if not Credential.objects.filter(index=index).exists():
            return index
