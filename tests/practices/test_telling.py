"""A practice told in full, and the practices that are like it."""

from datetime import datetime

import pytest
from django.test import Client

from pearls.kernel.actor import Actor
from pearls.practices import queries, services
from pearls.practices.models import Practice
from pearls.practices.rules import likeness
from tests.practices.samples import a_record

ON_DATABASE = pytest.mark.django_db
FULL = {
    "participants": "Forty neighbours.\n\nTwo nurses.",
    "steps": ["Ask who sits at home.", "Find a room with a lift."],
    "hours": 320,
    "budget_eur": 4200,
    "outcomes": ["Thirty still sing."],
    "evidence": "A questionnaire.",
    "evidence_strength": "asked",
    "why_it_worked": "The nurse said it.",
    "what_failed": "Evenings.",
    "transferability": "Any town.",
    "for_smaller_towns": "One leader for two towns.",
}


def page(client: Client, key: str) -> str:
    answer = client.get(f"/en/practices/{key}/")
    assert answer.status_code == 200
    return answer.content.decode()


@ON_DATABASE
def test_what_is_told_stands_in_the_order_of_telling(
    client: Client, vocabulary: None, office: Actor, now: datetime
) -> None:
    services.import_practices(actor=office, records=[a_record(**FULL)], now=now)

    shown = page(client, "village-theatre")

    told = ["What they did", "Who took part", "Step by step", "What came of it", "Why it worked", "What did not work"]
    told += ["What another place may take from it", "What to change in a smaller town", "Facts"]
    places = [shown.index(f">{title}</h2>") for title in told]
    assert places == sorted(places)
    assert "<p>Forty neighbours.</p>" in shown
    assert "<li>Ask who sits at home.</li><li>Find a room with a lift.</li></ol>" in shown
    assert "How this is known:</strong> People were asked" in shown
    assert "320 hours, paid or not" in shown
    assert 'aria-label="On this page"' in shown
    assert '<a href="#failed">What did not work</a>' in shown


@ON_DATABASE
def test_what_nobody_told_is_no_row_of_unknowns(client: Client, vocabulary: None, office: Actor, now: datetime) -> None:
    services.import_practices(actor=office, records=[a_record(outcomes=[])], now=now)

    shown = page(client, "village-theatre")

    assert "Who took part" not in shown
    assert "What did not work" not in shown
    assert 'id="outcome"' in shown
    assert 'id="elsewhere"' in shown
    assert 'aria-label="On this page"' not in shown


def test_a_rare_thing_in_common_says_more_than_a_common_one() -> None:
    weighed = likeness.weights(
        {("challenge", "dementia"): 3, ("challenge", "loneliness"): 150, ("status", "ongoing"): 1}
    )

    assert weighed["challenge", "dementia"] > weighed["challenge", "loneliness"] > 0
    assert ("status", "ongoing") not in weighed


def test_of_what_is_in_common_the_three_things_that_say_most_are_told() -> None:
    weighed = {("method", name): weight for name, weight in (("a", 5), ("b", 9), ("c", 1), ("d", 7))}

    assert likeness.in_common(weighed, weighed) == [("method", "b"), ("method", "d"), ("method", "a")]
    assert likeness.in_common(weighed, [("method", "c"), ("method", "zzz")]) == [("method", "c")]


@pytest.fixture
def six(vocabulary: None, office: Actor, now: datetime) -> None:
    about = {"challenge": ["dementia", "loneliness"], "cultural_field": ["music"], "methods": ["group-singing"]}
    records = [
        a_record(id="choir", title="A choir", country="LV", **about),
        a_record(id="at-home", title="At home", country="LV", **about),
        a_record(id="abroad", title="Abroad", country="FI", **about),
        a_record(id="half", title="Half", country="FI", challenge=["dementia"], cultural_field=["theatre"]),
        a_record(id="else", title="Else", country="EE", challenge=["vacant-buildings"], cultural_field=["design"]),
        a_record(id="gone", title="Gone", country="FI", **about),
    ]
    services.import_practices(actor=office, records=records, now=now)
    Practice.objects.filter(key="gone").update(withdrawn_at=now)


@ON_DATABASE
def test_the_most_alike_come_first_and_of_two_the_one_from_abroad(six: None) -> None:
    practice = Practice.objects.get(key="choir")
    terms = queries.known_vocabulary().terms("en")

    found = queries.alike(practice, queries.named_and_counted(practice), terms)

    assert [one.practice.key for one in found] == ["abroad", "at-home", "half"]
    assert [term.label for term in found[2].shared] == ["dementia"]


@ON_DATABASE
def test_the_page_says_what_two_practices_have_in_common(client: Client, six: None) -> None:
    shown = page(client, "choir")

    assert "Like this one" in shown
    assert '<a href="/en/practices/abroad/" lang="en">Abroad</a>' in shown
    assert "Gone" not in shown
    assert "Like this one" not in page(client, "else")


@ON_DATABASE
def test_a_practice_without_concepts_is_like_none(
    client: Client, vocabulary: None, office: Actor, now: datetime
) -> None:
    record = a_record(id="bare", challenge=[], cultural_field=[])
    services.import_practices(actor=office, records=[record, a_record()], now=now)

    assert "Like this one" not in page(client, "bare")
