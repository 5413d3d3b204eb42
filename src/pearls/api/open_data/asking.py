"""What a harvester asks by OAI-PMH 2.0, read strictly: every argument that is wrong is an error with its code."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

VERBS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {  # which arguments are needed, which may be there
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
PART = r"[A-Za-z0-9\-_.!~*'()]+"
SET = re.compile(rf"{PART}(?::{PART})*")
PREFIX = re.compile(PART)


class Refusal(Exception):
    """An error of the protocol, which is answered with 200."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


@dataclass(frozen=True)
class Asked:
    """A question that can be answered: the verb, its arguments as given, and the span of time in instants.

    `until` is inclusive as given; `before` is the instant after it.
    """

    verb: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    start: datetime | None = None
    before: datetime | None = None


def read(given: Sequence[tuple[str, Sequence[str]]]) -> Asked:
    """The question in what was sent, by name with all values of each.

    Raises: Refusal (badVerb, badArgument).
    """
    values = dict(given)
    verbs = values.pop("verb", [])
    if len(verbs) != 1 or verbs[0] not in VERBS:
        got = "none" if not verbs else "several" if len(verbs) > 1 else "another one"
        raise Refusal("badVerb", f"expected one verb of {', '.join(VERBS)}, got {got}")
    verb = verbs[0]
    needed, possible = VERBS[verb]
    _require_arguments(values, needed, possible)
    arguments = {name: given[0] for name, given in values.items()}
    start, before = _span(arguments)
    return Asked(verb, arguments, start, before)


def _require_arguments(values: Mapping[str, Sequence[str]], needed: frozenset[str], possible: frozenset[str]) -> None:
    if unknown := sorted(set(values) - needed - possible):
        raise Refusal("badArgument", f"expected none but {_names(needed | possible)}, got {unknown[0][:60]}")
    if repeated := sorted(name for name, given in values.items() if len(given) != 1):
        raise Refusal("badArgument", f"expected {repeated[0]} once, got it {len(values[repeated[0]])} times")
    if "resumptionToken" in values:
        if len(values) > 1:
            raise Refusal("badArgument", "expected resumptionToken alone, got other arguments beside it")
        return
    if missing := sorted(needed - set(values)):
        raise Refusal("badArgument", f"expected the argument {missing[0]}, got none")
    if "set" in values and not SET.fullmatch(values["set"][0]):
        raise Refusal("badArgument", "expected a set as country:LV, got another text")
    if "metadataPrefix" in values and not PREFIX.fullmatch(values["metadataPrefix"][0]):
        raise Refusal("badArgument", "expected a metadataPrefix as oai_dc, got another text")


def _span(arguments: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    """From when, and before when.

    Raises: Refusal (badArgument).
    """
    start, end = arguments.get("from"), arguments.get("until")
    if start and end and len(start) != len(end):
        raise Refusal("badArgument", "expected from and until in the same granularity, got two")
    first, last = _instant("from", start), _instant("until", end)
    if first and last and first > last:
        raise Refusal("badArgument", "expected from before until or with it, got it after")
    if last is None:
        return first, None
    return first, last + (timedelta(days=1) if len(str(end)) == len("2026-01-01") else timedelta(seconds=1))


def _instant(name: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    shape = "%Y-%m-%d" if DAY.fullmatch(text) else "%Y-%m-%dT%H:%M:%SZ" if SECOND.fullmatch(text) else ""
    try:
        moment = datetime.strptime(text, shape).replace(tzinfo=UTC) if shape else None
        if moment and moment.year < 9999:
            return moment
    except ValueError:
        pass
    raise Refusal("badArgument", f"expected {name} as 2026-01-31 or 2026-01-31T12:00:00Z, got another text")


def _names(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "the verb"
