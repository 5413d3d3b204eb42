"""What mentors, towns and the office do: state, journal, outbox, and lines of the day."""

from datetime import timedelta

import pytest

from pearls.audit.models import Entry
from pearls.calls import queries as call_queries
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.mentoring import queries, services
from pearls.mentoring.models import MatchRun, MentorProfile, Note, Pair, Promise
from pearls.mentoring.queries import hours as hour_queries
from pearls.mentoring.queries import pairs as pair_queries
from pearls.mentoring.queries import quiet as quiet_queries
from pearls.mentoring.rules.profiles import Described
from pearls.mentoring.rules.walls import Side, Visibility
from pearls.mentoring.rules.working import HandOverState, Mode, PromiseState
from pearls.people.models import Mentorship
from pearls.people.services import end_mentorship
from pearls.today.models import Line
from tests.mentoring.conftest import NOW, Room

OFFICE = Actor.system("tests")


def refusal(act: object, **given: object) -> str:
    with pytest.raises(NotAllowed) as refused:
        act(**given)  # type: ignore[operator]
    return refused.value.verdict.reason


def codes() -> set[str]:
    return set(Line.objects.values_list("code", flat=True))


def met(room: Room, minutes: int = 90, who: str = "mentor") -> None:
    made = services.plan_meeting(
        actor=room.actor(who), pair=room.pair, starts_at=NOW, zone="UTC", mode=Mode.ONLINE, agenda="", now=NOW
    )
    services.hold_meeting(
        actor=room.actor(who), meeting=made, minutes=minutes, attended="", summary="", now=NOW + timedelta(hours=2)
    )


def offered(room: Room) -> pair_queries.HandOver:
    return services.begin_hand_over(
        actor=room.actor("mentor"),
        pair=room.pair,
        giver=room.cast.mentor,
        taker=room.other,
        note="Call them.",
        now=NOW,
    )


def test_a_town_that_gets_a_mentor_has_a_page_once(room: Room) -> None:
    assert services.open_pairs(edition_key=room.pair.edition_key, now=NOW) == 0
    assert Pair.objects.get() == room.pair


def test_the_other_side_confirms_the_words_it_was_shown(room: Room) -> None:
    written = services.write_agreement(
        actor=room.actor("mentor"), pair=room.pair, goals="Kilns", rhythm="Weekly", until=None, now=NOW
    )
    assert codes() == {"agreement-to-confirm"}

    town = {"actor": room.actor("town"), "agreement": written, "now": NOW}
    assert refusal(services.confirm_agreement, **town, sha256="0" * 64) == "words-changed"
    services.confirm_agreement(**town, sha256=written.sha256)  # type: ignore[arg-type]

    written.refresh_from_db()
    assert written.is_agreed
    assert codes() == set()
    assert Entry.objects.filter(act="agreement-confirmed").count() == 1


def test_new_words_are_confirmed_anew_and_the_old_are_kept(room: Room) -> None:
    words = {"pair": room.pair, "rhythm": "", "until": None, "now": NOW}
    first = services.write_agreement(actor=room.actor("mentor"), goals="Kilns", **words)  # type: ignore[arg-type]
    second = services.write_agreement(actor=room.actor("town"), goals="More kilns", **words)  # type: ignore[arg-type]

    assert first.sha256 != second.sha256
    assert room.pair.agreements.count() == 2
    assert pair_queries.agreement_of(room.pair) == second
    assert second.confirmed == {Side.TOWN}


def test_a_promise_stands_on_the_day_of_who_gave_it_until_it_is_settled(room: Room) -> None:
    promise = services.make_promise(
        actor=room.actor("town"), pair=room.pair, what="Ask", side=Side.MENTOR, due_on=NOW.date(), now=NOW
    )
    assert Line.objects.get().person == room.cast.mentor

    services.settle_promise(actor=room.actor("mentor"), promise=promise, to=PromiseState.DONE, word="", now=NOW)

    assert codes() == set()
    assert refusal(
        services.settle_promise, actor=room.actor("mentor"), promise=promise, to=PromiseState.DONE, word="", now=NOW
    ) == ("promise-is-over")


def test_one_is_reminded_of_a_promise_once(room: Room) -> None:
    services.make_promise(
        actor=room.actor("town"), pair=room.pair, what="Ask", side=Side.TOWN, due_on=NOW.date(), now=NOW
    )

    assert services.remind_of_promises(actor=OFFICE, now=NOW) == 1
    assert services.remind_of_promises(actor=OFFICE, now=NOW) == 0
    assert Message.objects.filter(kind="promise-due").count() == 1


def test_hours_are_whole_minutes_of_meetings_held_twins_and_sessions(room: Room) -> None:
    met(room)
    pair = services.pair_twins(actor=OFFICE, senior=room.cast.mentor, junior=room.other, now=NOW)
    room.pair = pair
    met(room, 30)
    services.note_supervision(
        actor=OFFICE,
        held_on=NOW.date(),
        expert="Dr X",
        topic="Limits",
        minutes=60,
        attended=[room.cast.mentor, room.other],
        now=NOW,
    )

    rows = hour_queries.hours_seen_by_office(OFFICE, year=NOW.year)

    assert [(str(row.person), row.minutes) for row in rows] == [("Līga Bērziņa", 180), ("Other Mentor", 60)]
    assert hour_queries.hours_of(room.actor("town"), year=NOW.year) == []


def test_a_town_handed_over_loses_nothing_and_its_old_mentor_no_longer_writes(room: Room) -> None:
    """The journey: a mentor hands a town over."""
    met(room)
    for visibility in Visibility:
        room.note(visibility)
    services.write_agreement(actor=room.actor("mentor"), pair=room.pair, goals="Kilns", rhythm="", until=None, now=NOW)
    due = NOW.date() + timedelta(days=3)
    services.make_promise(
        actor=room.actor("mentor"), pair=room.pair, what="Call", side=Side.MENTOR, due_on=due, now=NOW
    )
    handed, later = offered(room), NOW + timedelta(days=1)
    assert queries.pair_for(room.actor("other"), room.pair.ref) is None
    assert codes() >= {"hand-over-asked", "hand-over-notes"}

    services.answer_hand_over(actor=room.actor("other"), hand_over=handed, accepts=True, now=later)

    assert [one.person for one in Mentorship.objects.filter(ended_at=None)] == [room.other]
    assert Mentorship.objects.get(person=room.cast.mentor).ended_at == later
    assert Promise.objects.get().owner == room.other
    assert Line.objects.get(code="promise-due").person == room.other
    assert (room.pair.meetings.count(), room.pair.agreements.count(), Note.objects.count()) == (1, 1, 3)
    new, old = room.actor("other"), room.actor("mentor")
    assert queries.pair_for(new, room.pair.ref) == room.pair
    read = pair_queries.notes_for(new, room.pair, queries.reader_of(new, room.pair))
    assert {note.visibility for note in read} == {"mentors", "office"}
    assert queries.pair_for(old, room.pair.ref) is None
    assert refusal(services.write_note, actor=old, pair=room.pair, visibility=Visibility.PAIR, text="x", now=later) == (
        "not-your-pair"
    )
    assert [row.minutes for row in hour_queries.hours_of(old, year=NOW.year)] == [90]
    acts = set(Entry.objects.values_list("act", flat=True))
    assert acts >= {"hand-over-begun", "hand-over-accepted", "mentor-dismissed", "mentor-appointed"}
    assert {"hand-over-asked", "hand-over-accepted"} <= set(Message.objects.values_list("kind", flat=True))


def test_notes_of_the_pair_go_along_where_the_town_says_so(room: Room) -> None:
    room.note(Visibility.PAIR)
    handed = offered(room)
    services.agree_to_notes(actor=room.actor("town"), hand_over=handed, agrees=True, now=NOW)

    services.answer_hand_over(actor=room.actor("other"), hand_over=handed, accepts=True, now=NOW + timedelta(days=1))

    new = room.actor("other")
    assert pair_queries.notes_for(new, room.pair, queries.reader_of(new, room.pair)).count() == 1


def test_a_town_is_offered_once_and_answered_once(room: Room) -> None:
    handed = offered(room)

    assert refusal(
        services.begin_hand_over,
        actor=room.actor("mentor"),
        pair=room.pair,
        giver=room.cast.mentor,
        taker=room.third,
        note="x",
        now=NOW,
    ) == ("hand-over-waits")
    answer = {"hand_over": handed, "now": NOW}
    assert refusal(services.answer_hand_over, actor=room.actor("third"), accepts=True, **answer) == (
        "not-yours-to-answer"
    )
    services.answer_hand_over(actor=room.actor("other"), accepts=False, **answer)  # type: ignore[arg-type]
    assert refusal(services.take_back, actor=room.actor("mentor"), **answer) == "hand-over-is-over"
    assert handed.state == HandOverState.DECLINED
    assert Mentorship.objects.get(ended_at=None).person == room.cast.mentor


def test_who_has_no_room_cannot_take_a_town_over(room: Room) -> None:
    room.describe(room.other, capacity=0)
    handed = offered(room)

    assert refusal(services.answer_hand_over, actor=room.actor("other"), hand_over=handed, accepts=True, now=NOW) == (
        "mentor-is-full"
    )
    assert Mentorship.objects.get(ended_at=None).person == room.cast.mentor


def without_mentor(room: Room) -> None:
    end_mentorship(actor=OFFICE, mentorship=Mentorship.objects.get(ended_at=None), now=NOW)


def proposed(room: Room) -> MatchRun:
    without_mentor(room)
    room.describe(room.other)
    room.describe(room.third, languages=("et",), country="EE")
    return services.propose_matching(actor=OFFICE, edition=room.candidate.edition, now=NOW)


def test_a_proposal_appoints_nobody_until_the_office_takes_it_over(room: Room) -> None:
    run = proposed(room)
    assert [(row["town"], row["mentor"]) for row in run.rows] == [("smiltene-lv", room.other.ref)]
    assert codes() == {"matching-waits"}
    assert not Mentorship.objects.filter(ended_at=None).exists()

    services.apply_run(actor=OFFICE, run=run, now=NOW)

    assert Mentorship.objects.get(ended_at=None).person == room.other
    assert codes() == set()
    assert refusal(services.apply_run, actor=OFFICE, run=run, now=NOW) == "run-is-over"


def test_the_office_overrules_a_language_with_a_reason_that_stands_beside_the_warning(room: Room) -> None:
    run = proposed(room)
    wish = {"run": run, "town": "smiltene-lv", "before": room.other.ref, "mentor": room.third.ref, "now": NOW}
    assert refusal(services.override, actor=OFFICE, **wish, because="") == "needs-reason"
    assert refusal(services.override, actor=room.actor("mentor"), **wish, because="x") == "not-the-office"

    services.override(actor=OFFICE, **wish, because="She learns Latvian.")  # type: ignore[arg-type]

    (row,) = run.rows
    assert (row["mentor"], row["warnings"]) == (room.third.ref, ["no-shared-language"])
    assert "learns" not in str(Entry.objects.get(act="matching-overridden").data)


def test_a_run_seen_before_somebody_changed_it_is_not_changed_again(room: Room) -> None:
    run = proposed(room)
    stale = MatchRun.objects.get(pk=run.pk)
    services.set_aside(actor=OFFICE, run=run, now=NOW)

    assert refusal(services.apply_run, actor=OFFICE, run=stale, now=NOW) == "somebody-was-faster"
    assert not Mentorship.objects.filter(ended_at=None).exists()


def test_what_is_kept_of_a_proposal_holds_nothing_private(room: Room) -> None:
    room.note(Visibility.MENTORS, text="A private remark")

    run = proposed(room)

    kept = f"{run.inputs} {run.rows}"
    assert "private" not in kept
    assert "@" not in kept
    assert room.other.name not in kept


def test_a_town_that_cannot_be_served_is_named(room: Room) -> None:
    without_mentor(room)
    room.describe(room.other, languages=("et",))

    run = services.propose_matching(actor=OFFICE, edition=room.candidate.edition, now=NOW)

    assert run.impossible == [{"town": "smiltene-lv", "allowed_mentors": []}]
    assert run.rows == []


def test_a_quiet_town_stands_on_the_day_of_mentor_and_office_until_it_is_heard_of(room: Room) -> None:
    late = NOW + timedelta(days=60)

    assert services.watch_towns(actor=OFFICE, now=late) == 1
    assert {line.role or str(line.person) for line in Line.objects.all()} == {"coordinator", "Līga Bērziņa"}
    assert quiet_queries.quiet_towns(room.actor("mentor"), now=late)[0].life.level == "silent"

    room.candidate.save("vision", "Eleven kilns", now=late)
    assert services.watch_towns(actor=OFFICE, now=late) == 0
    assert codes() == set()


def test_forgetting_a_person_takes_profile_and_notes_along_and_leaves_meetings(room: Room) -> None:
    met(room)
    room.describe(room.cast.mentor)
    room.note(Visibility.PAIR)

    services.forget_person(actor=OFFICE, person=room.cast.mentor.ref, now=NOW)

    assert (Note.objects.count(), MentorProfile.objects.count(), room.pair.meetings.count()) == (0, 0, 1)


def test_only_the_office_sets_the_term_of_a_contact_point(room: Room) -> None:
    described = Described(languages=("et",), contact_from=NOW.date())

    own = services.describe_mentor(actor=room.actor("other"), person=room.other, described=described, now=NOW)
    assert own.contact_from is None
    theirs = services.describe_mentor(actor=OFFICE, person=room.other, described=described, now=NOW)
    assert theirs.contact_from == NOW.date()
    assert refusal(
        services.describe_mentor, actor=room.actor("third"), person=room.other, described=described, now=NOW
    ) == ("not-your-profile")


def test_the_towns_to_match_are_those_with_a_plan_and_no_mentor(room: Room) -> None:
    assert call_queries.mentors_to_choose(room.candidate.edition).count() == 3
    assert refusal(services.propose_matching, actor=OFFICE, edition=room.candidate.edition, now=NOW) == "no-towns"
