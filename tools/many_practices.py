"""Invent as many practices as wanted that are like the real ones in what matters to a search; the same for a seed.

    python tools/many_practices.py 100000 > many.jsonl

Words follow each other as in the texts that ship, so they are as frequent, and a share of them is rare and new, as in
every larger collection. Lengths, countries with their places, and which concepts go together are those of real
records; now and then one concept is another that goes with its neighbours.
"""

import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "src/pearls/practices/data/practices.jsonl"
LISTS = ("challenge", "resilience_dimension", "cultural_field", "target_groups", "methods")
START = ""
NEW_WORDS = 0.02  # of all words
EXCHANGED = 0.3  # of the lists of concepts, one concept
RARE = 40_000  # different new words at most


def many(number: int, seed: int = 2026) -> Iterator[dict[str, Any]]:
    """That many records, as a file has them."""
    chance = random.Random(seed)
    real = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    texts = _Texts(real, chance)
    beside = _beside(real)
    for count in range(number):
        base, where = chance.choice(real), chance.choice(real)
        yield {
            **base,
            "id": f"made-{seed}-{count:06d}",
            **{name: _exchanged(base[name], beside[name], chance) for name in LISTS},
            **{name: where[name] for name in ("country", "place", "lat", "lon", "organisation")},
            "title": texts.like(base["title"]).capitalize()[:300],
            "title_original": None,
            "title_original_lang": None,
            "summary": texts.like(base["summary"]).capitalize() + ".",
            "outcomes": [texts.like(text).capitalize() for text in base["outcomes"]],
            "transferability": texts.like(base["transferability"] or "") or None,
            "start_year": where["start_year"],
            "end_year": where["end_year"],
            "source_url": f"https://example.org/made/{seed}/{count}",
        }


class _Texts:
    """Texts in which words follow each other as in the real ones."""

    def __init__(self, real: Sequence[Mapping[str, Any]], chance: random.Random) -> None:
        self.chance = chance
        self.next: dict[str, list[str]] = defaultdict(list)
        for record in real:
            for text in (record["title"], record["summary"], *record["outcomes"], record["transferability"] or ""):
                last = START
                for word in text.split():
                    self.next[last].append(word)
                    last = word
        halves = sorted({word for words in self.next.values() for word in words if re.fullmatch("[a-z]{6,}", word)})
        self.rare = [self._new(halves) for _number in range(RARE)]

    def like(self, text: str) -> str:
        """As many words as the text has."""
        found: list[str] = []
        last = START
        for _word in text.split():
            last = self.chance.choice(self.next.get(last) or self.next[START])
            # Of new words too few are frequent and many rare.
            new = self.rare[int(RARE * self.chance.random() ** 3)] if self.chance.random() < NEW_WORDS else ""
            found.append(new or last)
        return " ".join(found).rstrip(".,;:")

    def _new(self, halves: Sequence[str]) -> str:
        first, second = self.chance.choice(halves), self.chance.choice(halves)
        return first[: len(first) // 2 + 1] + second[len(second) // 2 :]


def _beside(real: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """For each concept of a list those that stand beside it somewhere, as often as they do."""
    found: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in LISTS}
    for record in real:
        for name in LISTS:
            for concept in record[name]:
                found[name][concept] += [other for other in record[name] if other != concept]
    return found


def _exchanged(concepts: Sequence[str], beside: Mapping[str, Sequence[str]], chance: random.Random) -> list[str]:
    kept = list(concepts)
    if kept and chance.random() < EXCHANGED:
        place = chance.randrange(len(kept))
        others = [other for other in beside[kept[place - 1]] if other not in kept]
        if others:
            kept[place] = chance.choice(others)
    return kept


if __name__ == "__main__":
    for record in many(int(sys.argv[1])):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
