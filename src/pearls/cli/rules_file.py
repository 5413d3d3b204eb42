"""The rules of a stage from a file, as the commands of the selection take them."""

from pathlib import Path

from pearls.cli.failure import Failure
from pearls.programme.rules import RulesError, Stage, StageRules, parse_stage_rules, require_scorable
from pearls.programme.rules.errors import line_of


def read(file: Path, wanted: Stage) -> tuple[StageRules, bytes]:
    """The stage by which scores are counted, and the bytes of the file. Raises: Failure, naming file, line and key."""
    try:
        content = file.read_bytes()
        return _stage(content, wanted), content
    except RulesError as problem:
        raise Failure(" ".join(f"{file}: {problem}".split())) from problem
    except OSError as problem:
        got = (problem.strerror or str(problem)).lower()
        raise Failure(f"{file}: expected a file to read, got {got}") from problem


def _stage(content: bytes, wanted: Stage) -> StageRules:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        got = f"the byte 0x{content[problem.start]:02x}"
        line = content.count(b"\n", 0, problem.start) + 1
        raise RulesError(key="file", expected="UTF-8 text", got=got, line=line) from problem
    stages = parse_stage_rules(text)
    if wanted not in stages:
        raise RulesError(key=wanted.value, expected=f"a table [{wanted.value}]", got="nothing")
    try:
        return require_scorable(stages[wanted])
    except RulesError as problem:
        problem.line = line_of(text, problem.key)
        raise
