"""The doors of seed money, of the edition in its title year."""

from tests.walk.door import MEMBERS, WHOLE_OFFICE, Door, public

DESK = f"finance {WHOLE_OFFICE}"
READERS = f"{DESK} town"


def seed_money() -> list[Door]:
    """From the rules in words to the ledger; a draft is seen by its town alone."""
    edition, paid, closed = {"key": "=demo-titles"}, {"ref": "seed_agreed"}, {"ref": "seed_closed"}
    return [
        *public("seed_money:overview", found=(302,)),
        *public("seed_money:guide", at=edition),
        Door("seed_money:own", MEMBERS),
        Door("seed_money:desk-editions", f"{DESK} openoffice", found=(200, 302)),
        Door("seed_money:desk", DESK, at=edition),
        Door("seed_money:ledger", DESK, at=edition),
        Door("seed_money:ledger-csv", DESK, at=edition),
        Door("seed_money:ledger-xlsx", DESK, at=edition),
        Door("seed_money:rules", WHOLE_OFFICE, "", edition, {"text": "=[limits]"}),
        Door("seed_money:request", READERS, at={"ref": "seed_sent"}),
        Door("seed_money:request", "town", at={"ref": "seed_draft"}),
        Door("seed_money:edit", "town", "town", {"ref": "seed_draft"}, {"title": "=Wheels"}),
        Door("seed_money:act", READERS, "town", {"ref": "seed_sent"}, {"act": "=withdraw"}, get=False),
        Door("seed_money:act", READERS, DESK, {"ref": "seed_sent"}, {"act": "=check"}, get=False),
        Door("seed_money:proofs", READERS, "", paid, {"what": "=Soup"}, get=False),
        Door("seed_money:request", READERS, at=paid),
        Door("seed_money:request", READERS, at=closed),
        Door("seed_money:agreement", READERS, at=closed),
        Door("seed_money:proof", READERS, at=closed | {"proof_ref": "seed_proof"}),
    ]
