"""The pages of working with a tool, and residents' page, for everybody who may come."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from pearls.plans.models import Session, SessionItem
from pearls.plans.queries import sessions as queries
from pearls.plans.rules import residents as resident_rules
from tests.browser import Reader
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_sessions import begun, codes, let_in, put, vote

MOST_QUERIES = 12
HOSTILE = "<script>alert(1)</script>"
GRID = {"influence": "high", "interest": "high"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages read the clock: it stands within the time for writing."""
    for module in ("sessions", "residents"):
        monkeypatch.setattr(f"pearls.plans.views.{module}.utc_now", lambda: WRITING)


def test_the_cast_reads_or_finds_nothing(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    put(candidate, session, "ideas", "A fair")
    pages = (
        "",
        f"{session.ref}/",
        f"{session.ref}/bring/",
        f"{session.ref}/residents/",
        f"{session.ref}/residents/link.pdf",
    )

    found = {
        who: {candidate.client(who).get(f"{candidate.base}tools/{page}").status_code for page in pages}
        for who in ("town", "colleague", "mentor", "othertown", "juror1")
    }

    assert found == {"town": {200}, "colleague": {200}, "mentor": {200}, "othertown": {404}, "juror1": {404}}


def test_a_town_goes_the_whole_way_from_the_tool_to_its_plan(candidate: Candidate) -> None:
    client = candidate.client()
    started = client.post(f"{candidate.base}tools/", {"tool": "stakeholder-grid", "title": "At the harbour"})
    session = Session.objects.get()
    address = f"{candidate.base}tools/{session.ref}/"
    given = {"lane": "stakeholders", "stakeholders-text": HOSTILE}
    put_down = client.post(address, given | {f"stakeholders-value_{key}": value for key, value in GRID.items()})
    board = client.get(address).content.decode()
    preview = client.get(f"{address}bring/").content.decode()
    assert "still needs its other answers, for instance “What happens”" in preview
    item = SessionItem.objects.get()

    client.post(f"{address}bring/", {"item": [item.ref]})

    assert started.headers["Location"] == address
    assert put_down.status_code == 302
    assert "picture__drawing" in board
    assert "&lt;script&gt;" in board and HOSTILE not in board + preview
    assert "New in the plan" in preview
    assert candidate.content["stakeholders"] == [{"id": item.ref, "who": HOSTILE, **GRID}]
    assert "The plan says all of this already." in client.get(f"{address}bring/").content.decode()


def test_ten_thousand_characters_and_a_number_that_is_none_are_told_and_not_kept(candidate: Candidate) -> None:
    session = begun(candidate, "cultural-map")
    address, client = f"{candidate.base}tools/{session.ref}/", candidate.client()

    long = client.post(address, {"lane": "spots", "spots-text": "x" * 10_000}).content.decode()
    wrong = client.post(
        address, {"lane": "spots", "spots-text": "Mill", "spots-value_latitude": "north"}
    ).content.decode()

    assert "at most 300 characters" in long
    assert "field__errors" in wrong
    assert not SessionItem.objects.exists()


def test_a_map_says_why_it_draws_no_coast(candidate: Candidate) -> None:
    session = begun(candidate, "cultural-map")
    put(candidate, session, "spots", "Mill", latitude="57.4", longitude="25.9")
    address = f"{candidate.base}tools/{session.ref}/"

    pages = [candidate.client().get(address.replace("/en/", f"/{code}/")).content.decode() for code in ("en", "lv")]

    assert "would be wrong at the scale of a town" in pages[0] and "pilsētas mērogā" in pages[1]


def test_an_item_is_written_anew_moved_and_taken_away_on_its_page(candidate: Candidate) -> None:
    session = begun(candidate)
    first, second = put(candidate, session, "strengths", "One"), put(candidate, session, "strengths", "Two")
    address, client = f"{candidate.base}tools/{session.ref}/items/", candidate.client()

    client.post(f"{address}{second.ref}/", {"act": "up"})
    client.post(f"{address}{first.ref}/", {"act": "save", "strengths-text": "Three"})
    shown = [item.text for item in queries.items_of(session)]
    client.post(f"{address}{first.ref}/", {"act": "remove"})

    assert shown == ["Two", "Three"]
    assert [item.text for item in queries.items_of(session)] == ["Two"]


@pytest.mark.parametrize("tool", sorted(queries.session_tools()))
def test_every_tool_draws_what_was_put_down_in_both_languages(candidate: Candidate, tool: str) -> None:
    candidate.fill(
        activities=[{"id": "a1", "name": "Fair", "what": "A fair"}],
        team=[{"id": "t1", "person": "Coordinator"}],
        goals=[{"id": "z1", "goal": "More trust"}],
    )
    session, found = begun(candidate, tool), queries.session_tools()[tool]
    values = {
        "activity": "a1",
        "member": "t1",
        "goals": ["z1"],
        "amount": 12_000,
        "starts_on": "2027-03-01",
        "on": "2027-05-01",
        "ends_on": "2027-04-01",
        "likelihood": "low",
        "effect": "high",
        "latitude": "57.4",
        "longitude": "25.9",
        **GRID,
    }
    parents: dict[str, str] = {}
    for lane in found.lanes:
        own = {key: value for key, value in values.items() if key in lane.fields}
        item = put(candidate, session, lane.id, f"About {lane.id}" if lane.asks_text else "", **own)
        parents[lane.id] = item.ref
        if lane.parent:
            SessionItem.objects.filter(pk=item.pk).update(parent=SessionItem.objects.get(ref=parents[lane.parent]))

    for language in ("en", "lv"):
        base = f"{candidate.base}tools/{session.ref}/".replace("/en/", f"/{language}/")
        with override(language):
            board, preview = candidate.client().get(base), candidate.client().get(f"{base}bring/")
        assert (board.status_code, preview.status_code) == (200, 200)
        for lane in found.lanes:
            assert lane.title[language] in board.content.decode()
    candidate.client().post(f"{candidate.base}tools/{session.ref}/bring/", {"item": list(parents.values())})
    assert all(candidate.content.get(question) for question in found.questions)


def test_browsers_say_where_residents_forms_come_from(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    put(candidate, session, "ideas", "A fair")

    page = Client().get(f"/en/take-part/{session.secret}/")

    # With "no-referrer" a browser sends "Origin: null" with the form, and every vote is refused as forged.
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_the_lane_last_used_stands_open_for_the_next_item(candidate: Candidate) -> None:
    session, client = begun(candidate), candidate.client()
    address = f"{candidate.base}tools/{session.ref}/"
    before = client.get(address).content.decode()

    after = client.post(address, {"lane": "weaknesses", "weaknesses-text": "One van"}, follow=True)

    assert after.redirect_chain == [(f"{address}?lane=weaknesses#lane-weaknesses", 302)]
    shown = after.content.decode()
    assert (before.count('<details class="disclosure" open>'), shown.count('<details class="disclosure" open>')) == (
        0,
        1,
    )
    assert "open" in shown.partition('id="lane-weaknesses"')[2].partition("</summary>")[0]


def test_residents_vote_without_an_account_once_in_a_browser(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"), dots=2)
    item = put(candidate, session, "ideas", "A fair")
    address, client = f"/en/take-part/{session.secret}/", Client()

    page = client.get(address)
    too_many = client.post(address, {"act": "vote", f"dots-{item.ref}": "3"}, follow=True).content.decode()
    first = client.post(address, {"act": "vote", f"dots-{item.ref}": "2"}, follow=True).content.decode()
    client.post(address, {"act": "vote", f"dots-{item.ref}": "2"})

    item.refresh_from_db()
    assert (page.headers["X-Robots-Tag"], page.headers["Cache-Control"]) == ("noindex, nofollow", "private, no-store")
    assert "You have 2 dots in all." in too_many
    assert "Your dots are counted." in first and "A vote was given with this browser." in first
    assert (item.dots_open, item.dots_by_code) == (2, 0)


def test_a_code_from_paper_counts_once_in_any_browser(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    item, code = put(candidate, session, "ideas", "A fair"), codes(candidate, session, 1)[0]
    given = {"act": "vote", f"dots-{item.ref}": "1", "code": resident_rules.spelled_code(code)}

    pages = [Client().post(f"/en/take-part/{session.secret}/", given).content.decode() for _ in range(2)]

    item.refresh_from_db()
    assert "it was used already" in pages[1] and "it was used already" not in pages[0]
    assert item.dots_by_code == 1
    assert 'value="1"' in pages[1]


def test_what_a_resident_names_is_shown_once_the_team_has_let_it_pass(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))
    address, resident, town = f"/en/take-part/{session.secret}/", Client(), candidate.client()
    desk = f"{candidate.base}tools/{session.ref}/residents/"
    resident.post(address, {"act": "name", "lane": "places", "text": f"The old mill {HOSTILE}"})
    before, waiting = resident.get(address).content.decode(), town.get(desk).content.decode()
    item = SessionItem.objects.get()

    town.post(f"{candidate.base}tools/{session.ref}/items/{item.ref}/", {"act": "pass"})

    assert "The old mill" not in before and "The old mill" in waiting
    after = Client().get(address).content.decode()
    assert "The old mill &lt;script&gt;" in after and HOSTILE not in after + waiting


@pytest.mark.parametrize(
    "given",
    [
        {"act": "name", "lane": "places", "text": "x" * 10_000},
        {"act": "name", "lane": "people", "text": "My neighbour"},
        {"act": "name", "lane": "places", "text": ""},
        {"act": "vote", "dots-nothing": "1"},
        {"act": "vote", "dots-nothing": "\x00"},
        {"act": "vote", "code": "9" * 5000},
        {},
    ],
)
def test_strange_things_handed_in_by_the_link_change_nothing(candidate: Candidate, given: dict[str, str]) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))

    answer = Client().post(f"/en/take-part/{session.secret}/", given)

    assert answer.status_code in (200, 302)
    assert not SessionItem.objects.exists()


def test_a_wrong_secret_is_not_there_and_a_session_that_has_ended_says_what_came_of_it(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    item = put(candidate, session, "ideas", "A fair")
    vote(session, {item.ref: 2})
    address = f"{candidate.base}tools/{session.ref}/"
    candidate.client().post(address, {"act": "close"})

    ended = Client().get(f"/en/take-part/{session.secret}/").content.decode()
    Client().post(f"/en/take-part/{session.secret}/", {"act": "vote", f"dots-{item.ref}": "1"})

    item.refresh_from_db()
    assert Client().get("/en/take-part/wrong/").status_code == 404
    assert "This has ended." in ended and "2 dots" in ended
    assert item.dots == 2
    candidate.client().post(f"{address}residents/", {"act": "shut"})
    assert Client().get(f"/en/take-part/{session.secret}/").status_code == 404


def test_the_limit_is_said_in_a_sentence(candidate: Candidate, monkeypatch: pytest.MonkeyPatch) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))
    monkeypatch.setattr(resident_rules, "ADDRESS_KNOCKS", 1)
    given = {"act": "name", "lane": "places", "text": "The mill"}

    pages = [Client().post(f"/en/take-part/{session.secret}/", given, follow=True).content.decode() for _ in range(2)]

    assert "Very much was handed in from here today." in pages[1]
    assert SessionItem.objects.count() == 1


def test_a_mentor_reads_and_hands_out_no_codes(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    codes(candidate, session, 3)
    address = f"{candidate.base}tools/{session.ref}/residents/codes.pdf"

    assert candidate.client("mentor").get(address).status_code == 404
    answer = candidate.client().get(address)

    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_desk_shows_link_and_qr_code_and_makes_codes(candidate: Candidate) -> None:
    session, client = begun(candidate, "dotmocracy"), candidate.client()
    desk = f"{candidate.base}tools/{session.ref}/residents/"

    closed = client.get(desk).content.decode()
    client.post(desk, {"act": "open", "dots_each": "5"})
    client.post(desk, {"act": "codes", "count": "7"})
    client.post(desk, {"act": "codes", "count": "x"})
    session.refresh_from_db()
    opened = client.get(desk).content.decode()

    assert "qr__drawing" not in closed and "qr__drawing" in opened
    assert f"/en/take-part/{session.secret}/" in opened
    assert (session.dots_each, queries.codes_of(session).count()) == (5, 7)
    assert "0 of 7 codes are used." in opened


def test_the_pages_ask_as_much_for_one_item_as_for_many(candidate: Candidate) -> None:
    session = let_in(candidate, begun(candidate, "asset-map"))
    put(candidate, session, "places", "One")
    town, nobody = candidate.client(), Client()
    base = f"{candidate.base}tools/"
    pages = [(town, base), (town, f"{base}{session.ref}/"), (town, f"{base}{session.ref}/bring/")]
    pages += [(town, f"{base}{session.ref}/residents/"), (nobody, f"/en/take-part/{session.secret}/")]

    def costs() -> list[int]:
        found = []
        for client, address in pages:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            found.append(len(seen))
        return found

    costs()
    few = costs()
    for number in range(40):
        put(candidate, session, "places", f"Place {number}")
        begun(candidate)
    many = costs()

    assert many == few
    assert max(many) <= MOST_QUERIES


@pytest.mark.slow
@pytest.mark.browser
def test_the_pages_are_open_to_everybody(candidate: Candidate, reader: Reader) -> None:
    session = let_in(candidate, begun(candidate, "dotmocracy"))
    put(candidate, session, "ideas", "A fair of open houses")
    codes(candidate, session, 2)
    board = begun(candidate, "risk-matrix")
    put(candidate, board, "risks", "A storm", likelihood="low", effect="high")

    reader.checks(f"/en/take-part/{session.secret}/")
    reader.signs_in(candidate.cast.town)
    for page in ("", f"{board.ref}/", f"{board.ref}/bring/", f"{session.ref}/", f"{session.ref}/residents/"):
        reader.checks(f"{candidate.base}tools/{page}")
