"""What `pearls check` looks at, one function each; the grade is ok, note or wrong."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core import checks as django_checks
from django.db import DatabaseError, connection

from pearls.audit import queries as journal
from pearls.cli import database
from pearls.cli.failure import Failure
from pearls.db.triggers import guarded_tables
from pearls.jobs import queries as jobs
from pearls.people import queries as people_queries


class Finding(NamedTuple):
    grade: str
    what: str
    text: str


def look_over() -> list[Finding]:
    """Everything that can be known from here; what needs the database is left out where it does not answer."""
    findings = [*_configuration(), *_folders()]
    try:
        missing = database.missing_migrations()
    except Failure as failure:
        return [*findings, Finding("wrong", "database", str(failure))]
    findings.append(Finding("ok", "database", f"{connection.vendor} answers"))
    if missing:
        return [*findings, Finding("wrong", "migrations", f"{len(missing)} are missing, first {missing[0]}")]
    findings.append(Finding("ok", "migrations", "all are in"))
    try:
        return [*findings, *_journal(), *_jobs()]
    except DatabaseError as problem:
        return [*findings, Finding("wrong", "database", database.one_line(problem))]


def _configuration() -> Iterator[Finding]:
    yield Finding("ok", "configuration", f"PEARLS_ENV is {settings.ENV}")
    for problem in django_checks.run_checks():
        if problem.level >= django_checks.WARNING:
            yield Finding("wrong", "configuration", f"{problem.id}: {problem.msg.splitlines()[0]}")
    if settings.IS_PRODUCTION:
        yield from _production()
    if settings.MAIL_SERVER is None:
        text = "mail is kept and shown, none leaves" if settings.IS_DEMO else "PEARLS_SMTP_URL is empty: no mail leaves"
        yield Finding("note", "mail", text)
    elif settings.IS_DEMO:
        yield Finding("note", "mail", "PEARLS_ENV is demo: the mail server is not used")
    else:
        yield Finding("ok", "mail", f"goes to {settings.MAIL_SERVER.host}:{settings.MAIL_SERVER.port}")


def _production() -> Iterator[Finding]:
    short = len(settings.SECRET_KEY) < 32
    yield Finding(
        "wrong" if short else "ok",
        "secrets",
        "PEARLS_SECRET_KEY has fewer than 32 characters" if short else "PEARLS_SECRET_KEY is set",
    )
    if not settings.BASE_URL.startswith("https://"):
        yield Finding("wrong", "address", f"PEARLS_BASE_URL: expected https:// in production, got {settings.BASE_URL}")
    if people_queries.has_demonstration_people():
        yield Finding("wrong", "accounts", "demonstration accounts are in the database")


def _folders() -> Iterator[Finding]:
    for what, folder in (("data", settings.VAR_DIR), ("uploads", settings.MEDIA_ROOT), ("keys", settings.KEY_DIR)):
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as problem:
            yield Finding("wrong", what, f"{folder} cannot be written to: {problem.strerror}")
            continue
        space = os.statvfs(folder)
        free_mb = space.f_bavail * space.f_frsize // 1_000_000
        yield Finding("wrong" if free_mb < 200 else "ok", what, f"{folder} can be written to, {free_mb} MB free")


def _journal() -> Iterator[Finding]:
    if "pearls_audit_entry" in guarded_tables(connection):
        yield Finding("ok", "journal", "refuses changes and removals")
    else:
        yield Finding("wrong", "journal", "the triggers that refuse changes are gone")
    report = journal.verify_journal()
    if report.finding:
        yield Finding("wrong", "journal", f"{report.finding.code} at entry {report.finding.seq}")
    else:
        yield Finding("ok", "journal", f"{report.head.seq} entries hold")


def _jobs() -> Iterator[Finding]:
    backlog = jobs.backlog()
    text = f"{backlog.waiting_count} wait, {backlog.running_count} run, {backlog.failed_count} were given up"
    yield Finding("note" if backlog.failed_count else "ok", "jobs", text)
