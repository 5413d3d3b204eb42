"""The English of what can be wrong with a filled sheet: what was expected, and what to do. Pages translate it.

Where it is and what was got stands before each sentence.
"""

from collections.abc import Mapping

from pearls.selection.rules.wording import gettext_noop

SHEET_FAULTS: Mapping[str, str] = {
    "file-empty": gettext_noop("Nothing is in it. Choose the sheet that was filled."),
    "file-too-large": gettext_noop("Expected a file of at most %(limit)s MB. Send the sheets one by one."),
    "file-kind": gettext_noop("Expected a workbook (.xlsx) or a CSV file. Save the sheet as one of these."),
    "file-locked": gettext_noop(
        "Expected a workbook without a password, in the format of today (.xlsx). Take the password away and save it as"
        " such."
    ),
    "file-broken": gettext_noop("The workbook cannot be opened. Open it in a spreadsheet and save it anew as .xlsx."),
    "file-swells": gettext_noop(
        "Expected a workbook that stays below %(limit)s MB when it is opened. Save the sheet with the scores alone."
    ),
    "file-has-macros": gettext_noop("Expected a workbook without macros. Save it as .xlsx, without macros."),
    "not-utf-8": gettext_noop("Expected text in UTF-8. Save the file as “CSV UTF-8”, or send the workbook (.xlsx)."),
    "not-csv": gettext_noop(
        "Expected comma-separated values. Save the sheet anew as CSV, or send the workbook (.xlsx)."
    ),
    "too-many-rows": gettext_noop("Expected at most %(limit)s rows. Take out what stands below the sheet."),
    "too-many-faults": gettext_noop("There is more; only the first %(limit)s are named. Mend these and send it again."),
    "no-rows": gettext_noop("Expected at least one row below the names of the columns. Fill the sheet as it came."),
    "column-unknown": gettext_noop("Expected no other columns than these: %(columns)s. Take the column out."),
    "column-twice": gettext_noop("Expected this column once. Take the other one out."),
    "column-missing": gettext_noop("Expected this column. Put it back, or copy the scores into a fresh sheet."),
    "too-many-cells": gettext_noop(
        "Expected %(count)s cells, as there are columns. Clear what stands beside them; in a CSV file a text with a"
        " comma stands between quotation marks."
    ),
    "other-sheet": gettext_noop(
        "Expected “%(mark)s”, as every sheet of this panel has it. Copy the scores into a sheet of this panel."
    ),
    "assessor-unknown": gettext_noop("Expected the code of an assessor as it was printed. Take it from the sheet."),
    "candidate-unknown": gettext_noop("Expected the code of a text as it was printed. Take it from the sheet."),
    "no-sheet": gettext_noop("There is no sheet of this text for this person: it is closed to them, or for others."),
    "row-twice": gettext_noop(
        "Expected each text of each person once; it stands on line %(line)s too. Take one of the two out."
    ),
    "conflict-unclear": gettext_noop("Expected yes or no, or nothing."),
    "conflict-and-scores": gettext_noop("With a conflict of interest nothing is scored. Clear the row, or write no."),
    "words-too-long": gettext_noop("Expected at most %(limit)s characters. Shorten the comment."),
    "not-a-number": gettext_noop(
        "Expected a number from %(low)s to %(high)s, such as 7 or 7.5, or nothing. Write the number alone."
    ),
    "off-scale": gettext_noop("Expected a number from %(low)s to %(high)s, or nothing. Write one on the scale."),
    "too-many-decimals": gettext_noop("Expected at most %(most)s decimals. Round the number."),
    "cell-formula": gettext_noop("Expected a value; formulas are never calculated. Write what it comes to."),
    "cell-error": gettext_noop("Expected a value, not an error of the spreadsheet. Write the value."),
    "cell-date": gettext_noop(
        "Expected a number or words; the spreadsheet made a date of it. Set the cell to “number” and write it again."
    ),
    "cell-percent": gettext_noop("Expected points, not per cent. Set the cell to “number” and write the points."),
    "cell-truth": gettext_noop("Expected a number or words. Write them in its place."),
    "cell-merged": gettext_noop("Expected each cell for itself. Split the merged cells and fill each."),
}

# What the rules say against a row, whoever enters it; the codes of `rules.panels` and `rules.sheet_changes`.
ROW_REFUSALS: Mapping[str, str] = {
    "seat-not-accepted": gettext_noop("The person has not accepted the invitation, or no longer sits on the panel."),
    "declare-first": gettext_noop("Nobody has said whether there is a conflict of interest. Write yes or no."),
    "conflict-declared": gettext_noop("A conflict of interest was declared; the text is closed. Clear the row."),
    "conflict-own-country": gettext_noop("The text is from the person’s own country and closed. Clear the row."),
    "conflict-mentor": gettext_noop("The person mentors or has mentored this town; the text is closed. Clear the row."),
    "not-an-assessor": gettext_noop("The person chairs the panel and gives no scores. Clear the row."),
    "not-assigned": gettext_noop("The text is for others to score. Clear the row."),
    "scoring-closed": gettext_noop("Scoring is closed; scores stand as they are. Nothing of this can be taken over."),
    "plan-has-left": gettext_noop("The plan has left; it is judged no more. Clear the row."),
    "assessment-finished": gettext_noop(
        "The scores of this text have been handed in, and the sheet says something else. Take them up again first, with"
        " a reason."
    ),
    "given-on-page": gettext_noop(
        "The person has begun to score this text on the page; only they go on. Clear the row and tell them."
    ),
}
