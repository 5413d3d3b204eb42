"""A Merkle tree as in RFC 6962, section 2.1: many hashes under one root, and a short proof that one is among them."""

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf; a leaf and a node never hash alike."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of what stands over two hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over hashes of leaves, in their order."""
    if not leaves:
        return EMPTY_ROOT
    level = list(leaves)
    while len(level) > 1:
        level = _level_above(level)
    return level[0]


def inclusion_proofs(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """For each leaf the hashes that lead from it to the root, the nearest first."""
    proofs: list[list[bytes]] = [[] for _leaf in leaves]
    level, width = list(leaves), 1
    while len(level) > 1:
        for number, proof in enumerate(proofs):
            neighbour = (number // width) ^ 1
            # Without a neighbour a hash rises to the next level as it is.
            if neighbour < len(level):
                proof.append(level[neighbour])
        level, width = _level_above(level), width * 2
    return proofs


def is_included(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from this leaf, at this place in a tree of this size, to the root.

    Source: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size or any(len(part) != HASH_BYTES for part in (leaf, root, *proof)):
        return False
    place, last, found = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(part, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, part)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def _level_above(level: Sequence[bytes]) -> list[bytes]:
    pairs = (level[start : start + 2] for start in range(0, len(level), 2))
    return [node_hash(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
