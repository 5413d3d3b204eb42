"""The project needs nothing but itself."""

import re

from tests.house.source import ROOT

TEXT = {".py", ".md", ".toml", ".json", ".jsonl", ".html", ".css", ".js", ".sh", ".po", ".typ", ".txt", ".csv", ""}
# The folder of facts beside the project, and the paths of somebody's machine.
STRANGE = re.compile(r"\.\./shared|/shared/data|(?<![\w.:/])/(?:home|Users|work|root)/\w")


def test_no_file_names_a_folder_outside_the_project() -> None:
    found = []
    folders = [ROOT / name for name in ("src", "tests", "tools", "docs", ".ci")]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in [*files, ROOT / "Makefile", ROOT / "README.md", ROOT / "pyproject.toml"]:
        if path.suffix not in TEXT or "__pycache__" in path.parts or path == ROOT / "tests/house/test_paths.py":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if STRANGE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}")

    assert not found, "\n" + "\n".join(found)
