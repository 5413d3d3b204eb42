"""A walk through every address with people of every kind: nobody sees a broken page, nor a door that is not theirs."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from pearls.web.gates import gate_of
from tests.cast import Cast
from tests.house.test_gates import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.once]
NOBODY = "anonymous"
WALKERS = (NOBODY, "town", "juror1", "partner", "coordinator")
FAST = (NOBODY, "coordinator")
# What stands in for a reference that is not there.
SAMPLES = {"int": "7", "uuid": "00000000-0000-4000-8000-000000000000"}


def addresses() -> list[tuple[str, str]]:
    """Every address with references that nobody has, and its gate."""
    found = []
    for address, pattern in patterns(get_resolver()):
        filled = re.sub(r"<(?:(\w+):)?\w+>", lambda match: SAMPLES.get(match[1] or "", "nothing"), address)
        filled = re.sub(r"\^?\(\?P<\w+>[^)]*\)\$?", "nothing", filled)
        found.append(("/" + filled, gate_of(pattern.callback)))
    return found


def client_of(walker: str, cast: Cast) -> Client:
    client = Client(raise_request_exception=False)
    if walker != NOBODY:
        client.force_login(cast[walker])
    return client


# Who differs most; the others walk in the slow suite.
@pytest.mark.parametrize(
    "walker", [who if who in FAST else pytest.param(who, marks=pytest.mark.slow) for who in WALKERS]
)
def test_nobody_meets_a_broken_page(walker: str, cast: Cast) -> None:
    client = client_of(walker, cast)
    broken = []
    for address, _ in addresses():
        if "sign-out" in address:
            continue
        got, posted = client.get(address).status_code, client.post(address, {"x": "\x00"}).status_code
        if got not in (200, 301, 302, 404, 405, 410, 503):
            broken.append(f"GET {address} answered {got}")
        if posted >= 500 and posted != 503:
            broken.append(f"POST {address} answered {posted}")

    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.parametrize("walker", WALKERS[:-1])
def test_a_door_that_is_not_theirs_is_not_there(walker: str, cast: Cast) -> None:
    client = client_of(walker, cast)
    expected = 302 if walker == NOBODY else 404
    gated = [(address, gate) for address, gate in addresses() if gate == "office" or walker == NOBODY]
    open_doors = [
        f"{method} {address} answered {answer}"
        for address, gate in gated
        if gate != "public"
        for method, answer in (("GET", client.get(address).status_code), ("POST", client.post(address).status_code))
        if answer != expected
    ]

    assert not open_doors, "\n" + "\n".join(open_doors)
