"""The variables that configure Pearls: read here and nowhere else, loud when wrong."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from pearls.kernel.settings import MailServer, SettingError


@dataclass(frozen=True)
class Setting:
    """One variable: its name, its default as text, and what it is for (one row of docs/settings.md)."""

    name: str
    default: str
    meaning: str


SETTINGS: dict[str, Setting] = {}


def _read(name: str, default: str, meaning: str) -> str:
    SETTINGS[name] = Setting(name, default, meaning)
    return os.environ.get(name, "") or default


def env_text(name: str, default: str, meaning: str) -> str:
    """A variable that holds any text."""
    return _read(name, default, meaning)


def env_choice(name: str, default: str, choices: tuple[str, ...], meaning: str) -> str:
    """A variable that holds one of a few words.

    Raises: SettingError, for any other word.
    """
    value = _read(name, default, meaning)
    if value not in choices:
        raise SettingError(f"{name}: expected one of {', '.join(choices)}, got {value!r}")
    return value


def env_number(name: str, default: int, meaning: str, *, least: int = 0) -> int:
    """A variable that holds a whole number.

    Raises: SettingError, when it does not, or when it is less than `least`.
    """
    value = _read(name, str(default), meaning)
    if not value.isascii() or not value.isdigit() or len(value) > 9 or int(value) < least:
        raise SettingError(f"{name}: expected a whole number of at least {least}, got {value!r}")
    return int(value)


def env_list(name: str, default: str, meaning: str) -> list[str]:
    """A variable that holds words separated by commas."""
    return [word.strip() for word in _read(name, default, meaning).split(",") if word.strip()]


def env_path(name: str, default: Path, meaning: str) -> Path:
    """A variable that holds the path of a folder or file."""
    return Path(_read(name, str(default), meaning)).expanduser()


def env_address(name: str, default: str, meaning: str) -> str:
    """A variable that holds the address of a site, without a slash at its end.

    Raises: SettingError, for anything but http:// or https:// and a host.
    """
    value = _read(name, default, meaning)
    parts = _url_parts(name, value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingError(f"{name}: expected https:// or http:// and a host, got {value!r}")
    return value.rstrip("/")


def _url_parts(name: str, url: str) -> SplitResult:
    """The parts of an address, its port a number or none.

    Raises: SettingError; a password is not repeated.
    """
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - is read here, where it may not be a number
    except ValueError as problem:
        raise SettingError(f"{name}: expected an address whose port is a number, got {problem}") from problem
    return parts


def database_from_url(url: str, *, default_file: Path) -> dict[str, object]:
    """Django's description of the database that `PEARLS_DATABASE_URL` names.

    Raises: SettingError, for another scheme than sqlite or postgresql.
    """
    if not url:
        return _sqlite(default_file)
    parts = _url_parts("PEARLS_DATABASE_URL", url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise SettingError(
        f"PEARLS_DATABASE_URL: expected sqlite:///path/to/file or postgresql://user:password@host/name, got {url!r}"
    )


def mail_server_from_url(url: str) -> MailServer | None:
    """What `PEARLS_SMTP_URL` names, or None where it is empty.

    Raises: SettingError, for another scheme than smtp or smtps, or without a host.
    """
    if not url:
        return None
    parts = _url_parts("PEARLS_SMTP_URL", url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingError(
            "PEARLS_SMTP_URL: expected smtp://user:password@host:port or smtps://…, "
            f"got the scheme {parts.scheme!r} and the host {parts.hostname!r}"
        )
    is_encrypted = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if is_encrypted else 25),
        is_encrypted=is_encrypted,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _sqlite(path: Path) -> dict[str, object]:
    # WAL lets readers read while one writes; IMMEDIATE takes the write lock at once, so that
    # nobody meets "database is locked" half-way through a transaction.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
        },
    }
