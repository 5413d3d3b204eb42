"""A small form with every kind of question, for tests."""

from typing import Any

EVERY_KIND: dict[str, Any] = {
    "schema": 1,
    "key": "sample",
    "title": {"en": "Sample form", "lv": "Parauga veidlapa"},
    "sections": [
        {
            "id": "about",
            "title": {"en": "About you", "lv": "Par jums"},
            "questions": [
                {
                    "id": "name",
                    "kind": "short_text",
                    "label": {"en": "Name", "lv": "Nosaukums"},
                    "required": True,
                    "max_words": 5,
                },
                {
                    "id": "story",
                    "kind": "long_text",
                    "label": {"en": "Your story", "lv": "Jūsu stāsts"},
                    "required": True,
                    "max_words": 50,
                },
                {
                    "id": "size",
                    "kind": "choice",
                    "label": {"en": "Size"},
                    "choices": [{"id": "small", "label": {"en": "Small"}}, {"id": "large", "label": {"en": "Large"}}],
                },
                {
                    "id": "fields",
                    "kind": "choices",
                    "label": {"en": "Fields"},
                    "choices": [{"id": "music", "label": {"en": "Music"}}, {"id": "books", "label": {"en": "Books"}}],
                },
                {"id": "people", "kind": "number", "label": {"en": "People"}, "minimum": 1, "maximum": 1000},
                {"id": "founded", "kind": "date", "label": {"en": "Founded on"}},
            ],
        },
        {
            "id": "group",
            "title": {"en": "Group and money", "lv": "Grupa un nauda"},
            "questions": [
                {"id": "in_group", "kind": "yes_no", "label": {"en": "Do you apply as a group?"}, "required": True},
                {
                    "id": "members",
                    "kind": "list",
                    "label": {"en": "Members"},
                    "required": True,
                    "when": {"question": "in_group", "is": True},
                },
                {"id": "budget", "kind": "money", "label": {"en": "Budget"}, "minimum": 0},
                {
                    "id": "lines",
                    "kind": "table",
                    "label": {"en": "Cost lines"},
                    "max_rows": 5,
                    "columns": [
                        {"id": "what", "kind": "short_text", "label": {"en": "What"}, "required": True},
                        {"id": "cost", "kind": "money", "label": {"en": "Cost"}},
                    ],
                },
                {"id": "contact", "kind": "contact", "label": {"en": "Contact"}, "private": True, "required": True},
                {"id": "place", "kind": "place", "label": {"en": "Place"}},
                {"id": "letter", "kind": "file", "label": {"en": "Letter"}, "file_kinds": ["pdf", "png"]},
                {
                    "id": "accept",
                    "kind": "consent",
                    "label": {"en": "Rules"},
                    "statement": {"en": "We accept the rules."},
                    "required": True,
                },
            ],
        },
    ],
}
