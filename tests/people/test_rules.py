from pearls.kernel.verdict import YES, no
from pearls.people.rules import (
    ClaimReader,
    SpeakerState,
    may_claim,
    may_decide_claim,
    may_end_speaking,
    may_erase,
)

STRANGER = ClaimReader(is_office=False, speaks_for_place=False, is_own_claim=False)
CLAIMANT = ClaimReader(is_office=False, speaks_for_place=False, is_own_claim=True)
FELLOW = ClaimReader(is_office=False, speaks_for_place=True, is_own_claim=False)
OFFICE = ClaimReader(is_office=True, speaks_for_place=False, is_own_claim=False)


def test_a_person_may_claim_a_place_again_after_a_refusal() -> None:
    assert may_claim(is_signed_in=True, state=None) == YES


def test_a_place_is_claimed_once_while_the_claim_lives() -> None:
    assert may_claim(is_signed_in=True, state=SpeakerState.CLAIMED) == no("already-claimed")
    assert may_claim(is_signed_in=True, state=SpeakerState.CONFIRMED) == no("already-speaks")


def test_a_reader_without_an_account_claims_nothing() -> None:
    assert may_claim(is_signed_in=False, state=None) == no("not-signed-in")


def test_the_office_and_a_fellow_speaker_may_decide_a_claim() -> None:
    assert may_decide_claim(reader=OFFICE, state=SpeakerState.CLAIMED) == YES
    assert may_decide_claim(reader=FELLOW, state=SpeakerState.CLAIMED) == YES


def test_nobody_decides_their_own_claim_and_strangers_decide_none() -> None:
    assert may_decide_claim(reader=CLAIMANT, state=SpeakerState.CLAIMED) == no("own-claim")
    assert may_decide_claim(reader=STRANGER, state=SpeakerState.CLAIMED) == no("not-yours-to-decide")


def test_a_claim_is_decided_once() -> None:
    for state in (SpeakerState.CONFIRMED, SpeakerState.REFUSED, SpeakerState.ENDED):
        assert may_decide_claim(reader=OFFICE, state=state) == no("claim-decided", state=state)


def test_a_person_may_stop_speaking_and_a_stranger_may_not_stop_them() -> None:
    assert may_end_speaking(reader=CLAIMANT, state=SpeakerState.CONFIRMED) == YES
    assert may_end_speaking(reader=STRANGER, state=SpeakerState.CONFIRMED) == no("not-yours-to-decide")


def test_an_account_is_erased_by_its_owner_or_the_office_and_once() -> None:
    assert may_erase(is_self=True, is_office=False, is_active=True) == YES
    assert may_erase(is_self=False, is_office=True, is_active=True) == YES
    assert may_erase(is_self=False, is_office=False, is_active=True) == no("not-yours-to-decide")
    assert may_erase(is_self=True, is_office=False, is_active=False) == no("already-erased")
