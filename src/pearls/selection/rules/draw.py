"""A draw that everybody can do again: RFC 3797, by SHA-256.

The sources of chance (numbers of a lottery, a closing price) are named before anybody can know them. Whoever knows the
sources and the size of the pool gets the same order. The RFC itself draws by MD5, which tests hold us against.
"""

import hashlib
from collections.abc import Callable, Sequence

Source = int | str | Sequence[int]
Digest = Callable[[bytes], bytes]


def key_of(sources: Sequence[Source]) -> str:
    """The sources in one text, as RFC 3797 spells them: numbers rising and each with its dot, a slash after each.

    Of words only their letters and figures count, in capitals.
    """
    return "".join(f"{_spelled(source)}/" for source in sources)


def drawn(*, pool: int, count: int, key: str, digest: Digest | None = None) -> list[int]:
    """`count` numbers of the pool 1…`pool` in the order drawn, none twice.

    Raises: ValueError where more are asked for than there are, or there are more than the counter can number.
    """
    if not 0 <= count <= pool <= 0xFFFF:
        raise ValueError(f"expected at most {pool} of a pool of at most 65535, got {count} of {pool}")
    hashed = digest or _sha256
    left, found = list(range(1, pool + 1)), []
    for turn in range(count):
        counter = turn.to_bytes(2)
        chance = int.from_bytes(hashed(counter + key.encode() + counter))
        found.append(left.pop(chance % len(left)))
    return found


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _spelled(source: Source) -> str:
    if isinstance(source, int):
        return f"{source}."
    if isinstance(source, str):
        return "".join(character for character in source.upper() if character.isascii() and character.isalnum()) + "."
    return "".join(f"{number}." for number in sorted(source))
