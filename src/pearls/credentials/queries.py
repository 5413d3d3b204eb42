"""Keys and credentials of this site: public keys from the table, secrets from their files."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from pearls.credentials.models import Credential, IssuerKey
from pearls.credentials.rules import documents, proofs, verifying
from pearls.credentials.rules.documents import Issuer
from pearls.credentials.rules.verifying import Report
from pearls.kernel import signing


def public_keys() -> list[IssuerKey]:
    """Every key that this site has signed with, the newest first; retired ones too, for what they signed."""
    return list(IssuerKey.objects.all())


def current_key() -> IssuerKey | None:
    """The key that signs now, if there is one."""
    return IssuerKey.objects.filter(retired_at=None).first()


def key_spelled(text: str) -> IssuerKey | None:
    """The key of this site that the text spells: as a multikey, as a did:key, or as its address in did.json."""
    multikey = text.strip().rpartition("#")[2].removeprefix(signing.DID_KEY)
    return IssuerKey.objects.filter(multikey=multikey).first()


def signed_by_stolen_keys() -> list[Credential]:
    """The credentials that stand, for everybody, and were signed by a key that is revoked now.

    Those that lie with their holders are signed anew when their holders fetch them.
    """
    stolen = set(IssuerKey.objects.filter(revoked_at__isnull=False).values_list("multikey", flat=True))
    standing = Credential.objects.filter(revoked_at=None).exclude(jwt="") if stolen else Credential.objects.none()
    return [credential for credential in standing if credential.multikey in stolen]


def key_file(multikey: str) -> Path:
    """Where the secret of a key lies."""
    return Path(settings.KEY_DIR) / f"{multikey}.key"


def secret_of(key: IssuerKey) -> bytes | None:
    """The secret of a key; None where its file is not here, is not ours to read, or holds another key."""
    try:
        secret = bytes.fromhex(key_file(key.multikey).read_text().strip())
        return secret if signing.multikey(signing.public_key(secret)) == key.multikey else None
    except (OSError, ValueError):
        return None


def issuer() -> Issuer:
    """Who issues here: the office, or this site where none has taken it over."""
    return Issuer(settings.BASE_URL, settings.OFFICE_NAME or "Pearls, a site that is not the programme’s own")


def did_document() -> dict[str, Any]:
    """The public keys of this site as did:web."""
    keys = public_keys()
    return documents.did_document(
        base_url=settings.BASE_URL,
        multikeys=[key.multikey for key in keys if key.revoked_at is None],
        revoked={key.multikey: key.revoked_at for key in keys if key.revoked_at},
    )


def visible_credential(ref: str, *, now: datetime) -> Credential | None:
    """A credential that everybody may know of; one that was taken back too. Never one that names a person."""
    return Credential.objects.filter(ref=ref, public_from__lte=now).exclude(jwt="").first()


def credential_of(subject: str) -> Credential | None:
    """The credential of a subject that stands; the room above has asked who may see it."""
    return Credential.objects.filter(subject=subject, revoked_at=None).first()


def subjects_with_credential(subjects: Collection[str]) -> set[str]:
    """Which of these ever had a credential."""
    return set(Credential.objects.filter(subject__in=subjects).values_list("subject", flat=True))


def list_address() -> str:
    """Where the list of statuses stands."""
    return f"{settings.BASE_URL}/credentials/status/1.json"


def signed_status_list(*, now: datetime) -> dict[str, Any] | None:
    """The list of statuses, signed now; None where this site has signed nothing or the secret is not here."""
    key = current_key()
    secret = secret_of(key) if key else None
    if key is None or secret is None:
        return None
    taken_back = list(Credential.objects.filter(revoked_at__isnull=False).values_list("index", flat=True))
    document = documents.status_list(issuer=issuer(), address=list_address(), revoked=taken_back, valid_from=now)
    method = f"{issuer().did}#{key.multikey}"
    return proofs.with_proof(document, secret=secret, method=method, created=proofs.instant(now))


def report_on(credential: Credential, *, now: datetime) -> Report:
    """What anybody finds who looks the credential over with our published keys; what was taken back is told apart."""
    found = verifying.verify(credential.document, now=now, given=verifying.Given(issuer=did_document()))
    if credential.revoked_at and found.holds:
        return replace(found, finding="revoked", status=verifying.Status.REVOKED)
    return found
