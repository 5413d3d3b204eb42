"""Whether a key may be called stolen."""

from datetime import UTC, datetime, timedelta

import pytest

from pearls.credentials.rules.keys import may_revoke_key

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("is_ours", "is_revoked", "since", "reason"),
    [
        (True, False, NOW, ""),
        (True, False, NOW - timedelta(days=400), ""),
        (True, False, NOW + timedelta(seconds=1), "instant-ahead"),
        (True, True, NOW, "key-already-revoked"),
        (False, False, NOW, "no-such-key"),
    ],
)
def test_one_of_ours_once_and_since_an_instant_that_has_come(
    is_ours: bool, is_revoked: bool, since: datetime, reason: str
) -> None:
    assert may_revoke_key(is_ours=is_ours, is_revoked=is_revoked, since=since, now=NOW).reason == reason
