"""Every setting, command and address stands in the docs, and nothing that is gone does."""

import re

from django.urls import get_resolver

from pearls.cli.commands import COMMANDS
from pearls.config.env import SETTINGS
from tests.house.source import ROOT
from tests.house.test_gates import patterns


def table_of(name: str) -> dict[str, list[str]]:
    """The rows of a page's tables by the code in their first column."""
    rows = {}
    for line in (ROOT / "docs" / name).read_text(encoding="utf-8").splitlines():
        match = re.match(r"\| `([^`]+)` \|(.*)\|$", line)
        if match:
            rows[match[1]] = [cell.strip() for cell in match[2].split(" | ")]
    return rows


def test_every_setting_is_in_the_table_with_its_meaning() -> None:
    documented = table_of("settings.md")

    assert sorted(documented) == sorted(SETTINGS)
    assert {name: row[-1] for name, row in documented.items()} == {
        name: setting.meaning for name, setting in SETTINGS.items()
    }


def test_every_command_is_in_the_table_with_what_it_does() -> None:
    documented = table_of("commands.md")

    assert {name.split()[1]: row[-1] for name, row in documented.items()} == {
        name: command.summary for name, command in COMMANDS.items()
    }


def test_every_address_is_in_the_table() -> None:
    documented = sorted(table_of("addresses.md"), key=len, reverse=True)
    served = ["/" + address for address, _ in patterns(get_resolver())]
    known = {
        address: next(
            (start for start in documented if address == start or (start != "/" and address.startswith(start))), ""
        )
        for address in served
    }

    assert [address for address, start in known.items() if not start] == []
    assert sorted(set(documented) - set(known.values())) == []
