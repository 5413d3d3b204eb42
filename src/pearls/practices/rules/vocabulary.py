"""The controlled vocabulary: concepts with labels in ten languages, in schemes; SKOS in plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Concept:
    """One concept. It is named by scheme and id together: `theatre` is a cultural field and a method.

    `labels` is one preferred label for each language, `synonyms` the alternative ones.
    """

    scheme: str
    id: str
    labels: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: str = ""
    is_deprecated: bool = False  # stays on what names it, is given to nothing new
    replaced_by: str = ""  # the id, in the same scheme, of what stands in for it

    @property
    def name(self) -> str:
        """How the concept is written outside of a record: `cultural_field:theatre`."""
        return f"{self.scheme}:{self.id}"


class Vocabulary:
    """All concepts, in their order."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self.concepts = concepts
        self._known = {(concept.scheme, concept.id): concept for concept in concepts}

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def concept(self, scheme: str, id: str) -> Concept | None:
        return self._known.get((scheme, id))

    def ids(self, scheme: str) -> list[str]:
        """The ids of a scheme's concepts, in their order."""
        return [concept.id for concept in self.concepts if concept.scheme == scheme]


def vocabulary_of(data: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary as its file has it; a broader concept stands in the same scheme.

    Raises: ValueError, for a concept that is there twice or has a broader one that is not there.
    """
    concepts = tuple(
        Concept(
            scheme=row["scheme"],
            id=row["id"],
            labels=row["prefLabel"],
            synonyms={language: tuple(texts) for language, texts in row.get("altLabel", {}).items()},
            broader=row.get("broader", ""),
        )
        for row in data["concepts"]
    )
    found = Vocabulary(concepts)
    names = [concept.name for concept in concepts]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"expected each concept once, got {', '.join(twice)} more often")
    for concept in concepts:
        if concept.broader and found.concept(concept.scheme, concept.broader) is None:
            raise ValueError(f"{concept.name}: expected a broader concept of its scheme, got {concept.broader!r}")
    return found
