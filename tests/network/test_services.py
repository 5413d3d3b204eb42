"""Joining, groups, boards, messages and reports: rows, journal, outbox and whose day it stands on."""

from datetime import timedelta

import pytest

from pearls.audit.models import Entry
from pearls.kernel import events
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.network import queries, services
from pearls.network.models import Contact, Member, Note, Post, Report, Seat, Wording
from pearls.network.rules import Profile, SeatState, Told
from pearls.people import services as people
from pearls.people.events import PersonDataGathered
from pearls.people.models import Speaker
from pearls.today.models import Line
from tests.network.conftest import Net, told


def acts() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


def lines() -> list[tuple[str, str]]:
    rows = Line.objects.order_by("pk").values_list("code", "person__email", "role")
    return [(code, email or role) for code, email, role in rows]


def refused(act: object, **given: object) -> str:
    with pytest.raises(NotAllowed) as problem:
        act(**given)  # type: ignore[operator]
    return problem.value.verdict.reason


def inside(net: Net, key: str) -> bool:
    return queries.is_in_network(net.actor(key), now=net.now)


def test_a_place_joins_by_its_speaker_and_leaves_and_may_join_again(net: Net) -> None:
    join = {"actor": net.actor("colleague"), "place": net.kalni, "profile": Profile(about="Hills"), "now": net.now}
    assert refused(services.join_network, **join | {"actor": net.actor("town")}) == "not-yours"
    assert not inside(net, "colleague")

    member = services.join_network(**join)  # type: ignore[arg-type]
    assert (member.kind, inside(net, "colleague")) == ("candidate", True)
    assert refused(services.join_network, **join) == "already-in-network"
    services.leave_network(actor=net.actor("colleague"), member=member, now=net.now)

    member.refresh_from_db()
    assert (member.about, member.visibility, inside(net, "colleague")) == ("", "nobody", False)
    services.join_network(**join)  # type: ignore[arg-type]
    assert inside(net, "colleague")
    assert acts()[-3:] == ["network-joined", "network-left", "network-joined"]


def test_who_speaks_for_the_place_no_more_reads_the_board_no_more(net: Net) -> None:
    assert inside(net, "town")

    Speaker.objects.filter(person=net.cast.town).update(state="ended")

    assert not inside(net, "town")


def test_a_mentor_joins_alone_and_one_without_a_role_does_not(net: Net) -> None:
    assert net.members["mentor"].kind == "mentor"
    juror = net.actor("juror1")
    assert refused(services.join_network, actor=juror, profile=Profile(), now=net.now) == "not-in-the-programme"


def test_a_contact_point_joins_while_the_term_runs(net: Net) -> None:
    office, juror = net.actor("coordinator"), net.actor("juror1")
    term = services.enter_term(
        actor=office,
        country="LV",
        organisation="A house",
        began_on=net.now.date(),
        ended_on=None,
        email=net.cast["juror1"].email,
        now=net.now,
    )
    services.join_network(actor=juror, profile=Profile(), now=net.now)
    assert inside(net, "juror1")

    services.end_term(actor=office, term=term, ended_on=net.now.date(), now=net.now)

    assert not queries.is_in_network(juror, now=net.now + timedelta(days=1))
    values = {"country": "LV", "organisation": "x", "began_on": net.now.date(), "ended_on": None, "now": net.now}
    assert refused(services.enter_term, actor=net.actor("town"), **values) == "not-the-office"


def test_a_contact_is_named_by_themselves_alone_and_the_journal_holds_no_name(net: Net) -> None:
    member = net.members["town"]
    named = {"member": member, "function": "Clerk", "now": net.now}
    assert refused(services.list_contact, actor=net.actor("othertown"), **named) == "not-yours"

    services.list_contact(actor=net.actor("town"), **named)  # type: ignore[arg-type]

    assert Contact.objects.get().function == "Clerk"
    assert "Ilze" not in str(list(Entry.objects.values_list("data", flat=True)))
    services.unlist_contact(actor=net.actor("town"), member=member, now=net.now)
    assert not Contact.objects.exists()


def test_a_message_shows_the_address_only_of_who_chose_so(net: Net) -> None:
    send = {"actor": net.actor("othertown"), "member": net.members["town"], "text": "Hello", "now": net.now}

    services.send_note(**send, shows_address=False)  # type: ignore[arg-type]
    services.send_note(**send, shows_address=True)  # type: ignore[arg-type]

    hidden, shown = Message.objects.filter(kind="network-note").order_by("pk")
    assert (hidden.to, hidden.reply_to, shown.reply_to) == ("town@demo.test", "", "othertown@demo.test")
    assert "othertown@demo.test" not in hidden.body + hidden.subject
    assert hidden.is_private
    assert lines() == [("network-note-waits", "town@demo.test")] * 2


def test_an_answer_goes_back_through_the_network_and_takes_the_line_off(net: Net) -> None:
    note = services.send_note(
        actor=net.actor("othertown"), member=net.members["town"], text="Hello", shows_address=False, now=net.now
    )

    services.answer_note(actor=net.actor("town"), note=note, text="Welcome", shows_address=False, now=net.now)

    assert Message.objects.order_by("-pk")[0].to == "othertown@demo.test"
    assert lines() == [("network-note-waits", "othertown@demo.test")]
    stranger = {"actor": net.actor("mentor"), "note": note, "text": "Me too", "shows_address": False, "now": net.now}
    assert refused(services.answer_note, **stranger) == "not-in-network"


def test_a_muted_sender_reaches_nobody_until_taken_again(net: Net) -> None:
    made = services.mute(actor=net.actor("town"), person=net.cast["othertown"], now=net.now)
    send = {"actor": net.actor("othertown"), "member": net.members["town"], "text": "Hi", "shows_address": False}
    assert refused(services.send_note, **send, now=net.now) == "nobody-takes-it"

    services.unmute(actor=net.actor("town"), ref=made.ref, now=net.now)

    services.send_note(**send, now=net.now)  # type: ignore[arg-type]
    assert Note.objects.count() == 1


def test_too_many_messages_to_one_are_refused(net: Net) -> None:
    send = {"actor": net.actor("othertown"), "member": net.members["town"], "text": "Hi", "shows_address": False}
    for _ in range(3):
        services.send_note(**send, now=net.now)  # type: ignore[arg-type]

    assert refused(services.send_note, **send, now=net.now) == "too-many-notes"
    services.send_note(**send, now=net.now + timedelta(days=2))  # type: ignore[arg-type]


def test_who_asks_waits_on_the_moderators_day_and_is_let_in(net: Net) -> None:
    group = net.group("request")
    seat = services.join_group(actor=net.actor("othertown"), group=group, now=net.now)
    assert (seat.state, lines()) == (SeatState.ASKED, [("group-request-waits", "town@demo.test")])
    answer = {"seat": seat, "lets_in": True, "now": net.now}
    assert refused(services.answer_request, actor=net.actor("mentor"), **answer) == "not-a-moderator"

    services.answer_request(actor=net.actor("town"), **answer)  # type: ignore[arg-type]

    assert (Seat.objects.get(pk=seat.pk).state, lines()) == (SeatState.IN, [])
    assert refused(services.answer_request, actor=net.actor("town"), **answer) == "somebody-was-faster"


def test_who_was_not_let_in_may_ask_again(net: Net) -> None:
    group = net.group("request")
    for lets_in in (False, True):
        seat = services.join_group(actor=net.actor("othertown"), group=group, now=net.now)
        services.answer_request(actor=net.actor("town"), seat=seat, lets_in=lets_in, now=net.now)

    assert list(Seat.objects.order_by("pk").values_list("state", flat=True)) == ["in", "refused", "in"]


def test_into_a_group_by_invitation_only_the_invited_come(net: Net) -> None:
    group = net.group("invited")
    join = {"actor": net.actor("othertown"), "group": group, "now": net.now}
    assert queries.group_for(net.actor("othertown"), group.ref, now=net.now) is None
    assert refused(services.join_group, **join) == "by-invitation"

    services.invite(actor=net.actor("town"), group=group, person=net.cast["othertown"], now=net.now)
    assert lines() == [("group-invitation", "othertown@demo.test")]
    services.join_group(**join)  # type: ignore[arg-type]

    assert (queries.standing(net.actor("othertown"), group, now=net.now).reads, lines()) == (True, [])
    guest = {"group": group, "person": net.cast["juror1"], "now": net.now}
    assert refused(services.invite, actor=net.actor("town"), **guest) == "not-in-network"


def test_an_archived_group_is_read_by_its_members_and_written_by_nobody(net: Net) -> None:
    group = net.group()
    services.join_group(actor=net.actor("othertown"), group=group, now=net.now)
    post = net.post(group=group)
    services.archive_group(actor=net.actor("town"), group=group, now=net.now)

    assert queries.post_for(net.actor("othertown"), post.ref, now=net.now) == post
    assert queries.post_for(net.actor("mentor"), post.ref, now=net.now) is None
    write = {"actor": net.actor("othertown"), "group": group, "told": told(), "now": net.now}
    assert refused(services.put_up, **write) == "group-archived"
    services.reopen_group(actor=net.actor("town"), group=group, now=net.now)
    services.put_up(**write)  # type: ignore[arg-type]


def test_the_last_moderator_names_another_one_before_leaving(net: Net) -> None:
    group = net.group()
    seat = services.join_group(actor=net.actor("othertown"), group=group, now=net.now)
    leave = {"actor": net.actor("town"), "group": group, "now": net.now}
    assert refused(services.leave_group, **leave) == "last-moderator"

    services.name_moderator(actor=net.actor("town"), seat=seat, now=net.now)
    services.leave_group(**leave)  # type: ignore[arg-type]

    assert not queries.standing(net.actor("town"), group, now=net.now).reads


def test_a_reply_stands_on_the_authors_day_and_goes_when_it_is_removed(net: Net) -> None:
    post = net.post()
    reply = services.reply_to(
        actor=net.actor("othertown"), post=post, told=Told(text="We take eight", language="en"), now=net.now
    )
    assert lines() == [("network-reply", "town@demo.test")]

    services.remove_post(actor=net.actor("othertown"), post=reply, because="", now=net.now)

    assert lines() == []
    assert list(queries.words_of(net.cast["othertown"].ref)) == []


def test_how_a_post_read_before_is_kept(net: Net) -> None:
    post = net.post(text="Sixteen")
    change = {"post": post, "told": told(text="Fourteen"), "now": net.now}
    assert refused(services.change_post, actor=net.actor("coordinator"), **change) == "not-your-post"

    services.change_post(actor=net.actor("town"), **change)  # type: ignore[arg-type]

    assert (post.text, Wording.objects.get().text) == ("Fourteen", "Sixteen")


def test_a_moderator_pins_and_removes_with_a_reason(net: Net) -> None:
    group = net.group()
    services.join_group(actor=net.actor("othertown"), group=group, now=net.now)
    first = net.post(by="othertown", group=group)
    net.post(group=group, title="Later")
    assert refused(services.pin_post, actor=net.actor("othertown"), post=first, now=net.now) == "not-a-moderator"

    services.pin_post(actor=net.actor("town"), post=first, now=net.now)
    assert [post.title for post in queries.board(group, now=net.now)] == ["Tables", "Later"]
    remove = {"actor": net.actor("town"), "post": first, "now": net.now}
    assert refused(services.remove_post, **remove, because="") == "needs-reason"
    services.remove_post(**remove, because="Sold")  # type: ignore[arg-type]

    assert [post.title for post in queries.board(group, now=net.now)] == ["Later"]


def test_what_is_over_leaves_the_board_by_itself(net: Net) -> None:
    day = net.now.date()
    services.put_up(actor=net.actor("town"), group=None, told=Told("x", "en", "T", until_on=day), now=net.now)

    assert queries.board(None, now=net.now).count() == 1
    assert queries.board(None, now=net.now + timedelta(days=1)).count() == 0


def test_a_report_waits_for_the_office_which_removes_with_a_reason(net: Net) -> None:
    post = net.post()
    made = services.report(actor=net.actor("othertown"), post=post, because="An advertisement", now=net.now)
    assert lines() == [("network-report-waits", "admin"), ("network-report-waits", "coordinator")]
    settle = {"report": made, "removes": True, "now": net.now}
    assert refused(services.settle_report, actor=net.actor("town"), because="x", **settle) == "not-the-office"
    assert refused(services.settle_report, actor=net.actor("admin"), because="", **settle) == "needs-reason"

    services.settle_report(actor=net.actor("admin"), because="No advertisements", **settle)  # type: ignore[arg-type]

    post.refresh_from_db()
    assert (post.is_removed, post.removed_because, lines()) == (True, "No advertisements", [])
    assert Report.objects.get().has_removed
    assert refused(services.report, actor=net.actor("juror1"), post=post, because="x", now=net.now) == "not-in-network"


def test_an_erased_person_takes_their_words_along_and_replies_of_others_stay(net: Net) -> None:
    post = net.post(text="My cellar")
    services.reply_to(actor=net.actor("othertown"), post=post, told=Told(text="Gladly", language="en"), now=net.now)
    services.change_post(actor=net.actor("town"), post=post, told=told(text="My attic"), now=net.now)
    services.send_note(
        actor=net.actor("town"), member=net.members["othertown"], text="Secret", shows_address=False, now=net.now
    )
    taken = PersonDataGathered(ref=net.cast.town.ref, data={})
    events.publish(taken)
    assert [one["text"] for one in taken.data["network_posts"]] == ["My attic"]
    assert [one["text"] for one in taken.data["network_messages"]] == ["Secret"]

    people.erase_person(actor=net.actor("town"), person=net.cast.town, now=net.now)

    assert list(Post.objects.order_by("pk").values_list("title", "text")) == [("", ""), ("", "Gladly")]
    assert not Wording.objects.exists()
    assert not Note.objects.exists()
    assert Member.objects.filter(place=net.ezeri).exists()
