"""Making a key, changing it for another, and signing with it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.audit.rules import instant_text
from pearls.credentials import queries
from pearls.credentials.models import IssuerKey
from pearls.credentials.rules.keys import may_revoke_key
from pearls.kernel import signing
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import canonical_json
from pearls.kernel.verdict import require


@dataclass(frozen=True)
class Signed:
    """A signature over the canonical JSON of a statement, and the did:key of who signed."""

    key: str
    signature: str


@transaction.atomic
def change_key(*, actor: Actor, now: datetime) -> IssuerKey:
    """Make a key that signs from now on and retire the one before; what that one signed stays signed.

    The secret is written to a file that only this user may read, and is in no table and no backup.
    """
    audit.take_turn()
    secret = signing.new_secret_key()
    multikey = signing.multikey(signing.public_key(secret))
    _write_secret(multikey, secret)
    retired = queries.current_key()
    IssuerKey.objects.filter(retired_at=None).update(retired_at=now)
    key = IssuerKey.objects.create(multikey=multikey, made_at=now)
    audit.record(
        actor=actor,
        act="issuer-key-made",
        subject=f"issuer-key:{multikey}",
        now=now,
        data={"retired": retired.multikey if retired else None},
    )
    return key


@transaction.atomic
def revoke_key(*, actor: Actor, spelled: str, since: datetime, now: datetime) -> IssuerKey:
    """Mark a key as stolen since an instant: nothing that it signed holds any more. Where it is the key that signs, a
    new one signs from now on. What it signed for everybody is signed anew by `reissue_credentials`.

    Raises: NotAllowed: no-such-key, key-already-revoked, instant-ahead.
    """
    audit.take_turn()
    key = queries.key_spelled(spelled)
    is_revoked = key is not None and key.revoked_at is not None
    require(may_revoke_key(is_ours=key is not None, is_revoked=is_revoked, since=since, now=now))
    assert key is not None  # noqa: S101 - the rule's own answer
    if key.retired_at is None:
        change_key(actor=actor, now=now)
        key.refresh_from_db()
    key.revoked_at = since
    key.save(update_fields=["revoked_at"])
    audit.record(
        actor=actor,
        act="issuer-key-revoked",
        subject=f"issuer-key:{key.multikey}",
        now=now,
        data={"since": instant_text(since)},
    )
    return key


@transaction.atomic
def sign_statement(*, actor: Actor, statement: Mapping[str, Any], now: datetime) -> Signed:
    """Sign a statement with the key of this site."""
    key, secret = signer(actor=actor, now=now)
    signature = signing.sign(canonical_json(dict(statement)), secret=secret)
    return Signed(key=f"{signing.DID_KEY}{key.multikey}", signature=signing.multibase(signature))


def signer(*, actor: Actor, now: datetime) -> tuple[IssuerKey, bytes]:
    """The key that signs now, with its secret. Where none is, or its secret is not here, a new one is made.

    A site that came back from a backup without its secrets goes on under a new key.
    """
    audit.take_turn()
    key = queries.current_key()
    secret = queries.secret_of(key) if key else None
    if key is None or secret is None:
        key = change_key(actor=actor, now=now)
        secret = queries.secret_of(key)
    if secret is None:
        raise OSError(f"{queries.key_file(key.multikey)}: expected the secret that was written a moment ago, got none")
    return key, secret


def _write_secret(multikey: str, secret: bytes) -> None:
    file = queries.key_file(multikey)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
        target.write(f"{secret.hex()}\n")
        target.flush()
        os.fsync(target.fileno())
