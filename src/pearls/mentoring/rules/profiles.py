"""What a mentor says of themselves, as typed. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Described:
    """A mentor's facts as they were typed."""

    country: str = ""
    organisation: str = ""
    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    own_country: str = "any"
    capacity: int = 0
    available_from: date | None = None
    available_until: date | None = None
    about: str = ""
    is_listed: bool = False
    contact_from: date | None = None
    contact_until: date | None = None
