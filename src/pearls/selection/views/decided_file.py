"""One file with which anybody counts a published result again: rules, points, what was decided, and how to do it."""

import io
import json
import zipfile
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from pearls.kernel.languages import pick
from pearls.selection import labels, queries
from pearls.selection.rules.decided import sheet_csv

# The programme's working language and the office's; the page says the same in all ten.
READ_ME = ("en", "lv")
_EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001 - a ZIP knows no zones, and no year before


def command_of(stage: str) -> str:
    """What to type in the folder of the file."""
    return f"pearls rank scores.csv --rules rules.toml --stage {stage}"


def bundle(found: queries.Decided) -> bytes:
    """The ZIP: the same bytes for the same result."""
    record = json.dumps(queries.decided_record(found), ensure_ascii=False, indent=1)
    files = {
        "rules.toml": found.panel.rules_version.text,
        "scores.csv": sheet_csv(found.public),
        "decisions.json": f"{record}\n",
        **{f"README.{language}.txt": _read_me(found, language) for language in READ_ME},
    }
    content = io.BytesIO()
    moment = (found.panel.published_at or _EARLIEST).timetuple()[:6]
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=moment), text, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _read_me(found: queries.Decided, language: str) -> str:
    with translation.override(language):
        return "\n\n".join(_paragraphs(found, language)) + "\n"


def _paragraphs(found: queries.Decided, language: str) -> list[str]:
    panel = found.panel
    edition = pick(panel.edition.name, language)[0] or panel.edition.key
    signed = (
        _("It is also in what the chair signed with the result.")
        if found.is_as_signed
        else _("The chair signed before this number was part of what is signed.")
    )
    if found.signed_sha256 and not found.is_as_signed:
        signed = _("The chair signed another number: %(hash)s. Ask the office why.") % {"hash": found.signed_sha256}
    return [
        f"{edition}: {labels.STAGES[panel.stage]}",
        *([_("This edition is a demonstration; its towns and people are invented.")] if _is_demo(found) else []),
        _("With these files anybody can count the result again, without this site and without a network:"),
        f"    {command_of(panel.stage)}",
        _("The last line it prints is the SHA-256 of the official ranking. It must be:"),
        f"    {found.sha256}",
        signed,
        _(
            "rules.toml: the rules of the edition, byte for byte.\n"
            "scores.csv: the points that every plan was given.\n"
            "decisions.json: which plan is which place, and what the body decided where the rule lets it."
        ),
        _(
            "plan-01 is the first in the official order. Plans without a place are not named, and their country is ZZ"
            " where the rule did not ask for it. The points of a plan on one criterion stand in rising order, each"
            " criterion by itself: a line is not what one person gave. Where two assessors scored a plan, the mean of"
            " their points stands twice. All totals are those of the signed result, to the last digit."
        ),
        _(
            "How strict each assessor is cannot be worked out from this file, and is not meant to be. The command says"
            " so where it would print the evidence beside the ranking."
        ),
    ]


def _is_demo(found: queries.Decided) -> bool:
    return bool(found.panel.edition.is_demonstration)
