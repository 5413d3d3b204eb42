"""The office edits the vocabulary: what may be kept, what a change touches, and that nothing is lost."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.audit.models import Entry
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.practices import queries, services
from pearls.practices.models import Concept
from pearls.practices.papers.vocabulary import skos_json, skos_turtle
from pearls.practices.queries import editing as editing_queries
from pearls.practices.rules import Concept as Plain
from pearls.practices.rules import editing
from pearls.practices.rules.editing import Wording
from tests.cast import NOW, Cast
from tests.house.test_lists import copies
from tests.practices.samples import a_record

THEATRE = Plain("cultural_field", "theatre", {"en": "Theatre", "lv": "Teātris"}, {"en": ("drama",)})
PUPPETS = Plain("cultural_field", "puppets", {"en": "Puppet theatre"}, broader="theatre")
DANCE = Plain("cultural_field", "dance", {"en": "Dance"})
ALL = [THEATRE, PUPPETS, DANCE]
DAYS = count(2)


def another_day() -> datetime:
    """No two tests change the vocabulary at one instant: what is kept of it goes by its last change."""
    return NOW + timedelta(days=next(DAYS))


def wording(**changes: Any) -> Wording:
    return Wording(**{"labels": {"en": "Stage", "lv": "Skatuve"}, "synonyms": {}, **changes})


# ---- rules ----------------------------------------------------------------------------------------------------------


def test_a_concept_may_be_worded_anew() -> None:
    assert editing.may_word("cultural_field", "theatre", wording(), ALL)
    assert editing.may_word("cultural_field", "theatre", wording(labels={"en": "theatre"}), ALL)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"labels": {"lv": "Skatuve"}}, "needs-english-label"),
        ({"labels": {"en": "dance"}}, "label-taken"),
        ({"labels": {"en": "x" * 121}}, "label-too-long"),
        ({"synonyms": {"en": [str(number) for number in range(41)]}}, "too-many-synonyms"),
        ({"broader": "circus"}, "broader-not-there"),
        ({"broader": "puppets"}, "broader-below"),
        ({"broader": "theatre"}, "broader-below"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    assert editing.may_word("cultural_field", "theatre", wording(**changes), ALL).reason == reason


def test_the_same_label_in_another_scheme_is_no_clash() -> None:
    method = Plain("method", "dance", {"en": "Dance"})

    assert editing.may_word("cultural_field", "theatre", wording(labels={"en": "Dance"}), [THEATRE, method])


def test_a_new_concept_has_a_name_of_its_own_in_a_scheme_that_is_there() -> None:
    assert editing.may_add("cultural_field", "circus", ALL)
    assert editing.may_add("sport", "circus", ALL).reason == "scheme-unknown"
    assert editing.may_add("cultural_field", "Big Top", ALL).reason == "concept-key"
    assert editing.may_add("cultural_field", "dance", ALL).reason == "concept-taken"


def test_a_concept_ends_with_another_in_its_stead() -> None:
    ended = replace(DANCE, is_deprecated=True, replaced_by="theatre")

    assert editing.may_deprecate("cultural_field", "puppets", "theatre", ALL)
    assert editing.may_deprecate("cultural_field", "puppets", "", ALL).reason == "needs-replacement"
    assert editing.may_deprecate("cultural_field", "puppets", "puppets", ALL).reason == "replacement-not-there"
    assert editing.may_deprecate("cultural_field", "puppets", "dance", [THEATRE, PUPPETS, ended]).reason == (
        "replacement-not-there"
    )
    assert editing.may_deprecate("cultural_field", "theatre", "dance", ALL).reason == "has-narrower"
    assert editing.may_deprecate("cultural_field", "dance", "theatre", [ended, THEATRE]).reason == "concept-deprecated"


def test_a_search_hears_what_ended_as_what_stands_in_for_it_along_the_whole_way() -> None:
    first = replace(DANCE, is_deprecated=True, replaced_by="puppets")
    second = replace(PUPPETS, is_deprecated=True, replaced_by="theatre")

    (heard,) = editing.for_search([THEATRE, first, second])

    assert heard.id == "theatre"
    assert heard.synonyms["en"] == ("drama", "Dance", "Puppet theatre")


def test_the_vocabulary_goes_out_with_what_has_ended() -> None:
    told = "".join(skos_turtle([THEATRE, replace(DANCE, is_deprecated=True, replaced_by="theatre")]))
    nodes = {node["id"].rpartition("/")[2]: node for node in skos_json([THEATRE, DANCE])["@graph"]}

    assert "owl:deprecated true" in told
    assert "dct:isReplacedBy <" in told
    assert "deprecated" not in nodes["dance"]


def test_blanks_and_repeated_words_are_tidied_away() -> None:
    tidy = editing.tidy(Wording({"en": " Big  top ", "lv": " "}, {"en": ["circus", " circus", "Big top", ""]}))

    assert (tidy.labels, tidy.synonyms) == ({"en": "Big top"}, {"en": ["circus"]})


# ---- services -------------------------------------------------------------------------------------------------------


def the(key: str = "theatre") -> Concept:
    return Concept.objects.get(scheme="cultural_field", key=key)


def worded(concept: Concept, **labels: str) -> Wording:
    broader = concept.broader.key if concept.broader else ""
    return Wording({**concept.labels, **labels}, concept.synonyms, broader, concept.position)


def test_the_search_knows_a_new_synonym_at_once(shipped: None, office: Actor) -> None:
    concept = the()
    before = worded(concept)
    words = replace(before, synonyms={**before.synonyms, "lv": [*before.synonyms.get("lv", []), "ampelmanis"]})

    services.change_concept(actor=office, concept=concept, wording=words, seen=concept.changed_at, now=another_day())

    (heard,) = [one for one in queries.known_vocabulary().lexicon.read("ampelmanis", "lv") if one.concepts]
    assert ("cultural_field", "theatre") in heard.concepts
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.subject) == ("concept-changed", "vocabulary:cultural_field:theatre")


def test_a_colleague_was_quicker(vocabulary: None, office: Actor) -> None:
    concept, seen = the(), the().changed_at
    words = worded(concept, lv="Skatuve")
    services.change_concept(actor=office, concept=the(), wording=words, seen=seen, now=another_day())

    with pytest.raises(NotAllowed) as refused:
        services.change_concept(actor=office, concept=concept, wording=words, seen=seen, now=another_day())

    assert refused.value.verdict.reason == "changed-meanwhile"


def test_loading_leaves_what_the_office_edited_and_says_so(vocabulary: None, office: Actor) -> None:
    concept = the()
    words = worded(concept, lv="Skatuves māksla")
    services.change_concept(actor=office, concept=concept, wording=words, seen=concept.changed_at, now=another_day())

    saved = services.load_vocabulary(actor=office, now=another_day())

    assert the().labels["lv"] == "Skatuves māksla"
    assert (saved.updated, saved.left) == (0, 1)


def test_what_ended_stays_on_practices_and_a_search_for_it_finds_what_stands_in(
    vocabulary: None, office: Actor
) -> None:
    records = [
        a_record(id="new", title="Eins", summary="Zwei.", cultural_field=["dance"]),
        a_record(id="old", title="Drei", summary="Vier.", cultural_field=["theatre"]),
    ]
    services.import_practices(actor=office, records=records, now=NOW)
    concept, day = the(), another_day()

    services.deprecate_concept(actor=office, concept=concept, replacement="dance", seen=concept.changed_at, now=day)

    ended = the()
    assert (ended.deprecated_at, ended.replaced_by) == (day, the("dance"))
    found = {hit.practice for hit in queries.search("teātris", "lv").hits}
    assert {queries.practice_for("new").pk, queries.practice_for("old").pk} <= found  # type: ignore[union-attr]
    assert [record.cultural_field for record in queries.records()] == [("dance",), ("theatre",)]
    services.restore_concept(actor=office, concept=ended, seen=ended.changed_at, now=another_day())
    assert the().deprecated_at is None


def test_only_the_office_of_all_editions_edits(vocabulary: None, cast: Cast) -> None:
    for name in ("editor", "town", "juror1"):
        with pytest.raises(NotAllowed) as refused:
            services.add_concept(
                actor=cast.actor(name), scheme="cultural_field", key="circus2", wording=wording(), now=NOW
            )
        assert refused.value.verdict.reason == "office-only"


def test_a_change_says_what_it_touches(vocabulary: None, office: Actor) -> None:
    services.import_practices(actor=office, records=[a_record()], now=NOW)
    concept = the()
    after = Plain("cultural_field", "theatre", {**concept.labels, "lv": "Kreklaudekls"}, {})

    touched = editing_queries.touched_by("cultural_field", "theatre", after, "en")

    assert touched.practice_count == 1
    assert [one.key for one in touched.practices] == ["village-theatre"]
    (heard,) = [one for one in touched.heard if one.word == "Kreklaudekls"]
    assert "Theatre" not in " ".join(heard.before)
    assert heard.after != ()


# ---- pages ----------------------------------------------------------------------------------------------------------

LIST = "/en/office/vocabulary/"
PAGE = "/en/office/vocabulary/cultural_field/theatre/"


def typed(concept: Concept, **changes: str) -> dict[str, str]:
    found = {f"label_{code}": text for code, text in concept.labels.items()}
    found |= {f"synonyms_{code}": "\n".join(texts) for code, texts in concept.synonyms.items()}
    return {**found, "position": str(concept.position), "seen": concept.changed_at.isoformat(), **changes}


def test_the_office_looks_what_a_change_touches_and_then_saves(client: Client, shipped: None, cast: Cast) -> None:
    client.force_login(cast.coordinator)
    assert "teātris" in client.get(PAGE).content.decode()
    words = typed(the(), label_lv="Kreklaudekls")

    looked = client.post(PAGE, {**words, "step": "look"}).content.decode()
    assert "What this touches" in looked
    assert "Kreklaudekls" in looked
    assert the().labels["lv"] != "Kreklaudekls"
    assert client.post(PAGE, {**words, "step": "save"}).status_code == 302

    assert the().labels["lv"] == "Kreklaudekls"
    assert "Worded by the office" in client.get(LIST).content.decode()


def test_a_taken_label_is_refused_with_its_reason_and_the_words_stay(
    client: Client, vocabulary: None, cast: Cast
) -> None:
    client.force_login(cast.coordinator)
    taken = the("dance").labels["en"]

    answer = client.post(PAGE, typed(the(), label_en=taken, label_lv="Kreklaudekls", step="save"))

    assert answer.status_code == 422
    assert "is the label of cultural_field:dance already" in answer.content.decode()
    assert "Kreklaudekls" in answer.content.decode()


def test_the_office_adds_a_concept_and_ends_it_in_two_clicks(client: Client, vocabulary: None, cast: Cast) -> None:
    client.force_login(cast.coordinator)
    new = {"scheme": "cultural_field", "key": "big-top", "label_en": "Big top", "position": "900"}
    assert client.post(LIST + "new/", {**new, "step": "look"}).status_code == 200
    assert client.post(LIST + "new/", {**new, "step": "save"}).status_code == 302
    end, made = "/en/office/vocabulary/cultural_field/big-top/end/", the("big-top")
    words = {"replacement": "cultural_field:dance", "seen": made.changed_at.isoformat()}

    looked = client.post(end, {**words, "step": "look"}).content.decode()
    assert "Yes, take it out of use" in looked
    assert the("big-top").deprecated_at is None
    client.post(end, {**words, "step": "save"})

    assert the("big-top").replaced_by == the("dance")
    assert "Big top" not in client.get("/en/practices/?cultural_field=dance").content.decode()
    pages = [client.get(f"/api/v1/vocabulary?per_page=200&page={page}").json()["results"] for page in (1, 2)]
    (ended,) = [one for page in pages for one in page if one["id"] == "big-top"]
    assert (ended["deprecated"], ended["replaced_by"]) == (True, "dance")


def test_others_do_not_find_the_vocabulary(client: Client, vocabulary: None, cast: Cast) -> None:
    for name in ("editor", "town"):
        client.force_login(cast[name])
        assert {client.get(address).status_code for address in (LIST, PAGE, LIST + "new/")} == {404}


def test_the_list_costs_the_same_for_any_number(client: Client, shipped: None, cast: Cast, now: datetime) -> None:
    client.force_login(cast.coordinator)
    client.get(LIST)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(LIST)
        return len(caught)

    few = cost()
    copies(the(), 300, key=[f"crowded-{number}" for number in range(300)])

    assert cost() == few
    assert few <= 12
