"""Collect the sentences of every room into its own catalogue, and check what translators made of them.

    python tools/messages.py            update src/pearls/<room>/locale/lv/LC_MESSAGES/django.po
    python tools/messages.py calls      only these rooms
    python tools/messages.py --check    say what is old, missing or broken; exit 1 when anything is

A catalogue keeps no line numbers and no dates, so that it changes only when a sentence does.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "pearls"
COMPLETE = ("lv",)  # English is the source itself; the other eight languages fall back to it.
PLURALS = {"lv": "nplurals=3; plural=(n % 10 == 1 && n % 100 != 11 ? 0 : n != 0 ? 1 : 2);"}
# What counts as a sentence in Python; the number tells gettext which argument is what.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", help="only these rooms")
    parser.add_argument("--check", action="store_true", help="change nothing, say what is wrong")
    options = parser.parse_args()
    settings.configure()  # templatize asks for the file encoding and nothing else
    problems: list[str] = []
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for room in options.rooms or sorted(path.parent.name for path in SOURCE.glob("*/apps.py")):
        wanted = sentences_of(SOURCE / room)
        for language in COMPLETE:
            problems += handle(room, language, wanted, is_check=options.check)
            problems += disagreements(room, language, said)
    if not options.rooms:
        problems += begun()
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems and options.check else 0


def begun() -> list[str]:
    """What is wrong with the languages that are only begun: sentences nobody says any more, unfit placeholders."""
    wanted = [sentences_of(path.parent) for path in sorted(SOURCE.glob("*/apps.py"))]
    problems: list[str] = []
    for path in sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po")):
        language = path.parent.parent.name
        if language in COMPLETE:
            continue
        catalog, where = read(path, language), path.relative_to(ROOT)
        problems += [f"{where}: {problem}" for problem in problems_of(catalog)]
        said = [message for message in catalog if message.id]
        problems += [
            f"{where}: nobody says {message.id!r} any more"
            for message in said
            if not any(message.id in sentences for sentences in wanted)
        ]
    return problems


def handle(room: str, language: str, wanted: Catalog, *, is_check: bool) -> list[str]:
    """Update one catalogue, or only look at it; gives what is wrong with it."""
    path = SOURCE / room / "locale" / language / "LC_MESSAGES" / "django.po"
    if not len(wanted) and not path.exists():
        return []
    catalog = read(path, language)
    catalog.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    text = written(catalog)
    where = path.relative_to(ROOT)
    problems = [f"{where}: {problem}" for problem in problems_of(catalog)]
    if is_check:
        now = path.read_text(encoding="utf-8") if path.exists() else ""
        return ([f"{where}: out of date; run make messages"] if now != text else []) + problems
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return problems


def disagreements(room: str, language: str, said: dict[tuple[str, str], tuple[str, str]]) -> list[str]:
    """Sentences that an earlier room put into other words: at run time only one of the two is ever shown."""
    problems: list[str] = []
    for message in read(SOURCE / room / "locale" / language / "LC_MESSAGES" / "django.po", language):
        if not message.id or not message.string:
            continue
        key = (message.context or "", str(message.id))
        first_room, words = said.setdefault(key, (room, str(message.string)))
        if words != str(message.string):
            problems.append(
                f"{room}: {message.id!r} is {message.string!r}, but {words!r} in {first_room}; use pgettext"
            )
    return problems


def sentences_of(room: Path) -> Catalog:
    """Every sentence in a room's Python and templates, with what the author tells the translators."""
    catalog = Catalog(charset="utf-8")
    for path in sorted([*room.rglob("*.py"), *room.rglob("templates/**/*.*")]):
        if "migrations" in path.parts or not path.is_file():
            continue
        source = path.read_text(encoding="utf-8")
        code = source if path.suffix == ".py" else as_python(source, str(path))
        for message, context, comments in extracted(code):
            catalog.add(message, context=context, auto_comments=comments, flags=flags_of(message))
    return catalog


def as_python(template: str, origin: str) -> str:
    """The template's sentences as calls of gettext, the way Django's own makemessages sees them.

    What is no sentence becomes filler words; its indentation goes, because Babel reads the rest as Python.
    """
    return "\n".join(line.strip() for line in templatize(template, origin=origin).splitlines())


def extracted(code: str) -> Iterator[tuple[str | tuple[str, ...], str | None, list[str]]]:
    found = extract(
        "python",
        io.BytesIO(code.encode()),
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        options={"encoding": "utf-8"},
    )
    for _line, message, comments, context in found:
        texts = tuple(text for text in message if text) if isinstance(message, tuple) else message
        if texts:
            yield (texts[0] if isinstance(texts, tuple) and len(texts) == 1 else texts), context, comments


def flags_of(message: str | tuple[str, ...]) -> list[str]:
    return ["python-format"] if Message(message).python_format else []


def read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def written(catalog: Catalog) -> str:
    """The catalogue as text: a short head, sentences in alphabetical order, no line numbers, nothing obsolete."""
    target = io.BytesIO()
    write_po(target, catalog, width=110, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    language = str(catalog.locale)
    head = [
        'msgid ""',
        'msgstr ""',
        f'"Language: {language}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {PLURALS[language]}\\n"',
    ]
    return "\n".join(head) + "\n\n" + target.getvalue().decode().strip() + "\n"


def problems_of(catalog: Catalog) -> list[str]:
    """Sentences without words, unsure ones, and placeholders that do not fit."""
    problems: list[str] = []
    for message in catalog:
        if not message.id:
            continue
        name = message.id[0] if isinstance(message.id, tuple) else message.id
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(texts):
            problems.append(f"not translated: {name!r}")
        elif message.fuzzy:
            problems.append(f"unsure (fuzzy): {name!r}")
        else:
            problems += [f"{name!r}: {error}" for error in message.check(catalog)]
    return problems


if __name__ == "__main__":
    sys.exit(main())
