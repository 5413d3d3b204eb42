"""Counting what comes from one address without knowing whose it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.kernel import knocks


@given(st.ip_addresses(), st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_an_address_is_marked_alike_under_one_salt_and_otherwise_under_another(
    address: object, salt: str, other: str
) -> None:
    mark = knocks.address_mark(salt=salt, link="x", address=str(address))

    assert mark == knocks.address_mark(salt=salt, link="x", address=str(address))
    assert str(address) not in mark
    assert (mark == knocks.address_mark(salt=other, link="x", address=str(address))) == (
        salt.encode().rstrip(b"\x00") == other.encode().rstrip(b"\x00")
    )


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("81.198.1.7", "", "81.198.1.7"),
        ("81.198.1.7", "9.9.9.9", "81.198.1.7"),
        ("127.0.0.1", "9.9.9.9, 81.198.1.7", "81.198.1.7"),
        ("10.0.0.2", "2001:db8::1", "2001:db8::1"),
        ("127.0.0.1", "nobody", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "9.9.9.9", ""),
    ],
)
def test_a_proxy_of_ours_is_believed_and_nobody_else(remote: str, forwarded: str, address: str) -> None:
    assert knocks.reader_address(remote=remote, forwarded=forwarded) == address
