"""The public draw: the vector of RFC 3797 by MD5, and our own by SHA-256."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.selection.rules.draw import drawn, key_of

SOURCES = (9319, (2, 5, 12, 8, 10), (9, 18, 26, 34, 41, 45))  # RFC 3797, section 6


def md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def test_the_vector_of_the_rfc_comes_out() -> None:
    assert key_of(SOURCES) == "9319./2.5.8.10.12./9.18.26.34.41.45./"
    assert drawn(pool=25, count=16, key=key_of(SOURCES), digest=md5) == [
        *(17, 7, 2, 16, 25, 23, 8, 24),
        *(19, 13, 22, 5, 18, 9, 1, 4),
    ]


def test_ours_is_drawn_by_sha_256_as_anybody_can_do_it_again() -> None:
    key = key_of(SOURCES)
    first = int(hashlib.sha256(b"\0\0" + key.encode() + b"\0\0").hexdigest(), 16) % 25 + 1

    assert drawn(pool=25, count=1, key=key) == [first]


def test_words_count_by_their_letters_and_figures() -> None:
    assert key_of(("Ab c-4!", 7)) == "ABC4./7./"


@given(st.integers(0, 60), st.text(max_size=20))
def test_everybody_is_drawn_once(pool: int, key: str) -> None:
    everybody = drawn(pool=pool, count=pool, key=key)

    assert sorted(everybody) == list(range(1, pool + 1))
    assert drawn(pool=pool, count=pool // 2, key=key) == everybody[: pool // 2]


def test_more_than_there_are_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="expected at most 3"):
        drawn(pool=3, count=4, key="x")
