"""What a query's words are taken for: the dictionary, compounds and their pieces, slips; and what a search may read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.practices import queries
from pearls.practices.queries import shipped_vocabulary
from pearls.practices.rules.search import LANGUAGES, Lexicon, bounds, entries_of, scoring, words
from pearls.practices.rules.search.lexicon import COUNTRY, WORD

LINES = [
    "cinema|movie theatre|kinoteātris|kino teatras|kino|elokuvateatteri|biograf|biograf|kino|Kino|kino",
    "shop||veikals|parduotuvė|pood|kauppa|affär,butik|butik|sklep|Laden|butikk",
    "village||ciems|kaimas|küla|kylä|by|landsby|wieś|Dorf|bygd",
]
LEXICON = Lexicon(shipped_vocabulary(), entries_of(LINES), (), {"LV": {language: "Latvia" for language in LANGUAGES}})


def english(query: str, language: str) -> set[str]:
    """The English words that a query's words mean for sure."""
    return {
        id for word in LEXICON.read(query, language) for (scheme, id), sure in word.concepts.items()
        if scheme == WORD and sure > 0.7
    }  # fmt: skip


def test_a_line_with_too_few_fields_or_a_word_there_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1: expected 11 fields, got 2"):
        entries_of(["shop|butik"])
    with pytest.raises(ValueError, match="line 2: expected shop once, got it again"):
        entries_of([LINES[1], LINES[1]])


def test_the_files_that_ship_are_sorted_and_speak_of_concepts_that_are_there() -> None:
    names = [entry.of for entry in queries.dictionary()]
    known = {concept.name for concept in shipped_vocabulary()}

    assert names == sorted(names)
    assert len(names) > 800
    assert {entry.of for entry in queries.synonyms()} <= known


@pytest.mark.parametrize(
    ("query", "language"),
    [("parduotuvę", "lt"), ("poodi", "et"), ("sklepy", "pl"), ("veikalā", "lv"), ("affären", "sv")],
)
def test_the_dictionary_knows_an_inflected_word(query: str, language: str) -> None:
    assert "shop" in english(query, language)


def test_a_compound_that_nobody_wrote_down_is_taken_apart() -> None:
    assert [word.piece for word in LEXICON.read("Dorfladen", "de")] == ["dorf", "laden"]
    assert english("Dorfladen", "de") == {"village", "shop"}
    assert [word.word for word in LEXICON.read("Dorfladen", "de")] == ["dorfladen", "dorfladen"]


def test_a_slip_is_the_word_that_it_is_a_slip_of_and_no_compound() -> None:
    assert "cinema" in english("biograff", "sv")
    assert [word.piece for word in LEXICON.read("biograff", "sv")] == ["biograff"]


@pytest.mark.parametrize("page", ["en", "lv", "pl"])
def test_a_query_is_heard_in_another_language_than_the_page_s(page: str) -> None:
    assert english("yksinäisiä vanhuksia", page) == english("yksinäisiä vanhuksia", "fi")
    assert [word.piece for word in LEXICON.read("zebra", page)] == ["zebra"]
    assert english("zebra", page) == english("zebra", "en")


def test_a_query_is_said_again_in_english() -> None:
    assert LEXICON.gloss(LEXICON.read("Dorfladen und Kino", "de")) == "village shop cinema"
    assert LEXICON.gloss(LEXICON.read("xqzzyw", "de")) == "xqzzyw"


def test_a_name_that_stands_first_means_it_more_surely_than_one_that_follows() -> None:
    lines = ["play||||||||gra|Stück|", "piece||||||||kawałek|Teil,Stück|"]
    lexicon = Lexicon([], entries_of(lines))

    [word] = lexicon.read("Stück", "de")

    assert word.concepts[WORD, "play"] > word.concepts[WORD, "piece"]
    assert word.english == "play"


def test_a_label_with_words_that_say_nothing_is_named_less_surely_by_the_rest() -> None:
    lexicon = Lexicon([], entries_of(["access|culture for all|||||||||", "culture||||||||||"]))

    [word] = lexicon.read("culture", "en")

    assert word.concepts[WORD, "access"] < word.concepts[WORD, "culture"] == 1.0


def test_where_the_words_say_little_the_meaning_says_more() -> None:
    near = {1: 0.2, 2: 0.6}

    said_little = scoring.told({1: 0.2, 2: 0.1}, near)
    said_much = scoring.told({1: 1.0, 2: 0.5}, near)

    assert said_little[2] > said_little[1]
    assert said_much[1] > said_much[2]


def test_a_country_is_heard_by_its_name() -> None:
    (word,) = LEXICON.read("Latvia", "en")

    assert word.concepts[COUNTRY, "LV"] == 1


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 5_000)), st.integers(0, 10_000))
def test_what_is_read_stays_within_bounds_and_leaves_out_nothing_that_fits(counts: dict[str, int], most: int) -> None:
    read = bounds.affordable(dict.fromkeys(counts, 0.5), counts, most)
    left = most - sum(counts[word] for word in read)

    assert left >= 0
    assert all(counts[word] > left for word in counts.keys() - set(read))
    assert bounds.affordable({"rare": 0.5, "often": 0.5}, {"rare": 3, "often": 900}, 901) == ["rare"]


@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_pieces_of_a_word_are_of_the_word(text: str, language: str) -> None:
    read = LEXICON.read(text, language)

    assert {word.word for word in read} <= set(words(text))
    assert all(word.piece in word.word for word in read)
