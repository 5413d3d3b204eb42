"""Words that belong to somebody: their owners see them, and nobody else meets them on any page, file or feed."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from tests.walk.doors import OFFICE, WHOLE_OFFICE, doors, spelled
from tests.walk.test_doors import is_tried, opened, read
from tests.walk.world import CANNOT, COMMENT, NOTE, PARAMETERS, PHONE, World, answers_of

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.once]

# In the demonstration all letters lie open to everybody, by design; in production the address is not there.
OPEN_LETTERS = ("site:demo-mail", "site:demo-letter")
# Whoever holds a late link reads why it was given.
REASON = "server of the town hall burnt"


@dataclass(frozen=True)
class Treasure:
    """Words that only their owners may see, and a page that shows them to the first of these."""

    words: str
    owners: str
    page: str
    at: dict[str, str]


def treasures(world: World) -> list[Treasure]:
    own, filed = answers_of(world.at["own"]), answers_of(world.at["filed"])
    plan = answers_of(world.at["pearl"], of_plan=True)
    ours, theirs = {"ref": "own"}, {"ref": "filed_receipt"}
    contact = {"ref": "own", "section_id": "=team"}
    sent = "calls:sent"
    dossier, score = "selection:dossier", {"ref": "filed_dossier"}
    mine, journal = "calls:application-preview", "audit:entry-list"
    return [
        Treasure(own["motivation"][:60], "town colleague", mine, ours),
        Treasure(filed["motivation"][:60], f"{OFFICE} committee", sent, theirs),
        Treasure(plan["vision"][:60], f"{WHOLE_OFFICE} pearltown mentor juror1 juror2", dossier, {"ref": "plan"}),
        Treasure(PHONE, f"{OFFICE} town colleague", sent, theirs),
        Treasure("private@vejupe-lv.test", "town colleague", "calls:application-edit", contact),
        Treasure("private@kadakrand-ee.test", OFFICE, sent, theirs),
        Treasure("council-letter-vejupe", "town colleague", mine, ours),
        Treasure("council-letter-kadakrand", f"{OFFICE} committee", sent, theirs),
        Treasure("culture@dzintarciems-lv.demo.test", f"{OFFICE} pearltown", sent, {"ref": "pearl_receipt"}),
        Treasure("Direktore piekrita", "town colleague", "calls:application-edit", ours | {"section_id": "=content"}),
        Treasure("eleven village halls", f"{OFFICE} othertown", "calls:application", {"ref": "other"}),
        Treasure(COMMENT, "committee", dossier, score),
        Treasure(NOTE, WHOLE_OFFICE, journal, {}),
        Treasure(CANNOT, f"juror2 {WHOLE_OFFICE}", dossier, {"ref": "unable"}),
        Treasure(world.at["late_secret"], OFFICE, "calls:office-late-links", {"key": "=demo-open"}),
        Treasure(REASON, OFFICE, "calls:office-late-links", {"key": "=demo-open"}),
    ]


def test_what_must_be_hidden_is_shown_to_its_owners(world: World) -> None:
    lost = []
    for treasure in treasures(world):
        for owner in treasure.owners.split()[:1]:
            who = "juror1" if treasure.at.get("ref") == "plan" else "committee" if treasure.words == COMMENT else owner
            who = "juror2" if treasure.words == CANNOT else "othertown" if "village" in treasure.words else who
            page = reverse(treasure.page, kwargs=spelled(world, treasure.at))
            body = read(world.client(who).get(page)).content.decode()
            if treasure.words not in body:
                lost.append(f"{treasure.words!r} is not on {page} for {who}")

    assert not lost, "\n" + "\n".join(lost)


@pytest.mark.parametrize("walker", PARAMETERS)
def test_nobody_meets_the_words_of_others(world: World, walker: str) -> None:
    client, hidden = world.client(walker), [item for item in treasures(world) if walker not in item.owners.split()]
    tokens = [Treasure(world.at["token"], "", "", {})]
    leaks = []
    for door in doors():
        if door.name in OPEN_LETTERS or not is_tried(door, walker) or not door.get:
            continue
        answer = opened(door, world, client, walker)
        text = answer.content.decode(errors="replace")
        carried = set(spelled(world, door.at).values())  # who holds a secret link may read it in the address bar
        carried |= {REASON} if door.name == "calls:late" else set()
        leaks += [
            f"{door.name} shows {item.words!r} to {walker}"
            for item in hidden + tokens
            if item.words in text and item.words not in carried
        ]

    assert not leaks, "\n" + "\n".join(leaks)
