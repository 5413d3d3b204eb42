"""What is only read of a document: its files, the history of an answer, the blank form."""

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from django.http import FileResponse, Http404

from pearls.documents import forms, labels, queries, rules
from pearls.documents.models import Document
from pearls.files import queries as file_queries
from pearls.files.views import file_response
from pearls.web.formats import current_language

Names = Callable[[frozenset[str]], Mapping[str, str]]


def stored_file(document: Document, ref: str) -> FileResponse:
    """A file of this document, for whoever the room above lets see it.

    Raises: Http404, when this document has no such file.
    """
    stored = file_queries.file_for_owner(document.file_owner, ref)
    if stored is None:
        raise Http404
    return file_response(stored)


def history_context(document: Document, question_id: str, names: Names, *, limit: int = 100) -> dict[str, Any]:
    """All versions of one answer, newest first, each against the one before; `names` tells who a reference is.

    Raises: Http404, when the form does not ask the question.
    """
    question = document.form.question(question_id)
    if question is None:
        raise Http404
    language = current_language()
    rows = list(queries.history_of(document, question_id)[: limit + 1])
    people = names(frozenset(row.changed_by for row in rows))
    titles = forms.record_titles(document.form, queries.answers_of(document))
    entries = [
        {
            "number": row.number,
            "at": row.changed_at,
            "who": people.get(row.changed_by, row.changed_by),
            "how": labels.REVISIONS[row.kind],
            "parts": rules.text_parts(
                forms.plain_words(question, before.value if before else None, language, titles),
                forms.plain_words(question, row.value, language, titles),
            ),
        }
        for row, before in itertools.zip_longest(rows, rows[1:])
    ]
    return {"document": document, "question": question, "entries": entries[:limit], "is_cut": len(rows) > limit}


def blank_context(form: rules.Form) -> dict[str, Any]:
    """What `documents/_blank.html` needs: the whole form without answers, to preview and to print."""
    language = current_language()
    return {
        "form": form,
        "blank_sections": [(section, forms.blank_views(form, section, language)) for section in form.sections],
    }
