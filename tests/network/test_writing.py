"""Writing to partner organisations and contact points: who gets it, that no address is shown, how often."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from pearls.audit.models import Entry
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.network import queries, services
from pearls.network.models import ContactPoint, PartnerContact
from pearls.people import services as people
from pearls.programme.models import Partner, Programme
from pearls.programme.rules import contact as contact_rules
from tests.network.conftest import Net

LETTER = {"name": "Anna", "email": "anna@paper.example", "text": "Who builds the stage?", "website": ""}
OFFICE_MAIL = ["admin@demo.test", "coordinator@demo.test"]


@pytest.fixture(autouse=True)
def _today(net: Net) -> object:
    with time_machine.travel(net.now, tick=False):
        yield


@pytest.fixture
def partner(net: Net) -> Partner:
    programme = Programme.objects.get()
    return Partner.objects.create(
        programme=programme, key="stage-house", number=1, name={"en": "Stage House"}, role="partner", country="LV"
    )


def term(net: Net, key: str = "mentor", began: int = -30, ended: int | None = None) -> ContactPoint:
    today = net.now.date()
    return services.enter_term(
        actor=net.actor("coordinator"),
        country="LV",
        organisation="House of Culture",
        email=net.cast[key].email if key else "",
        began_on=today + timedelta(days=began),
        ended_on=None if ended is None else today + timedelta(days=ended),
        now=net.now,
    )


def named(net: Net, partner: Partner, key: str = "partner") -> PartnerContact:
    return services.name_for_partner(
        actor=net.actor("coordinator"), partner=partner, email=net.cast[key].email, now=net.now
    )


def write(address: str, client: Client | None = None, **changes: str) -> Any:
    return (client or Client()).post(address, LETTER | changes, follow=True)


def recipients() -> list[str]:
    return sorted(Message.objects.values_list("to", flat=True))


def test_a_visitor_writes_to_those_named_for_a_partner_and_sees_no_address(net: Net, partner: Partner) -> None:
    named(net, partner)

    page = Client().get("/en/network/partners/stage-house/write/").content.decode()
    sent = write("/en/network/partners/stage-house/write/").content.decode()

    (letter,) = Message.objects.all()
    assert (letter.to, letter.reply_to, letter.is_private) == ("partner@demo.test", "anna@paper.example", True)
    assert "Who builds the stage?" in letter.body
    assert "Your message is on its way" in sent
    assert "partner@demo.test" not in page + sent
    assert str(net.cast["partner"]) not in page + sent
    entry = Entry.objects.get(act="message-handed-on")
    assert (entry.subject, entry.data) == ("partner:stage-house", {"letters": 1})


def test_the_office_gets_what_is_written_to_a_partner_without_an_account(net: Net, partner: Partner) -> None:
    page = Client().get("/en/network/partners/stage-house/write/").content.decode()
    write("/en/network/partners/stage-house/write/")

    assert "Nobody there has an account here yet" in page
    assert recipients() == OFFICE_MAIL


def test_somebody_named_for_a_partner_who_is_erased_gets_no_more(net: Net, partner: Partner) -> None:
    named(net, partner)
    people.erase_person(actor=net.actor("admin"), person=net.cast["partner"], now=net.now)

    write("/en/network/partners/stage-house/write/")

    assert not PartnerContact.objects.exists()
    assert recipients() == OFFICE_MAIL


def test_a_contact_point_gets_its_message_itself_where_it_has_an_account(net: Net) -> None:
    write(f"/en/network/contact-points/{term(net).ref}/write/")
    assert recipients() == ["mentor@demo.test"]

    write(f"/en/network/contact-points/{term(net, key='').ref}/write/")
    assert recipients() == sorted(["mentor@demo.test", *OFFICE_MAIL])


@pytest.mark.parametrize(("began", "ended"), [(-30, -1), (1, None)])
def test_a_contact_point_whose_term_does_not_run_is_not_written_to(net: Net, began: int, ended: int | None) -> None:
    address = f"/en/network/contact-points/{term(net, began=began, ended=ended).ref}/write/"

    assert (Client().get(address).status_code, Client().post(address, LETTER).status_code) == (404, 404)
    assert address not in Client().get("/en/network/directory/").content.decode()
    assert not Message.objects.exists()


def test_the_directory_leads_to_both_forms(net: Net, partner: Partner) -> None:
    shown = Client().get("/en/network/directory/").content.decode()
    assert "/en/network/partners/stage-house/write/" in shown

    point = term(net)

    assert f"/en/network/contact-points/{point.ref}/write/" in Client().get("/en/network/directory/").content.decode()


def test_who_is_signed_in_need_not_type_name_and_address(net: Net, partner: Partner) -> None:
    page = net.client("town").get("/en/network/partners/stage-house/write/").content.decode()

    assert 'value="town@demo.test"' in page


def test_an_address_of_the_network_soon_has_written_enough(net: Net, partner: Partner) -> None:
    address = "/en/network/partners/stage-house/write/"
    for _ in range(contact_rules.ADDRESS_MESSAGES):
        assert write(address).status_code == 200
    count = Message.objects.count()

    refused = write(address)

    assert refused.status_code == 422
    assert "Many messages came from here already" in refused.content.decode()
    assert Message.objects.count() == count


def test_what_a_robot_fills_in_goes_nowhere(net: Net, partner: Partner) -> None:
    assert write("/en/network/partners/stage-house/write/", website="https://cheap.example").status_code == 422
    assert not Message.objects.exists()


def test_the_office_names_and_unnames_and_each_is_an_entry(net: Net, partner: Partner) -> None:
    office, page = net.client("coordinator"), "/en/office/network/partners/"
    wrong = office.post(page, {"partner": "stage-house", "email": "nobody@demo.test"})
    office.post(page, {"partner": "stage-house", "email": "PARTNER@demo.test"})
    contact = PartnerContact.objects.get()
    shown = office.get(page).content.decode()
    office.post(page, {"gone": contact.ref})

    assert wrong.status_code == 422
    assert "Nobody with an account has this address" in wrong.content.decode()
    assert str(net.cast["partner"]) in shown
    assert not PartnerContact.objects.exists()
    acts = Entry.objects.filter(subject="partner:stage-house").order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["partner-contact-named", "partner-contact-unnamed"]
    assert "demo.test" not in str(list(Entry.objects.filter(subject="partner:stage-house").values_list("data")))


def test_nobody_but_the_office_names_anybody(net: Net, partner: Partner) -> None:
    contact = named(net, partner)

    with pytest.raises(NotAllowed, match="not-the-office"):
        services.name_for_partner(actor=net.actor("town"), partner=partner, email="town@demo.test", now=net.now)
    with pytest.raises(NotAllowed, match="not-the-office"):
        services.unname_for_partner(actor=net.actor("partner"), contact=contact, now=net.now)
    assert not queries.partner_contacts(net.actor("partner")).exists()
    assert net.client("partner").get("/en/office/network/partners/").status_code in (403, 404)
