"""The doors of what comes after a decision: the place's outcome, its complaint, the office's answer, the reasons."""

from tests.walk.door import OFFICE, WHOLE_OFFICE, Door

DESK = f"{WHOLE_OFFICE} chair"


def after_decisions() -> list[Door]:
    """A place sees its own, the second reader the one case, the chair the reasons of the panel."""
    lost, text = {"ref": "lost"}, {"ref": "lost", "dossier_ref": "lost_dossier"}
    complaint, panel = {"ref": "complaint"}, {"ref": "past"}
    said = {"grounds": "=facts", "text": "=Once more"}
    proposal = {"result": "=upheld", "text": "=It is there"}
    return [
        Door("complaints:outcome", "losttown", at=lost),
        Door("complaints:outcome-letter", "losttown", at=text),
        Door("complaints:complain", "losttown", "", text, said, found=(302,)),  # leads to the one that there is
        Door("complaints:complain-blank", "losttown", at=text),
        Door("complaints:complaint", "losttown", at=complaint),
        Door("complaints:receipt", "losttown", at=complaint),
        Door("complaints:withdraw", "losttown", "losttown", complaint, get=False),
        Door("complaints:read", "editor", "editor", complaint, proposal),
        Door("complaints:office-list", OFFICE),
        Door(
            "complaints:office-complaint",
            WHOLE_OFFICE,
            WHOLE_OFFICE,
            complaint,
            {"act": "=reader", "reader": "complaint_reader"},
        ),
        Door(
            "complaints:office-enter",
            WHOLE_OFFICE,
            "",
            {"dossier_ref": "lost_dossier"},
            said | {"received_on": "=2026-01-01"},
        ),
        Door("complaints:reasons-list", DESK, at=panel),
        Door("complaints:reasons-day", DESK, WHOLE_OFFICE, panel, {"due_on": "next_week"}, get=False),
        Door("complaints:reasons", DESK, DESK, {"ref": "lost_dossier"}, {"language": "=en", "act": "=save"}),
    ]
