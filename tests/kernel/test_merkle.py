"""The Merkle tree of RFC 6962, held against published roots and published proofs, good and corrupted."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.kernel import merkle

VECTORS = Path(__file__).resolve().parents[2].parent / "shared" / "vendor" / "rfc6962"
# Leaves and roots from the reference tests of Certificate Transparency.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
some_leaves = st.lists(st.binary(max_size=8), max_size=40).map(lambda items: [merkle.leaf_hash(item) for item in items])


def test_roots_are_those_that_are_published() -> None:
    leaves = [merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]

    assert [merkle.root_of(leaves[:size]).hex() for size in range(1, 9)] == ROOTS
    assert merkle.root_of([]) == hashlib.sha256(b"").digest()


@pytest.mark.skipif(not VECTORS.exists(), reason="left out: the published Merkle vectors are not here")
def test_published_proofs_hold_and_corrupted_ones_do_not() -> None:
    files = sorted((VECTORS / "inclusion").rglob("*.json"))
    wrong = []
    for file in files:
        case = json.loads(file.read_text())
        holds = merkle.is_included(
            leaf=base64.b64decode(case["leafHash"] or ""),
            index=case["leafIdx"],
            size=case["treeSize"],
            proof=[base64.b64decode(part) for part in case["proof"] or []],
            root=base64.b64decode(case["root"] or ""),
        )
        if holds == case["wantErr"]:
            wrong.append(str(file))

    assert len(files) > 90
    assert wrong == []


@given(some_leaves)
def test_every_leaf_has_a_proof_that_holds_for_it_at_its_place_alone(leaves: list[bytes]) -> None:
    root, size = merkle.root_of(leaves), len(leaves)
    for index, (leaf, proof) in enumerate(zip(leaves, merkle.inclusion_proofs(leaves), strict=True)):
        assert merkle.is_included(leaf=leaf, index=index, size=size, proof=proof, root=root)
        assert not merkle.is_included(leaf=merkle.node_hash(leaf, leaf), index=index, size=size, proof=proof, root=root)
        assert not merkle.is_included(leaf=leaf, index=index, size=size, proof=[*proof, leaf], root=root)
        assert not merkle.is_included(leaf=leaf, index=size, size=size, proof=proof, root=root)
