"""A plan goes out as a file, others write on, the file comes back; by the command line too."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from pearls.audit.models import Entry
from pearls.cli.commands import main
from pearls.documents import queries as document_queries
from pearls.documents.rules import text_mark
from pearls.plans import papers, services
from pearls.plans.queries import papers as paper_queries
from pearls.plans.rules.changes import Rejoined, compare, rejoin
from pearls.plans.rules.papers import PaperError, completed
from tests.calls.conftest import PLAN_DUE
from tests.plans.conftest import WRITING, Candidate
from tests.plans.papers import edited_xlsx, sheet_of
from tests.plans.word import edited_docx, typed

CONTENT: dict[str, Any] = {
    "vision": "A town that talks.",
    "goals": [{"id": "z1", "goal": "People talk", "capacity": "trust"}, {"id": "z2", "goal": "People meet"}],
    "milestones": [{"id": "m1", "what": "Opening"}],
}


@pytest.fixture
def written(candidate: Candidate) -> Candidate:
    """The plan with a few answers."""
    services.fill_plan(actor=candidate.actor(), plan=candidate.plan, answers=CONTENT, now=WRITING)
    return candidate


def on_page(candidate: Candidate, question: str, raw: Any) -> None:
    """What a colleague writes on the page, knowing what stands there."""
    base = document_queries.revisions_of(candidate.plan.document)[question]
    candidate.save(question, raw, who="colleague", base=base)


def taken_out(candidate: Candidate, kind: str, content: dict[str, Any] | None = None) -> bytes:
    plan = candidate.plan
    facts = paper_queries.facts_of(plan, "lv")
    return papers.write_paper(kind, plan.document.form, content or candidate.content, facts, "lv", now=WRITING)


def came_back(candidate: Candidate, data: bytes) -> Rejoined:
    """The plan with what the file changed."""
    document = candidate.plan.document
    paper = papers.read_paper(data, document.form, paper_queries.facts_of(candidate.plan, "en"))
    base = document_queries.answers_at(document, paper.revisions)
    edited = completed(document.form, paper, base)
    return rejoin(document.form, base=base, current=candidate.content, edited=edited)


@pytest.mark.parametrize("kind", ["docx", "json", "xlsx"])
def test_a_file_that_comes_back_as_it_went_out_changes_nothing(written: Candidate, kind: str) -> None:
    data = taken_out(written, kind)
    on_page(written, "vision", "A town that sings.")

    assert came_back(written, data) == Rejoined(written.content, frozenset())


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_a_colleague_wrote_meanwhile_and_what_the_file_says_are_both_kept(written: Candidate, kind: str) -> None:
    def in_sheet(book: Any) -> None:
        sheet_of(book, "goals")["B5"].value = "People talk daily"

    data = taken_out(written, kind)
    edit = {"docx": lambda: edited_docx(data, typed("goals:z1:goal", "People talk daily"))}
    edited = edit[kind]() if kind in edit else edited_xlsx(data, in_sheet)
    on_page(written, "vision", "A town that sings.")
    on_page(written, "goals-z1", {"goal": "People talk", "capacity": "learning"})

    found = came_back(written, edited)

    changes = compare(written.plan.document.form, written.content, found.content)
    assert ([change.key for change in changes], found.clashes) == (["goals-z1.goal"], frozenset())
    assert found.content == {
        **CONTENT,
        "vision": "A town that sings.",
        "goals": [{"id": "z1", "goal": "People talk daily", "capacity": "learning"}, CONTENT["goals"][1]],
    }


def test_a_file_of_another_plan_or_kind_is_refused(written: Candidate) -> None:
    form, facts = written.plan.document.form, paper_queries.facts_of(written.plan, "en")

    with pytest.raises(PaperError) as refusal:
        papers.read_paper(taken_out(written, "pdf"), form, facts)

    assert (refusal.value.code, refusal.value.detail) == ("wrong-kind", {"expected": "DOCX, XLSX, JSON", "got": "pdf"})


def test_the_facts_name_the_place_in_its_own_spelling(written: Candidate) -> None:
    facts = paper_queries.facts_of(written.plan, "lv")

    assert (facts.ref, facts.place, facts.form_key) == (written.plan.ref, "Smiltene", "plan")
    assert facts.revisions == document_queries.revisions_of(written.plan.document)


def command(*arguments: str) -> int:
    return main(["plan", *arguments])


@pytest.mark.parametrize("kind", ["json", "xlsx", "docx", "pdf"])
def test_the_command_writes_every_kind(written: Candidate, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"plan.{kind}"

    assert command("export", written.plan.ref, str(file), "--lang", "lv") == 0

    assert file.read_bytes()[:4] == {"json": b'{"co', "pdf": b"%PDF"}.get(kind, b"PK\x03\x04")


def test_the_command_prints_json_alone(written: Candidate, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("export", written.plan.ref, "-") == 0

    assert json.loads(capsys.readouterr().out)["content"] == CONTENT


def test_the_command_shows_what_a_file_changes_and_takes_it_over(
    written: Candidate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(edited_docx(taken_out(written, "docx"), typed("vision", "A town that sings.")))

    with time_machine.travel(WRITING):
        dry = command("import", written.plan.ref, str(file), "--dry-run", "--json")
        untouched, shown = written.content, json.loads(capsys.readouterr().out)
        done = command("import", written.plan.ref, str(file))

    assert (dry, untouched, shown["taken_over"]) == (0, CONTENT, False)
    assert [(line["key"], line["before"], line["after"]) for line in shown["changes"]] == [
        ("vision", "A town that talks.", "A town that sings.")
    ]
    assert (done, written.content["vision"]) == (0, "A town that sings.")
    assert capsys.readouterr().out == (
        "Changed: Vision in a few sentences\n  - A town that talks.\n  + A town that sings.\n"
    )
    assert Entry.objects.filter(act="plan-filled-in").latest("seq").actor_ref == "system:plan-import"


def test_the_command_carries_translations_out_and_in(
    written: Candidate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = {"text": "Pilsēta.", "of": text_mark({"text": CONTENT["vision"]})}
    written.save("vision--lv", kept)
    file = tmp_path / "plan.json"
    assert command("export", written.plan.ref, str(file)) == 0
    untouched = file.read_text()
    written.save("goals-z1--lv", {"goal": "Mērķis", "of": "0123456789ab"})
    file.write_text(untouched.replace('"text":"Pilsēta."', '"text":"Pilsēta runā."'))

    with time_machine.travel(WRITING):
        done = command("import", written.plan.ref, str(file), "--json")

    (line,) = json.loads(capsys.readouterr().out)["changes"]
    assert (done, line["key"], line["language"], line["after"]) == (0, "vision--lv", "Latvian", "Pilsēta runā.")
    assert document_queries.translations_of(written.plan.document, "lv") == {
        "vision": kept | {"text": "Pilsēta runā."},
        "goals-z1": {"goal": "Mērķis", "of": "0123456789ab"},
    }


def test_an_emptied_plan_is_whole_again_with_its_translations_from_a_file_that_grew_from_nothing(
    written: Candidate, tmp_path: Path
) -> None:
    def all_of_it() -> dict[str, Any]:
        document = written.plan.document
        return document_queries.answers_and_translations_at(document, document_queries.revisions_of(document))

    written.save("goals-z1--lv", {"goal": "Mērķis", "of": "0123456789ab"})
    before, value = all_of_it(), json.loads(taken_out(written, "json", all_of_it()))
    (file := tmp_path / "plan.json").write_text(json.dumps(value | {"revisions": {}}))
    written.fill(**{"goals-z1--lv": None})
    written.fill(**dict.fromkeys(CONTENT))

    with time_machine.travel(WRITING):
        done = command("import", written.plan.ref, str(file))

    assert (done, all_of_it()) == (0, before)


def test_the_command_takes_nothing_over_where_somebody_wrote_meanwhile_unless_told(
    written: Candidate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(edited_docx(taken_out(written, "docx"), typed("vision", "From the file.")))
    on_page(written, "vision", "On the page.")

    with time_machine.travel(WRITING):
        refused = command("import", written.plan.ref, str(file))
        kept = written.content["vision"]
        over = command("import", written.plan.ref, str(file), "--over")

    assert (refused, kept, over, written.content["vision"]) == (1, "On the page.", 0, "From the file.")
    assert "somebody wrote in 1 of these spots meanwhile; nothing was changed" in capsys.readouterr().err


def test_the_command_refuses_after_the_date_in_words(
    written: Candidate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(taken_out(written, "json").replace(b"talks", b"sings"))

    with time_machine.travel(PLAN_DUE + timedelta(days=1)):
        assert command("import", written.plan.ref, str(file)) == 1

    assert written.content == CONTENT
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.docx", b"PK\x03\x04broken", "The file is damaged"),
        ("plan.json", b'{"schema": 1}', "does not come from a plan here"),
        ("plan.txt", b"Dear Sirs", "Expected a file of the kind DOCX, XLSX, JSON"),
        ("plan.json", None, "cannot be read"),
    ],
)
def test_a_bad_file_is_one_line_and_exit_2(
    written: Candidate, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    assert command("import", written.plan.ref, str(tmp_path / name)) == 2

    line = capsys.readouterr().err
    assert words in line
    assert line.startswith(f"pearls plan: {tmp_path / name}: ")
    assert line.count("\n") == 1


@pytest.mark.django_db
def test_an_unknown_plan_and_an_unknown_ending_are_exit_2(candidate: Candidate, tmp_path: Path) -> None:
    assert command("check", "zzzzzz") == 2
    assert command("export", candidate.plan.ref, str(tmp_path / "plan.odt")) == 2


def test_the_command_checks_a_plan(written: Candidate, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("check", written.plan.ref, "--json") == 1

    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    assert {"code", "kind", "section", "question", "record", "column", "text"} == set(found["findings"][0])
    assert command("check", written.plan.ref) == 1
    assert len(capsys.readouterr().out.splitlines()) == len(found["findings"])
