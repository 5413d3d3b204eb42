"""A sheet goes out, is filled, and comes in by the same acts as the page: all or nothing, and under every rule."""

import io
import json
import zipfile
from decimal import Decimal
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse

from pearls.audit.models import Entry, PersonalDetail
from pearls.cli.commands import main
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.selection import papers, queries, services
from pearls.selection.models import Assessment, Commitment, Declaration, Panel, Score, Seat
from tests.selection.room import NOW, OFFICE, a_room
from tests.selection.sheets import as_file, rows_of

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "SE"}  # the first juror is from Sweden
POINTS = ("7,5", "8", "0", "10", "9.25")


@pytest.fixture
def room(cast):
    return a_room(cast, TOWNS)


class Office:
    """Sheets out and in, as a page would."""

    def __init__(self, room, actor=OFFICE, jurors=("juror1", "juror2", "juror3"), from_paper=True):
        self.room, self.actor, self.from_paper = room, actor, from_paper
        self.seats = [Seat.objects.select_related("person").get(pk=room.seats[key].pk) for key in jurors]

    def sheet(self, **cells):
        """A CSV sheet with what is written in it, by town: the conflict, then points in the order of the criteria."""
        blank = queries.sheet_of(self.room.fresh(), self.seats, "en", with_given=not self.from_paper)
        rows = rows_of(papers.write_sheet("csv", blank, "en", now=NOW))
        for row in rows[2:]:
            written = cells.get(row[2], ())
            row[5 : 5 + len(written)] = written
        return as_file(rows)

    def preview(self, data, hand_in=True):
        panel = self.room.fresh()
        read = papers.read_sheet(data, queries.known_to_sheets(panel, self.seats))
        assert read.faults == []
        found = queries.sheet_preview(
            self.actor, panel, self.seats, read.rows, hand_in=hand_in, from_paper=self.from_paper
        )
        return read.rows, found

    def take_in(self, data, hand_in=True, shown=None):
        rows, found = self.preview(data, hand_in)
        return services.take_sheet_in(
            actor=self.actor,
            panel=self.room.fresh(),
            seats=self.seats,
            rows=rows,
            hand_in=hand_in,
            from_paper=self.from_paper,
            shown=found.digest if shown is None else shown,
            now=NOW,
        )


@pytest.fixture
def one(room):
    """The first juror, with files of their own."""
    return Office(room, room.cast.actor("juror1"), ("juror1",), from_paper=False)


@pytest.fixture
def office(room):
    return Office(room, jurors=("juror1",))


def reasons(found):
    return [(fault.code, fault.line) for fault in found.faults]


def test_what_was_filled_in_is_scored_declared_and_handed_in(room, one):
    found = one.take_in(one.sheet(alfa=("no", *POINTS), beta=("no", "3")))

    alfa, beta = (Assessment.objects.get(dossier=room.dossiers[key]) for key in ("alfa", "beta"))
    given = list(alfa.scores.order_by("pk").values_list("value", flat=True))
    assert [change.hands_in for change in found.changes] == [True, False]
    assert (alfa.state, beta.state, alfa.on_paper_at) == ("finished", "open", None)
    assert given == [Decimal(text.replace(",", ".")) for text in POINTS]
    assert Commitment.objects.count() == 6
    acts = list(Entry.objects.filter(at=NOW, seq__gt=0).order_by("seq").values_list("act", flat=True))[-10:]
    assert acts == [
        *("no-conflict-declared", *["score-recorded"] * 5, "assessment-finished"),
        *("no-conflict-declared", "score-recorded", "sheet-taken-in"),
    ]
    assert not Message.objects.filter(kind="panel-entered-from-paper").exists()


def test_the_same_file_twice_changes_nothing(one, office):
    for side in (one, office):
        data = side.sheet(alfa=("no", *POINTS)) if side is one else side.sheet(beta=("no", *POINTS))
        side.take_in(data)
        before = Entry.objects.count(), Commitment.objects.count(), Message.objects.count()
        again = side.take_in(data)
        assert (again.changes, again.unchanged) == ((), 1)
        assert before == (Entry.objects.count(), Commitment.objects.count(), Message.objects.count())


def test_an_empty_cell_takes_a_score_away_and_an_empty_row_nothing(one):
    one.take_in(one.sheet(alfa=("no", "7", "8"), beta=("no", "5")), hand_in=False)

    one.take_in(one.sheet(alfa=("no", "7", ""), beta=("", "", "", "", "", "")), hand_in=False)

    values = Score.objects.order_by("assessment__dossier__key", "pk").values_list("value", flat=True)
    assert list(values) == [Decimal(7), None, Decimal(5)]


def test_comments_of_the_page_come_back_unchanged_from_a_sheet(room, one):
    one.take_in(one.sheet(alfa=("no", "7")), hand_in=False)
    services.record_score(
        actor=room.cast.actor("juror1"),
        seat=room.seats["juror1"],
        dossier=room.dossiers["alfa"],
        criterion=room.panel.stage_rules.criteria[0].id,
        value=Decimal(7),
        comment="=Two\r\nlines",
        now=NOW,
    )

    _rows, found = one.preview(one.sheet(), hand_in=False)

    assert (found.changes, found.unchanged) == ((), 1)


def test_there_is_no_sheet_of_a_text_that_is_shut_or_for_others(room):
    services.declare(
        actor=room.cast.actor("juror2"),
        seat=room.seats["juror2"],
        dossier=room.dossiers["beta"],
        has_conflict=True,
        now=NOW,
    )

    rows = rows_of(Office(room).sheet())[2:]

    seats = {seat.ref: key for key, seat in room.seats.items()}
    assert {(seats[row[1]], row[2]) for row in rows} == {
        *(("juror1", "alfa"), ("juror1", "beta"), ("juror2", "alfa"), ("juror2", "gama")),
        *(("juror3", "alfa"), ("juror3", "beta"), ("juror3", "gama")),
    }
    assert len(rows) == 7


def test_rules_hold_whoever_types_and_every_row_is_named(room, one):
    rows = rows_of(one.sheet(alfa=("", "7")))
    shut = [*rows[2][:2], "gama", "Gama", "SE", "no", "7", *rows[2][7:]]

    _rows, found = one.preview(as_file([*rows, shut]))

    assert reasons(found) == [("declare-first", 3), ("conflict-own-country", 5)]


def test_one_wrong_row_keeps_all_rows_out(room, one):
    data = one.sheet(alfa=("no", *POINTS), beta=("", "7"))
    _rows, found = one.preview(data)

    with pytest.raises(NotAllowed, match="sheet-faulty"):
        one.take_in(data, shown=found.digest)

    assert not Score.objects.exists()
    assert not Declaration.objects.filter(conflict="none").exists()


def test_what_changed_since_it_was_shown_is_shown_again(room, one):
    data = one.sheet(alfa=("no", "7"))
    _rows, shown = one.preview(data)
    one.take_in(one.sheet(alfa=("no", "5")))

    with pytest.raises(NotAllowed, match="sheet-changed"):
        one.take_in(data, shown=shown.digest)

    assert Score.objects.get().value == 5


def test_a_conflict_on_the_sheet_shuts_the_text(room, one):
    one.take_in(one.sheet(alfa=("yes",)))

    assert Declaration.objects.get(seat=room.seats["juror1"], dossier=room.dossiers["alfa"]).conflict == "declared"
    assert one.preview(one.sheet())[1].changes == ()


def test_what_was_handed_in_stands_until_it_is_taken_up_again(room, one):
    one.take_in(one.sheet(alfa=("no", *POINTS)))
    other = one.sheet(alfa=("no", "1", *POINTS[1:]))

    assert reasons(one.preview(other)[1]) == [("assessment-finished", 3)]
    services.reopen_assessment(
        actor=room.cast.actor("juror1"), assessment=Assessment.objects.get(), reason="A slip of the pen.", now=NOW
    )
    assert one.take_in(other).faults == ()


def test_the_office_enters_from_paper_and_the_person_is_told(room, office):
    office.take_in(office.sheet(alfa=("no", *POINTS)))

    assessment, letter = Assessment.objects.get(), Message.objects.get(kind="panel-entered-from-paper")
    juror = room.cast["juror1"]
    scored = Entry.objects.filter(act="score-recorded").first()
    assert (assessment.state, assessment.on_paper_at) == ("finished", NOW)
    assert (letter.to, "- Alfa" in letter.body, f"/assess/{room.seats['juror1'].ref}/" in letter.body) == (
        *(juror.email, True, True),
    )
    assert (scored.actor_ref, scored.data["from_paper"]) == (OFFICE.ref, True)
    details = PersonalDetail.objects.filter(entry__act="sheet-entered-from-paper").get()
    assert (details.person, details.details) == (juror.ref, {"source": str(juror)})


def test_the_office_never_enters_over_what_a_person_gave_on_the_page(room, one, office):
    one.take_in(one.sheet(alfa=("no", "7")), hand_in=False)

    # The same and another score are refused alike: nobody guesses a score by trying.
    assert reasons(office.preview(office.sheet(alfa=("no", "7")))[1]) == [("given-on-page", 3)]
    assert reasons(office.preview(office.sheet(alfa=("no", "1")))[1]) == [("given-on-page", 3)]
    with pytest.raises(NotAllowed, match="given-on-page"):
        services.record_score(
            actor=OFFICE,
            seat=room.seats["juror1"],
            dossier=room.dossiers["alfa"],
            criterion=room.panel.stage_rules.criteria[0].id,
            value=Decimal(1),
            from_paper=True,
            now=NOW,
        )


def test_what_the_person_changes_is_their_own_again(room, one, office):
    office.take_in(office.sheet(alfa=("no", *POINTS)), hand_in=False)

    one.take_in(one.sheet(alfa=("no", "1", *POINTS[1:])), hand_in=False)

    assert Assessment.objects.get().on_paper_at is None
    assert reasons(office.preview(office.sheet(alfa=("no", *POINTS)))[1]) == [("given-on-page", 3)]


def test_nobody_but_the_office_enters_from_paper(room):
    chair = Office(room, room.cast.actor("chair"), ("juror1",))

    with pytest.raises(NotAllowed, match="not-the-office"):
        services.take_sheet_in(
            actor=chair.actor,
            panel=room.panel,
            seats=chair.seats,
            rows=[],
            hand_in=True,
            from_paper=True,
            shown="",
            now=NOW,
        )
    with pytest.raises(NotAllowed, match="seat-not-accepted"):
        services.record_score(
            actor=chair.actor,
            seat=room.seats["juror1"],
            dossier=room.dossiers["alfa"],
            criterion=room.panel.stage_rules.criteria[0].id,
            value=Decimal(1),
            from_paper=True,
            now=NOW,
        )


def test_nothing_comes_in_after_the_scoring_is_closed(room, office):
    data = office.sheet(alfa=("no", *POINTS))
    services.close_scoring(actor=OFFICE, panel=room.panel, reason="The day has come.", now=NOW)

    assert reasons(office.preview(data)[1]) == [("scoring-closed", 3)]


def archive_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_has_no_scores_until_the_scoring_is_closed(room):
    room.score("juror1", "alfa", 9, 9, 9, 9, 9)
    client = Client()
    client.force_login(room.cast["coordinator"])
    address = reverse("selection:panel-export", args=[room.panel.ref])

    before = archive_of(client.get(address).content)
    services.close_scoring(actor=OFFICE, panel=room.panel, reason="The day has come.", now=NOW)
    after = archive_of(client.get(address).content)

    assert set(after) - set(before) == {"scores.csv"}
    assert after["scores.csv"] == client.get(reverse("selection:score-sheet", args=[room.panel.ref])).content
    assert after["rules.toml"].decode() == room.panel.rules_version.text
    listed = dict(line.split("  ")[::-1] for line in after["MANIFEST.sha256"].decode().splitlines())
    assert listed == {name: sha256(data).hexdigest() for name, data in after.items() if name != "MANIFEST.sha256"}
    assert after["texts/alfa.pdf"].startswith(b"%PDF-")


def test_the_commands_of_the_archive_give_the_ranking_of_the_page(room, tmp_path, capfd, monkeypatch):
    for town, points in (("alfa", 9), ("beta", 7)):
        for juror in ("juror1", "juror2", "juror3"):
            room.score(juror, town, *[points] * 5)
    services.close_scoring(actor=OFFICE, panel=room.panel, reason="The day has come.", now=NOW)
    main(["panel", "export", room.panel.ref, str(tmp_path / "panel.zip")])
    for name, data in archive_of((tmp_path / "panel.zip").read_bytes()).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    commands = [line.strip() for line in (tmp_path / "README.txt").read_text().splitlines() if "    pearls" in line]

    codes = {command.split()[2]: main(command.split()[1:]) for command in commands if " read " not in command}
    capfd.readouterr()
    main(["rank", "scores.csv", "--rules", "rules.toml", "--json"])
    ranking = json.loads(capfd.readouterr().out)

    assert codes == {"check": 0, "make": 0, "scores.csv": 0, "minutes": 0}
    page = {plan.candidate: plan.rank for plan in queries.ranking_of(room.fresh()).candidates if plan.rank}
    assert {plan["candidate"]: plan["rank"] for plan in ranking["candidates"]} == page == {"alfa": 1, "beta": 2}


def test_a_sheet_comes_in_from_the_command_line_once(room, office, tmp_path, capfd):
    file = tmp_path / "sheet.csv"
    file.write_bytes(office.sheet(alfa=("no", *POINTS)))

    tried = main(["panel", "import", room.panel.ref, str(file), "--dry-run", "--json"])
    shown = json.loads(capfd.readouterr().out)
    taken = main(["panel", "import", room.panel.ref, str(file)])
    again = main(["panel", "import", room.panel.ref, str(file), "--json"])
    out = capfd.readouterr().out.splitlines()

    assert (tried, taken, again, Score.objects.count()) == (0, 0, 0, 5)
    assert (shown["taken_over"], shown["changes"][0]["handed_in"]) == (False, True)
    assert json.loads(out[-1])["changes"] == []
    assert Panel.objects.get().state == "scoring"
