"""The doors of events: what everybody reads, where people come, where they are organised, and calendars."""

from tests.walk.door import EVERYBODY, MEMBERS, OFFICE, Door, public

TYPED = {
    "title": "=A day",
    "kind": "=webinar",
    "audience": "=public",
    "zone": "=Europe/Riga",
    "starts_at": "=2040-03-01T10:00",
    "ends_at": "=2040-03-01T11:00",
    "mode": "=online",
}
ORGANISERS = f"{OFFICE} mentor partner"


def calendar() -> list[Door]:
    """A public webinar of the office that is full, and the mentor's workshop for the network."""
    webinar, workshop, held = {"ref": "webinar"}, {"ref": "workshop"}, {"ref": "held_event"}
    link = {"ref": "guest", "secret": "guest_secret"}
    coming = "town othertown partner mentor colleague"
    new = " ".join(set(MEMBERS.split()) - set(coming.split()))  # a guest is asked for a name first
    keepers = f"{OFFICE} mentor"
    return [
        *public("calendar:event-list", "calendar:past", "calendar-feeds:public", "calendar-feeds:alumni"),
        *public("calendar-feeds:news"),
        *public("calendar:event", "calendar:event-file", at=webinar),
        *public("calendar-feeds:own", at={"token": "=nothing"}, found=(404,)),
        Door("calendar:register", EVERYBODY, new, webinar, found=(200, 302)),
        *public("calendar:coming", at=link, acts=EVERYBODY, body={"act": "=confirm"}),
        *public("calendar:guest-feedback", at=link),
        Door("calendar:leave", coming, coming, webinar, get=False),
        Door("calendar:feedback", "town othertown mentor partner editor finance colleague", "", held),
        Door("calendar:mine", MEMBERS),
        Door("calendar:address", MEMBERS, MEMBERS, get=False),
        Door("calendar:organised", MEMBERS),
        Door("calendar:begin", ORGANISERS, ORGANISERS, body=TYPED),
        Door("calendar:desk", keepers, at=workshop),
        Door("calendar:edit", keepers, keepers, workshop, TYPED),
        Door("calendar:act", keepers, keepers, workshop, {"act": "=cancel", "because": "=Snow"}, get=False),
        Door(
            "calendar:parts",
            keepers,
            keepers,
            workshop | {"part": "=materials"},
            {"title": "=Slides", "url": "=https://a.test/", "kind": "=material"},
            get=False,
        ),
        Door(
            "calendar:parts",
            keepers,
            keepers,
            workshop | {"part": "=organisers"},
            {"email": "=partner@demo.test"},
            get=False,
        ),
        Door(
            "calendar:part",
            keepers,
            keepers,
            workshop | {"part": "=questions", "key": "workshop_question"},
            {"text": "=Ko ēdīsiet?", "choices": "=Visu\nSaknes\nAugļus"},
            query="?text=lv",
        ),
        Door("calendar:people", keepers, keepers, workshop, {"invite": "=stranger@demo.test"}),
        Door("calendar:people-file", keepers, at=workshop | {"ending": "=csv"}),
    ]
