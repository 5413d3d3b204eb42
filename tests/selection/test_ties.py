"""Ties as they are said, found again, decided and forgotten, and what they shut."""

from datetime import timedelta

import pytest

from pearls.audit.models import Entry, PersonalDetail
from pearls.calls.models import Application, Member
from pearls.documents import services as documents
from pearls.kernel.verdict import NotAllowed
from pearls.people import services as people
from pearls.people.models import Speaker
from pearls.places.models import Place
from pearls.programme.models import Partner, Programme
from pearls.selection import queries, services
from pearls.selection.models import Assessment, Connection, Declaration, Tie
from pearls.selection.rules.panels import AssessmentState, Conflict, may_open
from pearls.selection.rules.ties import EdgeKind, Ruling, TieKind
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room, handed_in

LATER = NOW + timedelta(days=1)


@pytest.fixture
def room(cast: Cast) -> Room:
    return a_room(cast, {"alfa": "LV", "beta": "FI", "gama": "PL"})


def say(room: Room, who: str, kind: EdgeKind, *, organisation: str = "", town: str = "", **years: int) -> Connection:
    place = Place.objects.get(key=town) if town else None
    return services.say_connection(
        actor=room.cast.actor(who), kind=kind, organisation=organisation, place=place, now=NOW, **years
    )


def conflict(room: Room, who: str, town: str) -> Conflict | None:
    return queries.reading_of(room.cast.actor(who), room.seats[who], room.dossiers[town]).conflict


def ties(room: Room, who: str) -> list[tuple[str, str]]:
    return sorted(Tie.objects.filter(seat=room.seats[who]).values_list("kind", "dossier__key"))


def decide(room: Room, tie: Tie, ruling: Ruling, *, by: str = "chair", reason: str = "One lecture, paid by us.") -> Tie:
    actor = room.cast.actor(by)
    return services.decide_tie(actor=actor, panel=room.panel, tie=tie, ruling=ruling, reason=reason, now=LATER)


def partners_named(room: Room, town: str, rows: list[dict[str, str]]) -> None:
    """The town sends its text anew, and it names these."""
    dossier = room.dossiers[town]
    document = dossier.snapshot.document
    for row in rows:
        documents.add_record(actor=OFFICE, document=document, question_id="stakeholders", values=row, now=NOW)
    newer = documents.take_snapshot(actor=OFFICE, document=document, now=NOW)
    dossier.snapshot = newer
    dossier.save(update_fields=["snapshot"])


def refused(act: object, *args: object, **named: object) -> str:
    with pytest.raises(NotAllowed) as refusal:
        act(*args, **named)  # type: ignore[operator]
    return str(refusal.value.verdict.reason)


def test_an_employer_in_a_town_shuts_its_text_until_the_chair_has_decided(room: Room) -> None:
    say(room, "juror1", EdgeKind.EMPLOYED_BY, organisation="Port of Alfa", town="alfa", since=2020)

    assert ties(room, "juror1") == [("employer", "alfa")]
    assert conflict(room, "juror1", "alfa") == Conflict.TIE_WAITS
    assert conflict(room, "juror1", "beta") is None
    reading = queries.reading_of(room.cast.actor("juror1"), room.seats["juror1"], room.dossiers["alfa"])
    assert may_open(reading).reason == "conflict-tie-waits"
    (path,) = Tie.objects.values_list("path", flat=True)
    assert [(step["kind"], step["end"], step["source"], step["since"]) for step in path] == [
        ("employed-by", "Port of Alfa", "said", 2020),
        ("seated-in", "Alfa", "said", None),
        ("text-of", "Alfa", "text", None),
    ]


def test_the_chair_lets_somebody_read_and_the_person_declares_anew(room: Room) -> None:
    room.score("juror1", "alfa", *[7] * len(room.panel.stage_rules.criteria))
    say(room, "juror1", EdgeKind.MEMBER_OF, organisation="Choir", town="alfa")
    assert queries.score_lines(room.panel) == []

    tie = decide(room, Tie.objects.get(), Ruling.MAY_READ)

    assert (tie.ruling, tie.reason, tie.decided_by) == (Ruling.MAY_READ, "One lecture, paid by us.", room.cast.chair)
    assert conflict(room, "juror1", "alfa") is None
    assert Assessment.objects.get().state == AssessmentState.OPEN
    entry = Entry.objects.get(act="tie-decided")
    assert "lecture" not in str(entry.data)
    assert entry.data["ruling"] == "may-read"
    assert PersonalDetail.objects.get(entry=entry).details == {"reason": "One lecture, paid by us."}
    services.declare(
        actor=room.cast.actor("juror1"),
        seat=room.seats["juror1"],
        dossier=room.dossiers["alfa"],
        has_conflict=False,
        now=LATER,
    )
    assert conflict(room, "juror1", "alfa") == Conflict.NONE


def test_the_chair_shuts_it_and_may_think_again(room: Room) -> None:
    say(room, "juror1", EdgeKind.BUSINESS, town="alfa")

    decide(room, Tie.objects.get(), Ruling.SHUTS)
    shut = conflict(room, "juror1", "alfa")
    decide(room, Tie.objects.get(), Ruling.MAY_READ, reason="The contract was another town's.")

    assert (shut, conflict(room, "juror1", "alfa")) == (Conflict.TIE, None)


def test_one_more_tie_shuts_again_what_was_opened(room: Room) -> None:
    say(room, "juror1", EdgeKind.BUSINESS, town="alfa")
    decide(room, Tie.objects.get(), Ruling.MAY_READ)

    say(room, "juror1", EdgeKind.EMPLOYED_BY, organisation="Port", town="alfa")

    assert conflict(room, "juror1", "alfa") == Conflict.TIE_WAITS


def test_what_the_rules_shut_nobody_opens(room: Room) -> None:
    say(room, "juror1", EdgeKind.WORKS_FOR, town="alfa", until=2024)
    (tie,) = Tie.objects.all()

    assert (tie.kind, conflict(room, "juror1", "alfa")) == (TieKind.MUNICIPALITY, Conflict.TIE)
    for by in ("chair", "coordinator"):
        assert refused(decide, room, tie, Ruling.MAY_READ, by=by) in ("tie-shut-by-rules", "tie-for-the-chair")
    assert conflict(room, "juror1", "alfa") == Conflict.TIE


def test_ones_own_tie_is_decided_by_the_office_and_so_is_one_with_a_text_that_is_shut_to_the_chair(room: Room) -> None:
    say(room, "chair", EdgeKind.BUSINESS, town="alfa")
    say(room, "juror1", EdgeKind.BUSINESS, town="alfa")
    own, other = Tie.objects.order_by("pk")

    assert refused(decide, room, own, Ruling.MAY_READ) == "tie-is-your-own"
    assert refused(decide, room, other, Ruling.MAY_READ) == "tie-for-the-office"
    assert queries.ties_to_decide(by_chair=False).count() == 2
    assert queries.ties_to_decide(by_chair=True).count() == 0
    decide(room, own, Ruling.MAY_READ, by="coordinator")
    assert refused(decide, room, other, Ruling.MAY_READ, by="coordinator") == "tie-for-the-chair"
    assert queries.ties_to_decide(by_chair=True).get() == other
    assert queries.ties_for_chairs(queries.seats_for(room.cast.actor("chair"))) == {room.panel.pk: 1}


def test_what_is_done_on_this_platform_is_found_without_a_word(room: Room) -> None:
    application = Application.objects.get(ref=room.dossiers["beta"].application_ref)
    Member.objects.create(
        application=application, person=room.cast["juror1"], email="j@demo.test", right="edit",
        invited_at=NOW, joined_at=NOW,
    )  # fmt: skip
    claim = people.claim_place(
        actor=room.cast.actor("juror2"), place=Place.objects.get(key="alfa"), function="Clerk", now=NOW
    )
    refused_claim = people.claim_place(
        actor=room.cast.actor("juror3"), place=Place.objects.get(key="alfa"), function="Clerk", now=NOW
    )
    Speaker.objects.filter(pk=refused_claim.pk).update(state="refused")

    assert services.find_ties(actor=OFFICE, now=LATER) == 2
    assert services.find_ties(actor=OFFICE, now=LATER) == 0

    assert claim.state == "claimed"
    assert [ties(room, who) for who in ("juror1", "juror2", "juror3")] == [
        [("team", "beta")],
        [("municipality", "alfa")],
        [],
    ]
    found = Entry.objects.filter(act="ties-found")
    assert [sorted(one["kind"] for one in entry.data["ties"]) for entry in found] == [["municipality", "team"]]


def test_a_tie_that_came_to_be_known_stands_instead_of_the_word_that_there_is_none(room: Room) -> None:
    people.claim_place(actor=room.cast.actor("juror1"), place=Place.objects.get(key="alfa"), function="", now=NOW)
    seat, dossier = room.seats["juror1"], room.dossiers["alfa"]

    said = services.declare(actor=room.cast.actor("juror1"), seat=seat, dossier=dossier, has_conflict=False, now=LATER)

    assert said.conflict == Conflict.TIE
    assert not Entry.objects.filter(act="no-conflict-declared").exists()


def test_an_organisation_that_a_text_names_and_a_partner_of_the_programme_are_recognised(room: Room) -> None:
    partners_named(room, "beta", [{"who": "The CHOIR of Beta", "sector": "culture"}])
    Partner.objects.create(
        programme=Programme.objects.get(), key="centre", number=1, name={"en": "Culture Centre"}, role="partner",
        country="PL", place=Place.objects.get(key="gama"),
    )  # fmt: skip

    say(room, "juror1", EdgeKind.MEMBER_OF, organisation="the choir of beta")
    say(room, "juror1", EdgeKind.EMPLOYED_BY, organisation="culture  centre")
    say(room, "juror2", EdgeKind.EMPLOYED_BY, organisation="Choir of Beta")

    assert ties(room, "juror1") == [("employer", "gama"), ("partner", "beta")]
    assert ties(room, "juror2") == []


def test_a_region_asks_and_a_place_that_answers_for_another_shuts(room: Room) -> None:
    Place.objects.filter(key__in=("alfa", "beta")).update(nuts3="LV003")
    village = Place.objects.create(key="village", name="Village", country="PL", source="demonstration")
    Place.objects.filter(key="gama").update(legal_parent=village)
    Place.objects.filter(key="gama").update(nuts3="")

    say(room, "juror1", EdgeKind.WORKS_FOR, town="village")
    say(room, "juror2", EdgeKind.WORKS_FOR, town="alfa")

    assert ties(room, "juror1") == [("municipality", "gama")]
    assert ties(room, "juror2") == [("municipality", "alfa"), ("region", "beta")]
    assert conflict(room, "juror2", "beta") == Conflict.TIE_WAITS


def test_a_seat_that_is_taken_and_a_text_that_comes_later_are_looked_at(room: Room) -> None:
    say(room, "juror4", EdgeKind.EMPLOYED_BY, organisation="Port", town="alfa")
    seat = services.invite(actor=OFFICE, panel=room.panel, person=room.cast["juror4"], country="DE", now=NOW)
    room.seats["juror4"] = services.answer_invitation(actor=room.cast.actor("juror4"), seat=seat, accepts=True, now=NOW)
    late = handed_in(room.panel.edition, "delta", "EE")
    say(room, "juror4", EdgeKind.FAMILY, town="delta")
    assert ties(room, "juror4") == [("employer", "alfa")]

    services.receive_dossiers(actor=OFFICE, panel=room.panel, dossiers=[late], now=NOW)

    assert ties(room, "juror4") == [("employer", "alfa"), ("family", "delta")]


def test_the_own_country_is_a_tie_where_the_rules_shut_it_and_shuts_the_figures_to_a_chair_too(cast: Cast) -> None:
    room = a_room(cast, {"malmo-x": "SE", "alfa": "LV"})
    seat = room.seats["chair"]
    seat.country = "LV"
    seat.save(update_fields=["country"])

    assert ties(room, "juror1") == [("own-country", "malmo-x")]
    assert Declaration.objects.get().conflict == Conflict.OWN_COUNTRY
    assert queries.closed_to(cast.actor("chair"), room.fresh()) == {room.dossiers["alfa"].pk}


def test_what_is_over_is_kept_counts_on_and_opens_nothing(room: Room) -> None:
    said = say(room, "juror1", EdgeKind.BUSINESS, town="alfa")

    ended = services.end_connection(actor=room.cast.actor("juror1"), connection=said, now=LATER)

    assert (ended.until, conflict(room, "juror1", "alfa")) == (LATER.year, Conflict.TIE_WAITS)
    act = {"actor": room.cast.actor("juror1"), "connection": said, "now": LATER}
    assert refused(services.end_connection, **act) == "tie-is-over"
    assert refused(services.end_connection, **act | {"actor": room.cast.actor("juror2")}) == "not-your-seat"


def test_after_the_scoring_nothing_is_decided_any_more(room: Room) -> None:
    say(room, "juror1", EdgeKind.BUSINESS, town="alfa")
    services.close_scoring(actor=OFFICE, panel=room.panel, reason="It is time.", now=NOW)

    assert refused(decide, room, Tie.objects.get(), Ruling.MAY_READ) == "scoring-closed"
    assert queries.ties_to_decide(by_chair=True).count() == 0


def test_a_person_takes_their_ties_along_and_an_erased_one_leaves_no_word(room: Room) -> None:
    say(room, "juror1", EdgeKind.EMPLOYED_BY, organisation="Port of Alfa", town="alfa", since=2020)
    say(room, "juror2", EdgeKind.BUSINESS, town="alfa")
    mine, other = Tie.objects.order_by("pk")
    decide(room, mine, Ruling.SHUTS, reason="She sits in the port's board.")
    decide(room, other, Ruling.SHUTS, reason="He told me.")

    data = people.export_person(actor=room.cast.actor("juror1"), now=LATER)
    for who in ("juror1", "chair"):
        people.erase_person(actor=OFFICE, person=room.cast[who], now=LATER)

    assert data["connections"][0]["organisation"] == "Port of Alfa"
    assert (data["ties"][0]["kind"], data["ties"][0]["decided"]) == ("employer", "shuts")
    assert list(Connection.objects.values_list("person__email", flat=True)) == ["juror2@demo.test"]
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.path, mine.reason, mine.ruling, mine.way) == ([], "", Ruling.SHUTS, mine.ref)
    assert (other.reason, other.ruling) == ("", Ruling.SHUTS)
    assert "port" not in str(list(PersonalDetail.objects.values_list("details", flat=True))).lower()
