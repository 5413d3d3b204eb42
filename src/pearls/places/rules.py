"""What a place is, by its facts alone: states, kinds, size classes, districts, and what may be decided about it."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from pearls.kernel.folding import fold
from pearls.kernel.verdict import YES, Verdict, no

COUNTRIES = ("DE", "DK", "EE", "FI", "LT", "LV", "NO", "PL", "SE")
NUTS_VERSION = "2021"


class PlaceState(StrEnum):
    CONFIRMED = "confirmed"
    ENTERED_BY_HAND = "entered-by-hand"
    REFUSED = "refused"


class PlaceKind(StrEnum):
    """What the source calls the place. A settlement of the gazetteer may or may not be a municipality of its own."""

    MUNICIPALITY = "municipality"
    DISTRICT_MUNICIPALITY = "district-municipality"
    RURAL_MUNICIPALITY = "rural-municipality"
    TOWN = "town"
    PARISH = "parish"
    SETTLEMENT = "settlement"
    REGION = "region"


class PlaceSource(StrEnum):
    FACTS = "facts"
    GEONAMES = "geonames"
    REGIONS = "regions"
    HAND = "hand"
    DEMONSTRATION = "demonstration"


class NameKind(StrEnum):
    OFFICIAL = "official"
    NAME = "name"
    ALIAS = "alias"
    MISSPELLING = "misspelling"


class SizeClass(StrEnum):
    """Classes of inhabitants, for comparing places; the figures behind them count different things."""

    UNDER_5000 = "under-5000"
    TO_20000 = "5000-to-20000"
    TO_100000 = "20000-to-100000"
    OVER_100000 = "over-100000"
    UNKNOWN = "unknown"


# Up to which number of inhabitants, not included, a class reaches; the last has no end.
SIZE_LIMITS = ((5_000, SizeClass.UNDER_5000), (20_000, SizeClass.TO_20000), (100_000, SizeClass.TO_100000))


@dataclass(frozen=True)
class PlaceFacts:
    """What rules may know of a place; an empty text is "not known", never "none"."""

    key: str
    country: str
    nuts1: str = ""
    nuts2: str = ""
    nuts3: str = ""
    kind: str = PlaceKind.SETTLEMENT
    legal_parent: "PlaceFacts | None" = None
    is_confirmed: bool = True
    name: str = ""


@dataclass(frozen=True)
class District:
    """A district (Kreis) and the NUTS 2 region it lies in."""

    name: str
    nuts2: str


# Niedersachsen is the one Land of which the title takes a part: the district tells (NUTS 2021).
_NIEDERSACHSEN = {
    "DE91": "Braunschweig, Gifhorn, Goslar, Göttingen, Helmstedt, Northeim, Peine, Salzgitter, Wolfenbüttel, Wolfsburg",
    "DE92": "Diepholz, Hameln-Pyrmont, Hannover, Hildesheim, Holzminden, Nienburg (Weser), Schaumburg",
    "DE93": "Celle, Cuxhaven, Harburg, Heidekreis, Lüchow-Dannenberg, Lüneburg, Osterholz, Rotenburg (Wümme), Stade, "
    "Uelzen, Verden",
    "DE94": "Ammerland, Aurich, Cloppenburg, Delmenhorst, Emden, Emsland, Friesland, Grafschaft Bentheim, Leer, "
    "Oldenburg, Osnabrück, Vechta, Wesermarsch, Wilhelmshaven, Wittmund",
}
DISTRICTS: dict[str, tuple[District, ...]] = {
    "DE9": tuple(
        sorted(
            (District(name, nuts2) for nuts2, names in _NIEDERSACHSEN.items() for name in names.split(", ")),
            key=lambda district: district.name,
        )
    )
}


def districts_to_choose(facts: PlaceFacts) -> tuple[District, ...]:
    """The districts of which one must be named before the place's NUTS 2 region is known; empty where it is known."""
    return () if facts.nuts2 else DISTRICTS.get(facts.nuts1, ())


def with_district(facts: PlaceFacts, name: str) -> PlaceFacts:
    """The facts with the NUTS 2 region that the named district gives; unchanged for a district not to be chosen."""
    for district in districts_to_choose(facts):
        if district.name == name:
            return replace(facts, nuts2=district.nuts2)
    return facts


def size_class(population: int | None) -> SizeClass:
    """The class of a number of inhabitants; a missing figure has no class."""
    if population is None:
        return SizeClass.UNKNOWN
    return next((size for limit, size in SIZE_LIMITS if population < limit), SizeClass.OVER_100000)


def may_load_places(*, is_office: bool) -> Verdict:
    """Whether the fact base and the gazetteer may be brought in."""
    return YES if is_office else no("office-only")


def may_enter_place(*, is_known: bool, country: str, name: str) -> Verdict:
    """Whether a place that nobody found may be entered by hand; the office decides about it afterwards."""
    if not is_known:
        return no("sign-in-first")
    if country not in COUNTRIES:
        return no("outside-nine-countries")
    if not search_form(name):
        return no("name-missing")
    return YES


def may_decide_place(*, is_office: bool, state: str) -> Verdict:
    """Whether the office may confirm or refuse a place: once, and only one entered by hand."""
    if not is_office:
        return no("office-only")
    if state != PlaceState.ENTERED_BY_HAND:
        return no("already-decided")
    return YES


def may_refuse_with(*, reason: str) -> Verdict:
    """Whether a refusal says why."""
    return YES if reason.strip() else no("reason-missing")


def may_answer_for(*, parent: tuple[str, str], place: tuple[str, str]) -> Verdict:
    """Whether one place (its key and country) may be the legal body of another: never itself, never abroad."""
    if parent[0] == place[0]:
        return no("parent-is-itself")
    if parent[1] != place[1]:
        return no("parent-abroad")
    return YES


def may_confirm_with(*, country: str, nuts2: str, nuts3: str) -> Verdict:
    """Whether these NUTS codes can belong to a place of the country; an empty code is "not known"."""
    if nuts2 and not (len(nuts2) == 4 and nuts2.startswith(country)):
        return no("nuts2-malformed")
    if nuts3 and not (len(nuts3) == 5 and nuts3.startswith(nuts2 or country)):
        return no("nuts3-malformed")
    return YES


_NOT_A_LETTER = re.compile(r"[\W_]+")
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def search_form(text: str) -> str:
    """How search sees a name: folded, words only, so that "Rotenburg (Wümme)" and "rotenburg wumme" are one."""
    return " ".join(_NOT_A_LETTER.sub(" ", fold(text)).split())


def search_forms(text: str) -> tuple[str, ...]:
    """The forms under which a name is filed: Lüneburg as "luneburg" and, as a typewriter has it, "lueneburg"."""
    form = search_form(text)
    forms = (form,) if text.isascii() else (form, search_form(text.casefold().translate(_DIGRAPHS)))
    return tuple(dict.fromkeys(form for form in forms if form))


# What people write beside a town's name without meaning another body. Not "vald", "novads", "rajonas", "Landkreis":
# Viljandi vald lies around Viljandi and is another municipality.
_BESIDE_THE_NAME = frozenset({
    "city", "gemeinde", "gmina", "hansestadt", "kaupunki", "kommun", "kommune", "kunta", "linn", "miasto", "miestas",
    "municipality", "of", "pilseta", "samtgemeinde", "stad", "stadt", "town",
})  # fmt: skip


def bare_name(form: str) -> str:
    """The search form without words such as "gmina" or "kommune": "gmina kobylnica" is "kobylnica"."""
    return " ".join(word for word in form.split() if word not in _BESIDE_THE_NAME)


def slug(name: str) -> str:
    """The name as it stands in addresses: "Rotenburg (Wümme)" is "rotenburg-wumme"."""
    plain = "".join(char for char in search_form(name) if char.isascii())
    return "-".join(plain.split())[:60] or "place"


def is_one_slip(left: str, right: str) -> bool:
    """Whether one letter too many, missing, wrong, or swapped with its neighbour makes one text of the other."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    left, right = left[start:], right[start:]
    swapped = len(left) > 1 and len(right) > 1 and (left[0], left[1]) == (right[1], right[0])
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or (swapped and left[2:] == right[2:])


EARTH_KM = 6371.0088  # mean radius (IUGG)


def great_circle_km(start: tuple[float, float], end: tuple[float, float]) -> float:
    """The way as the crow flies between two points (latitude, longitude), by the haversine formula."""
    lat1, lon1, lat2, lon2 = (radians(value) for value in (*start, *end))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
