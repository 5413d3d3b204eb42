"""The pages of score sheets: each for those it is for, a preview before anything is taken over, and nothing leaks."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from pearls.selection import services
from pearls.selection.models import Score
from tests.selection.room import NOW, OFFICE, a_room
from tests.selection.sheets import as_file, rows_of

TOWNS = {"alfa": "LV", "beta": "FI"}


@pytest.fixture
def room(cast):
    return a_room(cast, TOWNS)


@pytest.fixture
def visit(cast):
    """Ask for a page as a member of the cast."""

    def ask(who, name, *arguments, post=None, query="", language="en"):
        client = Client()
        client.force_login(cast[who])
        address = reverse(f"selection:{name}", args=arguments).replace("/en/", f"/{language}/") + query
        return client.post(address, post) if post is not None else client.get(address)

    return ask


def sent(data, **more):
    return {"file": SimpleUploadedFile("sheet.csv", data), "hand_in": "on", **more}


def filled(data, **cells):
    rows = rows_of(data)
    for row in rows[2:]:
        written = cells.get(row[2], ())
        row[5 : 5 + len(written)] = written
    return as_file(rows)


def hidden(answer):
    return {name: answer.context[name] for name in ("content", "shown")}


def test_an_assessor_sees_every_change_and_takes_it_over(room, visit):
    seat = room.seats["juror1"].ref
    sheet = visit("juror1", "seat-sheet-file", seat, "csv").content

    shown = visit("juror1", "seat-sheets", seat, post=sent(filled(sheet, alfa=("no", "7,5", "8", "9", "10", "6"))))
    before = Score.objects.count()
    taken = visit("juror1", "seat-sheets", seat, post=hidden(shown))

    text = shown.content.decode()
    assert all(words in text for words in ("Alfa", "No conflict of interest is declared.", "The scores are handed in."))
    assert "Innovative and all-round approach: 7.5" in text
    assert "1 row is empty and is left aside." in text
    assert (before, taken.status_code, Score.objects.count()) == (0, 302, 5)


def test_faults_stand_on_the_page_by_line_and_column_and_nothing_is_taken_over(room, visit):
    seat = room.seats["juror1"].ref
    sheet = filled(visit("juror1", "seat-sheet-file", seat, "csv").content, alfa=("no", "11"), beta=("", "7"))

    answer = visit("juror1", "seat-sheets", seat, post=sent(sheet))
    latvian = visit("juror1", "seat-sheets", seat, post=sent(sheet), language="lv")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 3, column G (score:approach): got “11”. Expected a number from 0 to 10" in text
    assert "3. rindā, G slejā (score:approach)" in latvian.content.decode()
    assert not Score.objects.exists()


def test_a_file_that_was_not_chosen_and_a_preview_that_was_changed_are_told(room, visit):
    seat = room.seats["juror1"].ref

    nothing = visit("juror1", "seat-sheets", seat, post={})
    forged = visit("juror1", "seat-sheets", seat, post={"content": "made-up", "shown": "x"})

    assert nothing.status_code == 422
    assert forged.status_code == 302


def test_what_was_agreed_to_by_one_person_cannot_be_sent_by_another(room, visit):
    first, second = room.seats["juror1"].ref, room.seats["juror2"].ref
    sheet = visit("juror1", "seat-sheet-file", first, "csv").content
    shown = visit("juror1", "seat-sheets", first, post=sent(filled(sheet, alfa=("no", "7"))))

    visit("juror2", "seat-sheets", second, post=hidden(shown))

    assert not Score.objects.exists()


def test_the_sheets_of_the_office_are_empty_and_ones_own_are_not(room, visit):
    room.score("juror1", "alfa", "4.5", 4, 4, 4, 4)
    panel, seat = room.panel.ref, room.seats["juror1"].ref

    own = visit("juror1", "seat-sheet-file", seat, "xlsx").content
    office = visit("coordinator", "panel-sheet-file", panel, "xlsx", query=f"?seat={seat}").content

    def points(data):
        return [[cell.value for cell in row[6:11]] for row in load_workbook(io.BytesIO(data)).worksheets[0]["A3:P4"]]

    assert points(own) == [[4.5, 4, 4, 4, 4], [None] * 5]
    assert points(office) == [[None] * 5] * 2


def test_the_office_enters_from_paper_and_the_seat_says_so(room, visit):
    panel = room.panel.ref
    sheet = visit("coordinator", "panel-sheet-file", panel, "csv", query=f"?seat={room.seats['juror1'].ref}").content

    shown = visit("coordinator", "panel-sheets", panel, post=sent(filled(sheet, beta=("no", "7", "8", "9", "10", "6"))))
    visit("coordinator", "panel-sheets", panel, post=hidden(shown))

    assert f"Beta · {room.cast['juror1']}" in shown.content.decode()
    seat = visit("juror1", "seat", room.seats["juror1"].ref).content.decode()
    other = visit("juror2", "seat", room.seats["juror2"].ref).content.decode()
    told = "The office has entered your scores of these texts from paper."
    assert (told in seat, told in other) == (True, False)


def test_a_printed_sheet_is_for_the_pen_in_the_readers_language(room, visit):
    seat = room.seats["juror1"].ref

    def text(language):
        data = visit("juror1", "seat-sheet-file", seat, "pdf", language=language).content
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())

    english, latvian = text("en"), text("lv")
    assert all(words in english for words in ("Alfa", "Beta", "Points: 0 to 10; counts 20 %.", "Signature"))
    assert f"{seat} · alfa" in english
    assert all(
        words in latvian for words in ("Inovatīva un vispusīga pieeja", "Man ar šo tekstu ir interešu", "Paraksts")
    )


def test_a_person_who_left_since_the_sheet_was_shown_is_left_out(room, visit):
    panel = room.panel.ref
    sheet = visit("coordinator", "panel-sheet-file", panel, "csv").content
    shown = visit("coordinator", "panel-sheets", panel, post=sent(filled(sheet, beta=("no", "7"))))
    services.end_seat(actor=OFFICE, seat=room.seats["juror1"], reason="Moved away.", now=NOW)

    again = visit("coordinator", "panel-sheets", panel, post=hidden(shown))
    nothing_yet = Score.objects.count()
    visit("coordinator", "panel-sheets", panel, post=hidden(again))

    assert "Something has changed since." in again.content.decode()
    assert (nothing_yet, Score.objects.count()) == (0, 2)


def test_doors_are_shut_to_all_others(room, visit):
    panel, seat = room.panel.ref, room.seats["juror1"].ref

    for who, name, *arguments in (
        ("juror2", "seat-sheets", seat),
        ("juror2", "seat-sheet-file", seat, "csv"),
        ("coordinator", "seat-sheets", seat),
        ("chair", "seat-sheets", room.seats["chair"].ref),
        ("chair", "panel-sheets", panel),
        ("juror1", "panel-sheet-file", panel, "csv"),
        ("chair", "panel-export", panel),
        ("juror1", "panel-export", panel),
        ("coordinator", "panel-sheet-file", panel, "exe"),
    ):
        assert visit(who, name, *arguments).status_code == 404, (who, name)
    assert visit("coordinator", "panel-sheet-file", panel, "csv", query="?seat=nobody").status_code == 404


def test_after_the_scoring_nothing_is_asked_for(room, visit):
    services.close_scoring(actor=OFFICE, panel=room.panel, reason="The day has come.", now=NOW)

    text = visit("coordinator", "panel-sheets", room.panel.ref).content.decode()

    assert "Scoring is closed; scores stand as they are." in text
    assert 'type="file"' not in text


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_sheets_cost_the_same_queries_however_many(cast, django_assert_max_num_queries, kind):
    room = a_room(cast, {f"town-{number}": "LV" for number in range(12)})
    client = Client()
    client.force_login(cast["coordinator"])

    with django_assert_max_num_queries(12):
        assert client.get(reverse("selection:panel-sheet-file", args=[room.panel.ref, kind])).status_code == 200


def test_the_archive_costs_the_same_queries_however_many_texts_it_holds(cast, django_assert_max_num_queries):
    room = a_room(cast, {f"town-{number}": "LV" for number in range(6)})
    services.close_scoring(actor=OFFICE, panel=room.panel, reason="The day has come.", now=NOW)
    client = Client()
    client.force_login(cast["coordinator"])

    with django_assert_max_num_queries(12):
        assert client.get(reverse("selection:panel-export", args=[room.panel.ref])).status_code == 200
