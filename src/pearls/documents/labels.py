"""The words of this room: what is wrong with an answer, why a writing is refused, what became of it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pearls.documents import rules
from pearls.documents.rules import Form, Kind, Problem, Question
from pearls.kernel.languages import pick
from pearls.web.formats import euros, joined, number, quoted, sentence_language

Words = str | Promise
LONGEST_NAME = 60

PROBLEMS: dict[str, Words] = {
    "not-answered": _("This needs an answer."),
    "too-many-words": _("%(got)s words, at most %(limit)s may be sent. Nothing is lost; please shorten it."),
    "too-few-words": _("%(got)s words, at least %(limit)s are needed."),
    "text-too-large": _("The text is longer than %(limit)s characters and was not saved."),
    "not-a-text": _("This is not a text and was not saved."),
    "unknown-choice": _("Please choose one of the answers given."),
    "not-yes-or-no": _("Please answer yes or no."),
    "not-a-whole-number": _("Please write a whole number in digits, such as 1250. It was not saved."),
    "not-a-number": _("Please write a number in digits, such as 3.5. It was not saved."),
    "not-a-record": _("An entry has no name of its own, or one that stands twice; it was not saved."),
    "not-an-amount": _("Please write an amount in digits, such as 1250.50. It was not saved."),
    "number-too-large": _("The number is too large and was not saved."),
    "too-small": _("%(got)s is less than %(limit)s."),
    "too-large": _("%(got)s is more than %(limit)s."),
    "not-a-day": _("Please write a day that exists, such as 31.05.2027. It was not saved."),
    "too-many-entries": _("More than %(limit)s entries; they were not saved."),
    "too-few-rows": _("%(got)s given, at least %(limit)s are needed."),
    "too-many-rows": _("%(got)s given, at most %(limit)s may be sent. Nothing is lost; please shorten the list."),
    "cell-missing": _("This part is missing."),
    "unknown-column": _("A row has a column that the form does not know; it was not saved."),
    "not-a-file": _("This is not a file that was uploaded here."),
    "too-many-files": _("%(got)s files, at most %(limit)s may be sent."),
    "not-a-contact": _("This is not a contact and was not saved."),
    "not-an-email": _("Please write an e-mail address, such as name@town.eu."),
    "not-a-place": _("This is not a place and was not saved."),
}

REASONS: dict[str, Words] = {
    "document-closed": _("This can no longer be changed."),
    "rival-settled": _("Somebody has chosen already."),
    "unknown-question": _("The form no longer asks this question. Please load the page again."),
    "record-removed": _("Somebody has taken this entry out. Your text is kept; put the entry back to go on."),
    "changed-meanwhile": _("Somebody has changed the text since you looked. Nothing was changed; please look again."),
    "not-your-file": _("This file does not belong here."),
}

KINDS: dict[str, Words] = {
    Kind.SHORT_TEXT: _("Short text"),
    Kind.LONG_TEXT: _("Long text"),
    Kind.CHOICE: _("One of several"),
    Kind.CHOICES: _("Any of several"),
    Kind.YES_NO: _("Yes or no"),
    Kind.NUMBER: _("Whole number"),
    Kind.MONEY: _("Amount in euros"),
    Kind.DATE: _("Day"),
    Kind.TABLE: _("Table"),
    Kind.LIST: _("List"),
    Kind.FILE: _("File"),
    Kind.CONSENT: _("Agreement"),
    Kind.CONTACT: _("Person to reach"),
    Kind.PLACE: _("Place"),
    Kind.DECIMAL: _("Number with decimals"),
    Kind.RECORDS: _("Entries"),
    Kind.RECORD: _("Entry"),
    Kind.TRANSLATION: _("Texts in another language"),
    Kind.LINK: _("One of the entries"),
    Kind.LINKS: _("Any of the entries"),
}

EVIDENCE: dict[str, Words] = {
    "stated": _("The programme's pages state this question."),
    "implied": _("This question follows from the programme's rules or from what it publishes."),
    "own": _("This question is our own."),
}

REVISIONS: dict[str, Words] = {
    rules.RevisionKind.SAVED: _("Written"),
    rules.RevisionKind.ASIDE: _("Written at the same time as somebody else's text"),
    rules.RevisionKind.MERGED: _("Put together from both texts"),
    rules.RevisionKind.CHOSEN: _("Chosen"),
}

CONTACT_PARTS: dict[str, Words] = {
    "name": _("Name"),
    "role": _("Function"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
}


def problem_sentence(problem: Problem, question: Question | None, language: str, entry: str = "") -> str:
    """What is wrong, in words, with the row and column where there are any; `entry` is what the row is called."""
    sentence = _filled(
        PROBLEMS.get(problem.code) or REASONS.get(problem.code, ""), _detail(problem, question, language)
    )
    where = column_name(question, problem.column, language) if question and problem.column else ""
    if entry and problem.row:
        spoken = sentence_language(language)
        parts = {"entry": quoted(Truncator(" ".join(entry.split())).chars(LONGEST_NAME), spoken), "sentence": sentence}
        if not where:
            return gettext("%(entry)s: %(sentence)s") % parts
        return gettext("%(entry)s, %(column)s: %(sentence)s") % {**parts, "column": quoted(where, spoken)}
    if where and problem.row:
        return gettext("Row %(row)s, %(column)s: %(sentence)s") % {
            "row": problem.row,
            "column": quoted(where, sentence_language(language)),
            "sentence": sentence,
        }
    if where:
        return gettext("%(column)s: %(sentence)s") % {
            "column": quoted(where, sentence_language(language)),
            "sentence": sentence,
        }
    if problem.row:
        return gettext("Entry %(row)s: %(sentence)s") % {"row": problem.row, "sentence": sentence}
    return sentence


def reason_sentence(reason: str, detail: Mapping[str, Any]) -> str:
    """Why something is refused, in words; empty for a reason of another room."""
    return _filled(REASONS.get(reason, ""), detail)


def only_if(form: Form, question: Question, language: str) -> str:
    """Under which condition a question is asked; empty where it always is."""
    condition = question.when
    target = form.question(condition.question) if condition else None
    if condition is None or target is None:
        return ""
    spoken = sentence_language(language)
    label = quoted(pick(target.label, language)[0], spoken)
    if not condition.values:
        return gettext("Only if you answered %(question)s.") % {"question": label}
    words = [quoted(value_word(target, value, language), spoken) for value in condition.values]
    return gettext("Only if your answer to %(question)s is %(answer)s.") % {
        "question": label,
        "answer": joined(words, spoken, style="or"),
    }


def value_word(question: Question, value: Any, language: str) -> str:
    """A choice or a yes or no in words."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    chosen = next((choice for choice in question.choices if choice.id == value), None)
    return pick(chosen.label, language)[0] if chosen else str(value)


def column_name(question: Question, column_id: str, language: str) -> str:
    """The name of a table's column, or of the part of a contact."""
    if question.kind == Kind.CONTACT:
        return str(CONTACT_PARTS.get(column_id, column_id))
    column = next((column for column in question.columns if column.id == column_id), None)
    return pick(column.label, language)[0] if column else column_id


def limit_sentences(question: Question, language: str) -> list[str]:
    """What may be sent, in words; and where a limit is ours, that it is."""
    found = []
    if question.max_words and question.kind != Kind.LIST:
        found.append(gettext("At most %(limit)s words.") % {"limit": number(question.max_words, language)})
    if question.max_words and question.kind == Kind.LIST:
        found.append(gettext("At most %(limit)s words an entry.") % {"limit": number(question.max_words, language)})
    if question.min_words:
        found.append(gettext("At least %(limit)s words.") % {"limit": number(question.min_words, language)})
    if question.kind in (Kind.TABLE, Kind.LIST, Kind.RECORDS):
        found.append(gettext("At most %(limit)s entries.") % {"limit": question.max_rows})
    if question.kind == Kind.FILE:
        values = {
            "kinds": ", ".join(sorted(question.file_kinds)),
            "files": question.max_files,
            "megabytes": question.max_megabytes,
        }
        found.append(gettext("%(kinds)s; at most %(files)s, each up to %(megabytes)s megabytes.") % values)
    return found


def _detail(problem: Problem, question: Question | None, language: str) -> dict[str, Any]:
    cell = next((column for column in question.columns if column.id == problem.column), None) if question else None
    kind = cell.kind if cell else question.kind if question else None
    if question and question.is_year and not cell:
        return dict(problem.detail)
    word = euros if kind == Kind.MONEY and problem.code in ("too-small", "too-large") else number
    return {name: word(value, language) if isinstance(value, int) else value for name, value in problem.detail.items()}


def _filled(words: Words, detail: Mapping[str, Any]) -> str:
    sentence = str(words)
    return sentence % dict(detail) if sentence and detail else sentence


ACTS: dict[str, Promise] = {
    "answers-filled-in": _("Answers filled in"),
    "document-closed": _("Document closed"),
    "document-created": _("Document begun"),
    "document-migrated": _("Document moved to a new form version"),
    "document-reopened": _("Document opened again"),
    "draft-written": _("Draft continued"),
    "form-published": _("Form published"),
    "private-answers-erased": _("Private answers erased"),
    "record-removed": _("Entry taken out"),
    "record-restored": _("Entry put back"),
    "rival-settled": _("Choice made between two versions of an answer"),
    "snapshot-taken": _("Snapshot taken"),
}
SUBJECTS: dict[str, Promise] = {
    "document": _("Document"),
    "form": _("Form"),
}
