from datetime import datetime, timedelta

import pytest
from django.test import override_settings

from pearls.audit import queries as audit_queries
from pearls.audit.models import Entry, PersonalDetail
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.people import queries, services
from pearls.people.models import Person, Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.programme import queries as programme_queries
from tests.cast import Cast


@pytest.fixture
def place(db: None) -> Place:
    return Place.objects.create(key="smiltene-lv", name="Smiltene", country="LV", source="demonstration")


def claimed(cast: Cast, place: Place, now: datetime, who: str = "town") -> Speaker:
    return services.claim_place(actor=cast.actor(who), place=place, function="Culture officer", now=now)


def test_a_claim_waits_until_the_office_confirms_it(cast: Cast, place: Place, now: datetime) -> None:
    speaker = claimed(cast, place, now)
    assert not queries.is_speaker(cast.actor("town"), place)

    services.confirm_speaker(actor=cast.actor("coordinator"), speaker=speaker, now=now)

    assert queries.is_speaker(cast.actor("town"), place)
    assert speaker.state == SpeakerState.CONFIRMED
    assert [entry.act for entry in Entry.objects.order_by("seq")] == ["speaker-claimed", "speaker-confirmed"]
    letter = Message.objects.get()
    assert (letter.to, letter.language) == ("town@demo.test", "lv")
    assert "Smiltene" in letter.subject


def test_a_colleague_who_speaks_for_the_place_may_confirm_and_a_stranger_may_not(
    cast: Cast, place: Place, now: datetime
) -> None:
    services.confirm_speaker(actor=cast.actor("admin"), speaker=claimed(cast, place, now), now=now)
    second = claimed(cast, place, now, who="colleague")

    with pytest.raises(NotAllowed) as refusal:
        services.confirm_speaker(actor=cast.actor("othertown"), speaker=second, now=now)
    assert refusal.value.verdict.reason == "not-yours-to-decide"
    services.confirm_speaker(actor=cast.actor("town"), speaker=second, now=now)

    assert queries.is_speaker(cast.actor("colleague"), place)


def test_of_two_deciders_the_second_is_told_that_it_is_decided(cast: Cast, place: Place, now: datetime) -> None:
    speaker = claimed(cast, place, now)
    stale = Speaker.objects.get(pk=speaker.pk)
    services.confirm_speaker(actor=cast.actor("coordinator"), speaker=speaker, now=now)

    with pytest.raises(NotAllowed) as refusal:
        services.refuse_speaker(actor=cast.actor("admin"), speaker=stale, now=now)

    assert refusal.value.verdict.reason == "claim-decided"
    assert Speaker.objects.get().state == SpeakerState.CONFIRMED


def test_a_refused_claim_may_be_made_again(cast: Cast, place: Place, now: datetime) -> None:
    services.refuse_speaker(actor=cast.actor("coordinator"), speaker=claimed(cast, place, now), now=now)

    claimed(cast, place, now)

    assert list(Speaker.objects.order_by("id").values_list("state", flat=True)) == ["refused", "claimed"]


def test_an_erased_person_leaves_a_valid_journal_and_nothing_that_names_them(
    cast: Cast, place: Place, now: datetime
) -> None:
    services.change_profile(actor=cast.actor("town"), name="Ilze Ozola", language="lv", zone="Europe/Riga", now=now)
    services.confirm_speaker(actor=cast.actor("coordinator"), speaker=claimed(cast, place, now), now=now)
    assert PersonalDetail.objects.filter(person=cast.town.ref).exists()

    services.erase_person(actor=cast.actor("town"), person=cast.town, now=now + timedelta(days=1))

    erased = Person.objects.get(pk=cast.town.pk)
    assert (erased.name, erased.is_active, erased.has_usable_password()) == ("", False, False)
    assert erased.email == f"{erased.ref}@erased.invalid"
    assert not PersonalDetail.objects.filter(person=cast.town.ref).exists()
    assert Speaker.objects.get().state == SpeakerState.ENDED
    assert str(erased) == "somebody whose account was erased"
    assert queries.names_by_ref([erased.ref]) == {}
    assert not Message.objects.filter(to__icontains="town@demo.test").exists()
    assert audit_queries.verify_journal().holds
    acts = list(Entry.objects.order_by("seq").values_list("act", flat=True))
    assert acts[-5:] == [
        "person-erased",
        "personal-details-erased",
        "mail-forgotten",
        "memberships-ended",
        "assessor-forgotten",
    ]


def test_an_erased_person_holds_no_role_any_more(cast: Cast, now: datetime) -> None:
    assert programme_queries.grants_of(cast.editor)

    services.erase_person(actor=cast.actor("editor"), person=cast.editor, now=now)

    assert programme_queries.grants_of(cast.editor) == frozenset()


def test_an_account_is_erased_by_its_owner_and_not_by_a_neighbour(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed) as refusal:
        services.erase_person(actor=cast.actor("othertown"), person=cast.town, now=now)

    assert refusal.value.verdict.reason == "not-yours-to-decide"


def test_an_export_holds_what_is_kept_about_a_person(cast: Cast, place: Place, now: datetime) -> None:
    claimed(cast, place, now)

    data = services.export_person(actor=cast.actor("town"), now=now)

    assert data["account"]["email"] == "town@demo.test"
    assert [entry["place"] for entry in data["speaks_for"]] == ["smiltene-lv"]
    assert [entry["act"] for entry in data["journal"]] == ["speaker-claimed", "person-exported"]


def test_a_mentorship_begins_once(cast: Cast, place: Place, now: datetime) -> None:
    for _ in range(2):
        services.begin_mentorship(
            actor=cast.actor("coordinator"), person=cast.mentor, place=place, edition_key="demo-open", now=now
        )

    assert [row.place for row in queries.mentorships_of(cast.actor("mentor"), "demo-open")] == [place]
    assert Entry.objects.filter(act="mentorship-began").count() == 1


def test_the_demo_people_are_loaded_twice_without_harm(db: None, office: Actor, now: datetime) -> None:
    services.load_demo_people(actor=office, now=now)
    people = services.load_demo_people(actor=office, now=now)

    assert len(people) == 17 == Person.objects.count()


def test_production_refuses_demo_people(db: None, office: Actor, now: datetime) -> None:
    with override_settings(IS_PRODUCTION=True), pytest.raises(NotAllowed) as refusal:
        services.load_demo_people(actor=office, now=now)

    assert refusal.value.verdict.reason == "demo-refused"
