"""Addresses and posts that no page of ours makes: every one gets a clear answer, none breaks a page."""

import re
from collections.abc import Iterator

import pytest
from django.urls import get_resolver

from tests.house.test_gates import patterns
from tests.walk.test_doors import read
from tests.walk.world import World, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REFS = ("%00", "..%2F..%2Fetc%2Fpasswd", "'%20OR%201=1--", "%F0%9F%98%80" + "a" * 2500, "%FF")
PAGES = ("page=abc", "page=99999999999999999999999&year=99999999999999999999&country=%F0%9F%98%80")
NAMES = "q to state sort stretch subject act place country year edition name text kind"
NULS = "&".join(f"{name}=%00" for name in NAMES.split())
TYPED = (
    "email name text body subject reason question act place function note answer conflict wall until"
    " due_on role ref edition stage key right q-motivation rev-motivation choice section language zone"
    " last_rank dossier chosen outcome country source title_year base_sha256 score-motivation score-"
    " approach remarks member right schedule publish_at"
)
FIELDS = TYPED.split()
POSTS = ("\x00<script>alert(1)</script>'\"\r\nBcc: everybody@example.test", "9" * 5000)
LEFT_OUT = ("sign-out", "readyz")  # ends the walk; says 503 of a database in the making
KNOWN = {"<slug:edition>": "demo-open", "<slug:key>": "demo-open", "<slug:section_id>": "content", "<slug:kind>": "csv"}
SOMETHING = re.compile(r"<(?:\w+:)?\w+>|\^?\(\?P<\w+>[^)]*\)\$?")


def addresses() -> Iterator[str]:
    for address, _pattern in patterns(get_resolver()):
        if not any(word in address for word in LEFT_OUT):
            yield "/" + address


@pytest.mark.parametrize("walker", ["nobody", "town", "juror1", "coordinator"])
def test_what_nobody_ever_links_to_breaks_nothing(world: World, walker: str) -> None:
    client, broken = world.client(walker), []
    for address in addresses():
        strange = [SOMETHING.sub(lambda _found, ref=ref: ref, address) for ref in REFS] if "<" in address else []
        plain = address
        for part, word in {**KNOWN, "<slug:ref>": world.at["own"], "<str:ref>": world.at["final"]}.items():
            plain = plain.replace(part, word)
        asked = [f"{plain}?{query}" for query in (*PAGES, NULS)] if "<" not in plain else []
        for wanted in strange + asked:
            with taken_back():
                status = read(client.get(wanted)).status_code
            broken += [f"GET {wanted[:120]} answered {status}"] if status >= 500 else []
        for words in POSTS if "<" not in plain else ():
            with taken_back():
                status = read(client.post(plain, dict.fromkeys(FIELDS, words))).status_code
            broken += [f"POST {plain} answered {status} to {words[:20]!r}"] if status >= 500 else []

    assert not broken, "\n" + "\n".join(broken)
