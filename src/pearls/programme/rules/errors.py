"""What is wrong in a rules file, said so that whoever wrote it can mend it."""

import re
from dataclasses import dataclass

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?")
_KEY = re.compile(r'^\s*("[^"]*"|[A-Za-z0-9_-]+)\s*=')


@dataclass
class RulesError(Exception):
    """A rules file cannot be obeyed: the key, what was expected there, what was got, and the line where it is known."""

    key: str
    expected: str
    got: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.key}: expected {self.expected}, got {self.got}"


def shown(value: object) -> str:
    """The value as a person who writes TOML would recognise it, cut short."""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**60:  # Python writes no number of thousands of digits
        return "a number of more than 60 digits"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def line_of(text: str, key: str) -> int | None:
    """The line on which a key such as `final.criteria[2].weight_percent` stands; its table's, where it is missing."""
    lines = _lines_by_key(text)
    while key:
        if line := lines.get(key) or lines.get(f"{key}[1]"):
            return line
        key = key.rpartition(".")[0] if "." in key else ""
    return None


def _lines_by_key(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table, is_inside_text = "", False
    for number, line in enumerate(text.splitlines(), start=1):
        if not is_inside_text:
            if header := _HEADER.match(line):
                table = _table_name(header[2], counts, is_list=header[1] == "[[")
                lines.setdefault(table, number)
            elif key := _KEY.match(line):
                lines.setdefault(f"{table}.{key[1].strip(chr(34))}".lstrip("."), number)
        if (line.count('"""') + line.count("'''")) % 2:
            is_inside_text = not is_inside_text
    return lines


def _table_name(name: str, counts: dict[str, int], *, is_list: bool) -> str:
    """The header with the number of each list it stands in: the second `[[final.criteria]]` is `final.criteria[2]`."""
    if is_list:
        counts[name] = counts.get(name, 0) + 1
    parts, full, bare = name.split("."), "", ""
    for part in parts:
        bare = f"{bare}.{part}".lstrip(".")
        full = f"{full}.{part}".lstrip(".") + (f"[{counts[bare]}]" if bare in counts else "")
    return full
