"""Scores that were given cannot be changed unseen: commitments, the seal, the proofs, the command that checks them."""

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pearls.audit import queries as audit
from pearls.audit.models import Entry
from pearls.cli.commands import main
from pearls.credentials import services as credentials
from pearls.kernel import signing
from pearls.kernel.canonical import canonical_json
from pearls.people.models import Speaker
from pearls.selection import queries, services
from pearls.selection.models import Commitment, Panel, Score, Seal
from pearls.selection.rules import record as rules
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room, sign_both

ROOT = Path(__file__).resolve().parents[2]
SECRET = bytes(range(32))


def made(scores: list[str | None]) -> dict[str, Any]:
    """A sealed record without a database: one plan, one assessment, a score on each of so many criteria."""
    opened = []
    for number, score in enumerate(scores):
        record = {"panel": "p", "number": number, "candidate": "liepsala", "assessment": "a", "at": "2027"}
        opened.append({"salt": f"{number:064x}", "record": {**record, "criterion": f"c{number}", "score": score}})
    commitments = [rules.commitment(item["record"], salt=item["salt"]) for item in opened]
    statement = {name: "x" for name in rules.STATEMENT} | {"panel": "p", "size": len(scores)}
    return sealed_again({"statement": statement, "commitments": commitments, "opened": opened, "format": rules.FORMAT})


def sealed_again(document: dict[str, Any], secret: bytes = SECRET) -> dict[str, Any]:
    statement = {**document["statement"], "root": rules.root_of(document["commitments"])}
    signature = signing.multibase(signing.sign(canonical_json(statement), secret=secret))
    key = signing.did_key(signing.public_key(secret))
    return {**document, "statement": statement, "signature": signature, "key": key}


def finding_of(document: dict[str, Any], known: rules.Known | None = None) -> str | None:
    finding = rules.verify_record(document, known).finding
    return finding.code if finding else None


@given(st.lists(st.sampled_from(["0", "7.5", "10", None]), min_size=1, max_size=12), st.data())
def test_a_record_holds_and_no_score_in_it_can_be_another(scores: list[str | None], data: st.DataObject) -> None:
    document = made(scores)
    changed = copy.deepcopy(document)
    item = data.draw(st.sampled_from(changed["opened"]))
    item["record"]["score"] = "9.99"

    assert finding_of(document) is None
    assert finding_of(changed) == "score-changed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda document: document["statement"].update(stage="final"), "statement-changed"),
        (lambda document: document.update(signature="z" + "1" * 60), "statement-changed"),
        (lambda document: document.update(key="did:web:example.org"), "statement-changed"),
        (lambda document: document["commitments"].pop(), "commitments-changed"),
        (lambda document: document["commitments"].reverse(), "commitments-changed"),
        (lambda document: document["opened"].append(document["opened"][0]), "score-twice"),
        (lambda document: document["opened"][0]["record"].update(panel="another"), "score-elsewhere"),
        (lambda document: document["opened"][1].update(salt="0" * 64), "score-changed"),
        (lambda document: document["opened"][1].update(salt="no hex"), "score-changed"),
        (lambda document: document["opened"][1]["record"].update(score=7.5), "score-changed"),
        (lambda document: document["opened"][1]["record"].update(number=0), "score-twice"),
        (lambda document: document["opened"][1]["record"].update(number=-1), "score-changed"),
        (lambda document: document.update(counted=[line("c0", "8")]), "count-wrong"),
        (lambda document: document.update(counted=[line("c9", "7")]), "count-wrong"),
        (lambda document: document.update(counted=[line("c0", "7")]), None),
        (lambda document: document.pop("opened"), None),
    ],
)
def test_what_was_altered_is_named(change: Callable[[dict[str, Any]], object], code: str | None) -> None:
    document = made(["7", "8", "9"])

    change(document)

    assert finding_of(document) == code


def line(criterion: str, score: str) -> dict[str, Any]:
    return {"candidate": "liepsala", "assessment": "a", "criterion": criterion, "score": score}


def test_one_that_was_sealed_anew_is_found_by_the_root_that_was_noted() -> None:
    document = made(["7", "8"])
    noted = rules.Known(size=2, root=document["statement"]["root"], key=document["key"])
    forged = sealed_again(made(["7", "9"]))

    assert finding_of(document, noted) is None
    assert finding_of(forged) is None
    assert finding_of(forged, noted) == "root-rewritten"
    assert finding_of(sealed_again(document, secret=bytes(32)), noted) == "key-other"


def test_a_proof_holds_without_the_others_and_for_its_place_alone() -> None:
    document = made(["7", "8", "9"])
    paths = rules.merkle.inclusion_proofs(rules.tree_of(document.pop("commitments")))
    document["opened"] = [document["opened"][1] | {"path": [part.hex() for part in paths[1]]}]
    elsewhere = copy.deepcopy(document)
    elsewhere["opened"][0]["record"]["number"] = 2

    assert finding_of(document) is None
    assert finding_of(elsewhere) == "score-elsewhere"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda document: document.pop("statement"), "field statement"),
        (lambda document: document["statement"].update(size="3"), "field statement.size"),
        (lambda document: document["statement"].update(root="xyz"), "field statement.root"),
        (lambda document: document.pop("key"), "field key"),
        (lambda document: document.update(commitments="none"), "field commitments"),
        (lambda document: document.update(opened={}), "field opened"),
        (lambda document: document["opened"][0].pop("salt"), "field opened"),
        (lambda document: document["opened"][0]["record"].update(number=True), "field opened.record.number"),
        (lambda document: document["opened"][0]["record"].update(candidate=[]), "field opened.record"),
        (lambda document: document.update(counted=["x"]), "field counted"),
        (lambda document: document.pop("commitments"), "field opened.path"),
    ],
)
def test_what_is_not_of_the_form_is_bad_input(
    change: Callable[[dict[str, Any]], object], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = made(["7"])
    change(document)
    file = tmp_path / "sealed.json"
    file.write_text(json.dumps(document))

    assert main(["journal", "verify", str(file)]) == 2

    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert words in captured.err


@pytest.fixture
def room(cast: Cast) -> Room:
    return a_room(cast, {"liepsala": "LV", "ezerkrasts": "FI"}, jurors=2)


@pytest.fixture
def closed(room: Room) -> Room:
    for juror in ("juror1", "juror2"):
        room.score(juror, "liepsala", 8, 7, 9, 6, 5)
        room.score(juror, "ezerkrasts", 6, 6, 5, 4, 3)
    services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)
    return room


def published(room: Room) -> Panel:
    sign_both(room.cast, room.fresh())
    return services.publish_result(actor=OFFICE, panel=room.fresh(), now=NOW)


def as_file(document: dict[str, Any], folder: Path) -> Path:
    file = folder / "sealed.json"
    file.write_text(json.dumps(document))
    return file


def test_each_score_is_committed_to_as_it_is_given_and_the_journal_does_not_tell_it(room: Room) -> None:
    room.score("juror1", "liepsala", 8, 7, 9, 6, 5)

    given = list(Commitment.objects.all())
    told = list(Entry.objects.filter(act="score-recorded").order_by("seq").values_list("data", flat=True))
    assert [item.record["score"] for item in given] == ["8", "7", "9", "6", "5"]
    assert [(data["number"], data["commitment"]) for data in told] == [(c.number, c.commitment) for c in given]
    assert not any("score" in data for data in told)


def test_only_what_was_given_is_committed_to_and_a_change_too(room: Room) -> None:
    actor, seat, dossier = room.cast.actor("juror1"), room.seats["juror1"], room.dossiers["liepsala"]
    services.declare(actor=actor, seat=seat, dossier=dossier, has_conflict=False, now=NOW)
    criterion = room.panel.stage_rules.criteria[0].id
    for value, comment in ((Decimal(8), "Good"), (Decimal(8), "Very good"), (Decimal("7.5"), None), (None, None)):
        services.record_score(
            actor=actor, seat=seat, dossier=dossier, criterion=criterion, value=value, comment=comment, now=NOW
        )

    assert [item.record["score"] for item in Commitment.objects.all()] == ["8", "7.5", None]


def test_a_commitment_is_never_changed(closed: Room) -> None:
    for rows in (Commitment.objects.all(), Seal.objects.all()):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            rows.delete()


def test_the_root_is_signed_when_the_scoring_closes(closed: Room) -> None:
    seal = Seal.objects.get()

    assert seal.statement["size"] == 20
    assert Entry.objects.get(act="scoring-closed").data["root"] == seal.statement["root"]
    document = queries.full_record(queries.sealed_panel(closed.panel.ref))
    assert rules.verify_record(document) == rules.Report(20, seal.statement["root"], seal.key, 20)
    assert len(document["counted"]) == 20


def test_a_score_changed_behind_our_back_is_found(closed: Room, tmp_path: Path) -> None:
    Score.objects.filter(value=8).update(value=Decimal(10))

    document = queries.full_record(queries.sealed_panel(closed.panel.ref))

    assert finding_of(document) == "count-wrong"
    assert main(["journal", "verify", str(as_file(document, tmp_path))]) == 1


def test_scores_from_before_are_taken_in_when_the_scoring_closes(room: Room) -> None:
    room.score("juror1", "liepsala", 8, 7, 9, 6, 5)
    first = room.seats["juror1"].assessments.get()
    older = Score(assessment=first, criterion="older", value=Decimal(3), changed_at=NOW)
    older.save()

    services.close_scoring(actor=OFFICE, panel=room.panel, reason="Time", now=NOW)

    assert Commitment.objects.get(number=5).record["criterion"] == "older"


def test_erasing_an_assessor_leaves_everything_valid_to_the_byte(closed: Room) -> None:
    panel = queries.sealed_panel(closed.panel.ref)
    before = queries.full_record(panel), queries.proof_of(closed.dossiers["liepsala"])

    services.forget_assessor(actor=OFFICE, person=closed.cast["juror1"].ref, now=NOW)

    panel = queries.sealed_panel(closed.panel.ref)
    after = queries.full_record(panel), queries.proof_of(closed.dossiers["liepsala"])
    assert after == before
    assert [finding_of(document) for document in after] == [None, None]
    text = json.dumps(after)
    assert not any(person in text for person in (closed.cast["juror1"].name, closed.cast["juror1"].ref))
    assert audit.verify_journal().holds


def test_a_place_gets_the_proof_of_its_own_scores_once_the_result_is_public(closed: Room) -> None:
    town, dossier = closed.cast["town"], closed.dossiers["liepsala"]
    Speaker.objects.create(person=town, place=dossier.place, state="confirmed", claimed_at=NOW)
    client = Client()
    client.force_login(town)
    with override("en"):
        own = reverse("selection:sealed-proof", args=[closed.panel.ref, dossier.ref])
        other = reverse("selection:sealed-proof", args=[closed.panel.ref, closed.dossiers["ezerkrasts"].ref])
        page = reverse("selection:sealed", args=[closed.panel.ref])
    too_early = client.get(own).status_code

    published(closed)

    document = json.loads(client.get(own).content)
    assert (too_early, client.get(other).status_code) == (404, 404)
    assert own in client.get(page).content.decode()
    assert finding_of(document) is None
    assert {item["record"]["candidate"] for item in document["opened"]} == {"liepsala"}
    assert len(document["counted"]) == len(document["opened"]) == 10


def test_the_root_is_public_at_once_and_shows_no_score(closed: Room, client: Client) -> None:
    with override("en"):
        page = client.get(reverse("selection:sealed", args=[closed.panel.ref])).content.decode()
        file = client.get(reverse("selection:sealed-commitments", args=[closed.panel.ref]))
        full = client.get(reverse("selection:sealed-full", args=[closed.panel.ref]))

    document = json.loads(file.content)
    assert f"20:{document['statement']['root']}" in page
    assert set(document) == {"format", "statement", "key", "signature", "commitments"}
    assert finding_of(document) is None
    assert full.status_code == 302


def test_a_panel_that_still_scores_has_nothing_sealed(room: Room, client: Client) -> None:
    with override("en"):
        assert client.get(reverse("selection:sealed", args=[room.panel.ref])).status_code == 404


def test_the_command_needs_neither_settings_nor_django(closed: Room, tmp_path: Path) -> None:
    document = queries.full_record(queries.sealed_panel(closed.panel.ref))
    file, root = as_file(document, tmp_path), document["statement"]["root"]
    code = (
        "import sys; from pearls.cli.commands import main; code = main(['journal', 'verify', *sys.argv[1:]]);"
        "assert 'django' not in sys.modules, 'django was imported'; sys.exit(code)"
    )
    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"], "PEARLS_ENV": "nonsense"}

    def ran(*more: str) -> tuple[int, str]:
        command = [sys.executable, "-c", code, str(file), "--json", *more]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        return done.returncode, done.stdout

    assert ran()[0] == 0
    assert ran("--known", f"20:{root}", "--key", document["key"])[0] == 0
    returned, printed = ran("--known", f"20:{'0' * 64}")
    assert (returned, json.loads(printed)["finding"]["code"]) == (1, "root-rewritten")


def test_a_changed_key_signs_what_comes_and_what_was_signed_stays(closed: Room, tmp_path: Path) -> None:
    before = queries.full_record(queries.sealed_panel(closed.panel.ref))

    credentials.change_key(actor=OFFICE, now=NOW)
    signed = credentials.sign_statement(actor=OFFICE, statement={"a": 1}, now=NOW)

    assert signed.key != before["key"]
    assert finding_of(queries.full_record(queries.sealed_panel(closed.panel.ref))) is None
