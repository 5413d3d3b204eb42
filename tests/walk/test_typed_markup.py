"""Markup that people type stays text: on every page, in what forms echo, in lists for spreadsheets and in PDFs.

Each column that holds words of people gets its own markup; all pages are walked and parsed, and the walk says which
columns it has met. A new column of words fails here until it has its line.
"""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.http import HttpResponse
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from pearls.calls import services as calls
from pearls.calls.models import Application, Clarification
from pearls.db.triggers import guards_lifted
from pearls.documents import services as documents
from pearls.kernel.clock import utc_now
from pearls.mail.models import LetterTemplate, Message
from pearls.places import services as places
from pearls.places.models import Place
from pearls.practices.models import Contribution, Practice
from pearls.programme.models import RulesVersion
from pearls.titles.models import Title
from tests.walk.doors import Door, doors
from tests.walk.pages_of_title_year import more_of_the_title_year, pages_of_title_year, pearl_of_the_town
from tests.walk.test_doors import address, read
from tests.walk.test_hostile import FIELDS
from tests.walk.words import CODES, COLUMNS, NOT_WORDS, columns
from tests.walk.world import World, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.once]
# Documents in TOML: their words stand between quotation marks.
DOCUMENTS = ("pearls_programme.RulesVersion", "pearls_seed_money.RulesText")


def markup(number: int) -> str:
    return f"\"'><img src=x onerror=pearls({number})></textarea></script><script>pearls({number})</script>"


def marked(value: Any, number: int, key: str = "") -> Any:
    """The value with markup in every text of it that people type: sentences, names, roles."""
    if isinstance(value, dict):
        return {name: marked(item, number, name) for name, item in value.items()}
    if isinstance(value, list):
        return [marked(item, number, key) for item in value]
    if isinstance(value, str) and (" " in value or key in ("name", "role", "title", "place", "theme")):
        return f"{value} {markup(number)}"
    return value


@contextmanager
def typed(world: World, change: Any) -> Iterator[None]:
    """Inside, every column of words is as `change(field, value, number)` gives it."""
    with taken_back():
        more_rows(world)
        with guards_lifted(connection):
            for number, (label, name) in enumerate(COLUMNS):
                model = apps.get_model(label)
                field = model._meta.get_field(name)
                rows = list(model._base_manager.all())
                for row in rows:
                    setattr(row, name, change(field, getattr(row, name), number, row.pk))
                model._base_manager.bulk_update(rows, [name])
            connection.check_constraints()
        yield


def with_markup(field: models.Field[Any, Any], value: Any, number: int, pk: int) -> Any:
    if isinstance(field, models.JSONField):
        return marked(value, number)
    if field.name == "to" or isinstance(field, models.EmailField):
        return f'"<img src=x onerror=pearls({number})>"@{pk}.example.test'
    if field.name == "text" and field.model._meta.label in DOCUMENTS:
        inside = markup(number).replace('"', "")
        return re.sub(r'\b(en|lv) = "([^"]*)"', lambda found: f'{found[1]} = "{found[2]} {inside}"', value)
    text = f"{value} {markup(number)}"
    return text if field.max_length is None or len(text) <= field.max_length else markup(number)[: field.max_length]


class Page(HTMLParser):
    """What a browser would run: elements of ours that nobody should have been able to write."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.words: list[str] = []
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.is_data = tag == "script" and given.get("type") == "application/ld+json"
        self.words += [value for value in given.values() if value]
        if tag == "img" and given.get("src") == "x":
            self.found.append(f"<img> on line {self.getpos()[0]}")
        self.found += [f"{name} of <{tag}>" for name in given if name.startswith("on")]
        self.found += [
            f"{name} of <{tag}>" for name, value in attrs if (value or "").strip().lower().startswith("javascript:")
        ]

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        # Nothing of data runs, unless it ends the element.
        if self.cdata_elem == "script" and "pearls(" in data and (not self.is_data or "<" in data):
            self.found.append(f"<script> on line {self.getpos()[0]}")


def look(answer: HttpResponse) -> Page | None:
    """The page or fragment, parsed; None for what no browser reads as a page."""
    if not answer.headers.get("Content-Type", "").startswith("text/html") or answer.streaming:
        return None
    return Page(answer.content.decode())


def test_every_column_of_texts_is_words_or_codes() -> None:
    kinds, known = (models.CharField, models.TextField, models.JSONField), [*COLUMNS, *columns(NOT_WORDS)]
    unknown = [
        f"{model._meta.label} {field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("pearls")
        for field in model._meta.local_concrete_fields
        if isinstance(field, kinds) and (model._meta.label, field.name) not in known and field.name not in CODES.split()
    ]

    assert not unknown, "\n" + "\n".join(unknown)


# Who looks at a page: the first two of these who may. The office sees most, the others what is theirs alone.
LOOKERS = (
    "coordinator",
    "town",
    "juror2",
    "juror1",
    "chair",
    "committee",
    "pearltown",
    "mentor",
    "nobody",
    "openoffice",
    "juror3",
)
# Met by no page of this walk: the journal, a PDF, a hash, a merge or the name of a download has them; or a page that
# the demonstration has no case for. What a page shows of a place are its official names.
ON_NO_PAGE = {
    "pearls_calendar.Question choices",
    "pearls_documents.Rival base",
    "pearls_learning.Certificate withdrawn_because",
    "pearls_learning.Feedback words",
    "pearls_mentoring.MatchRun rows",
    "pearls_network.Report answer",
    "pearls_programme.Entry name",
    "pearls_plans.Flag outcome",
    "pearls_plans.IndicatorValue note",
    "pearls_plans.LogEntry photo_words",
    "pearls_plans.PaperBack base",
    "pearls_plans.PaperBack content",
    "pearls_plans.PaperBack name",
    "pearls_plans.SessionItem values",
    "pearls_plans.Thread after",
    "pearls_plans.Thread before",
    "pearls_news.Story back_because",
    "pearls_news.Story withdrawn_because",
    "pearls_practices.Adoption links",
    "pearls_practices.Adoption withdrawn_because",
    "pearls_practices.Photo alt",
    "pearls_practices.Photo credit",
    "pearls_practices.Practice gathered_from",
    "pearls_practices.SavedSearch asked",
    "pearls_seed_money.Request agreement",
    "pearls_selection.Assignment reason",
    "pearls_selection.Declaration note",
    # Nothing was drawn yet at the demonstration's meeting; tests/selection/test_meeting_views.py looks at its pages.
    "pearls_selection.Draw replaced_because",
    "pearls_selection.Draw values",
    "pearls_selection.NoteVersion text",
    "pearls_selection.SignOff ranking",
    "pearls_selection.SignOff set_aside_because",
    "pearls_titles.Title certificate",
}


def lookers(door: Door) -> list[str]:
    return [walker for walker in LOOKERS if walker in door.sees.split()][:2]


def look_at_everything(world: World) -> Iterator[tuple[str, str, HttpResponse]]:
    """The name of every page, who looks, and what is answered."""
    clients = {walker: world.client(walker) for walker in LOOKERS}
    at = world.at
    more = [
        ("coordinator", reverse("mail:message", kwargs={"ref": at["letter"]})),
        ("coordinator", reverse("mail:letter", kwargs={"kind": "panel-invitation", "language": "en"})),
        ("coordinator", reverse("calls:office-application", kwargs={"key": "demo-open", "ref": at["sent"]})),
        (
            "coordinator",
            reverse("places:office-place", kwargs={"key": Place.objects.get(name__startswith="A farm").key}),
        ),
        ("juror2", reverse("selection:dossier", kwargs={"ref": at["unable"]})),
        *pages_of_title_year(),
        *practice_pages(),
        ("town", reverse("calls:application-edit", kwargs={"ref": at["own"], "section_id": "content"})),
        ("nobody", reverse("site:edition", kwargs={"key": "demo-open"}) + "?demonstration=1"),
        ("nobody", reverse("site:edition", kwargs={"key": "demo-jury"}) + "?demonstration=1"),
        ("nobody", reverse("site:pearl-list") + "?demonstration=1"),
        *(("nobody", reverse("site:edition", kwargs={"key": year})) for year in ("2024", "2026")),
        ("nobody", reverse("programme:guide", kwargs={"edition": "2025"})),
        ("nobody", reverse("site:place", kwargs={"key": "vejupe-lv"})),
        ("nobody", reverse("programme:eligibility") + "?place=vejupe-lv&edition=demo-open"),
    ]
    doors_seen = [(walker, address(door, world)) for door in doors() if door.get for walker in lookers(door)]
    for walker, page in [*doors_seen, *more]:
        with taken_back():
            yield page, walker, read(clients[walker].get(page))


def practice_pages() -> Iterator[tuple[str, str]]:
    """What came back from an editor with words, and what is left of a practice that was withdrawn."""
    for contribution in Contribution.objects.filter(comments__isnull=False).distinct():
        yield "coordinator", reverse("practices:contribution", kwargs={"ref": contribution.ref})
    for practice in Practice.objects.exclude(withdrawn_at=None):
        yield "nobody", reverse("practices:practice", kwargs={"key": practice.key})


def more_rows(world: World) -> None:
    """What the demonstration lacks: a rival, somebody else on the page, a question, a failure, a title taken back."""
    at, now = world.at, world.now
    own = Application.objects.get(ref=at["own"])
    calls.save_answer(
        actor=world.actor("colleague"),
        application=own,
        question_id="motivation",
        raw="Quite another text.",
        base_revision=0,
        writer="another-tab",
        now=now,
    )
    documents.note_presence(
        actor=world.actor("colleague"), document=own.document, section="content", now=utc_now() + timedelta(hours=1)
    )
    calls.return_for_clarification(
        actor=world.actor("coordinator"),
        application=Application.objects.get(ref=at["sent"]),
        question="Who pays?",
        due_at=now + timedelta(days=7),
        now=now,
    )
    RulesVersion.objects.filter(kind="amendment").update(reason={"en": "Because of the floods"})
    Clarification.objects.update(answered_at=now)
    Message.objects.filter(ref=at["letter"]).update(state="failed", error="refused", error_detail="550 No")
    farm = places.enter_place_by_hand(actor=world.actor("stranger"), name="A farm", country="LV", now=now)
    places.refuse_place(actor=world.actor("coordinator"), place=farm, reason="It is a farm.", now=now)
    LetterTemplate.objects.create(kind="panel-invitation", language="en", subject="Do come", body="Do.", changed_at=now)
    Title.objects.filter(ref=at["title"]).update(withdrawn_at=now)
    more_of_the_title_year(world)


@pytest.mark.slow
def test_no_page_runs_what_somebody_typed(world: World) -> None:
    run, met = [], set()
    with typed(world, with_markup):
        for page, walker, answer in look_at_everything(world):
            if answer.status_code >= 500:
                run.append(f"{page} answered {answer.status_code} to {walker}")
            elif (parsed := look(answer)) is not None:
                run += [f"{page} for {walker}: {found}" for found in parsed.found]
                met.update(re.findall(r"pearls\((\d+)\)", " ".join(parsed.words)))
    not_met = {" ".join(COLUMNS[number]) for number in range(len(COLUMNS)) if str(number) not in met}

    assert not run, "\n" + "\n".join(run)
    assert not_met == ON_NO_PAGE, "\n".join(sorted(not_met ^ ON_NO_PAGE))


@pytest.mark.slow
def test_no_form_runs_what_it_echoes(world: World) -> None:
    run, echoed = [], 0
    hostile = dict.fromkeys(FIELDS, markup(0))
    for door in doors():
        walker = next(iter(lookers(door)), None)
        if walker is None:
            continue
        client, page = world.client(walker), address(door, world)
        for ask in (client.post, client.get):
            with taken_back():
                answer = read(ask(page, hostile))
            if (parsed := look(answer)) is not None:
                run += [f"{page} for {walker}: {found}" for found in parsed.found]
                echoed += "pearls(0)" in " ".join(parsed.words)

    assert not run, "\n" + "\n".join(run)
    assert echoed > 15


def with_formula(field: models.Field[Any, Any], value: Any, number: int, pk: int) -> Any:
    if isinstance(field, models.JSONField):
        return formulas(value)
    if field.name == "to" or isinstance(field, models.EmailField) or field.name == "text":
        return value
    return f"=1+{number} {value}"[: field.max_length]


def formulas(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: formulas(item) for name, item in value.items()}
    if isinstance(value, list):
        return [formulas(item) for item in value]
    return f"@SUM(1) {value}" if isinstance(value, str) and value[:1].isupper() else value


def cells(answer: HttpResponse) -> Iterator[str]:
    """The texts of a table handed out as CSV or as an Excel workbook."""
    body = getattr(answer, "body", b"") if answer.streaming else answer.content
    if "csv" in answer.headers["Content-Type"]:
        for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")):
            yield from row
        return
    for sheet in load_workbook(io.BytesIO(body)).worksheets:
        for line in sheet.iter_rows():
            yield from (f"formula {cell.value}" if cell.data_type == "f" else str(cell.value) for cell in line)


TABLES = (
    *("calls:office-export", "selection:score-sheet", "calendar:people-file", "learning:enrolled-export"),
    *("seed_money:ledger-csv", "seed_money:ledger-xlsx", "mentoring:office-hours-file", "exchange:office-export"),
    "selection:panel-sheet-file",
)


def test_no_table_holds_a_formula_that_somebody_typed(world: World) -> None:
    with typed(world, with_formula):
        answers = [
            read(world.client("coordinator").get(address(door, world)))
            for door in doors()
            if door.name in TABLES and "coordinator" in door.sees.split() and door.at.get("kind") != "=pdf"
        ]
        texts = [text for answer in answers for text in cells(answer)]

    assert len(answers) == 12
    assert [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r", "formula"))] == []
    assert sum(text.startswith(("'=1+", "'@SUM")) for text in texts) > 10


TYPST = '#pagebreak() *b* _s_ $x$ #read("/x") <label> @ref // no'


def with_typst(field: models.Field[Any, Any], value: Any, number: int, pk: int) -> Any:
    if isinstance(field, models.JSONField):
        return typeset(value)
    if field.name == "to" or isinstance(field, models.EmailField):
        return value
    if field.name == "text" and field.model._meta.label in DOCUMENTS:
        typed_in = TYPST.replace('"', "")
        return re.sub(r'\b(en|lv) = "([^"]*)"', lambda found: f'{found[1]} = "{found[2]} {typed_in}"', value)
    text = f"{value} {TYPST}"
    return text if field.max_length is None or len(text) <= field.max_length else value


def typeset(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: typeset(item) for name, item in value.items()}
    if isinstance(value, list):
        return [typeset(item) for item in value]
    return f"{value} {TYPST}" if isinstance(value, str) and " " in value else value


def test_no_document_sets_what_somebody_typed(world: World) -> None:
    pdfs = [
        ("nobody", "programme:guide-pdf", {"edition": "demo-open"}),
        ("othertown", "calls:receipt-pdf", {"ref": world.at["other_receipt"]}),
        ("coordinator", "selection:minutes-pdf", {"ref": world.at["past"]}),
        ("coordinator", "selection:panel-sheet-file", {"ref": world.at["final"], "kind": "pdf"}),
    ]
    words = {}
    with typed(world, with_typst):
        title = pearl_of_the_town()
        pdfs.append(("nobody", "titles:certificate", {"ref": title.ref}))
        for walker, name, at in pdfs:
            answer = read(world.client(walker).get(reverse(name, kwargs=at)))
            assert answer.status_code == 200, (name, answer.status_code)
            pages = PdfReader(io.BytesIO(answer.content)).pages
            words[name] = "".join("".join(page.extract_text().split()) for page in pages)

    assert [name for name, text in words.items() if "#pagebreak()*b*_s_$x$#read(" not in text] == []
