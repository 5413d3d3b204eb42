"""Whether a credential was taken back: one bit of a long list, so that asking tells nobody which one is asked about.

Source: W3C Bitstring Status List 1.0.
"""

import base64
import binascii
import gzip
import io
from collections.abc import Collection, Mapping
from typing import Any

SIZE = 131_072  # bits; the least that the standard allows
_MOST_BYTES = 8 * SIZE  # of a list of others


def status_entry(*, list_url: str, index: int) -> dict[str, str]:
    """What a credential says about where its status stands."""
    return {
        "id": f"{list_url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": list_url,
    }


def encoded(revoked: Collection[int]) -> str:
    """The list with these bits set, packed; the same bytes each time."""
    bits = bytearray(SIZE // 8)
    for index in revoked:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def is_set(packed: str, index: int) -> bool:
    """Whether the bit at the place is set; the first bit is the highest of the first byte.

    Raises: ValueError, where it is no such list or is shorter than that.
    """
    if not packed.startswith("u"):
        raise ValueError("expected base64url that begins with u")
    text = packed[1:]
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
            bits = file.read(_MOST_BYTES + 1)
    except (binascii.Error, OSError, EOFError) as problem:
        raise ValueError("expected a list packed by gzip") from problem
    if len(bits) < SIZE // 8 or len(bits) > _MOST_BYTES or not 0 <= index < len(bits) * 8:
        raise ValueError("the list is too short or too long")
    return bool(bits[index // 8] & 0x80 >> index % 8)


def is_revoked(credential_status: Mapping[str, Any], status_list: Mapping[str, Any]) -> bool:
    """Whether the list says that the credential was taken back.

    Raises: ValueError, where the list is not the one that the credential names.
    """
    subject = status_list.get("credentialSubject")
    if not isinstance(subject, dict) or status_list.get("id") != credential_status.get("statusListCredential"):
        raise ValueError("the status list is not the one that the credential names")
    if subject.get("statusPurpose") != "revocation" or credential_status.get("statusPurpose") != "revocation":
        raise ValueError("expected a list of what was revoked")
    place = str(credential_status.get("statusListIndex"))
    if not place.isascii() or not place.isdigit() or len(place) > 9:
        raise ValueError("expected a whole number as the place in the list")
    return is_set(str(subject.get("encodedList")), int(place))
