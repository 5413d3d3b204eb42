"""Our own source, read as trees, for the tests of the house."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "pearls"


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def source_files(*, migrations: bool = False) -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if migrations or "migrations" not in path.parts)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def kind_of(path: Path) -> str:
    """What kind of file of a room: services, for calls/services.py and calls/services/submitting.py alike."""
    parts = path.relative_to(PACKAGE).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called_name(node: ast.Call) -> str:
    """The last part of what is called: record, for audit.record(…)."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_name(node) in names:
            yield node


def texts(node: ast.expr | None, path: Path) -> list[str] | None:
    """The texts an expression may be: one, both of an `a if x else b`, all of a table of the file.

    None where they are not written out.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        first, second = texts(node.body, path), texts(node.orelse, path)
        return None if first is None or second is None else first + second
    if isinstance(node, ast.Name):
        return _constants(path).get(node.id)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return _constants(path).get(node.value.id)
    return None


@cache
def _constants(path: Path) -> dict[str, list[str]]:
    """The file's own constants that are texts or tables of texts."""
    found = {}
    for node in tree_of(path).body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
        if all(isinstance(value, ast.Constant) and isinstance(value.value, str) for value in values):
            found[node.targets[0].id] = [ast.literal_eval(value) for value in values]
    return found


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((item.value for item in call.keywords if item.arg == name), None)
