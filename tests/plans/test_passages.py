"""A passage is found again after any edit that keeps it, wherever it went, and is never found where it is not."""

from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pearls.plans.rules.passages import CONTEXT, Passage, Spot, cut, find, quoted

TEXT = (
    "Our young people leave at nineteen. The harbour stands empty in winter.\n\n"
    "Two hundred people sang in the net loft, and nobody asked them back."
)
WORDS = st.lists(st.sampled_from(["net", "loft", "sing", "sea", "nets", "a", "„osta”", "jūra,", "Łódź."]), max_size=14)
GAPS = st.sampled_from([" ", "\n", "\n\n", "  "])


def passage_of(words: str, text: str = TEXT) -> Passage:
    start = text.index(words)
    return cut(text, start, start + len(words))


def said(text: str, passage: Passage) -> str:
    spot = find(text, passage)
    return spot.words_in(text) if spot else ""


@dataclass(frozen=True)
class Edit:
    """A text with a passage in it, and the same text after something beside the passage was written anew."""

    text: str
    after: str
    passage: Passage
    start: int  # where the passage begins after the edit
    is_before: bool  # the edit lies before the passage


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    left, inside, right, new = (draw(WORDS) for _ in range(4))
    assume(inside)
    text = " ".join([*left, *inside, *right])
    start = len(" ".join(left)) + bool(left)
    passage = cut(text, start, start + len(" ".join(inside)))
    is_before = draw(st.booleans())
    side = left if is_before else right
    low = draw(st.integers(0, len(side)))
    high = draw(st.integers(low, len(side)))
    side[low:high] = new
    return Edit(
        text, " ".join([*left, *inside, *right]), passage, len(" ".join(left)) + bool(left), is_before=is_before
    )


@given(edits())
def test_an_edit_beside_a_passage_never_loses_it(edit: Edit) -> None:
    spot = find(edit.after, edit.passage)

    assert spot is not None
    assert not spot.is_changed
    assert spot.words_in(edit.after) == edit.passage.quote


@given(edits())
def test_a_passage_is_found_at_its_very_place_or_where_nobody_could_tell(edit: Edit) -> None:
    spot = find(edit.after, edit.passage)

    assert spot is not None
    before, after = edit.after[: spot.start], edit.after[spot.end :]
    reads_on = after[:CONTEXT] == edit.passage.after or before[-CONTEXT:] == edit.passage.before
    assert spot.start == edit.start or reads_on


@given(edits(), WORDS, WORDS)
def test_a_passage_that_was_alone_is_found_whatever_becomes_of_its_surroundings(
    edit: Edit, left: list[str], right: list[str]
) -> None:
    assume(edit.passage.is_alone)
    text = " ".join([*left, edit.passage.quote, *right])

    assert said(text, edit.passage) == edit.passage.quote


@given(edits(), GAPS)
def test_lines_broken_anew_are_no_change(edit: Edit, gap: str) -> None:
    spot = find(edit.text.replace(" ", gap), edit.passage)

    assert spot is not None
    assert not spot.is_changed
    assert spot.words_in(edit.text.replace(" ", gap)).split() == edit.passage.quote.split()


@given(st.lists(st.sampled_from(["harbour", "choir", "vētra"]), min_size=1, max_size=9), WORDS, WORDS, WORDS)
def test_a_passage_that_is_taken_out_is_not_found_elsewhere(
    words: list[str], left: list[str], right: list[str], instead: list[str]
) -> None:
    passage = passage_of(" ".join(words), " ".join([*left, *words, *right]))

    assert find(" ".join([*left, *instead, *right]), passage) is None


def test_a_passage_that_moved_is_found_where_it_went() -> None:
    passage = passage_of("The harbour stands empty in winter.")
    rest = TEXT.replace(" The harbour stands empty in winter.", "")

    text = f"{rest} The harbour stands empty in winter."

    assert find(text, passage) == Spot(len(rest) + 1, len(text))


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("The harbor stands empty in winter.", "The harbor stands empty in winter."),
        (
            "The harbour, our oldest place, stands empty in winter.",
            "The harbour, our oldest place, stands empty in winter.",
        ),
        ("The harbour stands empty.", "The harbour stands empty."),
        ("It is cold.", ""),
        ("", ""),
    ],
)
def test_words_that_were_touched_are_found_while_most_of_them_are_left(now: str, found: str) -> None:
    passage = passage_of("The harbour stands empty in winter.")
    text = TEXT.replace("The harbour stands empty in winter.", now)

    spot = find(text, passage)

    assert (spot.words_in(text) if spot else "") == found
    assert spot is None or spot.is_changed


def test_of_two_equal_passages_the_one_that_was_meant_is_found() -> None:
    text = "We sing in May. We dance. We sing in May, by the sea."
    second = cut(text, 26, 40)

    after = text.replace("We dance.", "We dance, and how.")

    assert not second.is_alone
    assert find(after, second) == Spot(35, 49)
    assert find("We sing in May. We dance.", second) is None


def test_part_of_a_longer_word_is_another_word() -> None:
    art = passage_of("art", "All art is here.")

    assert find("A party is here.", art) is None
    assert quoted("A party is here.", "art") == Passage("art", "A p", "y is here.", 3, is_alone=True)


def test_a_quote_is_looked_for_however_its_lines_are_broken() -> None:
    passage = quoted(TEXT, "  in winter.\nTwo hundred  people ")

    assert passage is not None
    assert passage.quote == "in winter.\n\nTwo hundred people"
    assert quoted(TEXT, "in summer") is None
    assert quoted(TEXT, "   ") is None


def test_of_several_quotes_the_nearest_is_taken() -> None:
    text = "sea and sea and sea"

    assert [quoted(text, "sea", near=near).start for near in (0, 7, 99)] == [0, 8, 16]  # type: ignore[union-attr]
