"""Reading TOML strictly: what is not known is refused by name."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES
from pearls.programme.rules.errors import RulesError, line_of, shown

Text = Mapping[str, str]

_TOML_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
MOST_DIGITS = 50  # before the point and after it: sums of such numbers are exact, and take no time
LARGEST_COUNT = 1_000_000
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class Table:
    """One table of the file, and where it stands in it."""

    def __init__(self, data: Mapping[str, Any], *, name: str, source: str) -> None:
        self.data = data
        self.name = name
        self.source = source

    def only(self, *keys: str) -> None:
        """Refuse every key but these: a misspelt one must not pass as a rule that is not there."""
        for key in self.data:
            if key not in keys:
                raise self.error(key, "one of " + ", ".join(keys), "an unknown key")

    def path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def error(self, key: str, expected: str, got: str) -> RulesError:
        path = self.path(key) if key else self.name
        return RulesError(key=path, expected=expected, got=got, line=line_of(self.source, path))

    def has(self, key: str) -> bool:
        return key in self.data

    def value(self, key: str) -> Any:
        return self.data.get(key)

    def missing(self, key: str, expected: str) -> RulesError:
        return self.error(key, expected, "nothing")

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self.value(key)
        if value is None:
            if default is None:
                raise self.missing(key, "a text")
            return default
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.error(key, "a text", shown(value))
        return value

    def identifier(self, key: str) -> str:
        value = self.text(key)
        if not _IDENTIFIER.fullmatch(value):
            raise self.error(key, "small letters and digits, joined by - or _", shown(value))
        return value

    def choice(self, key: str, values: Collection[str]) -> str:
        expected = "one of " + ", ".join(values)
        value = self.value(key)
        if value is None:
            raise self.missing(key, expected)
        if value not in values:
            raise self.error(key, expected, shown(value))
        return str(value)

    def whole(self, key: str, *, least: int = 0) -> int:
        value = self.whole_or_none(key, least=least)
        if value is None:
            raise self.missing(key, f"a whole number of at least {least}")
        return value

    def whole_or_none(self, key: str, *, least: int = 0) -> int | None:
        value = self.value(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.error(key, f"a whole number of at least {least}", shown(value))
        if value > LARGEST_COUNT:
            raise self.error(key, f"a whole number of at most {LARGEST_COUNT}", shown(value))
        return value

    def decimal_or_none(self, key: str) -> Decimal | None:
        value = self.value(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            raise self.error(key, "a number", shown(value))
        number = Decimal(value)
        _sign, digits, exponent = number.as_tuple()
        if not -MOST_DIGITS <= int(exponent) <= MOST_DIGITS - len(digits):
            raise self.error(key, f"a number of at most {MOST_DIGITS} digits on either side of the point", shown(value))
        return number

    def flag_or_none(self, key: str) -> bool | None:
        value = self.value(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, "true or false", shown(value))
        return value

    def translated(self, key: str, *, is_required: bool = False) -> Text:
        """A text in several languages, `{ en = "Town", lv = "Pilsēta" }`; English is there when anything is."""
        expected = 'a text per language, such as { en = "…", lv = "…" }'
        value = self.value(key)
        if value is None:
            if is_required:
                raise self.missing(key, expected)
            return {}
        if not isinstance(value, dict) or not all(isinstance(item, str) and item.strip() for item in value.values()):
            raise self.error(key, expected, shown(value))
        for language in value:
            if language not in LANGUAGES:
                raise self.error(key, "languages among " + ", ".join(LANGUAGES), shown(language))
        if DEFAULT_LANGUAGE not in value:
            raise self.error(key, "a text in English (en) at least", shown(value))
        return dict(value)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(key, 'a list of texts, such as ["…", "…"]', shown(value))
        for index, item in enumerate(value):
            if item in value[:index]:
                raise self.error(key, "every text once", f"{shown(item)} twice")
        return tuple(value)

    def moment_or_none(self, key: str) -> datetime | date | None:
        value = self.value(key)
        if value is None:
            return None
        if not isinstance(value, date) or (isinstance(value, datetime) and value.tzinfo is not None):
            raise self.error(
                key, "a wall-clock time without offset such as 2027-04-02T23:59:59, or a day", shown(value)
            )
        return value

    def table(self, key: str) -> "Table":
        found = self.table_or_none(key)
        if found is None:
            raise self.missing(key, f"a table [{self.path(key)}]")
        return found

    def table_or_none(self, key: str) -> "Table | None":
        value = self.value(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.error(key, f"a table [{self.path(key)}]", shown(value))
        return Table(value, name=self.path(key), source=self.source)

    def tables(self, key: str) -> Iterator["Table"]:
        value = self.value(key)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, f"tables [[{self.path(key)}]]", shown(value))
        for number, item in enumerate(value, start=1):
            yield Table(item, name=f"{self.path(key)}[{number}]", source=self.source)


def read_toml(text: str) -> Table:
    """The file as a table of schema 1.

    Raises: RulesError, where it is not TOML at all or of another schema.
    """
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except RecursionError as problem:
        raise RulesError(key="file", expected="TOML", got="lists or tables hundreds deep in each other") from problem
    except ValueError as problem:  # a TOMLDecodeError, or what Python says to a number of thousands of digits
        place = _TOML_LINE.search(str(problem))
        line = int(place[1]) if place else None
        got = _TOML_LINE.sub("", str(problem)).strip().rstrip(".")
        raise RulesError(key="file", expected="TOML", got=got[:1].lower() + got[1:], line=line) from problem
    table = Table(data, name="", source=text)
    if table.value("schema") != 1 or isinstance(table.value("schema"), bool):
        got = shown(table.value("schema")) if table.has("schema") else "nothing"
        raise table.error("schema", "1", got)
    return table
