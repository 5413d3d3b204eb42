"""The map: where places lie, how names find room, and that everybody can use it."""

import gzip
from xml.etree import ElementTree

import pytest

from pearls.web import maps
from pearls.web.maps import Level, Pin
from pearls.web.maps.pins import placed
from pearls.web.maps.projection import HEIGHT, WIDTH, is_on_map, on_map

SVG = "{http://www.w3.org/2000/svg}"
KASKINEN = Pin(("Kaskinen", "Kaskö"), 62.38, 21.22, Level.PEARL, href="/en/pearls/kaskinen-fi/", note="Pearl of 2025")
KRISTINESTAD = Pin(("Kristinestad", "Kristiinankaupunki"), 62.27, 21.38, Level.PEARL, href="/en/pearls/k/")


def drawing(pins: list[Pin]) -> ElementTree.Element:
    figure = ElementTree.fromstring(maps.baltic_map(pins))
    svg = figure.find(f"{SVG}svg")
    assert svg is not None
    return svg


def test_the_centre_of_the_projection_lies_where_it_should() -> None:
    assert on_map(60.0, 19.0) == pytest.approx((885.0, 745.0))


def test_a_degree_of_latitude_is_as_long_as_on_the_ground() -> None:
    north, south = on_map(60.5, 19.0), on_map(59.5, 19.0)

    assert south[1] - north[1] == pytest.approx(111.2, abs=0.1)
    assert south[0] == pytest.approx(north[0])


@pytest.mark.parametrize("spot", [(49.51, 22.27), (65.01, 24.71), (55.62, 8.48), (56.51, 27.34), (59.9, 30.0)])
def test_every_corner_of_the_region_is_on_the_map(spot: tuple[float, float]) -> None:
    assert is_on_map(*on_map(*spot))


def test_pins_are_links_with_their_names_and_what_they_are() -> None:
    links = drawing([KASKINEN]).findall(f"{SVG}a")

    assert [(a.get("href"), a.get("aria-label")) for a in links] == [
        ("/en/pearls/kaskinen-fi/", "Kaskinen · Kaskö: Pearl of 2025")
    ]


def test_the_map_names_and_describes_itself_and_says_where_it_is_from() -> None:
    text = maps.baltic_map([KASKINEN], title="Pearls", prefix="home")

    assert '<title id="home-title">Pearls</title>' in text
    assert 'aria-labelledby="home-title home-desc"' in text
    assert "Borders: Natural Earth. Places: GeoNames, CC BY 4.0." in text
    assert "style=" not in text
    assert "<script" not in text


def test_names_are_escaped() -> None:
    text = maps.baltic_map([Pin(('<script>alert("x")</script>',), 57.0, 24.0, href='"><b>')])

    assert "<script" not in text
    assert '"><b>' not in text


def test_pins_on_one_spot_are_moved_apart_and_names_do_not_meet() -> None:
    first, second = placed([KASKINEN, KRISTINESTAD])

    assert ((first.x - second.x) ** 2 + (first.y - second.y) ** 2) ** 0.5 > 45
    assert first.label is not None
    assert second.label is not None
    assert {first.label.anchor, second.label.anchor} == {"start", "end"}


def test_where_there_is_no_room_a_pin_goes_without_its_name_and_pearls_choose_first() -> None:
    crowd = [Pin((f"Applicant {i}",), 57 + i / 40, 25.0, Level.APPLICANT) for i in range(20)]
    pearl = Pin(("Rūjiena",), 57.2, 25.0, Level.PEARL)

    result = placed([*crowd, pearl])

    assert [spot.pin.level for spot in result][-1] == Level.PEARL
    assert result[-1].label is not None
    assert any(spot.label is None for spot in result)


def test_places_off_the_map_are_left_out() -> None:
    assert placed([Pin(("Reykjavík",), 64.1, -21.9), Pin(("Roma",), 41.9, 12.5)]) == []


def test_the_map_is_light() -> None:
    pins = [Pin((f"Place {i}",), 50 + i / 4, 10 + i / 3, Level.PEARL, href=f"/en/pearls/{i}/") for i in range(40)]

    assert len(gzip.compress(maps.baltic_map(pins).encode())) <= 20_000


def test_a_locator_shows_one_place_and_nothing_where_its_spot_is_unknown() -> None:
    x, y = on_map(57.9, 25.33)

    text = maps.locator_map(57.9, 25.33, name="Rūjiena")

    assert f'cx="{round(x)}" cy="{round(y)}"' in text
    assert "Rūjiena" in text
    assert maps.locator_map(None, None, name="Atlantis") == ""


def test_outlines_keep_to_the_frame() -> None:
    assert (WIDTH, HEIGHT) == (1600, 1950)
    assert len(drawing([]).findall(f"{SVG}path")) == 2
