"""Letters of noticeboards: each text once, whatever ends the writer; the links that stop them and that reply."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pearls.audit.models import Entry
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.mail.services import sending
from pearls.network import jobs, queries, services
from pearls.network.models import LetterChoice, Mute, Post, ReplyLink
from pearls.network.services import letters
from tests.network.conftest import Net, told
from tests.postbox import Postbox, one_click

SYSTEM = Actor.system("noticeboards")
DAY = timedelta(days=1)


def digests() -> list[Message]:
    return list(Message.objects.filter(kind="network-digest").order_by("pk"))


def wants(net: Net, key: str = "othertown", rhythm: str = "daily", group: Any = None) -> LetterChoice:
    return services.choose_letters(actor=net.actor(key), group=group, rhythm=rhythm, now=net.now)


def tell(net: Net, choice: LetterChoice, days: float) -> int:
    choice.refresh_from_db()
    return services.tell_of_news(actor=SYSTEM, choice=choice, now=net.now + days * DAY)


def test_a_letter_tells_what_others_wrote_since_the_last_one_in_the_readers_frame(net: Net) -> None:
    net.post(title="Before")
    choice = wants(net)
    net.post(title="Galdi", text="Sešpadsmit galdi")
    net.post(by="othertown", title="My own")

    assert tell(net, choice, 0.5) == 0
    assert tell(net, choice, 1) == 1

    letter = digests()[0]
    assert (letter.to, letter.is_private) == ("othertown@demo.test", True)
    assert "Galdi" in letter.body
    assert "Sešpadsmit galdi" in letter.body
    assert "English" in letter.body or "englanti" in letter.body
    assert "Before" not in letter.body
    assert "My own" not in letter.body
    assert tell(net, choice, 2) == 0
    assert len(digests()) == 1


def test_a_reply_is_told_with_a_link_to_its_post_and_what_was_removed_is_not(net: Net) -> None:
    choice = wants(net, "mentor")
    post, gone = net.post(title="Tables"), net.post(title="Rude")
    services.reply_to(actor=net.actor("othertown"), post=post, told=told(text="We take eight"), now=net.now)
    services.remove_post(actor=net.actor("town"), post=gone, because="", now=net.now)

    assert tell(net, choice, 1) == 2

    assert "We take eight" in digests()[0].body
    assert "Rude" not in digests()[0].body
    assert set(ReplyLink.objects.values_list("post", flat=True)) == {post.pk}


def test_the_job_writes_each_due_letter_once_however_often_it_runs(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    wants(net), wants(net, "mentor")
    net.post()
    monkeypatch.setattr(jobs, "utc_now", lambda: net.now + DAY)

    assert jobs.a_letter_is_due()
    assert jobs.write_of_boards.call() == 2
    assert not jobs.a_letter_is_due()
    assert jobs.write_of_boards.call() == 0

    assert sorted(letter.to for letter in digests()) == ["mentor@demo.test", "othertown@demo.test"]


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("where", ["_write", "_told"])
def test_a_writer_that_is_killed_in_between_leaves_nothing_and_the_next_one_writes_once(
    net: Net, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    choice = wants(net)
    net.post()
    real: Callable[..., Any] = getattr(letters, where)

    def killed(*given: Any) -> Any:
        real(*given)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(letters, where, killed)
        with pytest.raises(Killed), transaction.atomic():
            tell(net, choice, 1)
    assert (digests(), ReplyLink.objects.count()) == ([], 0)

    assert tell(net, choice, 1) == 1
    assert tell(net, choice, 3) == 0
    assert len(digests()) == 1


def test_two_writers_with_the_same_row_in_hand_write_one_letter(net: Net) -> None:
    choice = wants(net)
    net.post()
    first, second = (LetterChoice.objects.select_related("person", "group").get(pk=choice.pk) for _ in range(2))

    told_counts = [services.tell_of_news(actor=SYSTEM, choice=one, now=net.now + DAY) for one in (first, second)]

    assert (told_counts, len(digests())) == ([1, 0], 1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["post", "tell", "kill", "wait"]), max_size=10))
def test_whatever_happens_in_whatever_order_each_post_is_told_exactly_once(net: Net, steps: list[str]) -> None:
    with transaction.atomic():
        choice, days, count = wants(net), 0.0, 0
        for step in [*steps, "wait", "tell"]:
            if step == "post":
                count += 1
                net.post(title=f"Post-{count}-of-this")
            elif step == "wait":
                days += 1
            elif step == "tell":
                tell(net, choice, days)
            else:
                with pytest.raises(Killed), transaction.atomic():
                    tell(net, choice, days)
                    raise Killed
        told_of = "\n".join(letter.body for letter in digests())
        assert [told_of.count(f"Post-{number}-of-this\n") for number in range(1, count + 1)] == [1] * count
        transaction.set_rollback(True)


def test_more_than_a_letter_holds_comes_with_the_next_one(net: Net) -> None:
    choice = wants(net, "mentor")
    author = net.cast.town
    Post.objects.bulk_create(
        Post(author=author, title=f"T{n}-", text="x", language="en", made_at=net.now) for n in range(25)
    )

    assert [tell(net, choice, days) for days in (1, 2, 3)] == [20, 5, 0]


def test_who_has_left_gets_no_letter(net: Net) -> None:
    choice = wants(net)
    net.post()
    services.leave_network(actor=net.actor("othertown"), member=net.members["othertown"], now=net.now)

    assert tell(net, choice, 1) == 0
    assert digests() == []


def test_the_letters_of_a_group_go_to_its_members_alone_and_end_with_leaving(net: Net) -> None:
    group = net.group()
    with pytest.raises(NotAllowed) as refusal:
        wants(net, "othertown", group=group)
    assert refusal.value.verdict.reason == "not-in-group"
    services.join_group(actor=net.actor("othertown"), group=group, now=net.now)
    choice = wants(net, "othertown", group=group)
    net.post(group=group)
    assert tell(net, choice, 1) == 1

    services.leave_group(actor=net.actor("othertown"), group=group, now=net.now)

    assert not LetterChoice.objects.filter(pk=choice.pk).exists()
    assert not ReplyLink.objects.exists()


def test_the_link_of_a_letter_stops_it_by_a_post_without_signing_in(net: Net, client: Client) -> None:
    choice = wants(net)
    address = f"/en/network/letters/stop/{queries.stop_token(choice)}/"

    page = client.get(address)
    choice.refresh_from_db()
    assert (page.status_code, choice.rhythm) == (200, "daily")
    client.post(address)
    client.post(address)

    choice.refresh_from_db()
    assert (choice.rhythm, choice.next_at) == ("", None)
    entry = Entry.objects.get(act="network-letters-stopped")
    assert entry.actor_ref == net.cast["othertown"].ref
    assert client.get("/en/network/letters/stop/made-up/").status_code == 404


def test_each_letter_of_the_network_is_stopped_by_one_click_in_a_mail_program(net: Net, postbox: Postbox) -> None:
    group = net.group()
    services.join_group(actor=net.actor("othertown"), group=group, now=net.now)
    choices = [wants(net), wants(net, group=group)]
    net.post(), net.post(group=group)
    assert [tell(net, choice, 1) for choice in choices] == [1, 1]
    assert sending.send_due(now=net.now + DAY) == 2

    for _from, to, content in postbox.mails:
        assert to == ["othertown@demo.test"]
        assert one_click(content).status_code == 200

    assert set(LetterChoice.objects.values_list("rhythm", "next_at")) == {("", None)}
    assert set(Message.objects.values_list("body", "unsubscribe_url")) == {("", "")}


def test_the_letter_of_a_message_mutes_its_sender_by_one_click_and_nobody_else(net: Net, postbox: Postbox) -> None:
    write: dict[str, Any] = {"member": net.members["othertown"], "text": "Hello", "shows_address": False}
    services.send_note(actor=net.actor("town"), now=net.now, **write)
    assert sending.send_due(now=net.now) == 1
    ((_from, _to, content),) = postbox.mails

    for _ in range(2):
        assert one_click(content).status_code == 200

    (mute,) = Mute.objects.all()
    assert (mute.person, mute.muted) == (net.cast["othertown"], net.cast["town"])
    assert Entry.objects.get(act="network-muted").actor_ref == net.cast["othertown"].ref
    with pytest.raises(NotAllowed, match="nobody-takes-it"):
        services.send_note(actor=net.actor("town"), now=net.now, **write)
    services.send_note(actor=net.actor("mentor"), now=net.now, **write)


def test_to_open_the_link_of_a_message_alone_mutes_nobody(net: Net, client: Client) -> None:
    note = services.send_note(
        actor=net.actor("town"), member=net.members["othertown"], text="Hello", shows_address=False, now=net.now
    )
    token = queries.mute_token(note, net.cast["othertown"])

    page = client.get(f"/en/network/mute/{token}/")
    for wrong in (queries.mute_token(note, net.cast["mentor"]), token[:-1], "made-up"):
        assert client.post(f"/en/network/mute/{wrong}/").status_code == 404

    assert "Shall we hand on to you no more messages" in page.content.decode()
    assert not Mute.objects.exists()


def a_link(net: Net, key: str = "othertown") -> ReplyLink:
    return ReplyLink.objects.create(
        person=net.cast[key], post=net.post(), made_at=net.now, expires_at=net.now + timedelta(days=14)
    )


def reply(client: Client, link: ReplyLink, text: str = "We take eight") -> Any:
    address = f"/en/network/reply/{queries.reply_token(link)}/"
    return client.post(address, {"text": text, "language": "en"}, follow=True)


def test_the_link_to_reply_writes_once_as_the_person_whom_the_letter_was_for(net: Net, client: Client) -> None:
    link = a_link(net)

    page = client.get(f"/en/network/reply/{queries.reply_token(link)}/")
    assert (page["Cache-Control"], page["X-Robots-Tag"], page["Referrer-Policy"]) == (
        "private, no-store",
        "noindex, nofollow",
        "same-origin",
    )
    reply(client, link)
    again = reply(client, link, "And twelve more")

    made = Post.objects.get(answers=link.post)
    assert (made.author, made.text) == (net.cast["othertown"], "We take eight")
    assert "This link has been used" in again.content.decode()
    assert "_auth_user_id" not in client.session  # nobody was signed in
    assert Entry.objects.get(act="post-answered-by-link").actor_ref == net.cast["othertown"].ref


def test_the_link_to_reply_ends_after_two_weeks(net: Net) -> None:
    link = a_link(net)
    late = {"link": link, "text": "x", "language": "en", "now": net.now + timedelta(days=14)}

    with pytest.raises(NotAllowed) as refusal:
        services.reply_by_link(actor=net.actor("othertown"), **late)  # type: ignore[arg-type]

    assert refusal.value.verdict.reason == "link-expired"


def test_the_link_to_reply_ends_with_leaving_and_shows_the_post_no_more(net: Net, client: Client) -> None:
    link = a_link(net)
    services.leave_network(actor=net.actor("othertown"), member=net.members["othertown"], now=net.now)

    page = client.get(f"/en/network/reply/{queries.reply_token(link)}/").content.decode()
    reply(client, link)

    assert "Sixteen" not in page
    assert not Post.objects.filter(answers=link.post).exists()


def test_a_link_that_was_changed_opens_nothing(net: Net, client: Client) -> None:
    token = queries.reply_token(a_link(net))

    for changed in (token[:-1], token.replace(":", ";"), queries.stop_token(wants(net)), "nothing"):
        assert client.get(f"/en/network/reply/{changed}/").status_code == 404


def test_nobody_else_uses_a_link_in_a_service(net: Net) -> None:
    use = {"link": a_link(net), "text": "x", "language": "en", "now": net.now}

    with pytest.raises(NotAllowed):
        services.reply_by_link(actor=net.actor("mentor"), **use)  # type: ignore[arg-type]
