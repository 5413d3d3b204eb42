"""How near two texts are in meaning, by vectors of a model of language; whole numbers, so that every machine that has
the same vectors gives the same answer.

A vector is kept as a byte for each of its dimensions. Before that, the mean of its language is taken off: else texts
of one language are nearer to each other than texts that mean the same.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from pearls.practices.rules.search.labels import Name

try:
    import numpy
except ImportError:  # comes with the model only
    numpy = None  # type: ignore[assignment,unused-ignore]

LONGEST_QUERY = 120  # letters; the time that the model takes grows faster than the text
LONGEST_TEXT = 1_000
ENGLISH = (
    0.35  # how much of what a query of another language means is taken from its words in English, the rest from itself
)
LEAST_NEAR = 0.42  # as near as this, a practice is a hit that has none of the words
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
_MOST = 127


def is_possible() -> bool:
    """Whether there is what compares vectors."""
    return numpy is not None


def readable(text: str, longest: int) -> str:
    """The text as the model can take it."""
    return _NOT_TEXT.sub(" ", text)[:longest]


def text_of(title: str, summary: str) -> str:
    """What of a practice is read for its meaning."""
    return readable(f"{title}. {summary}", LONGEST_TEXT)


def digest_of(text: str, language: str) -> str:
    """By which a text is known again."""
    return hashlib.sha256(f"{language}:{text}".encode()).hexdigest()[:16]


def packed(vector: Any, mean: Any) -> bytes:
    """A vector of the model without the mean of its language, a byte for each dimension."""
    bare = numpy.asarray(vector, dtype="float64") - numpy.asarray(mean, dtype="float64")
    return bytes(numpy.rint(bare * (_MOST / max(float(numpy.abs(bare).max()), 1e-9))).astype("int8").tobytes())


def joined(first: bytes, second: bytes) -> bytes:
    """What two vectors mean together, by their shares."""
    one, other = (_units(vector) for vector in (first, second))
    return packed(one * (1 - ENGLISH) + other * ENGLISH, numpy.zeros(len(one)))


def nearness(query: bytes, texts: Mapping[int, bytes]) -> dict[int, float]:
    """How near each text is to the query: the cosine, from 0 to 1."""
    names = [name for name, vector in texts.items() if len(vector) == len(query)]
    if not names or not query:
        return {}
    table = numpy.frombuffer(b"".join(texts[name] for name in names), dtype="int8").astype("int32")
    table = table.reshape(len(names), len(query))
    asked = numpy.frombuffer(query, dtype="int8").astype("int32")
    products, squares = table @ asked, (table * table).sum(axis=1)
    lengths = numpy.sqrt(squares.astype("float64") * float((asked * asked).sum()))
    values = numpy.maximum(products / numpy.maximum(lengths, 1.0), 0.0)
    return dict(zip(names, (float(value) for value in values), strict=True))


def concepts_near(query: bytes, concepts: Mapping[Name, bytes]) -> dict[Name, float]:
    """How near each concept is to the query."""
    names = list(concepts)
    found = nearness(query, {place: concepts[name] for place, name in enumerate(names)})
    return {names[place]: value for place, value in found.items()}


def numbers(mean: bytes) -> Any:
    """A mean, which is kept more exactly than the vectors it is taken from."""
    return numpy.frombuffer(mean, dtype="<f2").astype("float64")


def written(vector: bytes) -> str:
    return base64.b64encode(vector).decode()


def read(text: str) -> bytes:
    return base64.b64decode(text)


def _units(vector: bytes) -> Any:
    values = numpy.frombuffer(vector, dtype="int8").astype("float64")
    return values / max(float(numpy.sqrt((values * values).sum())), 1e-9)
