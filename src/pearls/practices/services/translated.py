"""The words of translations in the index of the search."""

from typing import Any

from pearls.practices.queries import translated as queries
from pearls.practices.rules.search.indexing import Text, points_of


def add_translations(points: dict[int, dict[str, int]]) -> None:
    """File these practices (their rows) under the words of their translations too, each as strong as where it says
    most."""
    for practice, told in queries.texts_in_other_languages(list(points)).items():
        for language, fields in told.items():
            for word, number in points_of(_text(language, fields)).items():
                points[practice][word] = max(points[practice].get(word, 0), number)


def _text(language: str, fields: dict[str, Any]) -> Text:
    more = [text for name in ("outcomes", "steps") for text in fields.get(name, ()) if text]
    more += [fields[name] for name in ("transferability", "participants", "why_it_worked") if name in fields]
    return Text(language=language, title=fields.get("title", ""), summary=fields.get("summary", ""), more=tuple(more))
