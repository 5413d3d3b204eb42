"""Every letter that the house writes, with line breaks in every name: sent to a real mail server and read back."""

import email
from email.policy import default

import pytest
from pytest_django import Settings

from pearls.mail.models import Message
from pearls.mail.services import sending
from pearls.people.models import Person
from pearls.places.models import Place
from pearls.programme.models import Edition, Programme
from tests.mail.test_headers import HEADERS
from tests.postbox import Postbox
from tests.walk.doors import doors, spelled
from tests.walk.test_doors import address
from tests.walk.world import NOBODY, World, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.once]

HOSTILE = "\r\nBcc: everybody@example.test\r\n\r\n<b>Hello</b>\n.\n"
FREE_TEXT = ("name", "note", "reason", "question", "text", "function", "drop_reason", "answer")
ONE_CLICK = ["List-Unsubscribe", "List-Unsubscribe-Post"]  # of letters that people asked for (RFC 8058)
# Letters that a door of the walk writes; some of them more than once.
KINDS = 8


def test_no_name_or_text_adds_a_header_to_any_letter(world: World, postbox: Postbox, settings: Settings) -> None:
    settings.IS_DEMO = True
    with taken_back():
        for model, field in ((Person, "name"), (Place, "name")):
            for row in model.objects.filter(pk__in=model.objects.values("pk")[:2_000]):  # type: ignore[attr-defined]
                setattr(row, field, getattr(row, field) + HOSTILE)
                if isinstance(row, Place):
                    row.official_names = [name + HOSTILE for name in row.official_names]
                row.save()
        for named in (*Edition.objects.all(), *Programme.objects.all()):
            named.name = {language: name + HOSTILE for language, name in named.name.items()}
            named.save(update_fields=["name"])
        queued = _letters(world)
        settings.IS_DEMO = False
        Message.objects.exclude(pk__in=[message.pk for message in queued]).delete()
        Message.objects.bulk_create(queued, ignore_conflicts=True)
        Message.objects.update(state="released", not_before=None, next_try_at=world.now, tries_count=0)
        sent = sending.send_due(now=world.now)

    assert sent == len(queued) == len(postbox.mails)
    assert len({message.kind for message in queued}) >= KINDS
    for _sender, recipients, content in postbox.mails:
        mail = email.message_from_bytes(content, policy=default)
        assert [item.addr_spec for item in mail["To"].addresses] == recipients
        answers_to = mail.get_all("Reply-To", [])
        stops = [name for name in ONE_CLICK if name in mail]
        assert stops in ([], ONE_CLICK)
        assert sorted(mail.keys()) == sorted([*HEADERS, *stops, *("Reply-To" for _answers in answers_to)])
        assert [len(answers.addresses) for answers in answers_to] in ([], [1])
        assert len(recipients) == 1


def _letters(world: World) -> list[Message]:
    """What the outbox holds after each act of the walk, done with hostile words; each act is taken back."""
    found: list[Message] = []
    last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for door in doors():
        if not door.acts:
            continue
        walker = door.acts.split()[0]
        body = spelled(world, door.body)
        body |= {key: value + HOSTILE for key, value in body.items() if key in FREE_TEXT}
        with taken_back():
            world.client(walker if walker != NOBODY else "stranger").post(address(door, world), body)
            found += Message.objects.filter(pk__gt=last)
    for number, message in enumerate(found, start=last + 1):
        message.pk = number
    return found
