"""How long a text of a practice may be, and which characters no text may hold."""

import re

LONGEST_LINE = 300
LONGEST_TEXT = 20_000
MOST_ENTRIES = 50
# Control characters but tab and line end, and halves of surrogate pairs: no database keeps them all.
UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
