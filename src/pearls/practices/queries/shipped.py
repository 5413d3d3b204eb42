"""What comes with the software: the vocabulary and the practices, as their files have them."""

import json
from pathlib import Path

from pearls.practices import rules
from pearls.practices.rules import Record, Vocabulary

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
