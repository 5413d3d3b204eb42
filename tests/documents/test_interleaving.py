"""Two people and their lost lines, in any order: no confirmed word is ever lost.

The editors here only add words, each word once. So at every moment each confirmed word must stand in the current
answer or in a text that waits for a choice; that a history keeps all versions is not enough.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pearls.documents import queries, services
from pearls.documents.models import Document
from pearls.documents.rules import RivalChoice, SaveKind
from pearls.kernel.actor import Actor, ActorKind
from pearls.kernel.refs import new_ref
from tests.documents.forms import EVERY_KIND

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@dataclass
class Editor:
    """An open page, doing what autosave.js does."""

    actor: Actor
    document: Document
    words: list[str] = field(default_factory=list)
    base: int = 0
    writer: str = field(default_factory=new_ref)
    sequence: int = 0

    def types(self, word: str, at: int) -> None:
        self.words.insert(at % (len(self.words) + 1), word)

    def saves(self, *, answer_arrives: bool) -> None:
        sent = list(self.words)
        self.sequence += 1
        outcome = services.save_answer(
            actor=self.actor,
            document=self.document,
            question_id="story",
            raw=" ".join(sent),
            base_revision=self.base,
            now=NOW,
            writer=self.writer,
            sequence=self.sequence,
        )
        if answer_arrives and outcome.kind != SaveKind.CONFLICT:
            self.base = outcome.revision
            self.words = str(outcome.value or "").split()

    def reloads(self) -> None:
        current = queries.fields_of(self.document).get("story")
        self.words = str(current.value or "").split() if current else []
        self.base = current.revision if current else 0
        self.writer, self.sequence = new_ref(), 0

    def chooses_both(self) -> None:
        for rival in queries.open_rivals(self.document):
            current = rival.field
            services.choose_rival(
                actor=self.actor,
                document=self.document,
                rival=rival,
                choice=RivalChoice.BOTH,
                base_revision=current.revision,
                raw=f"{current.value or ''} {rival.value or ''}",
                now=NOW,
            )


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["type", "type", "save", "save", "save-unheard", "reload", "choose"]),
        st.integers(0, 30),
    ),
    max_size=25,
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_confirmed_word_is_lost_in_any_order(steps: list[tuple[int, str, int]], db: None) -> None:
    office = Actor.system("tests")
    version = services.publish_form(actor=office, definition=EVERY_KIND, now=NOW)
    document = services.create_document(actor=office, form_version=version, kind="application", now=NOW)
    editors = [
        Editor(Actor(kind=ActorKind.PERSON, ref=f"person:{name}", name=name), document) for name in ("anna", "ilze")
    ]
    confirmed: set[str] = set()

    for number, (who, act, at) in enumerate(steps):
        editor = editors[who]
        if act == "type":
            editor.types(f"w{number}", at)
        elif act == "reload":
            editor.reloads()
        elif act == "choose":
            editor.chooses_both()
        else:
            confirmed |= set(editor.words)
            editor.saves(answer_arrives=act == "save")
        current = str(queries.answers_of(document).get("story", ""))
        waiting = " ".join(str(rival.value) for rival in queries.open_rivals(document))
        assert confirmed <= set(f"{current} {waiting}".split())
