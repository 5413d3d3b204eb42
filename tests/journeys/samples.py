"""What is typed and uploaded: rules with dates around the journey's clock, and a small PDF."""

import re
from pathlib import Path

import pearls.programme

READY_MADE = Path(pearls.programme.__file__).parent / "data" / "rules" / "next.toml"
DATES = """\
call_opens = 2027-01-12T10:00:00
call_closes = 2027-03-12T23:59:59
applicants_published = 2027-03-26T12:00:00
preselection_scores_due = 2027-04-16T23:59:59
preselection_result = 2027-04-23T12:00:00
plan_due = 2027-09-30T23:59:59
jury_scores_due = 2027-10-15T23:59:59
jury_meets = 2027-10-20T10:00:00
result_published = 2027-10-29T12:00:00
"""


def rules_text() -> str:
    """The ready-made rules under another key, with the journey's dates."""
    text = READY_MADE.read_text(encoding="utf-8").replace('key = "next"', 'key = "rehearsal"')
    text = text.replace("BSR Cultural Pearls 2028", "Rehearsal Pearls 2028")
    text = text.replace("Baltijas jūras reģiona Kultūras pērles 2028", "Mēģinājuma pērles 2028")
    return re.sub(r"call_opens = .*?\n\n", f"{DATES}\n", text, flags=re.DOTALL)


def _small_pdf() -> bytes:
    """A page with nothing on it, valid to the last byte."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + (
        b"xref\n0 4\n0000000000 65535 f \n%strailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(content))
    )


LETTER_PDF = _small_pdf()
