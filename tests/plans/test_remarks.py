"""Remarks on a plan: tied to a spot and to words there, answered, settled, opened again, read by whoever is called."""

from importlib import import_module

import pytest
from django.apps import apps

from pearls.audit.models import Entry
from pearls.calls.models import Application, Comment, Member, PartnerPlace
from pearls.calls.rules import Access, Right
from pearls.documents import services as documents
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.plans import queries, services
from pearls.plans.models import Mention, Remark, Thread
from pearls.plans.rules import passages
from pearls.plans.rules.remarks import Side, Target, next_side, target_of, text_kind
from tests.calls.conftest import let_speak, make_place
from tests.plans.conftest import WRITING, Candidate
from tests.plans.contents import FORM

VISION = "We sing in May. In winter the harbour stands empty, and the young leave."
TEAM = Access(right=Right.EDIT)
ON_VISION = Target("vision", "vision")


def reason_of(refusal: pytest.ExceptionInfo[NotAllowed]) -> str:
    return refusal.value.verdict.reason


def remark(candidate: Candidate, text: str = "How many?", *, who: str = "mentor", **more: object) -> Thread:
    more = {"target": ON_VISION, "now": WRITING} | more
    return services.begin_thread(actor=candidate.actor(who), plan=candidate.plan, text=text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("section", "about", "found"),
    [
        ("vision", "", Target("vision")),
        ("vision", "vision", Target("vision", "vision")),
        ("goals", "goals-z1", Target("goals", "goals", "z1")),
        ("goals", "goals-z1-goal", Target("goals", "goals", "z1", "goal")),
        ("goals", "goals-z1-colour", None),
        ("goals", "goals-z1-goal-x", None),
        ("goals", "vision", None),
        ("vision", "vision-z1", None),
        ("nothing", "", None),
    ],
)
def test_a_spot_is_named_as_the_answers_are(section: str, about: str, found: Target | None) -> None:
    assert target_of(FORM, section, about) == found


@pytest.mark.parametrize(
    ("target", "is_text"),
    [
        (Target("vision", "vision"), True),
        (Target("goals", "goals", "z1", "goal"), True),
        (Target("goals", "goals", "z1", "capacity"), False),
        (Target("goals", "goals", "z1"), False),
        (Target("goals"), False),
        (Target("place", "population"), False),
    ],
)
def test_a_wording_is_suggested_where_a_text_stands(target: Target, is_text: bool) -> None:
    assert (text_kind(FORM, target) is not None) is is_text


@pytest.mark.parametrize(
    ("by_mentor", "waited_for", "took_part", "calls", "turn"),
    [
        (True, Side.MENTOR, True, False, Side.TOWN),
        (False, Side.TOWN, True, False, Side.MENTOR),
        (False, Side.TOWN, False, True, Side.MENTOR),
        (False, Side.MENTOR, False, False, Side.MENTOR),
        (False, Side.TOWN, False, False, Side.TOWN),
    ],
)
def test_town_and_mentor_take_turns(
    by_mentor: bool, waited_for: Side, took_part: bool, calls: bool, turn: Side
) -> None:
    side = next_side(by_mentor=by_mentor, waited_for=waited_for, mentor_took_part=took_part, calls_mentor=calls)

    assert side == turn


def test_a_remark_is_tied_to_the_words_it_quotes(candidate: Candidate) -> None:
    candidate.fill(vision=VISION)

    thread = remark(candidate, target=Target("vision"), quote="the harbour\nstands empty")

    assert thread.target == ON_VISION
    assert thread.passage == passages.cut(VISION, 26, 50)
    assert (thread.revision, thread.waits_for) == (1, Side.TOWN)
    assert Entry.objects.get(act="remark-made").data == {
        "thread": thread.ref,
        "place": "smiltene-lv",
        "section": "vision",
        "question": "vision",
    }


def test_the_words_stay_found_while_the_town_writes_on(candidate: Candidate) -> None:
    candidate.fill(vision=VISION)
    thread = remark(candidate, quote="In winter the harbour stands empty")
    assert thread.passage is not None

    moved = "In summer we dance. In winter the harbour stands empty, we said."
    candidate.fill(vision=moved)

    assert passages.find(candidate.content["vision"], thread.passage) == passages.Spot(20, 54)
    candidate.fill(vision="In summer we dance.")
    assert passages.find(candidate.content["vision"], thread.passage) is None
    assert Thread.objects.get().quote == "In winter the harbour stands empty"


def test_words_are_found_in_the_entry_that_says_them(candidate: Candidate) -> None:
    candidate.fill(goals=[{"id": "z1", "goal": "Meet in winter"}, {"id": "z2", "goal": "Sing in winter"}])

    thread = remark(candidate, target=Target("goals"), quote="sing in winter".capitalize())

    assert thread.target == Target("goals", "goals", "z2", "goal")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"text": " "}, "needs-words"),
        ({"quote": "We dance"}, "quote-not-found"),
        ({"target": Target("goals", "goals", "z9")}, "no-such-spot"),
        ({"who": "othertown"}, "may-only-read"),
        ({"who": "coordinator"}, "may-only-read"),
    ],
)
def test_a_remark_is_refused_with_its_reason(candidate: Candidate, more: dict[str, object], reason: str) -> None:
    candidate.fill(vision=VISION)

    with pytest.raises(NotAllowed) as refusal:
        remark(candidate, **{"text": "How many?"} | more)  # type: ignore[arg-type]

    assert reason_of(refusal) == reason
    assert not Thread.objects.exists()


def test_a_colleague_who_may_only_read_says_nothing(candidate: Candidate) -> None:
    Member.objects.update(right=Right.VIEW)

    with pytest.raises(NotAllowed) as refusal:
        remark(candidate, who="colleague")

    assert reason_of(refusal) == "may-only-read"


def test_a_thread_goes_to_and_fro_until_it_is_settled(candidate: Candidate) -> None:
    thread = remark(candidate)
    turns = []
    for who, text in (("town", "Two hundred."), ("colleague", "And dogs."), ("mentor", "Say so.")):
        services.add_remark(actor=candidate.actor(who), thread=thread, text=text, now=WRITING)
        turns.append(Thread.objects.get().waits_for)

    services.settle_thread(actor=candidate.actor("colleague"), thread=thread, now=WRITING)

    assert turns == [Side.MENTOR, Side.MENTOR, Side.TOWN]
    (talk,) = queries.talks(queries.threads_of(candidate.plan, TEAM))
    assert [(said.text, said.by_mentor) for said in talk.remarks] == [
        ("How many?", True),
        ("Two hundred.", False),
        ("And dogs.", False),
        ("Say so.", True),
    ]
    assert talk.thread.settled_at == WRITING
    with pytest.raises(NotAllowed) as refusal:
        services.add_remark(actor=candidate.actor(), thread=thread, text="One more.", now=WRITING)
    assert reason_of(refusal) == "thread-settled"
    with pytest.raises(NotAllowed) as refusal:
        services.settle_thread(actor=candidate.actor(), thread=thread, now=WRITING)
    assert reason_of(refusal) == "thread-settled"


def test_a_settled_thread_is_opened_again(candidate: Candidate) -> None:
    thread = remark(candidate)
    services.settle_thread(actor=candidate.actor(), thread=thread, now=WRITING)

    services.reopen_thread(actor=candidate.actor("mentor"), thread=thread, now=WRITING)

    assert Thread.objects.get().settled_at is None
    with pytest.raises(NotAllowed) as refusal:
        services.reopen_thread(actor=candidate.actor(), thread=thread, now=WRITING)
    assert reason_of(refusal) == "thread-open"
    acts = Entry.objects.filter(act__startswith="remark-").order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["remark-made", "remark-settled", "remark-reopened"]


def test_who_is_called_gets_a_letter_in_their_language_and_is_waited_for(candidate: Candidate) -> None:
    candidate.cast.colleague.language = "lv"
    candidate.cast.colleague.save()
    called = [candidate.cast[who].ref for who in ("colleague", "mentor", "othertown")]

    thread = remark(candidate, "Ko jūs domājat?", who="town", mentions=called)

    letters = {letter.to: letter for letter in Message.objects.filter(kind="plan-mention")}
    assert sorted(letters) == ["colleague@demo.test", "mentor@demo.test"]
    assert letters["colleague@demo.test"].language == "lv"
    assert f"/lv/plans/{candidate.plan.ref}/remarks/{thread.ref}/" in letters["colleague@demo.test"].body
    assert "Ko jūs domājat?" not in letters["colleague@demo.test"].body
    assert Thread.objects.get().waits_for == Side.MENTOR
    waiting = {
        who: queries.mentions_waiting_for(candidate.actor(who)).count() for who in ("colleague", "mentor", "town")
    }
    assert waiting == {"colleague": 1, "mentor": 1, "town": 0}


def test_who_may_speak_is_called_and_who_may_no_longer_is_not_waited_for(candidate: Candidate) -> None:
    neighbour = make_place("valka-lv", "Valka")
    let_speak(candidate.cast.othertown, neighbour)
    Application.objects.update(is_team=True)
    PartnerPlace.objects.create(application=candidate.plan.application, place=neighbour)
    candidate.reload()
    called = [candidate.cast[who].ref for who in ("colleague", "othertown", "committee")]

    remark(candidate, who="town", mentions=called)
    names = [person.name for person in queries.colleagues_of(candidate.plan)]
    Member.objects.update(ended_at=WRITING)

    assert names == sorted(candidate.cast[who].name for who in ("town", "colleague", "othertown", "mentor"))
    waiting = {who: queries.mentions_waiting_for(candidate.actor(who)).count() for who in ("othertown", "colleague")}
    assert waiting == {"othertown": 1, "colleague": 0}


def test_whoever_answers_is_no_longer_waited_for_and_a_settled_thread_waits_for_nobody(candidate: Candidate) -> None:
    called = [candidate.cast[who].ref for who in ("colleague", "mentor")]
    thread = remark(candidate, who="town", mentions=called)

    services.add_remark(actor=candidate.actor("mentor"), thread=thread, text="Yes.", now=WRITING)
    assert [mention.person for mention in Mention.objects.filter(answered_at=None)] == [candidate.cast.colleague]

    services.settle_thread(actor=candidate.actor(), thread=thread, now=WRITING)
    assert not queries.mentions_waiting_for(candidate.actor("colleague")).exists()


def test_a_mentor_neither_sees_nor_makes_remarks_on_private_answers(candidate: Candidate) -> None:
    definition = {
        "schema": 1,
        "key": "plan",
        "title": {"en": "Plan"},
        "sections": [
            {
                "id": "people",
                "title": {"en": "People"},
                "questions": [
                    {"id": "phone", "kind": "short_text", "label": {"en": "Telephone"}, "private": True, "max_words": 5}
                ],
            }
        ],
    }
    office = candidate.actor("coordinator")
    version = documents.publish_form(actor=office, definition=definition, now=WRITING)
    documents.migrate_document(actor=office, document=candidate.plan.document, form_version=version, now=WRITING)
    candidate.reload()
    candidate.fill(phone="29 11 22 33")
    private = Target("people", "phone")

    thread = remark(candidate, who="town", target=private, quote="29 11")

    as_mentor = Access(is_mentor=True)
    plan, as_office, is_office = queries.plan_read_along(office, candidate.plan.ref)
    assert (is_office, [row.ref for row in queries.threads_of(plan, as_office)]) == (True, [thread.ref])
    assert [row.ref for row in queries.threads_of(candidate.plan, TEAM)] == [thread.ref]
    assert not queries.threads_of(candidate.plan, as_mentor).exists()
    assert queries.thread_for(candidate.plan, as_mentor, thread.ref) is None
    for attempt in (
        lambda: remark(candidate, target=private),
        lambda: services.add_remark(actor=candidate.actor("mentor"), thread=thread, text="Hm.", now=WRITING),
    ):
        with pytest.raises(NotAllowed) as refusal:
            attempt()
        assert reason_of(refusal) == "no-such-spot"


def test_remarks_that_were_kept_beside_applications_move_to_their_plans(candidate: Candidate) -> None:
    application = candidate.plan.application
    told = {"application": application, "written_at": WRITING, "section": "vision"}
    ours = Comment.objects.create(document=candidate.plan.document, text="Why?", author=candidate.cast.mentor, **told)
    Comment.objects.create(document=candidate.plan.document, text="Done", settled_at=WRITING, **told)
    theirs = Comment.objects.create(document=application.document, text="Too short?", **told)
    step = import_module("pearls.plans.migrations.0005_move_remarks_on_plans")

    step.move_remarks(apps, None)

    assert list(Comment.objects.all()) == [theirs]
    moved = Remark.objects.select_related("thread").order_by("pk")
    assert [(row.text, row.author, row.by_mentor, row.thread.settled_at) for row in moved] == [
        ("Why?", candidate.cast.mentor, True, None),
        ("Done", None, False, WRITING),
    ]
    first = moved[0].thread
    assert (first.ref, first.plan, first.section) == (ours.ref, candidate.plan, "vision")
    step.move_back(apps, None)
    assert Comment.objects.filter(document=candidate.plan.document).count() == 2
