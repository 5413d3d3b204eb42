"""How our workbooks are laid out, and how a text lies in a cell so that no spreadsheet runs, cuts or respells it."""

import re

from pearls.web.spreadsheets import LONG_REFERENCE, PIECE, cell_text, is_long, text_of_cell

__all__ = ["LONG_REFERENCE", "PIECE", "cell_text", "is_long", "sheet_title", "text_of_cell"]

# Row 1, hidden, says what the sheet and its columns are; column A, hidden, which record a row is.
TITLE_ROW, NOTE_ROW, HEAD_ROW, FIRST_ROW = 2, 3, 4, 5
SHEET_MARK = "pearls:"
HEAD_MARK = "pearls:head"
README, ANSWERS, SUMS, LISTS, LONG, ABOUT, ROWS = "readme", "answers", "sums", "lists", "long", "about", "rows"
ANSWER_COLUMN = "answer"


def sheet_title(label: str, taken: set[str]) -> str:
    """A short name for a sheet, different from those taken, which it joins."""
    bare = " ".join("".join(" " if char in "[]:*?/\\'" else char for char in label).split())
    head = re.split(r"\s*[,(:;–]", label)[0].strip()
    name = bare
    if len(bare) > 31:
        head = " ".join("".join(" " if char in "[]*?/\\'" else char for char in head).split())
        name = head if 3 <= len(head) <= 31 else bare[:32].rsplit(" ", 1)[0][:31]
    name = name or "Sheet"
    unique, number = name, 2
    while unique.casefold() in taken:
        unique, number = f"{name[:27]} {number}", number + 1
    taken.add(unique.casefold())
    return unique
