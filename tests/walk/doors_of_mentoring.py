"""The doors of mentoring: a town with its mentor, a hand-over that waits for one, and the office's proposals."""

from tests.walk.door import EVERYBODY, MEMBERS, OFFICE, WHOLE_OFFICE, Door, public
from tests.walk.doors_of_practices import LETTER_TYPED

DESCRIBED = {"languages": "=lv", "own_country": "=any", "capacity": "=3"}
SESSION = {"act": "=session", "held_on": "=2026-01-05", "expert": "=X", "topic": "=Y", "minutes": "=60"}


def mentoring() -> list[Door]:
    """Notes, meetings and promises are for the two sides; a juror, a committee and other towns find nothing."""
    pair, sides, reads = {"ref": "mentor_pair"}, "town mentor", f"town mentor {WHOLE_OFFICE}"
    givers, profile = f"mentor {WHOLE_OFFICE}", {"ref": "mentor_ref"}
    offered = {"mentor": "other_mentor", "note": "=Call them."}
    return [
        Door("mentoring:pair-list", MEMBERS),
        Door("mentoring:pair", reads, at=pair),
        Door("mentoring:pair-act", reads, sides, pair, {"act": "=note", "text": "=Yes", "visibility": "=pair"}, False),
        Door("mentoring:pair-rows", reads, at=pair | {"what": "=meetings"}),
        Door("mentoring:agreement", reads, sides, pair, {"goals": "=Kilns"}),
        Door("mentoring:agreement-pdf", reads, at=pair),
        Door("mentoring:meeting", reads, sides, {"ref": "mentor_meeting"}, {"act": "=cancel"}),
        Door("mentoring:hand-over-begin", givers, givers, pair, offered),
        Door("mentoring:hand-over", givers, "mentor", {"ref": "hand_over"}, {"act": "=decline"}),
        Door("mentoring:profile", "mentor", "mentor", body=DESCRIBED),
        Door("mentoring:own-hours", MEMBERS),
        Door("mentoring:note-list", "mentor"),
        *public("mentoring:contact-points"),
        *public("mentoring:contact", at={"ref": "contact_point"}, acts=EVERYBODY, body=LETTER_TYPED),
        Door("mentoring:office-mentors", OFFICE),
        Door("mentoring:office-quiet", OFFICE),
        Door("mentoring:office-hours", OFFICE),
        Door("mentoring:office-hours-file", OFFICE, at={"kind": "=csv"}),
        Door("mentoring:office-twins", OFFICE, WHOLE_OFFICE, body=SESSION | {"attended": "mentor_ref"}),
        Door("mentoring:office-profile", OFFICE, OFFICE, profile, DESCRIBED),
        Door("mentoring:run", WHOLE_OFFICE, WHOLE_OFFICE, {"ref": "match_run"}, {"act": "=set-aside"}),
        Door("mentoring:run-list", WHOLE_OFFICE, WHOLE_OFFICE, {"key": "=demo-plans"}, {"per_town": "=1"}),
    ]
