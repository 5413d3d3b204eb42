"""How to cite a practice: a sentence, BibTeX, and CSL-JSON, which most reference managers read."""

import json
import re

from django.utils.translation import gettext as _

from pearls.practices.papers.telling import LICENCE_NAME, SITE, Told, page_address, publisher_name

TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "%&#$_"},
}


def sentence(told: Told) -> str:
    """The citation as a sentence, in the reader's language."""
    return _("%(author)s (%(year)s): %(title)s. %(site)s, %(address)s (%(licence)s).") % {
        "author": told.author,
        "year": f"{told.made_at:%Y}",
        "title": told.record.title.rstrip("."),
        "site": SITE,
        "address": told.address,
        "licence": LICENCE_NAME,
    }


def bibtex(told: Told) -> str:
    """One entry of a BibTeX file, in UTF-8."""
    fields = {
        "author": f"{{{_tex(told.author)}}}",
        "title": f"{{{_tex(told.record.title)}}}",
        "year": f"{told.made_at:%Y}",
        "month": f"{told.made_at:%m}".lstrip("0"),
        "howpublished": _tex(publisher_name()),
        "url": _address(told.address),
        "language": told.record.language,
        "note": _tex(LICENCE_NAME),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{told.record.id},\n{lines}\n}}\n"


def csl_json(told: Told) -> str:
    """A list with one item, as reference managers take it."""
    made, changed = told.made_at, told.changed_at
    item = {
        "id": told.record.id,
        "type": "webpage",
        "title": told.record.title,
        "author": [{"literal": told.author}],
        "issued": {"date-parts": [[made.year, made.month, made.day]]},
        "container-title": SITE,
        "publisher": publisher_name(),
        "URL": told.address,
        "abstract": told.record.summary,
        "language": told.record.language,
        "note": f"{LICENCE_NAME}; changed {changed:%Y-%m-%d}; {page_address(told.record.id)}",
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _tex(text: str) -> str:
    """The text on one line, with what TeX would take for a command escaped."""
    return re.sub(r"[\\{}~^%&#$_]", lambda found: TEX[found[0]], " ".join(text.split()))


def _address(text: str) -> str:
    """An address, which BibTeX's styles print as it is."""
    return re.sub(r"[{}\\\s]", "", text)
