"""How a published result was reached: the page and its file, for everybody, telling nobody's name."""

import hashlib
import html
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from pearls.programme.rules import Stage
from pearls.selection import queries, services
from pearls.selection.models import Score, SignOff
from pearls.titles.models import Title
from tests.browser import Reader
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room, sign_both

ROOT = Path(__file__).resolve().parents[2]
TOWNS = {"alfa": "LV", "beta": "LV", "gama": "FI", "delta": "PL", "epsi": "EE"}
POINTS = {"alfa": 9, "beta": 8, "gama": 7, "delta": 6, "epsi": 4}
JURY = ("juror1", "juror2", "juror3")


def scored(cast: Cast, *, swap: bool = False, key: str = "demo-test", stage: Stage = Stage.FINAL) -> Room:
    """A panel whose jurors differ on every plan; with `swap` the first two give what the other gave, everywhere."""
    room = a_room(cast, TOWNS, stage=stage, key=key)
    for town, points in POINTS.items():
        for at, juror in enumerate(("juror2", "juror1", "juror3") if swap else JURY):
            if (town, at) == ("gama", 0):
                continue  # read by two
            count = len(room.panel.stage_rules.criteria)
            room.score(juror, town, *[points - 1 + at * 0.5 + (number % 2) * 0.5 for number in range(count)])
    services.close_scoring(actor=OFFICE, panel=room.panel, reason="One left it.", now=NOW)
    return room


def published(room: Room, **extra: Any) -> Room:
    chair: dict[str, Any] = {"actor": room.cast.actor("chair"), "panel": room.panel, "now": NOW}
    if extra:
        services.use_extra_place(dossier=room.dossiers["beta"], reason="It moved us all.", **chair)
    sign_both(room.cast, room.panel, remarks="Secret of the chair.")
    services.publish_result(actor=OFFICE, panel=room.fresh(), now=NOW)
    return room


def address(name: str, room: Room) -> str:
    with override("en"):
        return reverse(f"selection:{name}", args=[room.panel.edition.key, room.panel.stage])


def words(content: str) -> str:
    text = re.sub(r"<(head|script|style|svg)\b.*?</\1>", " ", content, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def file_of(client: Client, room: Room) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(client.get(address("decided-file", room)).content))


def test_nothing_is_there_before_the_result_is_public(cast: Cast, client: Client) -> None:
    room = scored(cast)
    sign_both(cast, room.panel)

    assert client.get(address("decided", room)).status_code == 404
    assert client.get(address("decided-file", room)).status_code == 404
    assert client.get("/en/editions/demo-test/decided/").status_code == 404

    services.publish_result(actor=OFFICE, panel=room.fresh(), now=NOW)

    assert client.get("/en/editions/demo-test/decided/").headers["Location"] == address("decided", room)
    assert client.get(address("decided", room)).status_code == 200


def test_the_page_tells_why_each_plan_stands_where_it_stands(cast: Cast, client: Client) -> None:
    room = published(scored(cast), extra=True)

    told = words(client.get(address("decided", room)).content.decode())

    assert "Alfa 1 of 5 Latvia" in told
    assert "Beta 2 of 5 Latvia" in told
    assert (
        "Passed over: Latvia has as many titles as a country may have, through Alfa. Extra place of the jury." in told
    )
    assert "Extra place of the jury: Beta It moved us all." in told
    assert "Plan 5 5 of 5 –" in told
    assert "at most 1 title in a country" in told
    assert "Assessors who gave points 3" in told
    assert "Where two assessors scored a plan" in told


def test_a_plan_without_a_place_is_neither_named_nor_is_its_country(cast: Cast, client: Client) -> None:
    room = published(scored(cast))
    names = {name for name in file_of(client, room).namelist() if name != "rules.toml"}

    page = client.get(address("decided", room)).content.decode()
    texts = [words(page), *(file_of(client, room).read(name).decode() for name in names)]

    assert names == {"scores.csv", "decisions.json", "README.en.txt", "README.lv.txt"}
    assert any("Alfa" in text for text in texts)
    for text in texts:
        assert not re.search(r"epsi|Epsi|\bEE\b|Estonia|Igaunija", text)


def test_nobody_who_judged_is_in_page_or_file(cast: Cast, client: Client) -> None:
    room = scored(cast)
    Score.objects.update(comment="They wrote well of boats.")
    published(room)

    archive = file_of(client, room)
    texts = [client.get(address("decided", room)).content.decode()]
    texts += [archive.read(name).decode() for name in archive.namelist() if name != "rules.toml"]

    for text in texts:
        for key, seat in room.seats.items():
            assert seat.ref not in text
            assert cast[key].name not in text
            assert cast[key].ref not in text
        assert not re.search(r"\bSE\b|Sweden|\bDK\b|Denmark|\bLT\b|Lithuania", words(text))
        assert "boats" not in text
        assert "Secret of the chair" not in text


def test_two_assessors_taken_for_one_another_change_no_byte(cast: Cast, client: Client) -> None:
    first = published(scored(cast, key="demo-one"))
    pages = [client.get(address("decided", first)).content.decode()]
    files = [file_of(client, first).read("scores.csv")]
    second = published(scored(cast, swap=True, key="demo-two"))
    pages.append(client.get(address("decided", second)).content.decode())
    files.append(file_of(client, second).read("scores.csv"))

    told = [re.sub(r"demo-(one|two)", "", page) for page in pages]
    told = [re.sub(r"[0-9a-f]{16}( [0-9a-f]{16}){3}|sealed-scores/\w+", "", page) for page in told]
    told = [re.sub(r'nonce="[^"]*"|value="[^"]{64}"', "", page) for page in told]

    assert files[0] == files[1]
    assert told[0] == told[1]


@pytest.mark.parametrize("stage", Stage)
def test_the_file_counts_to_what_was_signed_by_one_command(
    cast: Cast, client: Client, tmp_path: Path, stage: Stage
) -> None:
    room = scored(cast, stage=stage)
    if stage == Stage.PRESELECTION and room.panel.stage_rules.draws_its_own_line:
        chair = cast.actor("chair")
        services.draw_line(actor=chair, panel=room.panel, last_rank=2, reason="The need is clear.", now=NOW)
    sign_both(cast, room.panel)
    type(room.panel).objects.filter(pk=room.panel.pk).update(state="published", published_at=NOW)
    file_of(client, room).extractall(tmp_path)
    page = client.get(address("decided", room)).content.decode()
    [command] = re.findall(r"<pre><code>pearls (rank [^<]+)</code></pre>", page)

    def run(*more: str) -> str:
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")}
        line = [sys.executable, "-m", "pearls", *command.split(), *more]
        return subprocess.run(line, cwd=tmp_path, env=env, check=True, capture_output=True, text=True).stdout

    document, signed = json.loads(run("--json")), SignOff.objects.get().ranking
    told = ("rank", "total", "assessments", "outcome", "extra_place_eligible")
    assert [[plan[key] for key in told] for plan in document["candidates"]] == [
        [plan[key] for key in told] for plan in signed["candidates"]
    ]
    assert document["rules_sha256"] == signed["rules_sha256"]
    assert hashlib.sha256((tmp_path / "rules.toml").read_bytes()).hexdigest() == signed["rules_sha256"]
    last = run().splitlines()[-1].rpartition(" ")[2]
    assert last == signed["public_sha256"] == json.loads((tmp_path / "decisions.json").read_text())["ranking_sha256"]
    assert last in (tmp_path / "README.lv.txt").read_text()
    assert " ".join(re.findall(".{16}", last)) in page
    assert "The chair signed this number with the result." in words(page)


def test_a_score_that_was_changed_after_the_signature_is_told(cast: Cast, client: Client) -> None:
    room = published(scored(cast))
    score = Score.objects.filter(assessment__dossier=room.dossiers["alfa"]).first()
    assert score is not None
    before = client.get(address("decided", room)).content.decode()

    Score.objects.filter(pk=score.pk).update(value=10)

    assert "do not count to what the chair signed" not in before
    assert "do not count to what the chair signed" in client.get(address("decided", room)).content.decode()
    assert "signed another number" in file_of(client, room).read("README.en.txt").decode()


def test_what_was_signed_before_there_was_such_a_number_says_so(cast: Cast, client: Client) -> None:
    room = published(scored(cast))
    signed = SignOff.objects.get()
    del signed.ranking["public_sha256"]
    signed.save(update_fields=["ranking"])

    page = client.get(address("decided", room)).content.decode()

    assert "signed before this number was part" in page
    assert "do not count to what" not in page


def test_one_plan_counted_by_hand_comes_to_its_total(cast: Cast, client: Client) -> None:
    room = published(scored(cast))

    page = client.get(address("decided", room)).content.decode()

    table = page[page.index("One plan by hand: Alfa") :]
    rows = re.findall(r'data-label="(?:Points|Mean|Weight|Adds)">([^<]+)<', table)
    lines = [rows[at : at + 4] for at in range(0, len(rows), 4)]
    for points, mean, weight, adds in lines:
        given = [float(point) for point in points.split(" + ")]
        assert float(mean) == pytest.approx(sum(given) / len(given), abs=1e-6)
        assert float(adds) == pytest.approx(float(mean) * float(weight.rstrip("%")) / 100, abs=1e-6)
    total = float(re.findall(r"Total: ([\d.]+)", table)[0])
    assert len(lines) == len(room.panel.stage_rules.criteria)
    assert total == pytest.approx(sum(float(line[3]) for line in lines), abs=1e-5)


def test_the_pages_around_it_lead_there_and_the_map_of_the_site_knows_it(cast: Cast, client: Client) -> None:
    room = published(scored(cast))
    there = address("decided", room)

    assert there in client.get("/en/editions/demo-test/").content.decode()
    assert there in client.get(f"/en/sealed-scores/{room.panel.ref}/").content.decode()
    Title.objects.update(public_from=None)  # the clock of the page is another than the test's
    with override("en"):
        title = reverse("titles:title-page", args=[Title.objects.get(place__key="alfa").ref])
    assert there in client.get(title).content.decode()
    client.force_login(cast["chair"])
    assert there in client.get(f"/en/panels/{room.panel.ref}/minutes/").content.decode()
    assert queries.all_decided() == []
    room.panel.edition.is_demonstration = False
    room.panel.edition.save(update_fields=["is_demonstration"])
    assert queries.all_decided() == [("demo-test", "final")]


def test_programs_read_the_same_and_nothing_before_it_is_public(cast: Cast, client: Client) -> None:
    room = scored(cast)
    there = "/api/v1/editions/demo-test/decided/final"
    before = client.get(there).status_code

    published(room)

    record, in_file = client.get(there).json(), json.loads(file_of(client, room).read("decisions.json"))
    assert before == 404
    assert {key: record[key] for key in in_file if key != "published_at"} == {
        key: value for key, value in in_file.items() if key != "published_at"
    }
    assert record["page"].endswith(address("decided", room))
    assert client.get(record["file"]).content == client.get(address("decided-file", room)).content
    assert client.get("/api/v1/editions/demo-test/decided/preselection").status_code == 404


def test_it_asks_no_more_however_many_plans_there_are(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    room = published(scored(cast), extra=True)
    client.get(address("decided", room))

    with django_assert_max_num_queries(12):
        client.get(address("decided", room))


@pytest.mark.slow
@pytest.mark.browser
def test_the_page_is_open_to_everybody(cast: Cast, reader: Reader) -> None:
    room = published(scored(cast), extra=True)

    reader.checks(address("decided", room))
