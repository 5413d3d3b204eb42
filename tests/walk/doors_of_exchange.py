"""The doors of exchange visits: the board, the file of a visit that is to come, and the office's list."""

from tests.walk.door import MEMBERS, OFFICE, Door, public


def exchange() -> list[Door]:
    """An offer and a need of the town that holds a title, and a visit that it is the host of."""
    offer, visit, reads = {"ref": "visit_offer"}, {"ref": "visit"}, f"town {OFFICE}"
    return [
        *public("exchange:board"),
        *public("exchange:offer", at=offer),
        Door("exchange:fits", MEMBERS),
        Door("exchange:offer-new", MEMBERS, ""),
        Door("exchange:need-new", MEMBERS, ""),
        Door("exchange:offer-edit", "town", "", offer),
        Door("exchange:need-edit", "town", "", {"ref": "visit_need"}),
        Door("exchange:ask", "town pearltown othertown losttown partner", "", offer),
        Door("exchange:visit-list", MEMBERS),
        Door("exchange:visit", reads, at=visit),
        Door("exchange:visit-act", reads, "town", visit, {"act": "=share"}, get=False),
        Door(
            "exchange:visit-add",
            reads,
            "town",
            visit | {"part": "=promise"},
            {"what": "=Songs", "side": "=host"},
            get=False,
        ),
        Door("exchange:visit-report", reads, "", visit, get=False),
        Door("exchange:visit-photos", reads, "", visit | {"side": "=host"}, get=False),
        Door("exchange:visit-photo", reads, at={"ref": "visit_told", "photo": "visit_photo", "size": "=small"}),
        Door("exchange:visit-paper", reads, at=visit),
        Door("exchange:office-list", OFFICE),
        Door("exchange:office-export", OFFICE, at={"kind": "=csv"}),
    ]
