"""Keep translations of the shipped practices as they ship: tools/build_translations.py LANGUAGE DRAFT.jsonl

A draft has a line for each practice: {"id": …, "title": …, "summary": …}. Every practice has to be there, once, and the
figures of a text in its translation too. Each field is written with the mark of the English words that it was made
from, so that it is left out as soon as these change. Readers are told that a machine wrote it, until it is checked.
"""

import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
FIELDS = ("title", "summary")
ROOM = 40  # letters that a title may be longer or shorter


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PEARLS_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "pearls.config.settings"}
        import django  # noqa: PLC0415 - its settings are there only now

        django.setup()
        return build(sys.argv[1], Path(sys.argv[2]))


def build(language: str, draft: Path) -> int:
    from pearls.practices.queries import shipped  # noqa: PLC0415
    from pearls.practices.rules.translations import mark_of  # noqa: PLC0415

    lines = [json.loads(line) for line in draft.read_text(encoding="utf-8").splitlines() if line.strip()]
    told = {line["id"]: line for line in lines}
    records = shipped.shipped_records()
    problems = [f"{key}: twice" for key in told if sum(line["id"] == key for line in lines) > 1]
    problems += [f"{key}: no such practice" for key in told.keys() - {record.id for record in records}]
    rows = []
    for record in records:
        texts = told.get(record.id, {})
        problems += [f"{record.id}: {problem}" for problem in _wrong(record, texts)]
        if not problems:
            fields = {name: {"text": texts[name].strip(), "of": mark_of(getattr(record, name))} for name in FIELDS}
            rows.append({"id": record.id, "translation": fields})
    if problems:
        print("\n".join(problems))
        return 1
    path = shipped.DATA / "translations" / f"{language}.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{path.name}: {len(rows)} practices")
    return 0


def _wrong(record: Any, texts: Mapping[str, str]) -> list[str]:
    """What is missing in a translation."""
    found = []
    for name in FIELDS:
        source, text = getattr(record, name), texts.get(name, "").strip()
        lost = [figure for figure in _figures(source) if figure not in _figures(text)]
        if not text:
            found.append(f"no {name}")
        elif lost:
            found.append(f"the {name} has lost {', '.join(lost)}")
        elif not len(source) / 2 - ROOM < len(text) < len(source) * 2 + ROOM:
            found.append(f"the {name} has {len(text)} letters for {len(source)}")
    return found


def _figures(text: str) -> list[str]:
    """The figures of a text, whatever parts their thousands."""
    return re.findall(r"\d+", re.sub(r"(?<=\d)[ ,.\u00a0\u202f](?=\d{3})", "", text))


if __name__ == "__main__":
    sys.exit(main())
