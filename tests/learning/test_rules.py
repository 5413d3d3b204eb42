"""When a course is finished, how a self-check is scored, what a text is, and what a code is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.kernel.actor import Actor, ActorKind, Grant, Role
from pearls.kernel.canonical import canonical_json
from pearls.kernel.languages import LANGUAGES
from pearls.kernel.refs import ALPHABET, new_ref
from pearls.kernel.verdict import YES, no
from pearls.learning import rules
from pearls.learning.rules import CourseState, Part, Rule, Way, certificates, texts
from pearls.learning.rules.certificates import Asker
from pearls.learning.rules.texts import Block, Option

WAYS = st.builds(
    Way,
    lesson_count=st.integers(0, 6),
    read_count=st.integers(0, 6),
    best_percents=st.lists(st.none() | st.integers(0, 100), max_size=6),
    attended_count=st.integers(0, 4),
)
RULES = st.builds(Rule, pass_percent=st.integers(0, 100), needed_sessions=st.integers(0, 4))


def person(*roles: Role) -> Actor:
    return Actor(ActorKind.PERSON, "someone", grants=frozenset(Grant(role) for role in roles))


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        (Way(0, 0), "nothing-to-learn"),
        (Way(2, 1, [100], 2), "lessons-unread"),
        (Way(2, 2, [None], 2), "checks-not-passed"),
        (Way(2, 2, [100, 59], 2), "checks-not-passed"),
        (Way(2, 2, [60, 100], 1), "sessions-missed"),
        (Way(2, 2, [60, 100], 2), ""),
    ],
)
def test_a_course_is_finished_once_all_is_read_passed_and_attended(way: Way, reason: str) -> None:
    assert rules.is_finished(Rule(60, 2), way).reason == reason


@given(RULES, WAYS)
def test_a_course_is_finished_exactly_when_every_part_is(rule: Rule, way: Way) -> None:
    every_part = (
        way.lesson_count > 0
        and way.read_count >= way.lesson_count
        and all(best is not None and best >= rule.pass_percent for best in way.best_percents)
        and way.attended_count >= rule.needed_sessions
    )

    assert bool(rules.is_finished(rule, way)) is every_part


@given(RULES, WAYS, st.integers(0, 3), st.integers(0, 3), st.integers(0, 40))
def test_doing_more_never_makes_a_finished_course_unfinished(
    rule: Rule, way: Way, read: int, attended: int, better: int
) -> None:
    more = Way(
        way.lesson_count,
        way.read_count + read,
        [min(100, (best or 0) + better) if best is not None else None for best in way.best_percents],
        way.attended_count + attended,
    )

    assert not rules.is_finished(rule, way) or rules.is_finished(rule, more)


@given(st.integers(0, 12), st.integers(0, 12))
def test_nobody_passes_by_rounding(right: int, total: int) -> None:
    right = min(right, total)

    percent = rules.percent_of(right, total)

    assert 0 <= percent <= 100
    assert (percent == 100) is (right == total)
    assert total == 0 or percent * total <= 100 * right


@given(st.frozensets(st.integers(0, 7)), st.frozensets(st.integers(0, 7)))
def test_a_question_is_right_only_with_all_right_answers_and_no_other(
    chosen: frozenset[int], right: frozenset[int]
) -> None:
    assert rules.is_right(chosen, right) is (chosen <= right <= chosen)


@pytest.mark.parametrize(
    ("stars", "shown"),
    [((5, 5, 5, 5), ""), ((5, 5, 5, 5, 5), "5.0"), ((1, 2, 3, 4, 5), "3.0"), ((4, 4, 4, 4, 5), "4.2")],
)
def test_numbers_are_told_from_five_answers_on(stars: tuple[int, ...], shown: str) -> None:
    assert rules.average_stars(stars) == shown


@given(st.lists(st.sampled_from(rules.STARS), min_size=5, max_size=60))
def test_the_mean_is_half_a_tenth_away_at_most(stars: list[int]) -> None:
    shown = float(rules.average_stars(stars))

    assert abs(shown - sum(stars) / len(stars)) <= 0.05 + 1e-9


def test_the_office_mentors_and_editors_write_courses() -> None:
    writers = {role for role in Role if rules.is_writer(person(role))}

    assert writers == {Role.COORDINATOR, Role.ADMIN, Role.MENTOR, Role.EDITOR}
    assert rules.may_write(person()) == no("not-a-writer")


def test_who_takes_part_is_read_by_the_office_and_the_maker() -> None:
    mentor = person(Role.MENTOR)

    assert rules.may_see_enrolled(person(Role.ADMIN), made_by="another")
    assert rules.may_see_enrolled(mentor, made_by="someone")
    assert not rules.may_see_enrolled(mentor, made_by="another")
    assert not rules.may_see_enrolled(person(), made_by="someone")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"is_signed_in": False}, "needs-account"),
        ({"part": Part.IN}, "already-enrolled"),
        ({"part": Part.LEFT}, ""),
        ({"part": Part.LEFT, "state": CourseState.CLOSED}, ""),
        ({"part": Part.LEFT, "state": CourseState.DRAFT}, "course-not-open"),
        ({"state": CourseState.CLOSED}, "course-not-open"),
        ({"state": CourseState.DRAFT}, "course-not-open"),
        ({"language": "fi"}, "language-not-told"),
    ],
)
def test_an_open_course_is_begun_once_in_a_language_it_is_told_in(change: dict[str, object], reason: str) -> None:
    given_all = {"is_signed_in": True, "state": CourseState.OPEN, "part": Part.NONE, "language": "lv"}

    assert rules.may_enrol(**(given_all | change), told=["en", "lv"]).reason == reason  # type: ignore[arg-type]


def test_a_course_opens_with_a_title_and_a_lesson() -> None:
    ready = {"is_writer": True, "state": CourseState.DRAFT, "has_title": True, "lesson_count": 1}

    assert rules.may_open(**ready) == YES  # type: ignore[arg-type]
    assert rules.may_open(**(ready | {"lesson_count": 0})).reason == "course-unfinished"  # type: ignore[arg-type]
    assert rules.may_open(**(ready | {"state": CourseState.OPEN})).reason == "course-open"  # type: ignore[arg-type]
    assert rules.may_close(is_writer=True, state=CourseState.DRAFT).reason == "course-not-open"


def test_a_rule_that_nobody_could_meet_is_refused() -> None:
    assert rules.is_rule_sound(Rule(100, 2), session_count=2)
    assert rules.is_rule_sound(Rule(101), session_count=0).reason == "percent-impossible"
    assert rules.is_rule_sound(Rule(60, 3), session_count=2).reason == "sessions-impossible"


def test_a_text_is_headings_lists_and_paragraphs() -> None:
    body = "One\ntwo\n\n## Why\n\nSo:\n- a\n- b\n\n## How\n- c"

    assert texts.blocks_of(body) == [
        Block("text", ("One", "two")),
        Block("heading", ("Why",)),
        Block("text", ("So:",)),
        Block("list", ("a", "b")),
        Block("heading", ("How",)),
        Block("list", ("c",)),
    ]


@given(st.text(max_size=300))
def test_no_text_loses_a_word(body: str) -> None:
    kept = [word for block in texts.blocks_of(body) for word in block.text.split()]

    said = [word for word in body.split() if word not in ("##", "-")]
    assert sorted(word.strip("#- ") for word in kept if word not in ("##", "-")) == sorted(
        word.strip("#- ") for word in said
    )


def test_reading_takes_whole_minutes() -> None:
    assert [texts.minutes_of("word " * count) for count in (0, 1, 160, 161)] == [1, 1, 1, 2]


@given(st.sampled_from(LANGUAGES), st.sets(st.sampled_from(LANGUAGES), min_size=1), st.sampled_from(("", *LANGUAGES)))
def test_a_text_is_shown_in_the_chosen_language_or_the_best_for_the_reader(
    reader: str, told: set[str], chosen: str
) -> None:
    shown = texts.language_for(reader, told, chosen)

    assert shown in told
    assert shown == chosen or chosen not in told


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.org/a.pdf", True),
        ("http://example.org/", False),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("https://example.org/a b", False),
    ],
)
def test_materials_are_behind_https(address: str, is_one: bool) -> None:
    assert texts.is_material(address) is is_one


@pytest.mark.parametrize(
    ("typed", "is_multiple", "expected", "reason"),
    [
        ("* Yes\nNo", False, None, ""),
        ("* Yes\n* No", False, None, "one-right"),
        ("* Yes\n* No", True, None, ""),
        ("Yes\nNo", True, None, "right-missing"),
        ("* Yes", False, None, "options-few"),
        ("*\nNo", False, None, "option-empty"),
        ("\n".join("*" + "a" * n for n in range(1, 11)), True, None, "options-many"),
        ("Jā\nNē", False, 2, ""),
        ("Jā\nNē\nVarbūt", False, 2, "options-differ"),
    ],
)
def test_answers_are_a_line_each_with_a_star_before_the_right(
    typed: str, is_multiple: bool, expected: int | None, reason: str
) -> None:
    options = texts.read_options(typed)

    assert texts.are_options(options, is_multiple=is_multiple, expected=expected).reason == reason


def test_typed_answers_come_back_as_they_were() -> None:
    options = [Option("Yes", True), Option("No", False)]

    assert texts.read_options(texts.spelled_options(options)) == options


@given(st.text(ALPHABET, min_size=16, max_size=16), st.sampled_from((" ", "-", "–", ". ", "")))
def test_a_code_is_read_however_it_was_typed(code: str, between: str) -> None:
    spelled = certificates.spelled(code)

    assert spelled.count("-") == 3
    assert certificates.read_code(spelled.replace("-", between)) == code


@given(st.text(max_size=40))
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    code = certificates.read_code(typed)

    assert code == "" or (len(code) == 16 and set(code) <= set(ALPHABET))


@pytest.mark.parametrize(
    ("asker", "earned", "reason"),
    [
        (Asker(True, True, False), YES, ""),
        (Asker(False, True, False), YES, "needs-account"),
        (Asker(True, True, True), YES, "has-certificate"),
        (Asker(True, True, False), no("lessons-unread", left=1), "lessons-unread"),
        (Asker(True, False, False), YES, "name-missing"),
    ],
)
def test_a_certificate_is_for_whoever_earned_it_once(asker: Asker, earned: object, reason: str) -> None:
    assert certificates.may_ask(asker, earned).reason == reason  # type: ignore[arg-type]


def test_attending_counts_once_the_event_is_over() -> None:
    assert certificates.is_attended(is_over=True, was_there=True)
    assert certificates.is_attended(is_over=False, was_there=True).reason == "event-not-over"
    assert certificates.is_attended(is_over=True, was_there=False).reason == "not-attended"


def test_the_office_withdraws_once_and_says_why() -> None:
    assert certificates.may_withdraw(is_office=True, is_withdrawn=False, because="An error.")
    assert certificates.may_withdraw(is_office=True, is_withdrawn=False, because=" ").reason == "needs-reason"
    assert certificates.may_withdraw(is_office=True, is_withdrawn=True, because="x").reason == "certificate-withdrawn"
    assert certificates.may_withdraw(is_office=False, is_withdrawn=False, because="x").reason == "not-the-office"


def test_claims_have_one_spelling() -> None:
    code = certificates.spelled(new_ref())
    said = {"title": {"lv": "Kā", "en": "How"}, "minutes": 240}

    one = certificates.claims(code=code, holder="Ilze", said=said, nonce="n")
    other = certificates.claims(code=code, holder="Ilze", said=dict(reversed(said.items())), nonce="n")

    assert canonical_json(one) == canonical_json(other)
