"""What settings are made of, for rooms that must not know `config`."""

from dataclasses import dataclass, field


class SettingError(Exception):
    """A `PEARLS_…` variable holds something that cannot be used; the message names it and says what was expected."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, and as whom; `is_encrypted` from the first byte (smtps)."""

    host: str
    port: int
    is_encrypted: bool
    user: str
    password: str = field(repr=False)
