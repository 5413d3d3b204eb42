import json
import re
from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.audit.models import Entry
from pearls.mail.models import Message
from pearls.people import services
from pearls.people.models import Person, Speaker
from pearls.places.models import Place
from tests.cast import PASSWORD, Cast


@pytest.fixture
def place(db: None) -> Place:
    return Place.objects.create(key="smiltene-lv", name="Smiltene", country="LV", source="demonstration")


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post("/en/sign-in/", {"email": email, "password": password}).status_code


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast[key])
    return client


def link_of(message: Message) -> str:
    found = re.search(r"http://127.0.0.1:8000(/\S+)", message.body)
    assert found
    return found[1]


def test_a_person_signs_in_with_address_and_password(cast: Cast) -> None:
    client = Client()

    assert sign_in(client, "Town@demo.test") == 302

    assert client.get("/en/account/").status_code == 200
    assert Entry.objects.get(act="person-signed-in").actor_ref == cast.town.ref


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(cast: Cast) -> None:
    def answer(email: str) -> str:
        page = Client().post("/en/sign-in/", {"email": email, "password": "not-the-password"})
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
        return text.replace(email, "ADDRESS")

    assert answer("town@demo.test") == answer("nobody@demo.test")
    assert "do not belong together" in answer("town@demo.test")


def test_guessing_passwords_is_stopped(cast: Cast) -> None:
    cache.clear()
    for _ in range(6):
        sign_in(Client(), "town@demo.test", "guess")

    page = Client().post("/en/sign-in/", {"email": "town@demo.test", "password": PASSWORD})

    assert "Too many attempts" in page.content.decode()


def test_an_account_works_once_its_address_is_confirmed(db: None) -> None:
    client = Client()
    form = {"name": "Anna Bērziņa", "email": "anna@example.test", "password1": "a-long-enough-secret"}
    assert client.post("/lv/sign-up/", form).status_code == 302
    assert sign_in(client, "anna@example.test", "a-long-enough-secret") == 302
    assert client.get("/en/account/").status_code == 302

    letter = Message.objects.get()
    assert (letter.to, letter.language, letter.is_private) == ("anna@example.test", "lv", True)
    client.post(link_of(letter))
    sign_in(client, "anna@example.test", "a-long-enough-secret")

    assert client.get("/en/account/").status_code == 200
    person = Person.objects.get()
    assert (person.name, person.language) == ("Anna Bērziņa", "lv")
    assert EmailAddress.objects.get().verified


def test_signing_up_twice_looks_the_same_and_tells_the_owner_alone(cast: Cast) -> None:
    form = {"name": "Someone", "password1": "a-long-enough-secret"}
    taken = Client().post("/en/sign-up/", {**form, "email": "town@demo.test"})
    free = Client().post("/en/sign-up/", {**form, "email": "free@demo.test"})

    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
    kinds = dict(Message.objects.values_list("to", "kind"))
    assert kinds == {"town@demo.test": "account-exists", "free@demo.test": "account-confirm"}


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(cast: Cast) -> None:
    client = Client()
    client.post("/en/account/reset/", {"email": "town@demo.test"})
    link = link_of(Message.objects.get(kind="password-reset"))
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "another-long-secret"})

    assert sign_in(Client(), "town@demo.test", "another-long-secret") == 302
    assert "has been used or has run out" in Client().get(link, follow=True).content.decode()


def test_asking_for_a_link_never_says_whether_there_is_an_account(cast: Cast) -> None:
    known = Client().post("/en/account/reset/", {"email": "town@demo.test"}, follow=True)
    unknown = Client().post("/en/account/reset/", {"email": "nobody@demo.test"}, follow=True)

    assert known.content == unknown.content


def test_who_has_no_password_yet_may_have_a_link_by_mail(cast: Cast) -> None:
    cast.town.set_unusable_password()
    cast.town.save(update_fields=["password"])

    answer = signed_in(cast, "town").get("/en/account/password/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/account/reset/")


def test_a_changed_password_signs_other_browsers_out(cast: Cast) -> None:
    here, there = Client(), Client()
    sign_in(here, "town@demo.test")
    sign_in(there, "town@demo.test")

    here.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": "another-long-secret"})

    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").status_code == 302


def test_a_person_signs_out_everywhere_but_here(cast: Cast) -> None:
    here, there = Client(), Client()
    sign_in(here, "town@demo.test")
    sign_in(there, "town@demo.test")

    here.post("/en/account/sessions/end/")

    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").status_code == 302


def test_signing_out_takes_a_form(cast: Cast) -> None:
    client = signed_in(cast, "town")

    client.get("/en/sign-out/")
    assert client.get("/en/account/").status_code == 200
    client.post("/en/sign-out/")

    assert client.get("/en/account/").status_code == 302


def test_a_person_changes_name_language_and_clock(cast: Cast) -> None:
    client = signed_in(cast, "town")
    assert client.post("/en/account/", {"name": "Ilze", "language": "et", "zone": "Europe/Tallinn"}).status_code == 302

    town = Person.objects.get(pk=cast.town.pk)
    assert (town.name, town.language, town.zone) == ("Ilze", "et", "Europe/Tallinn")


def test_a_person_takes_their_data_along(cast: Cast) -> None:
    page = signed_in(cast, "town").post("/en/account/export/")

    assert json.loads(page.content)["account"]["email"] == "town@demo.test"
    assert page["Content-Disposition"].startswith("attachment")


def test_erasing_takes_the_password(cast: Cast) -> None:
    client = signed_in(cast, "town")

    client.post("/en/account/erase/", {"password": "wrong"})
    assert Person.objects.get(pk=cast.town.pk).is_active
    client.post("/en/account/erase/", {"password": PASSWORD})

    assert not Person.objects.get(pk=cast.town.pk).is_active
    assert client.get("/en/account/").status_code == 302


def test_a_place_is_found_and_claimed(cast: Cast, place: Place) -> None:
    client = signed_in(cast, "town")
    assert client.get("/en/account/places/add/?place=smiltene-lv").status_code == 200

    client.post("/en/account/places/add/", {"place": "smiltene-lv", "function": "Culture officer"})

    assert Speaker.objects.get().person == cast.town
    assert "Waiting to be confirmed" in client.get("/en/account/").content.decode()


def test_the_office_confirms_a_claim_and_others_meet_no_page(cast: Cast, place: Place, now: datetime) -> None:
    speaker = services.claim_place(actor=cast.actor("town"), place=place, function="", now=now)
    address = f"/en/account/places/{speaker.ref}/decide/"

    assert signed_in(cast, "othertown").post(address, {"act": "confirm"}).status_code == 404
    assert signed_in(cast, "town").post(address, {"act": "confirm"}).status_code == 302
    assert Speaker.objects.get().state == "claimed"
    assert signed_in(cast, "coordinator").post(address, {"act": "confirm", "from": "office"}).status_code == 302

    assert Speaker.objects.get().state == "confirmed"


@pytest.mark.parametrize(
    ("who", "status"), [("coordinator", 200), ("admin", 200), ("town", 404), ("juror1", 404), ("partner", 404)]
)
def test_the_office_page_is_for_the_office(cast: Cast, who: str, status: int) -> None:
    assert signed_in(cast, who).get("/en/office/people/").status_code == status


def test_the_office_list_costs_the_same_for_one_and_for_many(cast: Cast, place: Place, now: datetime) -> None:
    def cost() -> int:
        client = signed_in(cast, "coordinator")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/en/office/people/").status_code == 200
        return len(queries)

    services.claim_place(actor=cast.actor("town"), place=place, function="", now=now)
    one = cost()
    people = Person.objects.bulk_create(Person(email=f"p{number}@demo.test") for number in range(60))
    Speaker.objects.bulk_create(Speaker(person=person, place=place, claimed_at=now) for person in people)

    assert cost() == one <= 12


@pytest.mark.parametrize(
    "address", ['"<img>"@example.test', "a,b@example.test", "=?utf-8?q?a=40b=2Ec=2C?=@example.test"]
)
@pytest.mark.django_db
def test_an_address_that_a_header_reads_otherwise_makes_no_account(client: Client, address: str) -> None:
    typed = {"name": "Ilze", "email": address, "password1": "a long enough password"}

    answer = client.post("/en/sign-up/", typed)

    assert "Enter a valid email address." in answer.content.decode()
    assert not Person.objects.exists()
