"""The doors of the network: who is in it reads and writes, everybody reads what is public."""

from tests.walk.door import EVERYBODY, MEMBERS, OFFICE, Door, public
from tests.walk.doors_of_practices import LETTER_TYPED

INSIDE = f"town othertown mentor partner {OFFICE}"
POST = {"kind": "=offer", "title": "=Tables", "text": "=Sixteen of them", "language": "=en"}
REPLY = {"text": "=Gladly", "language": "=en"}
PROFILE = {"language": "=en", "visibility": "=network"}
GROUP = {"name": "=Choirs", "purpose": "=Singing", "language": "=en", "joining": "=network"}

PARTNER_CONTACT = {"partner": "network_partner", "email": "=partner@demo.test"}


def network() -> list[Door]:
    """Members, messages, boards, groups, letters; and what the office does."""
    member, note, post = {"ref": "network_member"}, {"ref": "network_note"}, {"ref": "network_post"}
    group, others = {"ref": "network_group"}, f"othertown mentor partner {OFFICE}"
    term = {"country": "=LV", "organisation": "=A house", "began_on": "=2026-01-01"}
    report = {"act": "=report", "because": "=No"}
    return [
        *public("network:front", "network:directory"),
        *public("network:like", at={"key": "pearl_key"}),
        *public("network:partner-write", at={"key": "network_partner"}, acts=EVERYBODY, body=LETTER_TYPED),
        *public("network:point-write", at={"ref": "network_term"}, acts=EVERYBODY, body=LETTER_TYPED),
        Door("network:join", MEMBERS, "town pearltown losttown", body=PROFILE),
        Door("network:member", EVERYBODY, others, member, {"text": "=Hello"}),
        Door("network:member-edit", "town", "town", member, PROFILE),
        Door("network:member-act", "town", "town", member, {"act": "=leave"}, get=False),
        Door("network:note-list", MEMBERS, MEMBERS),
        Door("network:note", "town othertown", "town", note, {"text": "=Come"}),
        Door("network:note-act", "town othertown", "town", note, {"act": "=mute"}, get=False),
        Door("network:board", INSIDE),
        Door("network:post-new", INSIDE, INSIDE, body=POST),
        Door("network:post", INSIDE, INSIDE, post, REPLY),
        Door("network:post-edit", "town", "town", post, POST),
        Door("network:post-act", INSIDE, others, post, report, get=False),
        Door("network:group-list", INSIDE),
        Door("network:group-new", INSIDE, INSIDE, body=GROUP),
        Door("network:group", INSIDE, at=group),
        Door("network:group-edit", f"town {OFFICE}", f"town {OFFICE}", group, GROUP),
        Door("network:group-act", INSIDE, f"mentor partner {OFFICE}", group, {"act": "=join"}, get=False),
        Door("network:letters", INSIDE, INSIDE, body={"rhythm": "=daily"}),
        *public("network:stop-letters", at={"token": "network_stop"}, acts=EVERYBODY),
        *public("network:mute-by-link", at={"token": "network_mute"}, acts=EVERYBODY),
        *public("network:reply-by-link", at={"token": "network_reply"}, acts=EVERYBODY, body=REPLY),
        Door("network:terms", OFFICE, OFFICE, body=term),
        Door("network:term-end", OFFICE, OFFICE, {"ref": "network_term"}, {"ended_on": "next_week"}, get=False),
        Door("network:partner-contacts", OFFICE, OFFICE, body=PARTNER_CONTACT),
        Door("network:report-list", OFFICE),
        Door("network:report", OFFICE, OFFICE, {"ref": "network_report"}, {"act": "=leave"}),
    ]
