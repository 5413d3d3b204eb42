"""Threads as pages show them: what they are about, what was said, where their words stand now, what may be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pearls.calls import rules as call_rules
from pearls.documents import forms as document_forms
from pearls.documents import rules as document_rules
from pearls.documents.rules import Form, Kind, Section
from pearls.kernel.languages import pick
from pearls.kernel.verdict import Verdict
from pearls.plans import queries
from pearls.plans.forms.remarks import RemarkForm
from pearls.plans.labels import remarks as words
from pearls.plans.models import Remark, Suggestion, Thread
from pearls.plans.queries import Talk
from pearls.plans.rules import passages
from pearls.plans.rules import remarks as rules
from pearls.plans.rules.remarks import SuggestionState, Target
from pearls.plans.views.pages import PlanPage
from pearls.web.formats import current_language

MOST_BESIDE = 20


@dataclass(frozen=True)
class Said:
    """One remark with its writer's name; somebody who was erased has none."""

    remark: Remark
    who: str


@dataclass(frozen=True)
class Proposal:
    """A suggestion against the text as it is now. `has_moved`: the text has changed since it was made; `is_clash`: in
    the very words that it changes."""

    suggestion: Suggestion
    who: str
    answered_by: str
    label: str
    tone: str
    parts: list[document_rules.TextPart]
    has_moved: bool
    is_clash: bool


@dataclass(frozen=True)
class ThreadView:
    """One thread, ready to read. `passage` is "", "kept", "changed" or "gone"; `now_words` is how it reads now.

    `may` has the verdicts by act: speak, settle, reopen, accept, refuse, withdraw.
    """

    thread: Thread
    about: str
    url: str
    page_url: str
    said: list[Said]
    proposal: Proposal | None
    passage: str
    now_words: str
    spot: passages.Spot | None
    side: str
    may: Mapping[str, Verdict]

    @property
    def input_name(self) -> str:
        """The name of the input in which its text is written."""
        target = self.thread.target
        return f"q-{target.field}-{target.part}" if target.part else f"q-{target.field}"


def beside(
    page: PlanPage, content: Mapping[str, Any], section: Section, question_id: str = "", record_id: str = ""
) -> dict[str, Any]:
    """What `plans/_remarks.html` needs beside a section or an entry; at most three queries."""
    threads = queries.of_entry(queries.threads_of(page.plan, page.access), section.id, question_id, record_id)
    talks = queries.talks(queries.waiting(threads)[:MOST_BESIDE])
    abouts = abouts_in(page, section, question_id, record_id)
    may_remark = rules.may_remark(page.access)
    return {
        "threads": thread_views(page, content, talks),
        "may_remark": may_remark,
        "remark_form": RemarkForm(abouts=abouts, people=people_of(page), auto_id="remark-%s") if may_remark else None,
        "remark_url": page.url("remark", section.id),
        "remarks_url": page.url("remark-list"),
        "suggest_url": page.url("suggest", section.id),
        "suggestible": suggestible_in(page, section, question_id, record_id),
    }


def thread_views(page: PlanPage, content: Mapping[str, Any], talks: Iterable[Talk]) -> list[ThreadView]:
    """These threads against the plan as it is now; asks nothing more of the database."""
    if not (talks := list(talks)):
        return []
    titles = document_forms.record_titles(page.document.form, content)
    may_write = page.may_edit()
    return [_thread_view(page, content, titles, talk, may_write) for talk in talks]


def people_of(page: PlanPage) -> list[tuple[str, str]]:
    """Whom the reader may call: everybody who may speak about the plan, but for the reader."""
    people = queries.colleagues_of(page.plan)
    return [(person.ref, str(person)) for person in people if person.pk != page.actor.person_id]


def abouts_in(page: PlanPage, section: Section, question_id: str = "", record_id: str = "") -> list[tuple[str, str]]:
    """What a remark on the page of a section or an entry may be about."""
    language = current_language()
    if record_id:
        question = next(asked for asked in section.questions if asked.id == question_id)
        entry = document_rules.field_name(question_id, record_id)
        parts = [(f"{entry}-{column.id}", pick(column.label, language)[0]) for column in question.columns]
        return [(entry, _("The entry as a whole")), *parts]
    asked = [(item.id, pick(item.label, language)[0]) for item in section.questions if _is_seen(page, item)]
    return [("", _("The step as a whole")), *asked]


def suggestible_in(page: PlanPage, section: Section, question_id: str, record_id: str) -> list[tuple[str, str]]:
    """For which texts on the page the reader may suggest another wording now."""
    form = page.document.form
    if not rules.may_suggest(page.access, may_be_written=page.may_be_written(), has_text=True):
        return []
    named = [
        (rules.target_of(form, section.id, about), about, label)
        for about, label in abouts_in(page, section, question_id, record_id)
    ]
    return [(about, label) for target, about, label in named if target and rules.text_kind(form, target)]


def about_words(form: Form, titles: document_forms.Titles, target: Target) -> str:
    """What a thread is about: the step, the question or entry, and the part of it."""
    language, section = current_language(), form.section(target.section)
    question = form.question(target.question)
    path = [pick(section.title, language)[0]] if section else []
    if question is None:
        return " › ".join(path)
    if question.kind != Kind.RECORDS or not target.record:
        return " › ".join([*path, pick(question.label, language)[0]])
    path.append(titles.get(question.id, {}).get(target.record) or _("An entry that was taken out"))
    part = next((column for column in question.columns if column.id == target.part), None)
    return " › ".join([*path, *([pick(part.label, language)[0]] if part else [])])


def note_suggestions(page: PlanPage, question: str, entries: Iterable[dict[str, Any]]) -> None:
    """Say in an answer's history which versions were suggested, and by whom they were taken over."""
    accepted = queries.accepted_suggestions(page.plan, *document_rules.name_parts(question))
    for entry in entries:
        if suggestion := accepted.get(entry["number"]):
            names = {"who": name_of(suggestion.made_by), "taker": name_of(suggestion.answered_by)}
            entry["note"] = _("Suggested by %(who)s, accepted by %(taker)s.") % names


def spot_url(page: PlanPage, thread: Thread) -> str:
    """The very spot a thread is about; its own page where the form no longer has it, or nothing waits there."""
    own = page.url("thread", thread.ref)
    section = page.document.form.section(thread.section)
    if section is None or thread.settled_at:
        return own
    if thread.record and any(item.id == thread.question for item in section.questions):
        return page.url("record", section.id, thread.question, thread.record) + f"#thread-{thread.ref}"
    return page.url("section", section.id) + f"#thread-{thread.ref}"


def _is_seen(page: PlanPage, question: document_rules.Question) -> bool:
    return page.access.sees_private or not question.private


def _thread_view(
    page: PlanPage, content: Mapping[str, Any], titles: document_forms.Titles, talk: Talk, may_write: Verdict
) -> ThreadView:
    thread, form = talk.thread, page.document.form
    text = rules.text_at(form, content, thread.target)
    spot = passages.find(text, thread.passage) if thread.passage else None
    state = ""
    if thread.passage:
        state = "gone" if spot is None else "changed" if spot.is_changed else "kept"
    return ThreadView(
        thread=thread,
        about=about_words(form, titles, thread.target),
        url=spot_url(page, thread),
        page_url=page.url("thread", thread.ref),
        said=[Said(remark, name_of(remark.author)) for remark in talk.remarks if remark.text],
        proposal=_proposal(form, thread.target, text, talk.suggestion) if talk.suggestion else None,
        passage=state,
        now_words=spot.words_in(text) if spot else "",
        spot=spot,
        side=str(words.SIDES[thread.waits_for]),
        may=_verdicts(page, talk, may_write),
    )


def _verdicts(page: PlanPage, talk: Talk, may_write: Verdict) -> dict[str, Verdict]:
    is_settled, suggestion = talk.thread.settled_at is not None, talk.suggestion
    state = SuggestionState(suggestion.state) if suggestion else None
    found = {
        "speak": rules.may_remark(page.access, is_settled=is_settled),
        "settle": rules.may_settle(page.access, is_settled=is_settled, suggestion=state),
        "reopen": rules.may_reopen(page.access, is_settled=is_settled, suggestion=state),
    }
    if suggestion is not None and state is not None:
        is_own = suggestion.made_by_id == page.actor.person_id
        found |= {
            "accept": rules.may_accept(may_write=may_write, state=state),
            "refuse": call_rules.may_write(page.access) if state == SuggestionState.OPEN else Verdict(False),
            "withdraw": rules.may_withdraw(is_own=is_own, state=state),
        }
    return found


def _proposal(form: Form, target: Target, now: str, suggestion: Suggestion) -> Proposal:
    was = (suggestion.base or {}).get(target.part, "") if target.record else suggestion.base or ""
    kind = rules.text_kind(form, target) or Kind.SHORT_TEXT
    is_open, becomes, is_clash = suggestion.state == SuggestionState.OPEN, suggestion.text, False
    has_moved = is_open and now != was
    if has_moved:
        is_merged, merged = document_rules.merge_values(kind, was or None, suggestion.text or None, now or None)
        is_clash, becomes = not is_merged, (merged or "") if is_merged else suggestion.text
    return Proposal(
        suggestion=suggestion,
        who=name_of(suggestion.made_by),
        answered_by=name_of(suggestion.answered_by) if suggestion.answered_at else "",
        label=str(words.SUGGESTIONS[suggestion.state]),
        tone=words.TONES[suggestion.state],
        parts=document_rules.text_parts(now if has_moved else was, becomes),
        has_moved=has_moved,
        is_clash=is_clash,
    )


def name_of(person: queries.Person | None) -> str:
    """Who it was; an erased person has no name."""
    return person.name or person.email if person and person.is_active else _("Somebody who has left")
