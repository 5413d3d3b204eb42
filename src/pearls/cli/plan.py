"""`pearls plan export REF FILE`, `pearls plan import REF FILE` and `pearls plan check REF`."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import override

from pearls.cli import database
from pearls.cli.failure import Failure
from pearls.documents import queries as document_queries
from pearls.documents import services as documents
from pearls.documents.labels import problem_sentence
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES
from pearls.kernel.verdict import NotAllowed
from pearls.plans import labels, papers, queries, services
from pearls.plans.labels import checks as check_labels
from pearls.plans.labels import papers as paper_labels
from pearls.plans.queries import papers as paper_queries
from pearls.plans.rules.changes import changed_answers, compare, rejoin
from pearls.plans.rules.checks import findings
from pearls.plans.rules.papers import Paper, PaperError, completed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="write the plan into a file: .json, .xlsx, .docx or .pdf")
    into = actions.add_parser("import", help="show what a file changes and take it over")
    check = actions.add_parser("check", help="say what the plan still asks for")
    for action in (export, into, check):
        action.add_argument("ref", metavar="REF", help="the application's ref, as in the plan's address")
        action.add_argument(
            "--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help="language of words (default en)"
        )
    export.add_argument("file", metavar="FILE", type=Path, help="the file to write; - for JSON on standard output")
    into.add_argument("file", metavar="FILE", type=Path, help="the file that was edited: .json, .xlsx or .docx")
    into.add_argument("--dry-run", action="store_true", help="show the changes and take nothing over")
    into.add_argument("--over", action="store_true", help="take the file's side where somebody wrote meanwhile")
    for action in (into, check):
        action.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    database.require_migrations()
    plan = queries.plan_by_ref(options.ref)
    if plan is None:
        raise Failure(f"{options.ref}: expected the ref of an application with a plan, got one that nobody knows")
    with override(options.lang):
        return {"export": _export, "import": _import, "check": _check}[options.action](plan, options)


def _export(plan: Any, options: argparse.Namespace) -> int:
    kind = "json" if str(options.file) == "-" else options.file.suffix.lstrip(".").lower()
    if kind not in papers.KINDS:
        raise Failure(f"{options.file}: expected a name that ends in one of {', '.join(papers.KINDS)}, got {kind!r}")
    facts = paper_queries.facts_of(plan, options.lang)
    data = papers.write_paper(
        kind,
        plan.document.form,
        document_queries.answers_and_translations_at(plan.document, facts.revisions),
        facts,
        options.lang,
        now=utc_now(),
        year=plan.application.edition.title_year,
    )
    if str(options.file) == "-":
        sys.stdout.write(data.decode() + "\n")
        return 0
    try:
        options.file.write_bytes(data)
    except OSError as problem:
        raise Failure(f"{options.file}: cannot be written: {problem.strerror}") from problem
    return 0


def _import(plan: Any, options: argparse.Namespace) -> int:
    form, document = plan.document.form, plan.document
    paper = _read(plan, options)
    seen = document_queries.revisions_of(document)
    current = document_queries.answers_and_translations_at(document, seen)
    base = document_queries.answers_and_translations_at(document, paper.revisions)
    joined = rejoin(form, base=base, current=current, edited=completed(form, paper, base))
    found = compare(form, current, joined.content)
    is_refused = bool(joined.clashes) and not options.over and not options.dry_run
    is_taken = bool(found) and not is_refused and not options.dry_run
    if is_taken:
        _take_over(plan, changed_answers(current, joined.content), seen)
    lines = paper_labels.change_lines(
        form, found, before=current, after=joined.content, language=options.lang, clashes=joined.clashes
    )
    _show(lines, [paper_labels.remark_line(remark, form, options.lang) for remark in paper.remarks], options, is_taken)
    if is_refused:
        line = f"{options.ref}: somebody wrote in {len(joined.clashes)} of these spots meanwhile; nothing was changed"
        raise Failure(line, exit_code=1)
    return 0


def _read(plan: Any, options: argparse.Namespace) -> Paper:
    form, facts = plan.document.form, paper_queries.facts_of(plan, options.lang)
    try:
        return papers.read_paper(options.file.read_bytes(), form, facts)
    except OSError as problem:
        raise Failure(f"{options.file}: cannot be read: {problem.strerror}") from problem
    except PaperError as error:
        lines = paper_labels.paper_error_lines(error, form, options.lang)
        raise Failure(f"{options.file}: {' '.join(lines)}") from error


def _take_over(plan: Any, answers: Mapping[str, Any], seen: Mapping[str, int]) -> None:
    actor = Actor.system("plan-import")
    try:
        services.fill_plan(actor=actor, plan=plan, answers=answers, now=utc_now(), seen=seen)
    except NotAllowed as refusal:
        raise Failure(f"{plan.ref}: {labels.reason_words(refusal.verdict)}", exit_code=1) from refusal
    except documents.NotAnAnswer as refusal:
        question = plan.document.form.question(refusal.problem.question)
        raise Failure(f"{plan.ref}: {problem_sentence(refusal.problem, question, DEFAULT_LANGUAGE)}") from refusal


def _show(
    lines: list[paper_labels.ChangeLine], remarks: list[str], options: argparse.Namespace, is_taken: bool
) -> None:
    if options.json:
        document = {
            "plan": options.ref,
            "taken_over": is_taken,
            "changes": [
                {
                    "key": line.key,
                    "kind": line.kind,
                    "question": line.question,
                    "record": line.record,
                    "column": line.column,
                    "language": line.language,
                    "before": line.before,
                    "after": line.after,
                    "clash": line.is_clash,
                }
                for line in lines
            ],
            "remarks": remarks,
        }
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        return
    for line in lines:
        where = " · ".join(part for part in (line.question, line.record, line.column, line.language) if part)
        sys.stdout.write(f"{line.kind_words}: {where}\n")
        for sign, words in (("-", line.before), ("+", line.after)):
            sys.stdout.writelines(f"  {sign} {part}\n" for part in words.splitlines())
    sys.stdout.writelines(f"Note: {remark}\n" for remark in remarks)


def _check(plan: Any, options: argparse.Namespace) -> int:
    form, content = plan.document.form, queries.content_of(plan)
    found = findings(form, content, year=plan.application.edition.title_year)
    lines = [(finding, check_labels.sentence(finding, form, options.lang)) for finding in found]
    if options.json:
        document = {
            "plan": options.ref,
            "ok": not found,
            "findings": [
                {
                    "code": finding.code,
                    "kind": finding.kind,
                    "section": finding.section_id,
                    "question": finding.question_id,
                    "record": finding.record_id,
                    "column": finding.column_id,
                    "text": text,
                }
                for finding, text in lines
            ],
        }
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{finding.kind:<6} {finding.section_id}: {text}\n" for finding, text in lines)
    return 1 if found else 0
