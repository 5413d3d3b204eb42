"""What comes with the software: the vocabulary, the practices, and words and meanings for the search."""

import json
from functools import lru_cache
from pathlib import Path

from pearls.practices import rules
from pearls.practices.rules import Record, Vocabulary
from pearls.practices.rules.search import Entry, entries_of, meaning

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
