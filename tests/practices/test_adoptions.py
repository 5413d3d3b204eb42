"""Another town tried a practice: what it may tell, who may take it back, where it is read and counted."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from pearls.audit.models import Entry
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.practices import services
from pearls.practices.models import Adoption, Practice
from pearls.practices.queries import adoptions as queries
from pearls.practices.rules.adoptions import (
    AdoptionState,
    Kept,
    Outcome,
    Teller,
    Told,
    followed,
    may_tell,
    may_withdraw,
    summed,
)
from tests.cast import NOW, Cast
from tests.house.test_lists import copies
from tests.practices.samples import a_record

TODAY = date(2026, 11, 24)
TOWN = Teller(is_of_town=True)
TOLD = Told(taken="The soup evenings.", outcome=Outcome.TRYING)
DRAFT, PUBLIC, WITHDRAWN = AdoptionState.DRAFT, AdoptionState.PUBLIC, AdoptionState.WITHDRAWN


def told(**changes: Any) -> Told:
    return Told(**{**vars(TOLD), **changes})


def test_a_town_may_tell_what_it_tries() -> None:
    assert may_tell(TOWN, TOLD, state=DRAFT, is_own=False, today=TODAY)
    assert may_tell(Teller(is_office=True), TOLD, state=DRAFT, is_own=False, today=TODAY)


def test_a_failure_is_told_by_the_same_rule_as_a_success() -> None:
    for outcome in (Outcome.WORKS, Outcome.PARTLY, Outcome.FAILED):
        assert may_tell(TOWN, told(outcome=outcome, result="Nine came."), state=PUBLIC, is_own=False, today=TODAY)
        refused = may_tell(TOWN, told(outcome=outcome), state=PUBLIC, is_own=False, today=TODAY)
        assert refused.reason == "needs-result"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"taken": "  "}, "needs-taken"),
        ({"began_on": TODAY + timedelta(days=1), "outcome": Outcome.WORKS, "result": "Yes."}, "began-to-come"),
        ({"began_on": TODAY, "ended_on": TODAY - timedelta(days=1)}, "ended-before-begun"),
        ({"cost_euros": 10**12}, "figure-too-large"),
        ({"hours": -1}, "figure-too-large"),
        ({"links": ("https://a.example",) * 6}, "too-many-links"),
        ({"links": ("javascript:alert(1)",)}, "link-not-an-address"),
    ],
)
def test_what_cannot_be_so_is_refused_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    assert may_tell(TOWN, told(**changes), state=DRAFT, is_own=False, today=TODAY).reason == reason


def test_what_was_withdrawn_is_not_told_anew_and_nobody_adopts_their_own() -> None:
    assert may_tell(TOWN, TOLD, state=WITHDRAWN, is_own=False, today=TODAY).reason == "adoption-withdrawn"
    assert may_tell(TOWN, TOLD, state=DRAFT, is_own=True, today=TODAY).reason == "own-practice"
    assert may_tell(Teller(is_editor=True), TOLD, state=DRAFT, is_own=False, today=TODAY).reason == "not-your-town"


def test_town_office_and_editors_withdraw_with_a_reason() -> None:
    for teller in (TOWN, Teller(is_office=True), Teller(is_editor=True)):
        assert may_withdraw(teller, state=PUBLIC, reason="Names a person.")
        assert may_withdraw(teller, state=PUBLIC, reason=" ").reason == "needs-reason"
        assert may_withdraw(teller, state=WITHDRAWN, reason="Again.").reason == "adoption-withdrawn"
    assert may_withdraw(Teller(), state=PUBLIC, reason="I do not like it.").reason == "not-your-town"


@pytest.mark.parametrize(
    ("kept", "is_named", "has_begun", "becomes"),
    [
        (None, True, False, DRAFT),
        (None, True, True, PUBLIC),
        (None, False, True, None),
        (Kept(DRAFT), True, True, PUBLIC),
        (Kept(DRAFT), True, False, None),
        (Kept(DRAFT), False, False, WITHDRAWN),
        (Kept(DRAFT, is_told=True), True, True, None),  # the town keeps it as a draft
        (Kept(PUBLIC), False, True, WITHDRAWN),
        (Kept(PUBLIC, is_told=True), False, True, None),  # the town's own word stays
        (Kept(WITHDRAWN, by_plan=True), True, False, DRAFT),
        (Kept(WITHDRAWN, by_plan=True), True, True, PUBLIC),
        (Kept(WITHDRAWN), True, True, None),  # withdrawn by people stays so
        (Kept(WITHDRAWN, by_plan=True), False, False, None),
    ],
)
def test_what_a_plan_makes_of_its_record(
    kept: Kept | None, is_named: bool, has_begun: bool, becomes: AdoptionState | None
) -> None:
    assert followed(kept, is_named=is_named, has_begun=has_begun) == becomes


def test_outcomes_are_summed_in_their_order() -> None:
    assert summed({"failed": 1, "works": 2}) == [(Outcome.WORKS, 2), (Outcome.FAILED, 1)]


@pytest.fixture
def practice(vocabulary: None, office: Actor, now: datetime) -> Practice:
    services.import_practices(actor=office, records=[a_record()], now=now)
    return Practice.objects.get()


@pytest.fixture
def town(cast: Cast) -> Place:
    """Smiltene, for which `town` speaks."""
    place = Place.objects.create(key="smiltene-lv", name="Smiltene", country="LV", source="facts", population=5_200)
    Speaker.objects.create(person=cast.town, place=place, state=SpeakerState.CONFIRMED, claimed_at=NOW)
    return place


def tell(cast: Cast, practice: Practice, place: Place, now: datetime, who: str = "town", **changes: Any) -> Adoption:
    given = {"told": TOLD, "is_published": True, **changes}
    return services.tell_adoption(actor=cast.actor(who), practice=practice, place=place, now=now, **given)


def test_a_town_tells_and_it_stands_there_at_once(cast: Cast, practice: Practice, town: Place, now: datetime) -> None:
    adoption = tell(cast, practice, town, now)

    assert (adoption.state, adoption.author, adoption.told_at) == (PUBLIC, cast.town, now)
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.subject) == ("adoption-told", f"adoption:{adoption.ref}")
    assert entry.data == {"practice": practice.key, "place": town.key, "outcome": "trying", "state": "public"}


def test_only_the_town_and_the_office_tell(cast: Cast, practice: Practice, town: Place, now: datetime) -> None:
    for who in ("othertown", "editor", "juror1"):
        with pytest.raises(NotAllowed, match="not-your-town"):
            tell(cast, practice, town, now, who)
    assert not Adoption.objects.exists()

    assert tell(cast, practice, town, now, "coordinator").author == cast.coordinator


def test_it_can_be_told_anew_until_it_is_withdrawn(cast: Cast, practice: Practice, town: Place, now: datetime) -> None:
    adoption = tell(cast, practice, town, now, is_published=False)
    failed = told(outcome=Outcome.FAILED, result="Nobody came twice.")

    changed = services.change_adoption(
        actor=cast.actor("town"), adoption=adoption, told=failed, is_published=True, now=now
    )

    assert (changed.state, changed.outcome, changed.result) == (PUBLIC, "failed", "Nobody came twice.")
    services.withdraw_adoption(actor=cast.actor("editor"), adoption=changed, reason="Names a person.", now=now)
    with pytest.raises(NotAllowed, match="adoption-withdrawn"):
        services.change_adoption(actor=cast.actor("town"), adoption=changed, told=TOLD, is_published=True, now=now)
    assert Adoption.objects.get().withdrawn_because == "Names a person."


def picture() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (4, 4)).save(content, format="PNG")
    return SimpleUploadedFile("evening.png", content.getvalue())


def test_a_file_is_kept_with_consent_alone(
    cast: Cast, practice: Practice, town: Place, now: datetime, client: Client
) -> None:
    with pytest.raises(NotAllowed, match="file-needs-consent"):
        tell(cast, practice, town, now, proof=services.Proof(picture(), has_consent=False))
    assert not Adoption.objects.exists()

    adoption = tell(cast, practice, town, now, proof=services.Proof(picture(), has_consent=True))

    stored = queries.proofs_of([adoption])[adoption.subject][0]
    address = f"/en/adoptions/{adoption.ref}/files/{stored.ref}/"
    assert address in client.get(f"/en/practices/{practice.key}/").content.decode()
    answer = client.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="evening.png"'
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[arg-type]
    services.withdraw_adoption(actor=cast.actor("town"), adoption=adoption, reason="Wrong picture.", now=now)
    assert client.get(address).status_code == 404


def use(activity: str = "a1", **changes: Any) -> services.Use:
    return services.Use(**{"practice": "village-theatre", "activity": activity, "taken": "Barn nights", **changes})


def follow(cast: Cast, place: Place, now: datetime, *uses: services.Use) -> list[Adoption]:
    return services.follow_plan(
        actor=cast.actor("town"), place=place, plan="plan:abc", language="lv", uses=uses, now=now
    )


def test_a_plan_makes_one_record_for_an_activity_and_never_two(
    cast: Cast, practice: Practice, town: Place, now: datetime
) -> None:
    made = follow(cast, town, now, use(), use(practice="no-such"))

    assert [(one.state, one.outcome, one.plan_activity) for one in made] == [(DRAFT, "trying", "plan:abc/a1")]
    assert follow(cast, town, now, use()) == []
    begun = follow(cast, town, now, use(has_begun=True, taken="Barn nights in May"))
    assert [(one.state, one.taken) for one in begun] == [(PUBLIC, "Barn nights in May")]
    assert [one.state for one in follow(cast, town, now)] == [WITHDRAWN]
    assert [one.state for one in follow(cast, town, now, use(has_begun=True))] == [PUBLIC]
    assert Adoption.objects.count() == 1


def test_a_plan_takes_nothing_back_that_the_town_told(
    cast: Cast, practice: Practice, town: Place, now: datetime
) -> None:
    adoption = follow(cast, town, now, use(has_begun=True))[0]
    services.change_adoption(
        actor=cast.actor("town"), adoption=adoption, told=told(taken="Our words."), is_published=True, now=now
    )

    assert follow(cast, town, now, use(taken="The plan's words")) == []
    assert follow(cast, town, now) == []
    assert (Adoption.objects.get().state, Adoption.objects.get().taken) == (PUBLIC, "Our words.")


def test_a_town_does_not_adopt_its_own_practice_by_its_plan(
    cast: Cast, practice: Practice, town: Place, now: datetime
) -> None:
    Practice.objects.update(place=town)

    assert follow(cast, town, now, use()) == []


def logged_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast[who])
    return client


def test_an_officer_tells_of_a_failure_and_it_is_read_on_the_practice(
    cast: Cast, practice: Practice, town: Place, client: Client
) -> None:
    officer = logged_in(cast, "town")
    page = f"/en/practices/{practice.key}/"
    assert "Nobody has told us yet" in client.get(page).content.decode()
    assert 'value="smiltene-lv"' in officer.get(page + "tried/").content.decode()

    answer = officer.post(
        page + "tried/",
        {
            "place": "smiltene-lv",
            "outcome": "failed",
            "taken": "The whole of it",
            "result": "<script>alert(1)</script> nobody came",
            "cost_euros": "1200",
            "links": "https://example.org/report",
            "language": "en",
            "then": "publish",
        },
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, page + "#tried")
    shown = client.get(page).content.decode()
    assert "1 other place says that it tried this. It failed: 1." in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; nobody came" in shown
    assert "1,200 euros" in shown
    assert 'href="https://example.org/report"' in shown


def test_a_draft_is_seen_by_its_town_alone(cast: Cast, practice: Practice, town: Place, now: datetime) -> None:
    adoption = tell(cast, practice, town, now, is_published=False)
    address = f"/en/adoptions/{adoption.ref}/"

    assert "The soup evenings." in logged_in(cast, "town").get(address).content.decode()
    assert logged_in(cast, "othertown").get(address).status_code == 404
    assert "The soup evenings." not in Client().get(f"/en/practices/{practice.key}/").content.decode()


def test_a_refusal_is_said_and_nothing_of_what_was_typed_is_lost(cast: Cast, practice: Practice, town: Place) -> None:
    answer = logged_in(cast, "town").post(
        f"/en/practices/{practice.key}/tried/",
        {"place": "smiltene-lv", "outcome": "works", "taken": "The soup", "language": "en", "then": "publish"},
    )

    assert answer.status_code == 422
    assert "Please write what came of it, or say that you are still trying." in answer.content.decode()
    assert ">\nThe soup</textarea>" in answer.content.decode()
    assert not Adoption.objects.exists()


def test_who_speaks_for_no_town_is_told_how_to(cast: Cast, practice: Practice) -> None:
    shown = logged_in(cast, "othertown").get(f"/en/practices/{practice.key}/tried/").content.decode()

    assert "/en/account/places/add/" in shown
    assert "<textarea" not in shown


def test_an_editor_withdraws_and_the_town_reads_why(cast: Cast, practice: Practice, town: Place, now: datetime) -> None:
    adoption = tell(cast, practice, town, now)
    address = f"/en/adoptions/{adoption.ref}/"
    editor = logged_in(cast, "editor")
    assert "The soup evenings." in Client().get(f"/en/practices/{practice.key}/").content.decode()

    assert "<textarea" in editor.get(address).content.decode()  # for the reason
    editor.post(address + "withdraw/", {"reason": "It names a person."})

    assert "The soup evenings." not in Client().get(f"/en/practices/{practice.key}/").content.decode()
    assert "It names a person." in logged_in(cast, "town").get(address).content.decode()


def test_what_a_town_tried_is_counted_on_its_page_and_listed_for_itself(
    cast: Cast, practice: Practice, town: Place, now: datetime, client: Client
) -> None:
    assert "tried from elsewhere" not in client.get("/en/places/smiltene-lv/").content.decode()
    tell(cast, practice, town, now)

    assert "1 practice tried from elsewhere" in client.get("/en/places/smiltene-lv/").content.decode()
    assert practice.title in logged_in(cast, "town").get("/en/adoptions/").content.decode()
    assert "has not told of any attempt" in logged_in(cast, "othertown").get("/en/adoptions/").content.decode()


def test_invented_attempts_are_marked_and_not_counted_elsewhere(
    cast: Cast, practice: Practice, town: Place, now: datetime, client: Client
) -> None:
    tell(cast, practice, town, now)
    assert queries.tried_counts([practice.pk]) == {practice.pk: 1}
    assert "Tried by 1 town" in client.get("/en/practices/").content.decode()
    Adoption.objects.update(is_demonstration=True)

    assert queries.tried_counts([practice.pk]) == {}
    assert "Tried by 1 town" not in client.get("/en/practices/").content.decode()
    shown = client.get(f"/en/practices/{practice.key}/").content.decode()
    assert "1 of these accounts is invented for the demonstration." in shown


def test_the_api_tells_who_tried_it(cast: Cast, practice: Practice, town: Place, now: datetime, client: Client) -> None:
    tell(cast, practice, town, now, told=told(outcome=Outcome.FAILED, result="Nobody came."))

    found = client.get(f"/api/v1/practices/{practice.key}").json()["tried"]

    assert [(one["place"], one["outcome"], one["result"]) for one in found] == [
        ("smiltene-lv", "failed", "Nobody came.")
    ]


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_pages_ask_as_much_for_one_attempt_as_for_many(
    cast: Cast, practice: Practice, town: Place, now: datetime
) -> None:
    adoption = tell(cast, practice, town, now, proof=services.Proof(picture(), has_consent=True))
    pages = [
        (Client(), f"/en/practices/{practice.key}/"),
        (Client(), "/en/practices/"),
        (Client(), "/en/places/smiltene-lv/"),
        (Client(), f"/api/v1/practices/{practice.key}"),
        (logged_in(cast, "town"), f"/en/practices/{practice.key}/tried/"),
        (logged_in(cast, "town"), "/en/adoptions/"),
        (logged_in(cast, "coordinator"), "/en/adoptions/"),
    ]
    few = [queries_of(client, address) for client, address in pages]

    copies(adoption, 200)

    assert [queries_of(client, address) for client, address in pages] == few
    assert max(few) <= 12
