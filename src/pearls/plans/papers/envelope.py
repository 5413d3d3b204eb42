"""What a workbook or a Word file carries unseen, so that it is known again: whose plan it is and how it stood."""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pearls.documents.rules import Form, Kind
from pearls.kernel.canonical import canonical_json
from pearls.kernel.languages import LANGUAGES
from pearls.plans.papers.words import LinkWords, link_words
from pearls.plans.rules.papers import SCHEMA_NAME, SCHEMA_NUMBER, PaperError, PlanFacts

MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Envelope:
    """`words`: how records were called in the file; `empty`: the records that had nothing in them."""

    ref: str
    language: str
    revisions: Mapping[str, int]
    words: LinkWords = field(default_factory=dict)
    empty: tuple[str, ...] = ()


def sealed(form: Form, content: Mapping[str, Any], facts: PlanFacts, language: str) -> str:
    """The envelope as one line of ASCII."""
    value = {
        "schema": SCHEMA_NUMBER,
        "plan": facts.ref,
        "form": facts.form_key,
        "form_number": facts.form_number,
        "form_sha256": facts.form_sha256,
        "language": language,
        "revisions": dict(facts.revisions),
        "words": link_words(form, content),
        "empty": [
            f"{question.id}-{row['id']}"
            for question in form.questions
            if question.kind == Kind.RECORDS
            for row in content.get(question.id) or ()
            if set(row) == {"id"}
        ],
    }
    packed = base64.b64encode(zlib.compress(canonical_json(value), 9)).decode()
    return f"{SCHEMA_NAME}:{packed}"


def unsealed(text: str, facts: PlanFacts) -> Envelope:
    """Read an envelope, and see that it belongs to this plan and form.

    Raises: PaperError (foreign-file, file-broken, newer-file, other-plan, other-form).
    """
    name, _colon, packed = "".join(text.split()).partition(":")
    if name != SCHEMA_NAME:
        raise PaperError("foreign-file")
    try:
        packer = zlib.decompressobj()
        value = json.loads(packer.decompress(base64.b64decode(packed, validate=True), MOST_BYTES))
    except (ValueError, zlib.error, RecursionError) as problem:
        raise PaperError("file-broken") from problem
    require_plan(value, facts)
    try:
        envelope = Envelope(
            ref=value["plan"],
            language=value["language"],
            revisions=checked_revisions(value["revisions"]),
            words={
                str(question): {str(name): str(word) for name, word in words.items()}
                for question, words in value["words"].items()
            },
            empty=tuple(map(str, value["empty"])),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise PaperError("file-broken") from problem
    if envelope.language not in LANGUAGES:
        raise PaperError("file-broken")
    return envelope


def require_plan(value: Any, facts: PlanFacts) -> None:
    """That this is written by us, in a way we know, for this plan, upon the form it is written on now.

    Raises: PaperError (file-broken, newer-file, other-plan, other-form).
    """
    schema = value.get("schema") if isinstance(value, dict) else None
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise PaperError("file-broken")
    if schema > SCHEMA_NUMBER:
        raise PaperError("newer-file", expected=SCHEMA_NUMBER, got=schema)
    if value.get("plan") != facts.ref:
        raise PaperError("other-plan", expected=facts.ref, got=str(value.get("plan"))[:80])
    if value.get("form") != facts.form_key or value.get("form_sha256") != facts.form_sha256:
        got = f"{value.get('form')} {value.get('form_number')}"[:80]
        raise PaperError("other-form", expected=f"{facts.form_key} {facts.form_number}", got=got)


def checked_revisions(value: Any) -> dict[str, int]:
    """The revisions of a file. Raises: ValueError, where they are none."""
    if not isinstance(value, dict) or not all(type(number) is int and number >= 0 for number in value.values()):
        raise ValueError("expected a whole number for each answer")
    return value
