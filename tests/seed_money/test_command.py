"""`pearls ledger` as one runs it."""

import json

import pytest
from django.db import connection

from pearls.cli.commands import main
from pearls.db.triggers import guards_lifted
from pearls.seed_money.models import Transfer
from tests.seed_money.conftest import Desk


@pytest.fixture
def _ledger_of_one(desk: Desk) -> None:
    desk.paid()


def ledger(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    return main(["ledger", *arguments]), capsys.readouterr().out


def test_a_ledger_that_balances_says_so(_ledger_of_one: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = ledger(capsys)

    assert code == 0
    assert "available          6000.00" in told
    assert "balances to the cent" in told


def test_the_accounts_are_given_in_cents_as_json(_ledger_of_one: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = ledger(capsys, "--edition", "2027", "--json")

    [document] = json.loads(told)["editions"]
    assert (code, document["total_cents"], document["balances"]) == (0, 0, True)
    assert document["accounts_cents"]["advance"] == 280_000


def test_every_movement_is_a_line_of_csv(_ledger_of_one: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = ledger(capsys, "--csv")

    assert (code, len(told.splitlines())) == (0, 5)


def test_a_ledger_that_somebody_wrote_into_is_a_no(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    from_outside(desk)

    code, told = ledger(capsys)

    assert code == 1
    assert "balances-differ" in told


def test_an_edition_that_is_not_there_is_bad_input(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger(capsys, "--edition", "1900")[0] == 2


def from_outside(desk: Desk) -> None:
    """Somebody with the key to the database changes an amount."""
    desk.approved()
    with guards_lifted(connection):
        Transfer.objects.update(cents=1)
