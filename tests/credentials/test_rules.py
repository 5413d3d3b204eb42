"""Credentials without a database: published vectors, other people's verifier, and everything that must be refused."""

import copy
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3Verifier

from pearls.credentials.rules import baking, proofs, rdf, status
from pearls.credentials.rules.documents import Claim, Issuer, credential, did_document, status_list
from pearls.credentials.rules.verifying import Given, Status, verify
from pearls.kernel import signing

NOW = datetime(2026, 5, 1, tzinfo=UTC)
SECRET = bytes(range(32))
PUBLIC = signing.public_key(SECRET)
BASE = "https://pearls.example"
ISSUER = Issuer(BASE, "Pearls, the office")
KEY = signing.multikey(PUBLIC)
METHOD = f"{ISSUER.did}#{KEY}"
KEYS = did_document(base_url=BASE, multikeys=[KEY])
LIST = f"{BASE}/credentials/status/1.json"
CLAIM = Claim(
    name="Pearl 2028: Kaskinen · Kaskö",
    subject=f"{BASE}/en/places/kaskinen/",
    achievement=f"{BASE}/en/editions/2028/",
    achievement_name="Pearl 2028",
    kind="Award",
    description="Ķekavā, Łódź, Ålborg",
    criteria="A plan that the jury judged.",
    valid_from=datetime(2025, 12, 1, 10, tzinfo=UTC),
    valid_until=datetime(2098, 1, 1, tzinfo=UTC),
    evidence=[(f"{BASE}/en/sealed-scores/abc/", "Sealed scores", "20:00ff")],
)
PEM = Ed25519PublicKey.from_public_bytes(PUBLIC).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def signed(document: dict[str, Any], method: str = METHOD, secret: bytes = SECRET) -> dict[str, Any]:
    return proofs.with_proof(document, secret=secret, method=method, created="2025-12-01T10:00:00Z")


def title(index: int = 7) -> dict[str, Any]:
    return credential(CLAIM, issuer=ISSUER, address=f"{BASE}/credentials/abc", list_url=LIST, index=index)


def listed(*revoked: int) -> dict[str, Any]:
    return signed(status_list(issuer=ISSUER, address=LIST, revoked=revoked, valid_from=NOW))


def found(document: Any, **given: Any) -> tuple[str, str]:
    report = verify(document, now=given.pop("now", NOW), given=Given(**{"issuer": KEYS, **given}))
    return report.finding, report.status


def test_the_contexts_are_the_published_ones_to_the_byte() -> None:
    table = (rdf.VENDOR / "README.md").read_text()

    for name in rdf.FILES.values():
        assert f"`{hashlib.sha256((rdf.VENDOR / name).read_bytes()).hexdigest()}`" in table


# W3C, Data Integrity EdDSA Cryptosuites 1.0, appendix B.1.
W3C_EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
W3C_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
W3C_CREDENTIAL = {
    "@context": [rdf.CREDENTIALS, W3C_EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}


def test_the_vector_of_the_w3c_comes_out_to_the_letter() -> None:
    known = {**rdf.contexts(), W3C_EXAMPLES: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}}

    text = rdf.canonical(W3C_CREDENTIAL, known)
    done = proofs.with_proof(
        W3C_CREDENTIAL,
        secret=signing.of_multibase(W3C_SECRET)[2:],
        method=f"did:key:{W3C_KEY}#{W3C_KEY}",
        created="2023-02-24T23:36:38Z",
        known=known,
    )

    assert hashlib.sha256(text.encode()).hexdigest() == (
        "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
    )
    assert done["proof"]["proofValue"] == (
        "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"
    )
    assert proofs.proof_holds(done, public=signing.public_of_multikey(W3C_KEY), known=known)


def test_a_credential_holds_and_says_whose_it_is() -> None:
    report = verify(signed(title()), now=NOW, given=Given(issuer=KEYS, status_list=listed(8)))

    assert (report.holds, report.status, report.name) == (True, Status.VALID, CLAIM.name)
    assert (report.issuer, report.subject) == ("did:web:pearls.example", CLAIM.subject)
    assert found(signed(title())) == ("", "not-checked")


def test_other_peoples_code_accepts_it_and_refuses_one_changed_word() -> None:
    document, verifier = signed(title()), OB3LdpVerifier(PEM)
    altered = copy.deepcopy(document)
    altered["credentialSubject"]["achievement"]["description"] = "Ķekavā, Łódź, Aalborg"

    verifier.verify(document)

    with pytest.raises(LibOpenBadgesException):
        verifier.verify(altered)
    assert found(altered)[0] == "altered"


def test_other_peoples_code_accepts_the_jwt_and_refuses_one_changed_letter() -> None:
    token = proofs.as_jwt(title(), secret=SECRET, method=METHOD)
    head, body, signature = token.split(".")
    altered = ".".join((head, ("A" if body[40] != "A" else "B").join((body[:40], body[41:])), signature))
    verifier = OB3Verifier(PEM)

    verifier.verify(token)

    with pytest.raises(LibOpenBadgesException):
        verifier.verify(altered)
    assert found(token) == ("", "not-checked")
    assert found(altered)[0] == "altered"


ALTERED: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda document: document.update(name="Pearl 2029"), "altered"),
    (lambda document: document["credentialSubject"].update(id=f"{BASE}/en/places/elsewhere/"), "altered"),
    (lambda document: document.pop("validUntil"), "altered"),
    (lambda document: document.pop("credentialStatus"), "altered"),
    (lambda document: document["credentialStatus"].update(statusListIndex="9"), "altered"),
    (lambda document: document["evidence"].pop(), "altered"),
    (lambda document: document["proof"].update(created="2025-12-02T10:00:00Z"), "altered"),
    (lambda document: document["proof"].update(proofValue="z1"), "altered"),
    (lambda document: document["proof"].update(proofPurpose="authentication"), "altered"),
    (lambda document: document["proof"].update(cryptosuite="eddsa-jcs-2022"), "altered"),
    (lambda document: document.pop("proof"), "altered"),
    (lambda document: document["proof"].update(verificationMethod=f"{ISSUER.did}#z6MkOther"), "key-unknown"),
    (lambda document: document.update(issuer="did:web:elsewhere.example"), "issuer-unknown"),
    # What would not reach the signed text is refused, however it is hidden.
    (lambda document: document.update(invented="Best of all"), "not-covered"),
    (lambda document: document["credentialSubject"].update(rank="1"), "not-covered"),
    (lambda document: document["evidence"].append({"id": "relative", "name": "More"}), "not-covered"),
    (lambda document: document["credentialSubject"].update({"@context": {"x": "https://x.example/"}}), "not-covered"),
    (lambda document: document.update({"@included": [{"id": "https://x.example/", "name": "x"}]}), "not-covered"),
    (lambda document: document.update(description=None), "not-covered"),
    (lambda document: document["@context"].append("https://x.example/context.json"), "not-covered"),
    (lambda document: document["@context"].append({"name": "https://x.example/"}), "not-covered"),
    (lambda document: document["type"].append("invented"), "not-covered"),
    (lambda document: document.update(evidence=[{"id": f"https://x.example/{n}"} for n in range(500)]), "not-covered"),
    (lambda document: document.update({"@context": "https://www.w3.org/ns/credentials/v2"}), "no-credential"),
    (lambda document: document.update(type=["OpenBadgeCredential"]), "no-credential"),
    (lambda document: document.update(credentialSubject=[]), "no-credential"),
]


@pytest.mark.parametrize(("change", "code"), ALTERED)
def test_what_was_altered_is_refused(change: Callable[[dict[str, Any]], object], code: str) -> None:
    document = signed(title())

    change(document)

    assert found(document)[0] == code


def test_it_holds_from_its_first_moment_to_its_last_and_no_longer() -> None:
    document, second = signed(title()), timedelta(seconds=1)
    first, last = CLAIM.valid_from, CLAIM.valid_until or NOW

    assert [found(document, now=moment)[0] for moment in (first - second, first, last - second, last)] == [
        *("not-yet-valid", "", "", "expired")
    ]


def test_one_that_was_taken_back_is_refused_by_the_list() -> None:
    document = signed(title(index=131_071))

    assert found(document, status_list=listed(131_071)) == ("revoked", "revoked")
    assert found(document, status_list=listed(7, 131_070)) == ("", "valid")


def test_a_list_that_is_not_the_issuers_own_is_not_believed() -> None:
    document = signed(title())
    forged = copy.deepcopy(listed(7))
    forged["credentialSubject"]["encodedList"] = status.encoded([])
    another = signed(status_list(issuer=ISSUER, address=f"{BASE}/other.json", revoked=[], valid_from=NOW))
    other_key = bytes(32)
    did = signing.did_key(signing.public_key(other_key))
    theirs = {**status_list(issuer=ISSUER, address=LIST, revoked=[], valid_from=NOW), "issuer": did}

    assert found(document, status_list=forged)[0] == "status-list-wrong"
    assert found(document, status_list=another)[0] == "status-list-wrong"
    assert found(document, status_list=signed(theirs, f"{did}#x", other_key))[0] == "status-list-wrong"
    assert found(document, status_list={})[0] == "status-list-wrong"


def test_a_did_key_needs_nothing_and_names_its_own_key_alone() -> None:
    did = signing.did_key(PUBLIC)
    document = {**title(), "issuer": {"id": did, "type": ["Profile"]}}
    other = signing.did_key(signing.public_key(bytes(32)))

    assert verify(signed(document, f"{did}#{KEY}"), now=NOW).holds
    assert verify(signed(document, f"{other}#x", bytes(32)), now=NOW).finding == "key-unknown"


def test_an_earlier_key_still_holds_and_one_that_was_dropped_does_not() -> None:
    newer = signing.multikey(signing.public_key(bytes(32)))
    document = signed(title())

    assert found(document, issuer=did_document(base_url=BASE, multikeys=[newer, KEY]))[0] == ""
    assert found(document, issuer=did_document(base_url=BASE, multikeys=[newer]))[0] == "key-unknown"
    assert found(document, issuer=None)[0] == "issuer-unknown"


def test_a_stolen_key_vouches_for_nothing_whatever_day_is_written_in() -> None:
    newer = signing.multikey(signing.public_key(bytes(32)))
    known = did_document(base_url=BASE, multikeys=[newer], revoked={KEY: NOW})
    token = proofs.as_jwt(title(), secret=SECRET, method=METHOD)

    assert KEY in json.dumps(known)
    for document in (signed(title()), token):
        report = verify(document, now=NOW, given=Given(issuer=known))
        assert (report.finding, report.detail) == ("key-revoked", "since 2026-05-01T00:00:00Z")


def test_a_key_that_is_called_revoked_is_refused_though_it_may_sign() -> None:
    known = did_document(base_url=BASE, multikeys=[KEY])
    known["verificationMethod"][0]["revoked"] = "2026-04-01T00:00:00Z"

    assert found(signed(title()), issuer=known)[0] == "key-revoked"


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c", "e30.e30.AA", "....", "é.é.é"])
def test_what_is_no_jwt_is_refused(token: str) -> None:
    assert found(token)[0] == "altered"


def test_a_picture_carries_its_credential() -> None:
    document = signed(title())
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005"
        "0001ff8d3ab5a40000000049454e44ae426082"
    )

    assert baking.unbaked(baking.baked_svg(drawing, document).encode()) == document
    assert baking.unbaked(baking.baked_png(pixel, document)) == document
    assert baking.unbaked(json.dumps(document).encode()) == document


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "as JSON"),
        (b"[]", "another value"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b"\xff\xfe", "other bytes"),
        (b"<svg/>", "one credential in the SVG, got 0"),
        (b"<svg", "broken XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><svg/>', "declarations"),
        (baking.PNG, "one credential in the PNG, got 0"),
        (b"[" * 100_000, "as JSON"),
        (b"x" * 5_000_001, "at most"),
    ],
)
def test_a_file_that_holds_no_credential_says_so(data: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        baking.unbaked(data)


@pytest.mark.parametrize("packed", ["", "z1", "u!", "uAAAA", f"u{'A' * 40}"])
def test_what_is_no_list_is_refused(packed: str) -> None:
    with pytest.raises(ValueError, match=r"expected|too short"):
        status.is_set(packed, 0)
