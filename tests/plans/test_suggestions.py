"""Another wording for a text: proposed, taken over with what was written meanwhile, or refused; nothing is lost."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pearls.audit.models import Entry
from pearls.documents import queries as document_queries
from pearls.documents import services as documents
from pearls.documents.rules import SaveKind
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import NotAllowed
from pearls.plans import queries, services
from pearls.plans.models import Suggestion, Thread
from pearls.plans.rules.remarks import SuggestionState, Target
from tests.calls.conftest import PLAN_DUE
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_remarks import TEAM, reason_of

ON_VISION = Target("vision", "vision")
ON_NAME = Target("activities", "activities", "a1", "name")


def suggest(
    candidate: Candidate, text: str, target: Target = ON_VISION, *, who: str = "mentor", **more: object
) -> Thread:
    more = {"now": WRITING} | more
    return services.suggest(actor=candidate.actor(who), plan=candidate.plan, target=target, text=text, **more)  # type: ignore[arg-type]


def accept(candidate: Candidate, thread: Thread, who: str = "town") -> SaveKind:
    return services.accept_suggestion(actor=candidate.actor(who), thread=thread, now=WRITING).kind


def test_an_accepted_wording_is_a_version_of_the_answer_by_whoever_accepted_it(candidate: Candidate) -> None:
    candidate.fill(vision="We sing in May.")
    thread = suggest(candidate, "We sing in May and June.", why="Two months are funded.")

    assert accept(candidate, thread, "colleague") == SaveKind.SAVED

    assert candidate.content == {"vision": "We sing in May and June."}
    newest = document_queries.history_of(candidate.plan.document, "vision")[0]
    assert (newest.number, newest.changed_by) == (2, candidate.actor("colleague").ref)
    accepted = queries.accepted_suggestions(candidate.plan, "vision")
    assert {number: (row.made_by, row.answered_by) for number, row in accepted.items()} == {
        2: (candidate.cast.mentor, candidate.cast.colleague)
    }
    assert Thread.objects.get().settled_at == WRITING
    assert Entry.objects.get(act="suggestion-accepted").data["revision"] == 2


def test_what_was_written_meanwhile_stays_in_the_text(candidate: Candidate) -> None:
    candidate.fill(vision="We sing in May. We dance in summer.")
    thread = suggest(candidate, "We sing in May and June. We dance in summer.")
    candidate.fill(vision="We sing in May. We dance in summer and autumn.")

    assert accept(candidate, thread) == SaveKind.MERGED

    assert candidate.content == {"vision": "We sing in May and June. We dance in summer and autumn."}


def test_where_both_changed_the_same_words_both_texts_are_kept_for_a_choice(candidate: Candidate) -> None:
    candidate.fill(vision="We sing in May.")
    thread = suggest(candidate, "We sing in June.")
    candidate.fill(vision="We sing in July.")

    assert accept(candidate, thread) == SaveKind.CONFLICT

    assert candidate.content == {"vision": "We sing in July."}
    (rival,) = document_queries.open_rivals(candidate.plan.document)
    assert (rival.value, rival.kept_by) == ("We sing in June.", candidate.actor().ref)
    assert Suggestion.objects.get().state == SuggestionState.ACCEPTED
    assert list(queries.accepted_suggestions(candidate.plan, "vision")) == [3]


def test_a_part_of_an_entry_is_reworded_and_the_other_parts_stay_as_they_are_now(candidate: Candidate) -> None:
    candidate.fill(activities=[{"id": "a1", "name": "Choir", "what": "We sing."}])
    thread = suggest(candidate, "Choir without notes", ON_NAME)
    candidate.fill(activities=[{"id": "a1", "name": "Choir", "what": "We sing.", "where": "Net loft"}])

    assert accept(candidate, thread) == SaveKind.MERGED

    assert candidate.content["activities"] == [
        {"id": "a1", "name": "Choir without notes", "what": "We sing.", "where": "Net loft"}
    ]


def test_a_suggestion_upon_an_older_version_is_one_upon_that_version(candidate: Candidate) -> None:
    candidate.fill(vision="We sing. We dance.")
    candidate.fill(vision="We sing. We dance and play.")

    thread = suggest(candidate, "We sing loudly. We dance.", seen=1)

    assert (Suggestion.objects.get().base, Suggestion.objects.get().revision) == ("We sing. We dance.", 1)
    accept(candidate, thread)
    assert candidate.content == {"vision": "We sing loudly. We dance and play."}


def test_a_refused_wording_leaves_the_text_and_the_reason(candidate: Candidate) -> None:
    candidate.fill(vision="We sing in May.")
    thread = suggest(candidate, "We sing in June.")

    services.refuse_suggestion(actor=candidate.actor(), thread=thread, words="May is the feast.", now=WRITING)

    assert candidate.content == {"vision": "We sing in May."}
    (talk,) = queries.talks(queries.threads_of(candidate.plan, TEAM))
    assert talk.suggestion is not None
    assert (talk.suggestion.state, talk.suggestion.answered_by) == (SuggestionState.REFUSED, candidate.cast.town)
    assert [said.text for said in talk.remarks] == ["", "May is the feast."]


def test_a_suggestion_is_taken_back_by_whoever_made_it(candidate: Candidate) -> None:
    thread = suggest(candidate, "We sing.", who="colleague")

    with pytest.raises(NotAllowed) as refusal:
        services.withdraw_suggestion(actor=candidate.actor(), thread=thread, now=WRITING)
    services.withdraw_suggestion(actor=candidate.actor("colleague"), thread=thread, now=WRITING)

    assert reason_of(refusal) == "not-your-suggestion"
    assert Suggestion.objects.get().state == SuggestionState.WITHDRAWN
    assert Thread.objects.get().settled_at == WRITING


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"target": Target("place", "population")}, "not-a-text"),
        ({"target": Target("activities", "activities", "a9", "name")}, "no-such-spot"),
        ({"text": " We  sing in May."}, "same-text"),
        ({"text": "x" * 200_000}, "not-understood"),
        ({"who": "othertown"}, "may-only-read"),
        ({"now": PLAN_DUE + timedelta(seconds=1)}, "plan-late"),
    ],
)
def test_a_suggestion_is_refused_with_its_reason(candidate: Candidate, more: dict[str, object], reason: str) -> None:
    candidate.fill(vision="We  sing in May.")

    with pytest.raises(NotAllowed) as refusal:
        suggest(candidate, **{"text": "We sing in June."} | more)  # type: ignore[arg-type]

    assert reason_of(refusal) == reason
    assert not Thread.objects.exists()


def test_only_who_may_write_answers_a_suggestion_and_only_once(candidate: Candidate) -> None:
    candidate.fill(vision="We sing in May.")
    thread, actor = suggest(candidate, "We sing in June."), candidate.actor("mentor")
    refusals = []

    for attempt in (
        lambda: accept(candidate, thread, "mentor"),
        lambda: services.refuse_suggestion(actor=actor, thread=thread, words="No.", now=WRITING),
        lambda: services.settle_thread(actor=actor, thread=thread, now=WRITING),
        lambda: services.refuse_suggestion(actor=candidate.actor(), thread=thread, words=" ", now=WRITING),
        lambda: services.accept_suggestion(actor=candidate.actor(), thread=thread, now=PLAN_DUE + timedelta(seconds=1)),
        lambda: accept(candidate, thread) and accept(candidate, thread),
        lambda: services.reopen_thread(actor=candidate.actor(), thread=thread, now=WRITING),
    ):
        with pytest.raises(NotAllowed) as refusal:
            attempt()
        refusals.append(reason_of(refusal))

    assert refusals == [
        "may-not-write",
        "may-not-write",
        "suggestion-open",
        "needs-words",
        "plan-late",
        "suggestion-answered",
        "suggestion-answered",
    ]


@dataclass
class Round:
    """Two who write and a mentor who suggests, each upon the text that they last read; each adds words of their own."""

    candidate: Candidate
    read: dict[str, tuple[list[str], int]] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    proposed: dict[int, str] = field(default_factory=dict)  # the word of each suggestion that is not accepted

    def reads(self, who: str) -> tuple[list[str], int]:
        text, revision = document_queries.value_at(self.candidate.plan.document, "vision")
        self.read[who] = (str(text or "").split(), revision)
        return self.read[who]

    def writes(self, who: str, word: str, at: int) -> None:
        words, revision = self.read.get(who) or self.reads(who)
        words = [*words[: at % (len(words) + 1)], word, *words[at % (len(words) + 1) :]]
        documents.save_answer(
            actor=self.candidate.actor(who),
            document=self.candidate.plan.document,
            question_id="vision",
            raw=" ".join(words),
            base_revision=revision,
            now=WRITING,
            writer=new_ref(),  # a page that was loaded anew
        )
        self.confirmed |= set(words)
        self.reads(who)

    def suggests(self, word: str, at: int) -> None:
        words, revision = self.read.get("mentor") or self.reads("mentor")
        words = [*words[: at % (len(words) + 1)], word, *words[at % (len(words) + 1) :]]
        thread = suggest(self.candidate, " ".join(words), seen=revision)
        self.proposed[thread.pk] = word

    def answers(self, who: str, at: int, *, accepts: bool) -> None:
        waiting = list(Thread.objects.filter(settled_at=None).order_by("pk"))
        if not waiting:
            return
        thread = waiting[at % len(waiting)]
        if accepts:
            accept(self.candidate, thread, who)
            self.confirmed.add(self.proposed.pop(thread.pk))
        else:
            actor = self.candidate.actor(who)
            services.refuse_suggestion(actor=actor, thread=thread, words="No.", now=WRITING)

    def words_there(self) -> list[str]:
        """Every word of the text and of the texts that wait for a choice."""
        waiting = [str(rival.value) for rival in document_queries.open_rivals(self.candidate.plan.document)]
        return " ".join([str(self.candidate.content.get("vision", "")), *waiting]).split()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["town", "colleague"]),
        st.sampled_from(["write", "write", "suggest", "suggest", "accept", "accept", "refuse", "read", "look"]),
        st.integers(0, 30),
    ),
    max_size=20,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_any_order_no_confirmed_word_is_lost_and_no_refused_one_comes_in(
    candidate: Candidate, steps: list[tuple[str, str, int]]
) -> None:
    with transaction.atomic():
        played = Round(candidate)
        for number, (who, act, at) in enumerate(steps):
            if act == "write":
                played.writes(who, f"w{number}", at)
            elif act == "suggest":
                played.suggests(f"s{number}", at)
            elif act in ("accept", "refuse"):
                played.answers(who, at, accepts=act == "accept")
            else:
                played.reads("mentor" if act == "look" else who)
            there = played.words_there()
            assert played.confirmed <= set(there)
            assert not set(played.proposed.values()) & set(there)
        transaction.set_rollback(True)
