"""How our workbooks are laid out, and how a text lies in a cell so that no spreadsheet runs, cuts or respells it."""

import re

from pearls.plans.papers.words import codes_joined, codes_parted
from pearls.web.spreadsheets import FORMULA_STARTS

# Row 1, hidden, says what the sheet and its columns are; column A, hidden, which record a row is.
TITLE_ROW, NOTE_ROW, HEAD_ROW, FIRST_ROW = 2, 3, 4, 5
SHEET_MARK = "pearls:"
HEAD_MARK = "pearls:head"
README, ANSWERS, SUMS, LISTS, LONG, ABOUT, ROWS = "readme", "answers", "sums", "lists", "long", "about", "rows"
ANSWER_COLUMN = "answer"
LONGEST_CELL = 32_000  # of the 32,767 UTF-16 units that a cell takes
PIECE = 15_000  # characters, each of two units at most
LONG_REFERENCE = re.compile(r"\[\[(\d{1,6})\]\] .*…", re.DOTALL)
GUARDED = re.compile(r"'*[{}]".format("".join(map(re.escape, FORMULA_STARTS))))
CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def cell_text(text: str) -> str:
    """The text as it is put into a cell: what looks like a formula gets an apostrophe in front, and what looks like a
    character code of the file format is parted. `text_of_cell` undoes both."""
    return f"'{codes_parted(text)}" if GUARDED.match(text) else codes_parted(text)


def text_of_cell(text: str) -> str:
    """The text that was meant, whether we wrote the cell or a person typed it."""
    plain = text[1:] if text.startswith("'") and GUARDED.match(text) else text
    return codes_joined(CODE.sub(lambda found: chr(int(found[1], 16)), plain))


def is_long(text: str) -> bool:
    """Whether a cell cannot hold the text (or would take it for a reference to a long one)."""
    return len(text.encode("utf-16-le")) // 2 > LONGEST_CELL or bool(LONG_REFERENCE.fullmatch(text))


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
