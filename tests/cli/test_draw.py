"""`pearls draw`: the same order for everybody who types the same."""

import hashlib
import json

import pytest

from pearls.cli.commands import main

SOURCES = ("--source", "9319", "--source", "2,5,12,8,10")


def test_the_order_is_drawn_from_the_sources_whatever_the_order_of_typing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", *SOURCES, "--json", "cesis", "alytus", "bremen"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(["draw", *SOURCES, "--json", "bremen", "cesis", "alytus"]) == 0

    assert json.loads(capsys.readouterr().out) == first
    key = "9319./2.5.8.10.12./"
    assert (first["key"], first["pool"]) == (key, ["alytus", "bremen", "cesis"])
    chance = int(hashlib.sha256(b"\0\0" + key.encode() + b"\0\0").hexdigest(), 16) % 3
    assert first["order"][0] == first["pool"][chance]
    assert sorted(first["order"]) == first["pool"]


def test_a_reader_sees_the_key_the_pool_and_the_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "--source", "DAX 4 December: 19 876.5", "b", "a"]) == 0

    said = capsys.readouterr().out
    assert said.startswith("Key (RFC 3797): DAX4DECEMBER198765./\n\nThe pool:\n   1  a\n   2  b\n")
    assert "Drawn, the first before all others:\n" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--source", "7", "a"], "PLAN: expected at least two plans that tie, got one"),
        (["--source", "7", "a", "b", "a"], "PLAN: expected each plan once, got a twice"),
        (["--source", "…", "a", "b"], "--source: expected numbers or words with letters from A to Z or figures"),
    ],
)
def test_what_cannot_be_drawn_is_said(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert main(["draw", *arguments]) == 2

    [line] = capsys.readouterr().err.splitlines()
    assert said in line
