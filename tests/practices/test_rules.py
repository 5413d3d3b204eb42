"""A record of a practice is read with everything that is wrong, and written back as it was."""

import io
import json
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as some

from pearls.practices import rules
from pearls.practices.queries.shipped import DATA
from pearls.practices.rules import Bearer, chosen_for, lines_of, place_meant, read_file, record_of, written
from pearls.practices.rules.records import EVIDENCE, FIELDS, MORE, ONE_OF, SCHEMES
from tests.practices.samples import VOCABULARY, a_record, given, knows


def read(*lines: str | bytes) -> rules.Read:
    content = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return read_file(io.BytesIO(content), knows)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("id", id) for id in (None, "", "Village", "a b", "a--b", "-a", "a\n", "ā", 7, "a" * 81)],
        *[("title", title) for title in (None, "", "  ", 7, ["a"], "a" * 301, "a\x00b", "\ud800")],
        *[("country", country) for country in (None, "lv", "LVA", "L1", "")],
        *[("lat", lat) for lat in (float("nan"), float("inf"), True, "57.9", 91, -90.5, 10**30)],
        *[("lon", lon) for lon in (float("nan"), False, 181, [25])],
        *[("start_year", year) for year in (True, 2023.0, "2023", 999, 2201)],
        *[("end_year", year) for year in (2022, "soon")],
        *[("budget_eur", euros) for euros in (-1, 1.5, True, "7", 10**12)],
        *[("challenge", concepts) for concepts in ("loneliness", ["no-such"], [7], [""], ["loneliness", "loneliness"])],
        ("challenge", ["theatre"]),  # a concept of another scheme
        *[("status", status) for status in ("no-such", ["completed"], "")],
        *[("outcomes", outcomes) for outcomes in ("many", [""], [None], ["a\x07"], ["a"] * 51, ["a" * 20_001])],
        *[("summary", summary) for summary in (None, "a" * 20_001, "\x1b[2J")],
        *[
            ("source_url", url)
            for url in (
                None,
                "example.org",
                "javascript:alert(1)",
                "ftp://a.b",
                "https://a b",
                "https://a.b/\x00",
                "https://",
            )
        ],
        *[("source_language", language) for language in ("LV", "latvian", "l")],
        ("title_original_lang", "l\n"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(field: str, value: Any) -> None:
    record, problems = record_of(given(**{field: value}), knows)

    assert record is None
    assert {problem.field for problem in problems} == {field}


def test_a_field_nobody_knows_is_named() -> None:
    record, problems = record_of(given(colour="amber"), knows)

    assert record is None
    assert str(problems[0]).startswith("colour: expected one of id, title,")


def test_everything_that_is_wrong_is_named_at_once() -> None:
    _record, problems = record_of(given(id="A", title="", country="x", lat=None, challenge=["no-such"]), knows)

    assert [problem.field for problem in problems] == ["id", "title", "country", "lat", "challenge"]


@pytest.mark.parametrize("missing", ["lat", "lon"])
def test_half_a_point_is_none(missing: str) -> None:
    _record, problems = record_of(given(**{missing: None}), knows)

    assert [str(problem) for problem in problems] == [
        f"{missing}: expected lat and lon together, or neither, got nothing"
    ]


@pytest.mark.parametrize("value", [None, [], "a practice", 7])
def test_what_is_no_object_is_refused(value: Any) -> None:
    assert [problem.field for problem in record_of(value, knows)[1]] == [""]


def test_all_shipped_practices_are_read_and_written_as_they_are() -> None:
    with (DATA / "practices.jsonl").open("rb") as file:
        found = read_file(file, knows)
    lines = [json.loads(line) for line in (DATA / "practices.jsonl").read_text(encoding="utf-8").split("\n") if line]

    assert (len(found.records), found.faults) == (201, [])
    for record, line in zip(found.records, lines, strict=True):
        assert {name: value for name, value in written(record).items() if name in line} == line


COUNTRIES = some.sampled_from(["DE", "DK", "EE", "FI", "LV"])
LINES = some.text(some.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40).filter(str.strip)
TEXTS = some.text(some.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"), min_size=1).filter(
    str.strip
)
YEARS = some.none() | some.integers(1000, 2200)
RECORDS = some.fixed_dictionaries(
    {
        "id": some.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True),
        "title": LINES,
        "country": some.sampled_from(["LV", "EE", "UA"]),
        "summary": TEXTS,
        "source_url": some.just("https://example.org/a?b=ķ"),
        "start_year": YEARS,
        "outcomes": some.lists(TEXTS, max_size=4),
        "budget_eur": some.none() | some.integers(0, 10**10),
        **dict.fromkeys(("title_original", "place", "organisation", "funding"), some.none() | LINES),
        **dict.fromkeys(("transferability", "gathered_from", "what_failed", "evidence"), some.none() | TEXTS),
        "language": some.sampled_from(["en", "lv"]),
        "steps": some.lists(TEXTS, max_size=4),
        "hours": some.none() | some.integers(0, 10**7),
        "evidence_strength": some.none() | some.sampled_from(EVIDENCE),
        **dict.fromkeys(("title_original_lang", "source_language"), some.none() | some.sampled_from(["lv", "smj"])),
        **{
            name: some.none() | some.sampled_from(VOCABULARY.ids(scheme))
            if name in ONE_OF
            else some.lists(some.sampled_from(VOCABULARY.ids(scheme)), unique=True, max_size=5)
            for scheme, name in SCHEMES.items()
        },
    }
).flatmap(
    lambda record: some.one_of(
        some.just({"lat": None, "lon": None}),
        some.fixed_dictionaries({"lat": some.floats(-90, 90), "lon": some.floats(-180, 180)}),
    ).map(lambda point: record | point)
)


@examples(RECORDS)
def test_a_record_written_and_read_again_is_the_same(values: dict[str, Any]) -> None:
    record, problems = record_of(values, knows)

    assert record is not None, problems
    again = read(*lines_of([record]))
    assert (again.faults, again.records) == ([], [record])
    assert [name for name in written(record) if name not in MORE] == [name for name in FIELDS if name not in MORE]


GOOD = json.dumps(given())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "line 2: expected a practice, got an empty line"),
        ("{", "line 2: expected a JSON object, got "),
        ("[1]", "line 2: expected an object with the fields of a practice, got [1]"),
        (b'{"id": "\xff"}', "line 2: expected UTF-8 text, got the byte 0xff"),
        ('{"id": "a", "id": "b"}', "line 2: expected plain JSON, got the field 'id' twice"),
        ('{"lat": NaN}', "line 2: expected plain JSON, got NaN"),
        ('{"lat": -Infinity}', "line 2: expected plain JSON, got -Infinity"),
        ('{"lat": ' + "9" * 5_000 + "}", "line 2: expected plain JSON, got a number or a nesting without measure"),
        ("[" * 100_000, "line 2: expected plain JSON, got a number or a nesting without measure"),
        (
            json.dumps(given(id="other"))[:-1] + ', "lat": 1e999}',
            "line 2: expected plain JSON, got the field 'lat' twice",
        ),
        (GOOD, "line 2: id: expected each id once, got 'village-theatre', which stands on line 1 too"),
    ],
)
def test_a_line_that_is_no_record_is_named(line: str | bytes, words: str) -> None:
    found = read(GOOD, line, json.dumps(given(id="third")))

    assert [record.id for record in found.records] == ["village-theatre", "third"]
    assert len(found.faults) == 1
    assert str(found.faults[0]).startswith(words)


def test_a_line_without_end_is_read_past_without_keeping_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pearls.practices.rules.files.LONGEST_LINE_BYTES", 2_000)

    found = read(GOOD, '{"title": "' + "a" * 9_000, json.dumps(given(id="third")))

    assert [(fault.line, fault.problem.got) for fault in found.faults] == [(2, "a longer one")]
    assert [record.id for record in found.records] == ["village-theatre", "third"]


def test_a_mark_at_the_beginning_and_windows_line_ends_are_read() -> None:
    found = read(b"\xef\xbb\xbf" + GOOD.encode() + b"\r", json.dumps(given(id="other")) + "\r\n")

    assert (len(found.records), found.faults) == (2, [])


def test_a_line_ends_only_at_a_line_feed() -> None:
    record = a_record(summary="One\u2028two\x85three\x0d")

    assert read(*lines_of([record])).records == [record]


@pytest.mark.parametrize(
    ("bearers", "point", "meant"),
    [
        ([], (57.9, 25.3), None),
        ([Bearer(1, 57.9, 25.4)], (57.9, 25.3), 1),
        ([Bearer(1, 57.9, 25.4)], (None, None), 1),
        ([Bearer(1, None, None)], (57.9, 25.3), 1),
        ([Bearer(1, 56.0, 21.0)], (57.9, 25.3), None),  # of the same name, at the other end of the country
        ([Bearer(1, 57.9, 25.4), Bearer(2, 56.0, 21.0)], (57.9, 25.3), 1),
        ([Bearer(1, 57.9, 25.4), Bearer(2, 56.0, 21.0)], (None, None), None),
        ([Bearer(1, None, None), Bearer(2, None, None)], (57.9, 25.3), None),
        ([Bearer(1, 57.8, 25.4), Bearer(2, 57.9, 25.31)], (57.9, 25.3), 2),
    ],
)
def test_the_place_is_the_one_that_bears_the_name_and_lies_near(
    bearers: list[Bearer], point: tuple[float | None, float | None], meant: int | None
) -> None:
    assert place_meant(bearers, lat=point[0], lon=point[1]) == meant


@examples(some.dictionaries(COUNTRIES, some.integers(1, 4)), some.integers(0, 900_000))
def test_a_week_shows_practices_of_different_countries(counts: dict[str, int], week: int) -> None:
    chosen = chosen_for(week, counts)

    assert len({country for country, _nth in chosen}) == len(chosen) == min(3, len(counts))
    assert all(0 <= nth < counts[country] for country, nth in chosen)


@examples(some.dictionaries(COUNTRIES, some.integers(1, 4), min_size=1))
def test_every_practice_has_its_turn(counts: dict[str, int]) -> None:
    shown = {one for week in range(5 * 12) for one in chosen_for(week, counts)}

    assert shown == {(country, nth) for country, number in counts.items() for nth in range(number)}
