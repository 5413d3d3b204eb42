"""A practice in other languages: who may, whose words are kept, what readers meet, when the original moves on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from pearls.audit.models import Entry
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.practices import queries, rules, services
from pearls.practices.jobs import has_to_ask
from pearls.practices.models import Confirmation, Practice, Translation
from pearls.practices.queries import holding
from pearls.practices.queries import translations as translation_queries
from pearls.practices.rules import translations as told
from pearls.practices.rules.holding import is_due, is_to_be_asked
from pearls.practices.rules.translations import Kept, Translator, Words
from pearls.today import queries as today_queries
from tests.cast import NOW, Cast
from tests.practices.samples import a_record, given, knows

TITLE_LV = "Ciema teātris"
STEPS = ["Ask who wants to act.", "Find a barn."]
OFFICER, STRANGER = Translator(is_signed_in=True, speaks_for_place=True), Translator(is_signed_in=True)


# ---- rules ----------------------------------------------------------------------------------------------------------


def test_anybody_with_an_account_may_translate_into_another_of_the_ten_languages() -> None:
    def may(translator: Translator, language: str, *, is_withdrawn: bool = False) -> str:
        return told.may_translate(translator, language=language, source_language="en", is_withdrawn=is_withdrawn).reason

    assert may(STRANGER, "lv") == ""
    assert may(Translator(), "lv") == "needs-account"
    assert may(STRANGER, "fr") == "language-unknown"
    assert may(STRANGER, "en") == "language-of-original"
    assert may(STRANGER, "lv", is_withdrawn=True) == "practice-withdrawn"


def test_officers_editors_and_the_office_decide_and_who_proposed_may_take_it_away() -> None:
    for translator in (OFFICER, Translator(is_editor=True), Translator(is_office=True)):
        assert told.may_decide(translator)
    assert told.may_decide(STRANGER).reason == "not-publisher"
    assert told.may_drop(STRANGER, is_own=True)
    assert told.may_drop(STRANGER, is_own=False).reason == "not-publisher"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("title", "x" * 301, "translation-too-long"),
        ("summary", "x" * 20_001, "translation-too-long"),
        ("steps", ["x"] * 51, "translation-too-many"),
        ("summary", "a\x00b", "translation-unreadable"),
        ("funding", "Naida", "nothing-to-translate"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(field: str, value: Any, reason: str) -> None:
    words = Words("lv", field, value)

    assert told.may_keep(OFFICER, words, source="x", source_language="en", is_withdrawn=False).reason == reason


def test_a_reader_meets_each_text_in_the_language_it_is_really_in() -> None:
    whole = told.told("title", "A theatre", "en", "Teātris", "lv", told.mark_of("A theatre"))
    half = told.told("steps", STEPS, "en", ["Pajautā."], "lv", told.mark_of(STEPS))
    none = told.told("title", "A theatre", "en", None, "lv", "")

    assert [(piece.text, piece.language) for piece in whole.pieces] == [("Teātris", "lv")]
    assert [(piece.text, piece.language) for piece in half.pieces] == [("Pajautā.", "lv"), ("Find a barn.", "en")]
    assert [(piece.text, piece.language) for piece in none.pieces] == [("A theatre", "en")]


@for_all(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_a_list_is_older_exactly_when_its_original_differs(then: Sequence[str], now: Sequence[str]) -> None:
    assert told.is_older(now, told.mark_of(then)) == (list(now) != list(then))


def test_a_town_is_asked_when_nobody_said_anything_for_a_year_and_once_a_year() -> None:
    old, year = NOW - timedelta(days=400), timedelta(days=365)

    assert is_due(made_at=old, confirmed_at=None, now=NOW)
    assert not is_due(made_at=NOW - year + timedelta(seconds=1), confirmed_at=None, now=NOW)
    assert not is_due(made_at=old, confirmed_at=NOW - timedelta(days=3), now=NOW)
    assert is_to_be_asked(made_at=old, confirmed_at=None, asked_at=None, now=NOW)
    assert not is_to_be_asked(made_at=old, confirmed_at=None, asked_at=NOW - timedelta(days=30), now=NOW)
    assert is_to_be_asked(made_at=old, confirmed_at=None, asked_at=NOW - year, now=NOW)


# ---- files ----------------------------------------------------------------------------------------------------------

LINE = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda text: text == text.strip()
)
MARK = st.text("0123456789abcdef", min_size=12, max_size=12)


@st.composite
def some_kept(draw: st.DrawFn) -> Kept:
    field = draw(st.sampled_from(told.FIELDS))
    value = tuple(draw(st.lists(LINE, min_size=1, max_size=3))) if field in told.LISTS else draw(LINE)
    return Kept(draw(st.sampled_from(["lv", "fi", "de"])), field, value, draw(MARK))


@for_all(st.lists(some_kept(), max_size=6, unique_by=lambda one: (one.language, one.field)))
def test_translations_come_back_from_a_file_as_they_were(kept: list[Kept]) -> None:
    record = a_record(translations=told.as_written(told.in_order(kept)))

    line = "".join(rules.lines_of([record]))
    read = rules.read_file(BytesIO(line.encode()), knows)

    assert record.translations == told.in_order(kept)
    assert read.records == [record]
    assert ('"translations"' in line) == bool(kept)


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"lv": "Ciema teātris"},
        {"fr": {}},
        {"en": {}},
        {"lv": {"place": {"text": "Rūjiena", "of": "0" * 12}}},
        {"lv": {"title": {"text": "Teātris"}}},
        {"lv": {"title": {"text": "Teātris", "of": "yesterday"}}},
        {"lv": {"title": {"text": ["Teātris"], "of": "0" * 12}}},
        {"lv": {"steps": {"text": "Pajautā.", "of": "0" * 12}}},
        {"lv": {"title": {"text": "", "of": "0" * 12}}},
    ],
)
def test_broken_translations_are_named_by_their_field(wrong: Any) -> None:
    record, problems = rules.record_of(given(translations=wrong), knows)

    assert record is None
    assert [problem.field for problem in problems] == ["translations"]


# ---- services -------------------------------------------------------------------------------------------------------


@pytest.fixture
def practice(vocabulary: None, office: Actor, now: datetime) -> Practice:
    services.import_practices(actor=office, records=[a_record(steps=STEPS, outcomes=["Nine came."])], now=now)
    return Practice.objects.get()


@pytest.fixture
def town(practice: Practice, cast: Cast, now: datetime) -> Actor:
    """Somebody who speaks for the town of the practice."""
    place = Place.objects.create(name="Rūjiena", key="rujiena-lv", country="LV", source="facts")
    Speaker.objects.create(person=cast.town, place=place, state=SpeakerState.CONFIRMED, claimed_at=now)
    Practice.objects.filter(pk=practice.pk).update(place=place)
    practice.refresh_from_db()
    return cast.actor("town")


def save(actor: Actor, practice: Practice, value: Any = TITLE_LV, field: str = "title", **more: Any) -> Any:
    options = {"row": "", "seen": 0, "now": NOW, **more}
    return services.save_translation(actor=actor, practice=practice, words=Words("lv", field, value), **options)


def states() -> list[tuple[str, Any, str]]:
    return list(Translation.objects.order_by("pk").values_list("field", "value", "state"))


def test_what_an_officer_of_the_town_writes_is_public_and_found_at_once(
    town: Actor, practice: Practice, office: Actor
) -> None:
    services.import_practices(actor=office, records=[a_record(id="choir", title="A choir")], now=NOW)
    assert queries.search("aplokāji", "lv").hits == []

    save(town, practice, "Aplokāji ciemā", "title")

    assert states() == [("title", "Aplokāji ciemā", "public")]
    assert [practice.pk] == [hit.practice for hit in queries.search("aplokāji", "lv").hits]
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.subject) == ("translation-written", "practice:village-theatre")


def test_others_propose_and_an_editor_accepts(practice: Practice, cast: Cast) -> None:
    proposed = save(cast.actor("othertown"), practice).translation
    assert states() == [("title", TITLE_LV, "proposed")]

    with pytest.raises(NotAllowed) as refused:
        services.accept_translation(actor=cast.actor("mentor"), translation=proposed, seen=1, now=NOW)
    assert refused.value.verdict.reason == "not-publisher"
    services.accept_translation(actor=cast.actor("editor"), translation=proposed, seen=1, now=NOW)

    assert states() == [("title", TITLE_LV, "public")]
    assert Entry.objects.latest("seq").act == "translation-accepted"


def test_who_proposed_reads_on_their_day_what_became_of_it(practice: Practice, cast: Cast) -> None:
    mine = cast.actor("othertown")
    taken = save(mine, practice).translation
    dropped = save(mine, practice, "Neder", field="summary").translation

    services.accept_translation(actor=cast.actor("editor"), translation=taken, seen=1, now=NOW)
    services.drop_translation(actor=cast.actor("editor"), translation=dropped, seen=1, now=NOW)

    lines = today_queries.lines_for(mine, places=(), now=NOW)
    assert sorted(line.code for line in lines) == ["translation-accepted", "translation-not-taken"]
    assert not today_queries.lines_for(cast.actor("editor"), places=(), now=NOW).exists()


def test_nobody_proposes_more_than_editors_can_read(practice: Practice, cast: Cast) -> None:
    assert told.may_propose(open_count=told.MOST_PROPOSALS - 1)
    one = save(cast.actor("othertown"), practice).translation
    fields = {"value": one.value, "of": one.of, "state": "proposed", "made_by": cast.othertown, "made_at": NOW}
    Translation.objects.bulk_create(
        Translation(practice=practice, language="et", field=f"f{number}", **fields)
        for number in range(1, told.MOST_PROPOSALS)
    )

    with pytest.raises(NotAllowed) as refused:
        save(cast.actor("othertown"), practice, "Vēl viens", field="summary")
    assert refused.value.verdict.reason == "too-many-proposals"


def test_two_translators_at_once_lose_no_words(town: Actor, practice: Practice, cast: Cast) -> None:
    first = save(town, practice, "Pirmais").translation
    second = save(cast.actor("editor"), practice, "Otrais")

    assert second.is_beside
    assert states() == [("title", "Pirmais", "public"), ("title", "Otrais", "proposed")]
    again = save(town, practice, "Pirmais, labots", row=first.ref, seen=1)
    late = save(cast.actor("editor"), practice, "No vecas lapas", row=first.ref, seen=1)

    assert not again.is_beside
    assert late.is_beside
    assert {value for _field, value, _state in states()} == {"Pirmais, labots", "Otrais", "No vecas lapas"}


def test_who_goes_on_typing_keeps_one_row(practice: Practice, cast: Cast) -> None:
    one = save(cast.actor("mentor"), practice, "Cie").translation
    two = save(cast.actor("mentor"), practice, "Ciema", row=one.ref, seen=one.version).translation
    save(cast.actor("mentor"), practice, "Ciema teātris", row=two.ref, seen=two.version)

    assert states() == [("title", "Ciema teātris", "proposed")]


def test_an_emptied_field_falls_back_to_the_original(town: Actor, practice: Practice, office: Actor) -> None:
    services.import_practices(actor=office, records=[a_record(id="choir", title="A choir")], now=NOW)
    one = save(town, practice, "Aplokāji ciemā").translation
    assert len(queries.search("aplokāji", "lv").hits) == 1

    save(town, practice, "  ", row=one.ref, seen=one.version)

    assert states() == []
    assert queries.search("aplokāji", "lv").hits == []


def test_a_proposal_that_changed_since_it_was_read_is_not_accepted(practice: Practice, cast: Cast) -> None:
    one = save(cast.actor("mentor"), practice).translation
    save(cast.actor("mentor"), practice, "Cits", row=one.ref, seen=1)

    with pytest.raises(NotAllowed) as refused:
        services.accept_translation(actor=cast.actor("editor"), translation=one, seen=1, now=NOW)

    assert refused.value.verdict.reason == "changed-meanwhile"


def test_a_translation_goes_stale_with_its_original_and_is_confirmed_of_the_words_seen(
    town: Actor, practice: Practice, office: Actor
) -> None:
    one = save(town, practice, "Kaimiņi spēlēja šķūnī.", "summary").translation
    assert translation_queries.stale_of(practice, [one]) == []
    services.import_practices(actor=office, records=[a_record(summary="Neighbours play in a mill.")], now=NOW)
    Practice.objects.update(place=Place.objects.get())
    practice.refresh_from_db()

    (stale,) = translation_queries.stale_of(practice, [one])
    assert (stale.source, stale.then) == (["Neighbours play in a mill."], ["Neighbours played in a barn."])
    with pytest.raises(NotAllowed) as refused:
        services.confirm_translation(actor=town, translation=one, seen="0" * 12, now=NOW)
    assert refused.value.verdict.reason == "changed-since-seen"
    services.confirm_translation(actor=town, translation=one, seen=stale.mark, now=NOW)

    one.refresh_from_db()
    assert one.confirmed_at == NOW
    assert translation_queries.stale_of(practice, [one]) == []


def test_files_carry_translations_there_and_back(town: Actor, practice: Practice, office: Actor, now: datetime) -> None:
    save(town, practice)
    save(town, practice, ["Pajautā.", ""], "steps")
    lines = list(rules.lines_of(queries.records()))
    read = rules.read_file(BytesIO("".join(lines).encode()), knows)
    Translation.objects.all().delete()

    saved = services.import_practices(actor=office, records=read.records, now=now)
    again = services.import_practices(actor=office, records=read.records, now=now)

    assert (saved.updated, again.updated, again.unchanged) == (1, 0, 1)
    assert list(rules.lines_of(queries.records())) == lines
    assert "Pajautā." in lines[0]


def test_a_file_that_says_nothing_of_translations_leaves_them(town: Actor, practice: Practice, office: Actor) -> None:
    save(town, practice)

    services.import_practices(actor=office, records=[a_record(summary="Other words.")], now=NOW)

    assert states() == [("title", TITLE_LV, "public")]


def test_a_town_is_written_to_once_a_year_and_says_that_it_holds(town: Actor, practice: Practice, cast: Cast) -> None:
    later = practice.made_at + timedelta(days=366)
    assert services.ask_towns(actor=Actor.system("tests"), now=practice.made_at) == 0

    assert services.ask_towns(actor=Actor.system("tests"), now=later) == 1
    assert services.ask_towns(actor=Actor.system("tests"), now=later) == 0

    letter = Message.objects.get(kind="practices-still-right")
    assert letter.to == cast.town.email
    assert "/practices/village-theatre/still-right/" in letter.body
    assert list(holding.due_of_places([practice.place_id or 0], later)) == [practice]
    services.confirm_practice(actor=town, practice=practice, seen=practice.changed_at.isoformat(), now=later)
    assert not holding.due_of_places([practice.place_id or 0], later).exists()
    assert Confirmation.objects.get().confirmed_by == cast.town


def test_the_worker_asks_only_where_somebody_can_answer(practice: Practice) -> None:
    Practice.objects.update(made_at=NOW - timedelta(days=900))

    assert not has_to_ask()
