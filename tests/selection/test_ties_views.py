"""The pages of ties: for the person their own, for chair and office those of the panel."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pearls.places.models import Place
from pearls.selection import services
from pearls.selection.models import Connection, Tie
from pearls.selection.rules.ties import EdgeKind, Ruling
from tests.selection.room import NOW, a_room

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL"}


@pytest.fixture
def room(cast):
    return a_room(cast, TOWNS)


@pytest.fixture
def visit(cast):
    def ask(who, name, *arguments, post=None, language="en"):
        client = Client()
        client.force_login(cast[who])
        with translation.override(language):
            address = reverse(f"selection:{name}", args=arguments)
        return client.post(address, post) if post is not None else client.get(address)

    return ask


def say(room, who, kind, town, organisation=""):
    place = Place.objects.get(key=town)
    return services.say_connection(
        actor=room.cast.actor(who), kind=kind, organisation=organisation, place=place, now=NOW
    )


def test_a_person_says_for_whom_they_work_and_reads_what_follows(room, visit):
    ref = room.seats["juror1"].ref
    before = visit("juror1", "own-ties", ref).content.decode()

    sent = visit(
        "juror1",
        "own-ties",
        ref,
        post={"kind": "employed-by", "organisation": "Port of Alfa", "place": "alfa", "since": "2020", "until": ""},
    )
    after = visit("juror1", "own-ties", ref).content.decode()

    assert "in the last 5 years" in before
    assert "Your country: Sweden (entered by the office on 1 November 2027)" in before
    assert sent.status_code == 302
    said = f"on {Connection.objects.get().said_at:%-d %B %Y}"
    assert f"You work or worked for Port of Alfa (said {said}; since 2020) – Port of Alfa is in Alfa" in after
    assert "Waits for a decision" in after
    assert "Until it is decided" in visit("juror1", "dossier", room.dossiers["alfa"].ref).content.decode()
    assert "A tie, not decided yet" in visit("juror1", "seat", ref).content.decode()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"kind": "employed-by", "place": "alfa"}, "Write the name of the organisation."),
        ({"kind": "family", "organisation": "Port"}, "Write the name of the town or municipality."),
        ({"kind": "works-for", "place": "Atlantis"}, "No place of this name was found. Try another spelling."),
        ({"kind": "works-for", "place": "alfa", "since": "2020", "until": "2010"}, "Look at the years"),
        ({"kind": "mentors", "place": "alfa"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_noted_is_told_and_kept_on_the_page(room, visit, form, words):
    answer = visit("juror1", "own-ties", room.seats["juror1"].ref, post=form)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Connection.objects.exists()


def test_what_is_over_is_ended_by_the_person_alone(room, visit):
    said = say(room, "juror1", EdgeKind.BUSINESS, "alfa")

    assert visit("juror2", "end-connection", room.seats["juror2"].ref, said.ref, post={}).status_code == 404
    assert visit("juror1", "end-connection", room.seats["juror1"].ref, said.ref, post={}).status_code == 302
    said.refresh_from_db()
    assert said.until is not None
    text = visit("juror1", "own-ties", room.seats["juror1"].ref).content.decode()
    assert "It is over" not in text


def test_nobody_reads_somebody_elses_ties(room, visit):
    say(room, "juror1", EdgeKind.BUSINESS, "alfa")

    assert visit("juror2", "own-ties", room.seats["juror1"].ref).status_code == 404
    assert visit("juror2", "ties", room.panel.ref).status_code == 404
    assert "Business" not in visit("juror2", "own-ties", room.seats["juror2"].ref).content.decode().split("<form")[0]


def test_the_chair_sees_who_is_tied_to_what_and_decides_with_a_reason(room, visit, cast):
    say(room, "juror1", EdgeKind.EMPLOYED_BY, "alfa", "Port of Alfa")
    say(room, "juror2", EdgeKind.WORKS_FOR, "beta")
    tie = Tie.objects.get(kind="employer")

    panel = visit("chair", "panel", room.panel.ref).content.decode()
    answer = visit("chair", "ties", room.panel.ref)
    text = answer.content.decode()
    office = visit("coordinator", "ties", room.panel.ref).content.decode()
    bare = visit("chair", "decide-tie", room.panel.ref, tie.ref, post={"ruling": "may-read", "reason": ""})
    none = visit("chair", "decide-tie", room.panel.ref, tie.ref, post={"reason": "So."})
    done = visit("chair", "decide-tie", room.panel.ref, tie.ref, post={"ruling": "may-read", "reason": "Long ago."})

    assert "1 tie waits for a decision." in panel
    assert [row["tie"].kind for row in answer.context["rows"]] == ["employer", "municipality"]
    assert "Works or worked for Port of Alfa (said on 1 November 2027) – Port of Alfa is in Alfa" in text
    assert (text.count("ties__line--waiting"), text.count("ties__line--by-rule")) == (1, 1)
    assert (text.count("Write the decision down"), office.count("Write the decision down")) == (1, 0)
    assert "The chair decides this." in office
    assert (bare.status_code, "Write the reason." in bare.content.decode()) == (422, True)
    assert (none.status_code, done.status_code) == (302, 302)
    tie.refresh_from_db()
    assert (tie.ruling, tie.reason, tie.decided_by) == (Ruling.MAY_READ, "Long ago.", cast.chair)
    assert "Long ago." in visit("juror1", "own-ties", room.seats["juror1"].ref).content.decode()


def test_latvian_readers_read_it_in_latvian(room, visit):
    say(room, "juror1", EdgeKind.EMPLOYED_BY, "alfa", "Port of Alfa")

    text = visit("chair", "ties", room.panel.ref, language="lv").content.decode()

    assert "Gaida lēmumu" in text
    assert "Strādā vai ir strādājis organizācijā: Port of Alfa (norādīts" in text


@pytest.mark.parametrize(("who", "name"), [("chair", "ties"), ("coordinator", "ties"), ("juror1", "own-ties")])
def test_a_page_of_ties_asks_as_much_for_many_as_for_one(cast, django_assert_max_num_queries, who, name):
    room = a_room(cast, {f"town-{number}": "LV" for number in range(12)})
    for number in range(12):
        say(room, "juror1", EdgeKind.BUSINESS, f"town-{number}")
        say(room, "juror2", EdgeKind.EMPLOYED_BY, f"town-{number}", f"Firm {number}")
    client = Client()
    client.force_login(cast[who])
    ref = room.panel.ref if name == "ties" else room.seats[who].ref

    with django_assert_max_num_queries(12):
        answer = client.get(reverse(f"selection:{name}", args=[ref]))

    assert answer.status_code == 200
