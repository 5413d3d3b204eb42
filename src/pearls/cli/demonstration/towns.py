"""The people of the invented towns, and what they did: claimed, wrote, sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pearls.calls import services as calls
from pearls.calls.queries import Application, Edition, Place
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.people import services as people
from pearls.people.queries import Person
from pearls.places import queries as place_queries
from pearls.programme import queries as programme_queries

WRITERS = {
    "kadakrand-ee": "Kadri Mets",
    "gintarava-lt": "Jonas Petraitis",
    "mowenhagen-de": "Wiebke Hansen",
    "klippfjard-se": "Elin Bergström",
    "havnestrup-dk": "Søren Holm",
    "bursztynki-pl": "Ewa Kaszubska",
    "heidewinkel-de": "Jörg Beispiel",
    "strandvik-se": "Nils Sjögren",
    "dzintarciems-lv": "Māra Liepa",
    "saarepuu-ee": "Tõnu Saar",
    "kurjenlahti-fi": "Päivi Ranta",
    "nehringdorf-de": "Antje Krüger",
    "sandkrog-dk": "Mette Kjær",
    "rekuva-lt": "Aušra Šimkutė",
    "zlota-mierzeja-pl": "Łukasz Wróbel",
    "angsholma-se": "Åsa Öberg",
    "korgemae-ee": "Õie Kask",
    "udupalu-ee": "Heli Soosaar",
    "nebelmunde-de": "Hauke Brandt",
    "smiltpede-lt": "Rūta Kopūstaitė",
    "azuolkrante-lt": "Vaiva Audėjaitė",
    "baltmare-lt": "Mindaugas Smuikas",
    "hallikalda-ee": "Külli Kaevur",
    "szarodrzewo-pl": "Bożena Strażak",
    "harmaaniitty-fi": "Väinö Lavaste",
    "sudrabkrasts-lv": "Zenta Reņģe",
    "mowenhuk-de": "Jürgen Fährmann",
}


@dataclass(frozen=True)
class Stage:
    """What the demonstration plays on: an edition, and the office that acts in it."""

    edition: Edition
    office: Actor


def place_of(key: str) -> Place:
    """An invented town by its key."""
    place = place_queries.place_for(key)
    if place is None:
        raise LookupError(f"the demonstration's towns are not loaded: expected {key}")
    return place


def writer_of(key: str, office: Actor, now: datetime) -> Person:
    """Somebody in the town's culture department; has no password, so nobody signs in as them."""
    email = f"culture@{key}.demo.test"
    return people_queries.person_by_email(email) or people.create_person(
        actor=office, email=email, name=WRITERS[key], is_demonstration=True, now=now
    )


def let_speak(stage: Stage, person: Person, place: Place, now: datetime) -> None:
    """The person claims to speak for the place, and the office confirms it."""
    claim = people.claim_place(
        actor=programme_queries.actor_for(person), place=place, function="Culture officer", now=now
    )
    people.confirm_speaker(actor=stage.office, speaker=claim, now=now)


def begin(stage: Stage, person: Person, place: Place, now: datetime) -> Application:
    """Begin an application."""
    return calls.begin_application(
        actor=programme_queries.actor_for(person), edition=stage.edition, place=place, now=now
    )


def write(application: Application, person: Person, answers: Mapping[str, Any], now: datetime) -> None:
    """Type the answers, one after the other."""
    actor = programme_queries.actor_for(person)
    for question, value in answers.items():
        calls.save_answer(
            actor=actor,
            application=application,
            question_id=question,
            raw=value,
            base_revision=0,
            writer="demonstration",
            now=now,
        )


def send(application: Application, person: Person, now: datetime) -> Application:
    """Send the application."""
    calls.submit_application(actor=programme_queries.actor_for(person), application=application, now=now)
    application.refresh_from_db()
    return application
