"""`pearls match`: who should mentor which town, from two files or from the database; nobody is appointed by it."""

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from django.utils.translation import override

from pearls.cli import database, tables
from pearls.cli.failure import Failure
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import LANGUAGES
from pearls.mentoring import labels
from pearls.mentoring.queries import matching as queries
from pearls.mentoring.rules.matching import COUNTRY_LANGUAGES, Mentor, OwnCountry, SizeClass, Town
from pearls.mentoring.rules.proposing import Proposal, Question, as_json, propose
from pearls.programme import queries as programme_queries

TOWN_COLUMNS = ("town", "country", "language", "themes", "size")
MENTOR_COLUMNS = ("mentor", "country", "languages", "themes", "countries", "own_country", "sizes", "capacity")
CONFLICT_COLUMNS = ("mentor", "town", "reason")
WHY = "these towns need more places with mentors than those who may serve them have"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--edition", metavar="KEY", help="the towns without a mentor of an edition in the database")
    parser.add_argument("--towns", metavar="T.csv", type=Path, help=",".join(TOWN_COLUMNS))
    parser.add_argument("--mentors", metavar="M.csv", type=Path, help=",".join(MENTOR_COLUMNS))
    parser.add_argument("--conflicts", metavar="C.csv", type=Path, help=",".join(CONFLICT_COLUMNS))
    parser.add_argument("--per-town", type=int, default=1, metavar="N", help="mentors for each town (default 1)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the solver (default 1)")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(options: argparse.Namespace) -> int:
    if options.per_town < 1:
        raise Failure(f"--per-town: expected a whole number from 1, got {options.per_town}")
    question = _from_database(options) if options.edition else _from_files(options)
    proposal = propose(question, seed=options.seed)
    document = as_json(question, proposal)
    for row in document.get("impossible", ()):
        row["why"] = WHY
    if options.json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        with override("en"):
            sys.stdout.write(_table(proposal))
    return 1 if proposal.impossible else 0


def _from_database(options: argparse.Namespace) -> Question:
    if options.towns or options.mentors or options.conflicts:
        raise Failure("--edition: expected it alone, got files too")
    database.require_migrations()
    actor = Actor.system("match")
    edition = programme_queries.editions_for(actor).filter(key=options.edition, is_history=False).first()
    if edition is None:
        raise Failure(f"--edition: expected the key of an edition that runs here, got {options.edition!r}")
    return queries.question_of(actor, edition, on=utc_now().date(), per_town=options.per_town)


def _from_files(options: argparse.Namespace) -> Question:
    if not (options.towns and options.mentors):
        raise Failure("expected --edition KEY, or --towns T.csv and --mentors M.csv; got neither")
    mentors = tables.read(options.mentors, MENTOR_COLUMNS, _mentor, key="mentor")
    towns = tables.read(options.towns, TOWN_COLUMNS, _town, key="town")
    closed: dict[str, set[str]] = defaultdict(set)
    known = {"mentor": {one.id for one in mentors}, "town": {one.id for one in towns}}

    def close(row: tables.Row) -> None:
        for field, ids in known.items():
            if row[field] not in ids:
                raise row.wrong(field, "an id of the other files")
        closed[row["town"]].add(row["mentor"])

    if options.conflicts:
        tables.read(options.conflicts, CONFLICT_COLUMNS, close)
    towns = [replace(town, closed_to=frozenset(closed[town.id])) for town in towns]
    return Question(towns, mentors, utc_now().date(), options.per_town)


def _town(row: tables.Row) -> Town:
    return Town(
        id=row["town"],
        country=row.one_of("country", COUNTRY_LANGUAGES),
        language=row.one_of("language", LANGUAGES),
        themes=row.list_of("themes"),
        size=SizeClass(row.one_of("size", [*(size.value for size in SizeClass), ""]) or SizeClass.UNKNOWN),
    )


def _mentor(row: tables.Row) -> Mentor:
    sizes = {size.value for size in SizeClass}
    return Mentor(
        id=row["mentor"],
        country=row.one_of("country", [*COUNTRY_LANGUAGES, ""]),
        languages=row.some_of("languages", LANGUAGES.__contains__, f"some of {';'.join(LANGUAGES)}"),
        capacity=row.count("capacity"),
        themes=row.list_of("themes"),
        countries=row.some_of("countries", COUNTRY_LANGUAGES.__contains__, f"some of {';'.join(COUNTRY_LANGUAGES)}"),
        own_country=OwnCountry(row.one_of("own_country", [*(one.value for one in OwnCountry), ""]) or OwnCountry.ANY),
        sizes=frozenset(map(SizeClass, row.some_of("sizes", sizes.__contains__, f"some of {';'.join(sorted(sizes))}"))),
    )


def _table(proposal: Proposal) -> str:
    """The proposal for a reader at a terminal."""
    if proposal.impossible:
        lines = [f"Impossible: {WHY}.", ""]
        lines += [f"{row['town']}: {', '.join(row['allowed_mentors']) or 'nobody'}" for row in proposal.impossible]
        return "\n".join(lines) + "\n"
    lines = []
    for row in proposal.rows:
        lines.append(f"{row['town']}  {row['mentor']}  {row['affinity']}")
        lines += [f"    {reason['points']:>2}  {labels.for_words(reason, {})}" for reason in row["reasons"]]
    return "\n".join([*lines, "" if proposal.is_optimal else "Note: not proven to be the best."]).rstrip() + "\n"
