"""Signatures by Ed25519 (RFC 8032), and the spelling of keys as did:key: who has the text needs nobody to check it."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"  # base58 of Bitcoin: no 0, I, O, l
_ED25519_PUB = b"\xed\x01"  # what a multikey of this kind begins with
KEY_BYTES, SIGNATURE_BYTES = 32, 64
DID_KEY = "did:key:"


def new_secret_key() -> bytes:
    """A fresh secret key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(secret: bytes) -> bytes:
    """The public key of a secret one."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def sign(message: bytes, *, secret: bytes) -> bytes:
    """The signature, 64 bytes, always the same for the same message and key."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(message)


def is_signed(message: bytes, *, signature: bytes, public: bytes) -> bool:
    """Whether the signature is by the owner of the key and of this very message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def multikey(public: bytes) -> str:
    """The public key as a multikey: z6Mk…"""
    return "z" + base58(_ED25519_PUB + public)


def did_key(public: bytes) -> str:
    """The public key as the name of its owner: did:key:z6Mk…"""
    return DID_KEY + multikey(public)


def public_of_multikey(text: str) -> bytes:
    """The public key that a multikey, or a did:key with or without its fragment, spells.

    Raises: ValueError for any other kind of key.
    """
    spelled = text.removeprefix(DID_KEY).partition("#")[0]
    raw = of_multibase(spelled)
    if not raw.startswith(_ED25519_PUB) or len(raw) != len(_ED25519_PUB) + KEY_BYTES:
        raise ValueError("expected an Ed25519 key that begins with z6Mk, got another")
    return raw.removeprefix(_ED25519_PUB)


def multibase(data: bytes) -> str:
    """Bytes as text, base58 marked by its z."""
    return "z" + base58(data)


def of_multibase(text: str) -> bytes:
    """The bytes of a text in base58 that begins with z.

    Raises: ValueError for any other text.
    """
    if not text.startswith("z") or len(text) > 200:
        raise ValueError("expected base58 that begins with z, got something else")
    return of_base58(text[1:])


def base58(data: bytes) -> str:
    """Bytes in base58."""
    number, digits = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, 58)
        digits = _DIGITS[rest] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def of_base58(text: str) -> bytes:
    """The bytes of a text in base58.

    Raises: ValueError for a character that is no digit of it.
    """
    number = 0
    for character in text:
        number = number * 58 + _DIGITS.index(character)
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)
