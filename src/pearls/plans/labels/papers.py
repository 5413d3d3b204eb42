"""The words about files: why one is not taken, what to know about one that is, and what it changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pearls.documents import labels as document_labels
from pearls.documents.forms import Titles, cell_words, plain_words, record_titles
from pearls.documents.rules import (
    TRANSLATED_FROM,
    Form,
    Kind,
    Question,
    TextPart,
    is_older,
    original_texts,
    text_parts,
)
from pearls.kernel.languages import pick
from pearls.plans.rules.changes import Change, ChangeKind, change_key
from pearls.plans.rules.papers import PaperError, PlanFacts, Remark, Where
from pearls.web.formats import joined, language_name, number, quoted, sentence_language

Words = str | Promise

PAPER_ERRORS: dict[str, Words] = {
    "file-empty": _("The file is empty. Nothing was changed. Please choose the file that you edited."),
    "file-too-large": _("The file is larger than %(limit)s megabytes. Nothing was changed. Please take out pictures."),
    "file-locked": _("The file is locked with a password. Nothing was changed. Please save it without one."),
    "file-old": _(
        "The file is of an older kind. Nothing was changed. Please save it as %(expected)s and send it again."
    ),
    "wrong-kind": _(
        "Expected a file of the kind %(expected)s, but this is another. Nothing was changed. Please choose the file"
        " that you downloaded from the plan and edited."
    ),
    "file-broken": _(
        "The file is damaged and cannot be read. Nothing was changed. Please save it once more, or download the plan"
        " anew."
    ),
    "file-swells": _(
        "The file unpacks to more than %(limit)s megabytes, so it was not opened. Nothing was changed. Please download"
        " the plan anew."
    ),
    "file-has-macros": _("The file contains macros. Nothing was changed. Please save it without them."),
    "foreign-file": _(
        "This file does not come from a plan here, or the marks by which a plan is known are gone. Nothing was"
        " changed. Please download the plan and edit that file."
    ),
    "newer-file": _(
        "The file was written by a newer version of this platform: expected format %(expected)s, got %(got)s. Nothing"
        " was changed."
    ),
    "other-plan": _(
        "The file belongs to another plan: expected %(expected)s, got %(got)s. Nothing was changed. Please bring it"
        " back where it comes from."
    ),
    "other-form": _(
        "The file was written for another version of the form: expected %(expected)s, got %(got)s. Nothing was"
        " changed. Please download the plan anew and enter your changes there."
    ),
    "json-value": _("%(key)s: expected %(expected)s, got %(got)s. Nothing was changed."),
    "too-many-rows": _("The sheet %(sheet)s has more than %(limit)s filled rows. Nothing was changed."),
    "cells-not-understood": _("Some cells cannot be understood (%(count)s). Nothing was changed. Please mend them:"),
}
CELL_ERRORS: dict[str, Words] = {
    "formula-without-value": _(
        "There is a formula whose result is not in the file. Please write the value, or open and save the file in a"
        " spreadsheet."
    ),
    "unknown-choice": _("%(typed)s is none of the answers that can be picked there, such as %(choices)s."),
    "unknown-record": _(
        "%(typed)s is not in the list from which is picked. Please write a title as it stands there, or the mark of the"
        " entry."
    ),
    "two-records": _("%(typed)s is the title of several entries. Please add the mark of one in brackets: %(marks)s."),
}
REMARKS: dict[str, Words] = {
    "added-sheet": _("The sheet %(sheet)s is not part of the plan and was left aside."),
    "copied-sheet": _("The sheet %(sheet)s is a copy of another and was left aside."),
    "sheet-gone": _("The file has no sheet for %(question)s any more; what the plan says there stays."),
    "added-column": _("The column %(column)s on the sheet %(sheet)s is not part of the plan and was left aside."),
    "column-gone": _("The sheet %(sheet)s has no column %(column)s any more; what the plan says there stays."),
    "copied-record": _("%(where)s is a copy of another entry and is taken for a new one."),
    "rounded": _("%(where)s: %(got)s was rounded."),
    "fields-gone": _("Fields of %(question)s are gone from the file; what the plan says there stays."),
    "changes-tracked": _("The file has tracked changes; they were read as if all were accepted."),
}
CHANGE_KINDS: dict[str, Words] = {
    ChangeKind.ADDED: _("New"),
    ChangeKind.REMOVED: _("Taken out"),
    ChangeKind.CHANGED: _("Changed"),
    ChangeKind.MOVED: _("Put in another order"),
}
QUOTED_VALUES = frozenset({"typed", "sheet"})


def partner_words(facts: PlanFacts, language: str) -> str:
    """With whom a joint plan is made; empty for a plan of one place."""
    if not facts.partners:
        return ""
    places = joined(list(facts.partners), sentence_language(language))
    return gettext("Together with %(places)s") % {"places": places}


@dataclass(frozen=True)
class ChangeLine:
    """One change to show before it is taken over: where, what was there and what comes; `parts` are both in one text.
    `language` is that of a translation, in the reader's words.

    `is_clash`: somebody else changed the same spot on the page since the file was downloaded.
    """

    key: str
    kind: ChangeKind
    kind_words: str
    section: str
    question: str
    record: str
    column: str
    language: str
    before: str
    after: str
    parts: list[TextPart]
    is_clash: bool


def paper_error_lines(error: PaperError, form: Form, language: str) -> list[str]:
    """Why a file is not taken: the sentence, then one for each cell that must be mended."""
    head = str(PAPER_ERRORS[error.code]) % _detail(error.detail, form, language)
    return [head, *(_cell_line(remark, form, language) for remark in error.cells)]


def remark_line(remark: Remark, form: Form, language: str) -> str:
    """Something to know about a file that was read."""
    return str(REMARKS[remark.code]) % _detail(remark.detail, form, language)


def _cell_line(remark: Remark, form: Form, language: str) -> str:
    words = CELL_ERRORS.get(remark.code) or document_labels.PROBLEMS[remark.code]
    sentence = str(words) % _detail(remark.detail, form, language)
    detail = _detail({"where": remark.detail["where"]}, form, language)
    return gettext("%(where)s: %(sentence)s") % {**detail, "sentence": sentence}


def _detail(detail: Mapping[str, Any], form: Form, language: str) -> dict[str, Any]:
    """The values of a sentence in words: names of questions and columns, lists read aloud, what was typed in quotes."""
    spoken = sentence_language(language)
    words: dict[str, Any] = {}
    for name, value in detail.items():
        if name == "question":
            question = form.question(value)
            label = pick(question.label, language)[0] if question else gettext("the single answers")
            words[name] = quoted(label, spoken) if question else label
        elif name == "column":
            words[name] = quoted(_column_label(form, str(detail.get("question", "")), value, language), spoken)
        elif isinstance(value, Where):
            words[name] = _where_words(value, form, language)
        elif isinstance(value, list):
            words[name] = joined([quoted(item, spoken) for item in value], spoken, style="or")
        elif isinstance(value, int):
            words[name] = number(value, language)
        else:
            words[name] = quoted(value, spoken) if name in QUOTED_VALUES else value
    return words


def _where_words(where: Where, form: Form, language: str) -> str:
    """A field of a file without cells by number: "Goals, entry 2, Goal"."""
    question = form.question(where.question)
    label = pick(question.label, language)[0] if question else where.question
    if not where.number:
        return label
    values = {"question": label, "number": where.number}
    if not where.column:
        return gettext("%(question)s, entry %(number)s") % values
    values["column"] = _column_label(form, where.question, where.column, language)
    return gettext("%(question)s, entry %(number)s, %(column)s") % values


def _column_label(form: Form, question_id: str, column_id: str, language: str) -> str:
    question = form.question(question_id) if question_id else None
    return document_labels.column_name(question, column_id, language) if question else column_id


def change_lines(
    form: Form,
    changes: Iterable[Change],
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    language: str,
    clashes: frozenset[str] = frozenset(),
) -> list[ChangeLine]:
    """Changes in words, for a page that shows them one by one."""
    titles = (record_titles(form, before), record_titles(form, after))
    lines = []
    for change in changes:
        if change.language:
            values = zip((change.before, change.after), (before, after), strict=True)
            old, new = (_translation_words(form, change, value, content, language) for value, content in values)
        else:
            values = zip((change.before, change.after), titles, strict=True)
            old, new = (_value_words(form, change, value, language, names) for value, names in values)
        lines.append(_change_line(form, change, (old, new), titles, language, change.key in clashes))
    return lines


def _change_line(
    form: Form,
    change: Change,
    words: tuple[str, str],
    titles: tuple[Titles, Titles],
    language: str,
    is_clash: bool,
) -> ChangeLine:
    question, (old, new) = _asked(form, change), words
    names = [known.get(question.id, {}).get(change.record, "") for known in titles]
    return ChangeLine(
        key=change.key,
        kind=change.kind,
        kind_words=str(CHANGE_KINDS[change.kind]),
        section=pick(form.section_of(question.id).title, language)[0],
        question=pick(question.label, language)[0],
        record=names[0] or names[1],
        column=document_labels.column_name(question, change.column, language) if change.column else "",
        language=language_name(change.language, language) if change.language else "",
        before=old,
        after=new,
        parts=text_parts(old, new) if change.kind == ChangeKind.CHANGED else [],
        is_clash=is_clash,
    )


def _asked(form: Form, change: Change) -> Question:
    question = form.question(change.question)
    if question is None:
        raise KeyError(change.question)
    return question


def _translation_words(form: Form, change: Change, value: Any, content: Mapping[str, Any], language: str) -> str:
    """The texts of a translation, and whether the plan it belongs to has moved on since."""
    asked = form.question(change.key)
    if not value or asked is None:
        return ""
    parts = tuple(column for column in asked.columns if column.id != TRANSLATED_FROM)
    texts = {name: text for name, text in value.items() if name != TRANSLATED_FROM}
    told = texts.get("text", "") if not change.record else plain_words(replace(asked, columns=parts), texts, language)
    original = content.get(change.question)
    if change.record:
        original = next((row for row in original or () if row["id"] == change.record), None)
    one = form.question(change_key(change.question, change.record))
    is_behind = one is not None and is_older(original_texts(one, original), value)
    return "\n".join(line for line in (told, gettext("Older than its text") if is_behind else "") if line)


def _value_words(form: Form, change: Change, value: Any, language: str, titles: Titles) -> str:
    question = _asked(form, change)
    if value is None:
        return ""
    if change.kind == ChangeKind.MOVED:
        return plain_words(question, value, language, titles)
    if change.column:
        column = next(column for column in question.columns if column.id == change.column)
        return cell_words(column, {column.id: value}, language, titles)
    if change.record:
        return plain_words(replace(question, kind=Kind.RECORD), value, language, titles)
    return plain_words(question, value, language, titles)
