"""All acts of keys and credentials."""

from pearls.credentials.services.issuing import (
    issue_credential,
    reissue_credentials,
    revoke_credential,
    sign_for_holder,
)
from pearls.credentials.services.keys import Signed, change_key, revoke_key, sign_statement

__all__ = [
    "Signed",
    "change_key",
    "issue_credential",
    "reissue_credentials",
    "revoke_credential",
    "revoke_key",
    "sign_for_holder",
    "sign_statement",
]
