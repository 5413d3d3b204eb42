"""Which keys of ours still vouch for something."""

from datetime import datetime

from pearls.kernel.verdict import YES, Verdict, no


def may_revoke_key(*, is_ours: bool, is_revoked: bool, since: datetime, now: datetime) -> Verdict:
    """Whether a key may be marked as stolen: one of ours, once, and since an instant that has come."""
    if not is_ours:
        return no("no-such-key")
    if is_revoked:
        return no("key-already-revoked")
    return YES if since <= now else no("instant-ahead")
