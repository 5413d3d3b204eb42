"""A whole panel in one archive, for a day without the site: whoever has it goes on with `pearls` and a spreadsheet."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from pearls.documents import queries as document_queries
from pearls.documents.forms.sheets import section_sheets
from pearls.kernel.actor import Actor
from pearls.kernel.languages import LANGUAGES, pick
from pearls.selection import labels, queries
from pearls.selection.models import Panel
from pearls.selection.papers.csv_sheets import sheet_csv
from pearls.selection.papers.printed import sheets_pdf, text_pdf
from pearls.selection.papers.workbook_out import headings, sheet_xlsx
from pearls.selection.queries.bundle import Whole, whole_of
from pearls.web.formats import country_name, language_name
from pearls.web.spreadsheets import csv_bytes

NOWHERE = "XX"  # the country of somebody who comes from none that is on record
Files = dict[str, bytes]


def bundle(actor: Actor, panel: Panel, language: str, *, now: datetime) -> bytes:
    """Rules, people, declarations without their words, texts, empty sheets; and the scores, where the office may see
    them. A manifest holds the SHA-256 of each file."""
    whole = whole_of(actor, panel)
    with override(language):
        files = _tables(whole) | _sheets(whole, language, now) | _texts(whole, language, now)
        files["README.txt"] = _readme(whole, language).encode()
    listed = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    files["MANIFEST.sha256"] = listed.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, now.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _tables(whole: Whole) -> Files:
    """What the commands read stands as they want it; what people read is kept from being run by a spreadsheet."""
    panel, count = whole.panel, len(whole.dossiers)
    files = {
        "rules.toml": panel.rules_version.text.encode(),
        "candidates.csv": _plain(
            ("application", "country", "language", "topics"),
            ((item.key, item.country, item.language, "") for item in whole.dossiers),
        ),
        "jurors.csv": _plain(
            ("assessor", "country", "languages", "topics", "capacity"),
            (
                (
                    *(seat.ref, seat.country or NOWHERE, ";".join(seat.languages or LANGUAGES), ""),
                    count if seat.capacity is None else seat.capacity,
                )
                for seat in whole.scoring
            ),
        ),
        "conflicts.csv": _plain(("assessor", "application", "reason"), whole.conflicts),
        "assignment.csv": _plain(("application", "assessor"), whole.assigned),
        "seats.csv": csv_bytes(
            ("assessor", "name", "country", "scores", "chairs", "state"),
            (
                (seat.ref, str(seat.person), seat.country, seat.is_assessor, seat.is_chair, seat.state)
                for seat in whole.seats
            ),
        ),
        "texts.csv": csv_bytes(
            ("application", "name", "country", "language"),
            ((item.key, item.name, item.country, item.language) for item in whole.dossiers),
        ),
        "declarations.csv": csv_bytes(("assessor", "application", "conflict"), whole.declared),
    }
    if whole.scores is not None:
        files["scores.csv"] = _plain(("candidate", "country", "assessor", "criterion", "score"), whole.scores)
    return files


def _plain(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table for our own commands, to the letter."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def _sheets(whole: Whole, language: str, now: datetime) -> Files:
    """Empty sheets: one file for the whole panel, and a workbook and a CSV file for each person."""
    blank = queries.sheet_of(whole.panel, whole.scoring, language, with_given=False, desk=whole.desk)
    words = headings(blank, language)
    files = {"sheets/panel.pdf": sheets_pdf(blank, language, now=now)}
    for part in blank.by_assessor():
        name = part.rows[0].assessor
        files[f"sheets/{name}.xlsx"] = sheet_xlsx(part, words, language)
        files[f"sheets/{name}.csv"] = sheet_csv(part, words, language)
    return files


def _texts(whole: Whole, language: str, now: datetime) -> Files:
    """Every text as it was handed in, without what is private in it."""
    files = {}
    for dossier in whole.dossiers:
        form = dossier.snapshot.form
        answers = document_queries.snapshot_answers(dossier.snapshot, with_private=False)
        facts = [
            (_("Country"), country_name(dossier.country, language)),
            (_("Language"), language_name(dossier.language, language)),
            (_("Code of the text"), dossier.key),
            ("SHA-256", dossier.snapshot.sha256),
        ]
        sheets = section_sheets(form, answers, language, with_private=False)
        files[f"texts/{dossier.key}.pdf"] = text_pdf(dossier.name, facts, sheets, language, now=now)
    return files


def _readme(whole: Whole, language: str) -> str:
    panel = whole.panel
    rules = f"--rules rules.toml --stage {panel.stage}"
    own = "" if panel.edition_rules.assessing.own_country_closed else " --own-country"
    people = f"--candidates candidates.csv --jurors jurors.csv --conflicts conflicts.csv{own}"
    shared = " --assignment assignment.csv" if whole.assigned else ""
    about = [
        f"{pick(panel.edition.name, language)[0] or panel.edition.key}: {labels.STAGES[panel.stage]}",
        _("This edition is a demonstration; its towns and people are invented.")
        if panel.edition.is_demonstration
        else "",
        _(
            "Everything of this panel, to go on without the site. The commands below need no database, no server and no"
            " network."
        ),
        _("The scores are in scores.csv.")
        if whole.scores is not None
        else _(
            "There are no scores in it: while scores are given they are nobody’s to see, and later not where you have a"
            " conflict of interest."
        ),
    ]
    steps = [
        (_("Whether every file is as it was:"), "sha256sum -c MANIFEST.sha256"),
        (_("Whether people and texts fit together:"), f"pearls sheets check {rules} {people}{shared}"),
        (
            _("Empty sheets to print and to fill (those in the folder “sheets” are the same):"),
            f"pearls sheets make {rules} {people}{shared} --to new-sheets",
        ),
        (
            _("The filled sheets of a folder as one table of scores:"),
            f"pearls sheets read filled {rules} {people}{shared} --to scores.csv",
        ),
        (_("The official ranking, with the evidence beside it:"), f"pearls rank scores.csv {rules}"),
        (_("The minutes to be signed:"), f"pearls sheets minutes scores.csv {rules} --to minutes.pdf"),
    ]
    lines = [*filter(None, about), *(f"{words}\n\n    {command}" for words, command in steps)]
    return "\n\n".join(lines) + "\n"
