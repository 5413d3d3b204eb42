"""Towns whose drafts wait only to be sent, for tools/bench_last_minute.py: python tools/last_minute_towns.py COUNT.

One town's draft is written through the services; the others are copies of its rows, for a hundred towns that type
every answer take minutes. Prints the reference of each application and a session of somebody who speaks for it.
"""

import json
import sys
from importlib import import_module
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - models need django.setup() first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from pearls.calls.models import Application  # noqa: E402
from pearls.cli.demonstration import editions, towns  # noqa: E402
from pearls.cli.demonstration.texts import application_answers  # noqa: E402
from pearls.documents import services as documents  # noqa: E402
from pearls.documents.models import DocumentField, DocumentRevision  # noqa: E402
from pearls.kernel.actor import Actor  # noqa: E402
from pearls.kernel.clock import utc_now  # noqa: E402
from pearls.kernel.refs import new_ref  # noqa: E402
from pearls.people.models import Person, Speaker  # noqa: E402
from pearls.places import services as places  # noqa: E402
from pearls.programme import services as programme  # noqa: E402

OFFICE = Actor.system("bench")
MODEL_TOWN = "kadakrand-ee"


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        model = _written()
        drafts = [_copied(model, number) for number in range(count)]
        print(json.dumps([{"ref": ref, "session": _session_of(person)} for ref, person in drafts]))


def _written() -> Application:
    """An open call, and the draft of one town with every answer."""
    now = utc_now()
    places.load_places(actor=OFFICE, now=now)
    places.load_demonstration_places(actor=OFFICE, now=now)
    documents.publish_shipped_forms(actor=OFFICE, now=now)
    loaded = programme.load_programme(actor=OFFICE, now=now)
    edition = programme.create_edition(
        actor=OFFICE,
        programme=loaded.programme,
        text=editions.rules_text(editions.OPEN, now),
        now=now,
        is_demonstration=True,
    )
    stage = towns.Stage(programme.publish_edition(actor=OFFICE, edition=edition, now=now), OFFICE)
    place, person = towns.place_of(MODEL_TOWN), towns.writer_of(MODEL_TOWN, OFFICE, now)
    towns.let_speak(stage, person, place, now)
    application = towns.begin(stage, person, place, now)
    towns.write(application, person, application_answers(place, person), now)
    return Application.objects.select_related("document", "place").get(pk=application.pk)


def _copied(model: Application, number: int) -> tuple[str, Person]:
    """The same draft for another town, with somebody confirmed to speak for it."""
    person = Person.objects.create(email=f"town-{number}@demo.test", name=f"Town {number}", is_demonstration=True)
    place = _copy(model.place, key=f"town-{number}-ee", name=f"Town {number}", geonames_id=None)
    written = Speaker.objects.get(place=model.place)
    _copy(written, person=person, place=place)
    document = _copy(model.document)
    for answer in DocumentField.objects.filter(document=model.document):
        revisions = list(DocumentRevision.objects.filter(field=answer))
        field = _copy(answer, document=document)
        for revision in revisions:
            _copy(revision, field=field)
    return _copy(model, place=place, document=document).ref, person


def _copy(row: Any, **changes: Any) -> Any:
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    if "ref" in values:
        values["ref"] = new_ref()
    for name in changes:
        values.pop(f"{name}_id", None)
    return type(row)._base_manager.create(**(values | changes))


def _session_of(person: Person) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]))
