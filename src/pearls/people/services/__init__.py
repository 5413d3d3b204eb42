"""All writes of people: accounts, and who speaks for or mentors which place."""

from pearls.people.services.accounts import (
    change_profile,
    create_person,
    erase_person,
    export_person,
    record_password_change,
    record_sign_in,
    record_sign_up,
    sign_out_elsewhere,
)
from pearls.people.services.demonstration import load_demo_people
from pearls.people.services.speaking import (
    begin_mentorship,
    claim_place,
    confirm_speaker,
    end_mentorship,
    end_speaking,
    refuse_speaker,
)

__all__ = [
    "begin_mentorship",
    "change_profile",
    "claim_place",
    "confirm_speaker",
    "create_person",
    "end_mentorship",
    "end_speaking",
    "erase_person",
    "export_person",
    "load_demo_people",
    "record_password_change",
    "record_sign_in",
    "record_sign_up",
    "refuse_speaker",
    "sign_out_elsewhere",
]
