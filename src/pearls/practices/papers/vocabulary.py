"""The vocabulary as SKOS, in Turtle and in JSON-LD."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import override

from pearls.kernel.languages import COMPLETE_LANGUAGES
from pearls.practices import labels
from pearls.practices.papers.telling import LICENCE, concept_address, scheme_address
from pearls.practices.rules import Concept

SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"
TURTLE_MIME = "text/turtle; charset=utf-8"
CONTEXT = {
    "skos": SKOS,
    "dct": DCTERMS,
    "owl": OWL,
    "id": "@id",
    "type": "@type",
    "title": {"@id": "dct:title", "@container": "@language"},
    "license": {"@id": "dct:license", "@type": "@id"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "notation": "skos:notation",
    "deprecated": "owl:deprecated",
    "isReplacedBy": {"@id": "dct:isReplacedBy", "@type": "@id"},
    **{
        name: {"@id": f"skos:{name}", "@type": "@id"}
        for name in ("broader", "narrower", "inScheme", "topConceptOf", "hasTopConcept")
    },
}
LITERALS = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}


class _Tree:
    """The concepts with what stands below each."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self.concepts = concepts
        self.narrower: dict[tuple[str, str], list[str]] = {}
        for concept in concepts:
            self.narrower.setdefault((concept.scheme, concept.broader), []).append(concept.id)

    def nodes(self) -> Iterator[dict[str, Any]]:
        """The schemes, then the concepts, in the vocabulary's own order."""
        for scheme in dict.fromkeys(concept.scheme for concept in self.concepts):
            yield {
                "id": scheme_address(scheme),
                "type": "skos:ConceptScheme",
                "title": _title(scheme),
                "notation": scheme,
                "license": LICENCE,
                "hasTopConcept": [concept_address(scheme, key) for key in self.narrower[scheme, ""]],
            }
        for concept in self.concepts:
            yield self._concept(concept)

    def _concept(self, concept: Concept) -> dict[str, Any]:
        """What is said of one concept; no other label is the preferred one, as SKOS asks."""
        others = {
            language: [text for text in dict.fromkeys(texts) if text != concept.labels.get(language)]
            for language, texts in concept.synonyms.items()
        }
        scheme, below = concept.scheme, self.narrower.get((concept.scheme, concept.id), [])
        found: dict[str, Any] = {
            "id": concept_address(scheme, concept.id),
            "type": "skos:Concept",
            "notation": concept.id,
            "prefLabel": dict(concept.labels),
            "altLabel": {language: texts for language, texts in others.items() if texts},
            "inScheme": scheme_address(scheme),
            "topConceptOf": "" if concept.broader else scheme_address(scheme),
            "broader": concept_address(scheme, concept.broader) if concept.broader else "",
            "narrower": [concept_address(scheme, key) for key in below],
            "deprecated": concept.is_deprecated,
            "isReplacedBy": concept_address(scheme, concept.replaced_by) if concept.replaced_by else "",
        }
        return {name: value for name, value in found.items() if value}


def skos_json(concepts: Sequence[Concept]) -> dict[str, Any]:
    """The whole vocabulary as JSON-LD, its context inside."""
    return {"@context": CONTEXT, "@graph": list(_Tree(concepts).nodes())}


def skos_turtle(concepts: Sequence[Concept]) -> Iterator[str]:
    """The whole vocabulary as Turtle, piece by piece."""
    yield f"@prefix skos: <{SKOS}> .\n@prefix dct: <{DCTERMS}> .\n@prefix owl: <{OWL}> .\n"
    for node in _Tree(concepts).nodes():
        lines = [f"a {node['type']}"]
        for name, value in node.items():
            if name not in ("id", "type"):
                lines.append(f"{_predicate(name)} {' , '.join(_objects(name, value))}")
        yield f"\n<{node['id']}> " + " ;\n  ".join(lines) + " .\n"


def _predicate(name: str) -> str:
    if name == "deprecated":
        return "owl:deprecated"
    return f"dct:{name}" if name in ("title", "license", "isReplacedBy") else f"skos:{name}"


def _objects(name: str, value: Any) -> Iterator[str]:
    """The values of one property as Turtle has them."""
    if isinstance(value, dict):
        for language, texts in value.items():
            for text in texts if isinstance(texts, list) else [texts]:
                yield f"{_literal(text)}@{language}"
    elif value is True:
        yield "true"
    elif name == "notation":
        yield _literal(value)
    else:
        for address in value if isinstance(value, list) else [value]:
            yield f"<{address}>"


def _literal(text: str) -> str:
    return '"' + "".join(LITERALS.get(char, char) for char in text) + '"'


def _title(scheme: str) -> dict[str, str]:
    titles = {}
    for language in COMPLETE_LANGUAGES:
        with override(language):
            titles[language] = str(labels.SCHEMES.get(scheme, scheme))
    return titles
