"""`/oai`: the practices for harvesters, by OAI-PMH 2.0.

A list goes along the time of the last change, so a practice that changes while somebody harvests comes again at the end
and none is missed. A resumption token holds the whole question and the place reached, signed; nothing is kept here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core import signing

from pearls.api.open_data.asking import Asked, Refusal
from pearls.kernel.languages import DEFAULT_LANGUAGE
from pearls.practices import papers, queries
from pearls.practices.papers.datacite import KERNEL
from pearls.practices.papers.dublin_core import OAI_DC
from pearls.practices.papers.dublin_core import SCHEMA as OAI_DC_SCHEMA
from pearls.practices.papers.markup import child, element
from pearls.practices.queries.giving import Harvest, Place
from pearls.web.formats import country_name, language_name

OAI_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"
OAI_DATACITE = "http://schema.datacite.org/oai/oai-1.1/"
DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+")
SALT = "oai"
PER_PAGE = 100
KINDS = {"challenge": "Challenge", "country": "Country", "language": "Language of the texts"}


@dataclass(frozen=True)
class Format:
    """A form that a practice is told in: where its schema stands, its namespace, and who writes it."""

    schema: str
    namespace: str
    write: Callable[[papers.Told], Any]


def _oai_datacite(told: papers.Told) -> Any:
    root = element(OAI_DATACITE, "oai_datacite", {None: OAI_DATACITE}, f"{OAI_DATACITE}oai.xsd")
    child(root, "schemaVersion", "4.5")
    child(root, "datacentreSymbol", papers.publisher_name())
    child(root, "payload").append(papers.as_datacite(told))
    return root


FORMATS = {
    "oai_dc": Format(OAI_DC_SCHEMA, OAI_DC, papers.as_dublin_core),
    "oai_datacite": Format(f"{OAI_DATACITE}oai.xsd", OAI_DATACITE, _oai_datacite),
    "datacite": Format("http://schema.datacite.org/meta/kernel-4.5/metadata.xsd", KERNEL, papers.as_datacite),
}


@dataclass(frozen=True)
class Progress:
    """A list that is being harvested: what was asked, where it goes on, how many have gone out of how many."""

    asked: Asked
    behind: Place | None
    sent: int
    size: int


def answer(parent: Any, asked: Asked, now: datetime) -> None:
    """Put the answer to a question into the document.

    Raises: Refusal.
    """
    if "resumptionToken" in asked.arguments and asked.verb == "ListSets":
        raise Refusal("badResumptionToken", "expected no resumptionToken: all sets are given at once")
    into = child(parent, asked.verb)
    if asked.verb == "Identify":
        _identify(into, now)
    elif asked.verb == "ListMetadataFormats":
        _list_formats(into, asked)
    elif asked.verb == "ListSets":
        _list_sets(into)
    elif asked.verb == "GetRecord":
        _get_record(into, asked)
    else:
        _list(into, asked)


def stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _identify(into: Any, now: datetime) -> None:
    first, _last = queries.giving.span_of_changes()
    child(into, "repositoryName", papers.publisher_name())
    child(into, "baseURL", f"{settings.BASE_URL}/oai")
    child(into, "protocolVersion", "2.0")
    child(into, "adminEmail", settings.OPEN_DATA_CONTACT)
    child(into, "earliestDatestamp", stamp(first or now))
    child(into, "deletedRecord", "persistent")
    child(into, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    if not DOMAIN.fullmatch(papers.host()):
        return  # the description of identifiers takes no bare name and no number of a machine
    about = element(
        OAI_IDENTIFIER,
        "oai-identifier",
        {None: OAI_IDENTIFIER},
        "http://www.openarchives.org/OAI/2.0/oai-identifier.xsd",
    )
    child(into, "description").append(about)
    child(about, "scheme", papers.HARVEST)
    child(about, "repositoryIdentifier", papers.host())
    child(about, "delimiter", ":")
    child(about, "sampleIdentifier", papers.harvest_id("village-theatre"))


def _list_formats(into: Any, asked: Asked) -> None:
    if "identifier" in asked.arguments:
        _practice(asked.arguments["identifier"])
    for prefix, form in FORMATS.items():
        one = child(into, "metadataFormat")
        child(one, "metadataPrefix", prefix)
        child(one, "schema", form.schema)
        child(one, "metadataNamespace", form.namespace)


def _list_sets(into: Any) -> None:
    for spec, name in _sets():
        one = child(into, "set")
        child(one, "setSpec", spec)
        child(one, "setName", name)


def _sets() -> Iterator[tuple[str, str]]:
    """Each kind of set, then its members, named in English."""
    members = [
        ("challenge", term.key, term.label)
        for term in queries.known_vocabulary().terms(DEFAULT_LANGUAGE).values()
        if term.scheme == "challenge"
    ]
    naming = {"country": country_name, "language": language_name}
    members += [(kind, key, naming[kind](key, DEFAULT_LANGUAGE)) for kind, key in queries.giving.sets_there_are()]
    for kind, words in KINDS.items():
        yield kind, words
        yield from ((f"{kind}:{key}", f"{words}: {label}") for one, key, label in members if one == kind)


def _get_record(into: Any, asked: Asked) -> None:
    found = _practice(asked.arguments["identifier"])
    _add_records(into, [found], _format(asked.arguments["metadataPrefix"]))


def _practice(identifier: str) -> Any:
    beginning = papers.harvest_id("")
    found = None
    if identifier.startswith(beginning):
        found = queries.giving.given_practice(identifier.removeprefix(beginning))
    if found is None:
        raise Refusal("idDoesNotExist", f"expected an identifier as {beginning}village-theatre, got none of ours")
    return found


def _format(prefix: str) -> Format:
    if prefix not in FORMATS:
        raise Refusal("cannotDisseminateFormat", f"expected one of {', '.join(FORMATS)}, got another one")
    return FORMATS[prefix]


def _list(into: Any, asked: Asked) -> None:
    """A page of records or of their headers, and where the list goes on."""
    token = asked.arguments.get("resumptionToken")
    progress = _taken_up(asked, token) if token is not None else Progress(asked, None, 0, 0)
    form = _format(progress.asked.arguments["metadataPrefix"])
    wanted = queries.giving.harvest(_harvest(progress.asked))
    found = queries.giving.next_of(wanted, progress.behind, PER_PAGE + 1)
    if not found:
        raise Refusal("noRecordsMatch", "there are no records of that set and time")
    page, has_more = found[:PER_PAGE], len(found) > PER_PAGE
    if asked.verb == "ListRecords":
        _add_records(into, page, form)
    else:
        for practice, sets in _with_sets(page):
            _add_header(into, practice, sets)
    if progress.behind is None and not has_more:
        return
    size = progress.size or wanted.count()
    following = _token(progress, page[-1], len(page), size) if has_more else ""
    mark = child(into, "resumptionToken", following)
    mark.set("completeListSize", str(max(size, progress.sent + len(page))))
    mark.set("cursor", str(progress.sent))


def _harvest(asked: Asked) -> Harvest:
    """The set and the time of a question.

    Raises: Refusal (noRecordsMatch), for a set of a kind that is not there.
    """
    kind, _colon, member = asked.arguments.get("set", "").partition(":")
    if kind and kind not in KINDS:
        raise Refusal("noRecordsMatch", f"expected a set of {', '.join(KINDS)}, got one that is not there")
    return Harvest(kind, member, asked.start, asked.before)


def _token(progress: Progress, last: Any, count: int, size: int) -> str:
    """All that the next page needs, signed."""
    asked = progress.asked
    span = [moment.isoformat() if moment else "" for moment in (asked.start, asked.before)]
    place = [last.changed_at.isoformat(), last.pk, progress.sent + count, size]
    question = [asked.verb, asked.arguments["metadataPrefix"], asked.arguments.get("set", "")]
    return signing.dumps([*question, *span, *place], salt=SALT)


def _taken_up(asked: Asked, token: str) -> Progress:
    """Where a list goes on.

    Raises: Refusal (badResumptionToken).
    """
    try:
        verb, prefix, of_set, start, before, changed_at, pk, sent, size = signing.loads(token, salt=SALT)
        first, last = (datetime.fromisoformat(text) if text else None for text in (start, before))
        behind = Place(datetime.fromisoformat(changed_at), pk)
    except (signing.BadSignature, ValueError, TypeError) as problem:
        raise Refusal("badResumptionToken", "expected a resumptionToken of ours, got another text") from problem
    if verb != asked.verb:
        raise Refusal("badResumptionToken", f"expected a resumptionToken of {asked.verb}, got one of {verb}")
    arguments = {"metadataPrefix": prefix, **({"set": of_set} if of_set else {})}
    whole = replace(asked, arguments=arguments, start=first, before=last)
    return Progress(whole, behind, sent, size)


def _with_sets(practices: Sequence[Any]) -> Iterator[tuple[Any, list[str]]]:
    """Each with the sets it is in; one query for all."""
    terms = queries.known_vocabulary().terms(DEFAULT_LANGUAGE)
    named = queries.names_of(practices)
    for practice in practices:
        challenges = [terms[pk].key for pk in named.get(practice.pk, ()) if terms[pk].scheme == "challenge"]
        members = [("challenge", key) for key in challenges]
        members += [("country", practice.country), ("language", practice.language)]
        yield practice, [f"{kind}:{member}" for kind, member in members]


def _add_records(into: Any, practices: Sequence[Any], form: Format) -> None:
    told = {one.record.id: one for one in papers.told_of_many(practices)}
    for practice, sets in _with_sets(practices):
        record = child(into, "record")
        _add_header(record, practice, sets)
        if practice.withdrawn_at is None:
            child(record, "metadata").append(form.write(told[practice.key]))


def _add_header(into: Any, practice: Any, sets: Sequence[str]) -> None:
    header = child(into, "header")
    if practice.withdrawn_at is not None:
        header.set("status", "deleted")
    child(header, "identifier", papers.harvest_id(practice.key))
    child(header, "datestamp", stamp(practice.changed_at))
    for spec in sets:
        child(header, "setSpec", spec)
