"""A stolen key: what it signed holds no more, and is signed anew under the same address."""

import argparse
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from pearls.audit.models import Entry
from pearls.cli import credential as command
from pearls.cli.failure import Failure
from pearls.credentials import queries as credentials
from pearls.credentials import services
from pearls.credentials.models import Credential, IssuerKey
from pearls.kernel.verdict import NotAllowed
from pearls.titles.services import withdraw_title
from tests.titles.conftest import Judged
from tests.titles.test_credentials import NOW, awarded, fetched, files_of, verified

SINCE = NOW - timedelta(days=3)


def stolen(judged: Judged) -> IssuerKey:
    key = credentials.current_key()
    assert key is not None
    return services.revoke_key(actor=judged.office, spelled=f"did:key:{key.multikey}", since=SINCE, now=NOW)


def test_what_it_signed_holds_no_more_and_everybody_is_told_why(judged: Judged, client: Client, tmp_path: Path) -> None:
    title = awarded(judged)
    key = stolen(judged)
    files = files_of(client, title, tmp_path)

    code, told, _err = verified(files["credential.json"], "--issuer", files["did.json"])

    assert (code, told["finding"]["code"]) == (1, "key-revoked")
    assert "stolen or lost" in told["finding"]["text"]
    page = fetched(client, "credentials:credential", Credential.objects.get().ref).content.decode()
    assert "The key that signed it was stolen or lost" in page
    published = json.loads(files["did.json"].read_text())
    [marked] = [one for one in published["verificationMethod"] if one["publicKeyMultibase"] == key.multikey]
    assert marked["revoked"] == "2026-05-29T09:00:00Z"
    assert marked["id"] not in published["assertionMethod"]


def test_the_key_that_signed_gives_way_to_a_new_one_and_the_journal_says_since_when(judged: Judged) -> None:
    awarded(judged)

    key = stolen(judged)

    assert (key.retired_at, key.revoked_at) == (NOW, SINCE)
    assert credentials.current_key() not in (None, key)
    assert Entry.objects.get(act="issuer-key-revoked").data == {"since": "2026-05-29T09:00:00.000000Z"}


def test_it_is_signed_anew_word_for_word_under_the_same_address(judged: Judged, client: Client, tmp_path: Path) -> None:
    title = awarded(judged)
    old = Credential.objects.get()
    before = files_of(client, title, tmp_path)["credential.json"].rename(tmp_path / "before.json")
    stolen(judged)

    done = [services.reissue_credentials(actor=judged.office, now=NOW) for _turn in range(2)]

    new = credentials.credential_of(title.subject)
    assert new is not None
    files = files_of_ref(client, new.ref, tmp_path)
    given = ("--issuer", files["did.json"], "--status", files["list.json"])
    assert done == [1, 0]
    assert (new.ref, new.pk, new.index == old.index) == (old.ref, old.pk, False)
    assert (words(new), new.multikey == old.multikey) == (words(old), False)
    assert verified(files["credential.json"], *given)[1]["status"] == "valid"
    assert verified(files["credential.jwt"], *given)[1]["status"] == "valid"
    assert verified(before, *given)[1]["finding"]["code"] == "key-revoked"
    assert "This credential is valid." in fetched(client, "credentials:credential", new.ref).content.decode()


def files_of_ref(client: Client, ref: str, folder: Path) -> dict[str, Path]:
    given = {
        "credential.json": fetched(client, "credential_files:json", ref),
        "credential.jwt": fetched(client, "credential_files:jwt", ref),
        "did.json": fetched(client, "credential_files:did"),
        "list.json": fetched(client, "credential_files:status-list"),
    }
    for name, answer in given.items():
        (folder / name).write_bytes(answer.content)
    return {name: folder / name for name in given}


def words(credential: Credential) -> dict[str, object]:
    return {key: value for key, value in credential.document.items() if key not in ("proof", "credentialStatus")}


def test_the_old_place_in_the_list_is_taken_back_and_shows_to_nobody(judged: Judged, client: Client) -> None:
    title = awarded(judged)
    old = Credential.objects.get()
    stolen(judged)

    services.reissue_credentials(actor=judged.office, now=NOW)

    left = Credential.objects.exclude(pk=old.pk).get()
    assert (left.index, left.revoked_at, left.document) == (old.index, NOW, {})
    assert fetched(client, "credentials:credential", left.ref).status_code == 404
    assert credentials.credential_of(title.subject) == old


def test_what_was_taken_back_before_is_not_signed_anew(judged: Judged) -> None:
    title = awarded(judged)
    withdraw_title(actor=judged.office, title=title, reason="A mistake", now=NOW)
    stolen(judged)

    assert services.reissue_credentials(actor=judged.office, now=NOW) == 0


def test_a_key_that_was_only_changed_leaves_everything_as_it_is(judged: Judged) -> None:
    awarded(judged)
    services.change_key(actor=judged.office, now=NOW)

    assert services.reissue_credentials(actor=judged.office, now=NOW) == 0


def test_twice_or_of_somebody_else_or_ahead_is_refused(judged: Judged) -> None:
    awarded(judged)
    key = stolen(judged)

    for spelled, since, reason in (
        (key.multikey, SINCE, "key-already-revoked"),
        ("did:key:z6MkOther", SINCE, "no-such-key"),
        (str(credentials.current_key()), NOW + timedelta(days=1), "instant-ahead"),
    ):
        with pytest.raises(NotAllowed, match=reason):
            services.revoke_key(actor=judged.office, spelled=spelled, since=since, now=NOW)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args(arguments)) == 0
    return capsys.readouterr().out


def test_the_commands_say_what_they_did(
    judged: Judged, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    awarded(judged)
    monkeypatch.setattr("pearls.cli.ready.set_up", lambda: None)
    key = str(credentials.current_key())

    said = told(capsys, "revoke-key", f"did:key:{key}", "--since", "2026-05-20T08:00:00+02:00")

    assert said.endswith("`pearls credential reissue`: 1\n")
    assert str(credentials.current_key()) in said
    assert IssuerKey.objects.get(multikey=key).revoked_at.isoformat() == "2026-05-20T06:00:00+00:00"  # type: ignore[union-attr]
    assert told(capsys, "reissue") == "Signed anew: 1\n"
    with pytest.raises(Failure, match="revoked already"):
        told(capsys, "revoke-key", key)
    with pytest.raises(Failure, match="expected an instant"):
        told(capsys, "revoke-key", key, "--since", "yesterday")
