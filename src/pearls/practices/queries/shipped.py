"""What comes with the software: the vocabulary, the practices, and words and meanings for the search."""

import json
from functools import lru_cache
from pathlib import Path

from pearls.practices import rules
from pearls.practices.rules import Record, Vocabulary
from pearls.practices.rules.search import Entry, entries_of, meaning
from pearls.practices.rules.translations import Kept
from pearls.practices.rules.translations import read as told_elsewhere

DATA = Path(__file__).resolve().parent.parent / "data"


def shipped_vocabulary() -> Vocabulary:
    """The vocabulary that comes with the software."""
    return rules.vocabulary_of(json.loads((DATA / "vocabulary.json").read_text(encoding="utf-8")))


def shipped_records() -> list[Record]:
    """The practices that come with the software."""
    vocabulary = shipped_vocabulary()
    with (DATA / "practices.jsonl").open("rb") as file:
        read = rules.read_file(file, lambda scheme, id: vocabulary.concept(scheme, id) is not None)
    if read.faults:
        raise ValueError(f"practices.jsonl: {read.faults[0]}")
    return read.records


def shipped_translations() -> dict[str, list[Kept]]:
    """What a machine made of the shipped practices in other languages, by their ids; `tools/build_translations.py`."""
    found: dict[str, list[Kept]] = {}
    for path in sorted((DATA / "translations").glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            for line in file:
                told = json.loads(line)
                read, problem = told_elsewhere({path.stem: told["translation"]}, Record.language)
                if problem:
                    raise ValueError(f"{path.name}, {told['id']}: expected {problem}")
                found.setdefault(told["id"], []).extend(read)
    return found


def dictionary() -> list[Entry]:
    """What people of ten languages type for the English words in which practices are told."""
    with (DATA / "dictionary.txt").open(encoding="utf-8") as file:
        return entries_of(file)


def synonyms() -> list[Entry]:
    """Further names of the concepts of the vocabulary, by which they are found and never shown."""
    with (DATA / "synonyms.txt").open(encoding="utf-8") as file:
        return entries_of(file)


@lru_cache(maxsize=1)
def shipped_meanings() -> dict[tuple[str, str], bytes]:
    """The vectors that come with the software, by kind and digest or language; see `tools/build_meanings.py`."""
    found: dict[tuple[str, str], bytes] = {}
    with (DATA / "meanings.txt").open(encoding="utf-8") as file:
        for line in file:
            kind, of, vector = line.split()
            found[kind, of] = meaning.read(vector)
    return found
