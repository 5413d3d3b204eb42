"""Software that nobody here wrote (`npm/`), asked in a process of its own; npm/outside.mjs says what it answers."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "npm"
# A method that stands alone says in which words it speaks; inside a DID document that says it for all.
MULTIKEY = "https://w3id.org/security/multikey/v1"


def ask(act: str, **given: Any) -> dict[str, Any]:
    """What other people's code answers; the test is left out where it is not here."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules").is_dir():
        pytest.skip("Node.js or the packages of tests/credentials/npm were not found: this test is left out")
    question = json.dumps({"act": act, **given})
    done = subprocess.run(
        [node, str(FOLDER / "outside.mjs")], input=question, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def documents(keys: dict[str, Any], *more: dict[str, Any]) -> dict[str, Any]:
    """The issuer's document, each key in it, and further documents, by their addresses: all that may be looked up."""
    methods = [{"@context": MULTIKEY, **method} for method in keys["verificationMethod"]]
    return {document["id"]: document for document in (keys, *methods, *more)}
