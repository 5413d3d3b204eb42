"""What is wrong in a filled sheet, in words."""

from django.utils.translation import gettext as _

from pearls.selection.rules.sheet_wording import ROW_REFUSALS, SHEET_FAULTS
from pearls.selection.rules.sheets import Fault
from pearls.selection.rules.wording import worded


def fault_words(fault: Fault) -> str:
    """What is wrong in a filled sheet: where, what was got there, what was expected and what to do."""
    place = {"line": fault.line, "column": fault.column, "letter": fault.letter}
    if fault.letter and fault.column:
        where = _("Line %(line)s, column %(letter)s (%(column)s)") % place
    elif fault.letter:
        where = _("Line %(line)s, column %(letter)s") % place
    elif fault.column:
        where = _("Line %(line)s, %(column)s") % place
    else:
        where = _("Line %(line)s") % place if fault.line else _("The file")
    what = worded(_({**SHEET_FAULTS, **ROW_REFUSALS}[fault.code]), fault.detail)
    told = {"where": where, "got": fault.got, "what": what}
    # Translators: where in a file something is wrong, what stands there, and what to do.
    return _("%(where)s: got “%(got)s”. %(what)s") % told if fault.got else _("%(where)s: %(what)s") % told
