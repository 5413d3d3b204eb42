"""A title as a credential: issued with the award, looked over by anybody offline, revoked with the title."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from pypdf import PdfReader

from pearls.audit.models import Entry
from pearls.credentials import queries as credentials
from pearls.credentials import services as credential_services
from pearls.credentials.models import Credential, IssuerKey
from pearls.titles import services
from pearls.titles.models import Title
from pearls.titles.rules import TitleKind
from tests.titles.conftest import Judged

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def awarded(judged: Judged, **more: Any) -> Title:
    return services.award_title(
        actor=judged.office, application=judged.application, kind=TitleKind.BY_RANK, now=NOW, **more
    )


def fetched(client: Client, name: str, *args: str) -> Any:
    with override("en"):
        return client.get(reverse(name, args=args))


def files_of(client: Client, title: Title, folder: Path) -> dict[str, Path]:
    """Everything that the page of the credential gives out, as files."""
    credential = Credential.objects.get(subject=title.subject)
    given = {
        "credential.json": fetched(client, "credential_files:json", credential.ref),
        "credential.jwt": fetched(client, "credential_files:jwt", credential.ref),
        "badge.svg": fetched(client, "credential_files:badge", credential.ref, "svg"),
        "badge.png": fetched(client, "credential_files:badge", credential.ref, "png"),
        "did.json": fetched(client, "credential_files:did"),
        "list.json": fetched(client, "credential_files:status-list"),
    }
    for name, answer in given.items():
        (folder / name).write_bytes(answer.content)
    return {name: folder / name for name in given}


def verified(*arguments: str | Path) -> tuple[int, Any, str]:
    """What the command answers in a process of its own that may not even import Django."""
    code = (
        "import sys; from pearls.cli.commands import main; code = main(['credential', 'verify', *sys.argv[1:]]);"
        "assert 'django' not in sys.modules, 'django was imported'; sys.exit(code)"
    )
    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"], "PEARLS_ENV": "nonsense"}
    command = [sys.executable, "-c", code, *map(str, arguments), "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


def test_the_award_signs_the_title_and_the_journal_says_so(judged: Judged) -> None:
    title = awarded(judged)

    credential = Credential.objects.get(subject=title.subject)
    document = credential.document
    entry = Entry.objects.get(act="credential-issued")
    assert document["credentialSubject"]["id"].endswith(f"/en/places/{judged.place.key}/")
    assert document["id"].endswith(f"/credentials/{credential.ref}.json")
    assert entry.data["key"] == IssuerKey.objects.get().multikey
    assert credentials.report_on(credential, now=NOW).holds
    assert "secret" not in json.dumps(list(Entry.objects.values("data", "subject")))


def test_it_is_verified_with_files_alone_in_each_of_its_shapes(judged: Judged, client: Client, tmp_path: Path) -> None:
    files = files_of(client, awarded(judged), tmp_path)
    given = ("--issuer", files["did.json"], "--status", files["list.json"])

    for name in ("credential.json", "credential.jwt", "badge.svg", "badge.png"):
        code, told, _err = verified(files[name], *given)
        assert (name, code, told and told["status"]) == (name, 0, "valid")
    assert verified(files["credential.json"], "--issuer", files["did.json"])[1]["status"] == "not-checked"
    assert verified(files["credential.json"])[1]["finding"]["code"] == "issuer-unknown"


def test_other_peoples_code_accepts_it(judged: Judged, client: Client, tmp_path: Path) -> None:
    files = files_of(client, awarded(judged), tmp_path)
    key = credentials.secret_of(IssuerKey.objects.get())

    from_file = json.loads(files["credential.json"].read_text())

    assert key is not None
    assert OB3LdpVerifier(pem_of(key)).verify(from_file)


def pem_of(secret: bytes) -> bytes:
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_one_changed_word_is_refused(judged: Judged, client: Client, tmp_path: Path) -> None:
    files = files_of(client, awarded(judged), tmp_path)
    text = files["credential.json"].read_text()
    files["credential.json"].write_text(text.replace("by the decision of the jury", "by the wish of the jury"))

    code, told, _err = verified(files["credential.json"], "--issuer", files["did.json"])

    assert (code, told["finding"]["code"]) == (1, "altered")


def test_a_withdrawn_title_is_revoked_and_found_so(judged: Judged, client: Client, tmp_path: Path) -> None:
    title = awarded(judged)
    services.withdraw_title(actor=judged.office, title=title, reason="A mistake", now=NOW)
    files = files_of(client, title, tmp_path)

    code, told, _err = verified(files["credential.json"], "--issuer", files["did.json"], "--status", files["list.json"])

    assert (code, told["finding"]["code"], told["status"]) == (1, "revoked", "revoked")
    page = fetched(client, "credentials:credential", Credential.objects.get().ref).content.decode()
    assert "This credential was taken back." in page


def test_nobody_knows_of_it_before_the_title_is_public(judged: Judged, client: Client) -> None:
    title = awarded(judged, public_from=datetime.now(UTC) + timedelta(days=1))
    ref = Credential.objects.get(subject=title.subject).ref

    pages = [
        fetched(client, "credentials:credential", ref),
        fetched(client, "credential_files:json", ref),
        fetched(client, "credential_files:jwt", ref),
        fetched(client, "credential_files:badge", ref, "svg"),
    ]

    assert [page.status_code for page in pages] == [404] * 4


def test_the_page_says_that_it_is_valid_and_how_to_check_it(judged: Judged, client: Client) -> None:
    title = awarded(judged)
    ref = Credential.objects.get(subject=title.subject).ref

    page = fetched(client, "credentials:credential", ref).content.decode()

    assert "This credential is valid." in page
    assert f"pearls credential verify credential-{ref}.json --issuer did.json --status list.json" in page
    assert ref in fetched(client, "titles:title-page", title.ref).content.decode()
    assert fetched(client, "credential_files:badge", ref, "gif").status_code == 404


def test_the_certificate_on_paper_leads_to_the_page(judged: Judged) -> None:
    title = awarded(judged)
    ref = Credential.objects.get(subject=title.subject).ref

    pdf = PdfReader(io.BytesIO(services.certificate_pdf(title=title, language="lv")))

    links = [str(item.get_object()["/A"]["/URI"]) for item in pdf.pages[0]["/Annots"]]
    assert [link for link in links if link.endswith(f"/lv/credentials/{ref}/")]
    assert len(pdf.pages) == 1


def test_a_title_from_before_is_signed_later_and_once(judged: Judged) -> None:
    title = awarded(judged)
    Credential.objects.all().delete()

    done = [services.issue_missing_credentials(actor=judged.office, now=NOW) for _turn in range(2)]

    assert done == [1, 0]
    assert credentials.credential_of(title.subject) is not None


def test_after_a_change_of_key_both_hold(judged: Judged, client: Client, tmp_path: Path) -> None:
    title = awarded(judged)
    credential_services.change_key(actor=judged.office, now=NOW)
    files = files_of(client, title, tmp_path)

    code, told, _err = verified(files["credential.json"], "--issuer", files["did.json"], "--status", files["list.json"])

    assert (code, told["status"], IssuerKey.objects.count()) == (0, "valid", 2)


def test_a_secret_lies_in_its_file_for_this_user_alone_and_in_no_table(judged: Judged) -> None:
    awarded(judged)
    key = IssuerKey.objects.get()
    file = credentials.key_file(key.multikey)

    assert oct(file.stat().st_mode)[-3:] == "600"
    assert file.read_text().strip() not in json.dumps(list(IssuerKey.objects.values("multikey")))


def test_where_the_secret_is_gone_a_new_key_signs(judged: Judged) -> None:
    awarded(judged)
    old = IssuerKey.objects.get()
    credentials.key_file(old.multikey).unlink()

    assert credentials.signed_status_list(now=NOW) is None
    signed = credential_services.sign_statement(actor=judged.office, statement={"a": 1}, now=NOW)

    old.refresh_from_db()
    assert (old.retired_at, old.multikey in signed.key) == (NOW, False)


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"a": 1, "a": 2}', "<svg/>"])
def test_what_is_no_credential_is_bad_input_in_one_line(text: str, tmp_path: Path) -> None:
    file = tmp_path / "credential.json"
    file.write_text(text)

    code, told, err = verified(file)

    assert (code, told, err.count("\n"), str(file) in err) == (2, None, 1, True)
