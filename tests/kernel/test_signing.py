"""Ed25519 against RFC 8032, keys spelled as did:key against the vectors of W3C's Data Integrity EdDSA text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.kernel import signing

# RFC 8032, section 7.1, tests 1 to 3: secret, public, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_signatures_are_those_of_the_rfc(secret: str, public: str, message: str, signature: str) -> None:
    key, said = bytes.fromhex(secret), bytes.fromhex(message)

    assert signing.public_key(key).hex() == public
    assert signing.sign(said, secret=key).hex() == signature
    assert signing.is_signed(said, signature=bytes.fromhex(signature), public=bytes.fromhex(public))
    assert not signing.is_signed(said + b"x", signature=bytes.fromhex(signature), public=bytes.fromhex(public))
    assert not signing.is_signed(said, signature=b"", public=b"")


def test_a_key_is_spelled_as_the_published_one() -> None:
    public = signing.public_of_multikey("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")

    assert signing.multikey(public) == "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    assert signing.public_of_multikey(f"{signing.did_key(public)}#anything") == public
    secret = signing.of_multibase("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")
    assert signing.public_key(secret[2:]) == public


@pytest.mark.parametrize("text", ["", "z", "z0", "u6Mk", "z6Mk", "z" + "1" * 300, "did:web:example.org"])
def test_another_kind_of_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|substring"):
        signing.public_of_multikey(text)


@given(st.binary(max_size=70))
def test_base58_reads_back_what_it_wrote(data: bytes) -> None:
    assert signing.of_multibase(signing.multibase(data)) == data
