"""Files and functions fit in view."""

import ast

from tests.house.source import ROOT, functions, source_files, where

FILE_LINES = 400
FUNCTION_LINES = 50


def test_no_file_is_longer_than_400_lines() -> None:
    files = [*source_files(), *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "tools").glob("*.py"))]
    counts = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}

    assert {name: count for name, count in counts.items() if count > FILE_LINES} == {}


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code; what a docstring says is no burden, nor is a table that is merely given back."""
    if isinstance(node.body[-1], ast.Return) and isinstance(node.body[-1].value, ast.Dict | ast.List | ast.Tuple):
        node = ast.FunctionDef(**{**vars(node), "end_lineno": node.body[-1].lineno})
    first = node.body[0]
    docstring = (
        (first.end_lineno or 0) - first.lineno + 1
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        else 0
    )
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{where(path, node)} {node.name}: {lines_of(node)}"
        for path in source_files()
        for node in functions(path)
        if lines_of(node) > FUNCTION_LINES
    ]

    assert not long, "\n" + "\n".join(long)


def test_nothing_is_called_utils() -> None:
    assert [str(path) for path in source_files() if path.stem in ("utils", "helpers")] == []
