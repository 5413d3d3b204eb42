"""The people of the demonstration: invented, with one password, never in production."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.people.models import Person


@dataclass(frozen=True)
class DemoPerson:
    """One member of the demo's cast; the address is `<key>@demo.test`."""

    key: str
    name: str
    language: str = "en"

    @property
    def email(self) -> str:
        return f"{self.key}@demo.test"


DEMO_PEOPLE = (
    DemoPerson("coordinator", "Kaija Coordinator"),
    DemoPerson("town", "Ilze Ozola", "lv"),
    DemoPerson("colleague", "Jānis Kalniņš", "lv"),
    DemoPerson("othertown", "Eero Lähde", "fi"),
    DemoPerson("committee", "Dorota Wójcik", "pl"),
    DemoPerson("juror1", "Anna Lindqvist", "sv"),
    DemoPerson("juror2", "Bent Sørensen", "da"),
    DemoPerson("juror3", "Rasa Žukauskaitė", "lt"),
    DemoPerson("juror4", "Heike Brömmel", "de"),
    DemoPerson("juror5", "Mart Põder", "et"),
    DemoPerson("mentor", "Līga Bērziņa", "lv"),
    DemoPerson("finance", "Piret Raha", "et"),
    DemoPerson("finance2", "Mikko Lasku", "fi"),
    DemoPerson("chair", "Ingrid Møller", "da"),
    DemoPerson("editor", "Tomasz Redaktor", "pl"),
    DemoPerson("partner", "Sofia Partner", "sv"),
    DemoPerson("admin", "Alex Admin"),
)


@transaction.atomic
def load_demo_people(*, actor: Actor, now: datetime) -> dict[str, Person]:
    """Create the cast of the demo, or set its password anew; by key (`town`, `juror1`, …).

    Raises: NotAllowed (demo-refused), in production.
    """
    audit.take_turn()
    require(no("demo-refused") if settings.IS_PRODUCTION else YES)
    # One hash for all: hashing is slow on purpose, and everybody knows this password anyway.
    password = make_password(settings.DEMO_PASSWORD)
    people = {entry.key: _load(entry, password) for entry in DEMO_PEOPLE}
    audit.record(actor=actor, act="demo-people-loaded", subject="people:demo", data={"count": len(people)}, now=now)
    return people


def _load(entry: DemoPerson, password: str) -> Person:
    person, is_new = Person.objects.get_or_create(
        email=entry.email,
        defaults={"password": password, "name": entry.name, "language": entry.language, "is_demonstration": True},
    )
    if not is_new and not person.check_password(settings.DEMO_PASSWORD):
        person.password = password
        person.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(user=person, email=entry.email, defaults={"verified": True, "primary": True})
    return person
