"""Every human word of places: kinds, states, sizes, reasons."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "municipality": _("Municipality"),
    "district-municipality": _("District municipality"),
    "rural-municipality": _("Rural municipality"),
    "town": _("Town"),
    "parish": _("Parish"),
    "settlement": _("Settlement"),
    "region": _("Region"),
}

STATES = {
    "confirmed": pgettext_lazy("state of a place", "Confirmed"),
    "entered-by-hand": _("Waiting for the office"),
    "refused": pgettext_lazy("state of a place", "Refused"),
}

SIZES = {
    "under-5000": _("Fewer than 5,000 inhabitants"),
    "5000-to-20000": _("5,000 to 20,000 inhabitants"),
    "20000-to-100000": _("20,000 to 100,000 inhabitants"),
    "over-100000": _("More than 100,000 inhabitants"),
    "unknown": _("Number of inhabitants not published"),
}

COUNTRIES = {
    "DE": _("Germany"),
    "DK": _("Denmark"),
    "EE": _("Estonia"),
    "FI": _("Finland"),
    "LT": _("Lithuania"),
    "LV": _("Latvia"),
    "NO": _("Norway"),
    "PL": _("Poland"),
    "SE": _("Sweden"),
}

REASONS = {
    "sign-in-first": _("Please sign in first, so that the office can answer you."),
    "outside-nine-countries": _("The place must lie in one of the nine countries around the Baltic Sea."),
    "name-missing": _("Please write the name of the place."),
    "office-only": _("Only the programme office may do this."),
    "already-decided": _("The office has decided about this place already."),
    "reason-missing": _("Please say why."),
    "parent-is-itself": _("A place does not answer for itself here; leave the field empty."),
    "parent-abroad": _("The municipality that answers for a place lies in the same country."),
    "nuts2-malformed": _("A NUTS 2 code is the country's two letters and two more signs, such as LV00."),
    "nuts3-malformed": _("A NUTS 3 code begins with the NUTS 2 code and has one more sign, such as LV008."),
}

ACTS: dict[str, Promise] = {
    "place-confirmed": _("Place confirmed"),
    "place-entered": _("Place entered by hand"),
    "place-refused": _("Place refused"),
    "places-loaded": _("Places loaded"),
}
SUBJECTS: dict[str, Promise] = {
    "place": _("Place"),
    "places": _("Places"),
}

# Areas by their NUTS code, in their own spelling: those that rules name, and what tells places of one name apart.
AREAS: dict[str, str] = {
    "DE1": "Baden-Württemberg",
    "DE2": "Bayern",
    "DE3": "Berlin",
    "DE4": "Brandenburg",
    "DE5": "Bremen",
    "DE6": "Hamburg",
    "DE7": "Hessen",
    "DE8": "Mecklenburg-Vorpommern",
    "DE9": "Niedersachsen",
    "DE91": "Braunschweig",
    "DE92": "Hannover",
    "DE93": "Lüneburg",
    "DE94": "Weser-Ems",
    "DEA": "Nordrhein-Westfalen",
    "DEB": "Rheinland-Pfalz",
    "DEC": "Saarland",
    "DED": "Sachsen",
    "DEE": "Sachsen-Anhalt",
    "DEF": "Schleswig-Holstein",
    "DEG": "Thüringen",
    "PL21": "małopolskie",
    "PL22": "śląskie",
    "PL41": "wielkopolskie",
    "PL42": "zachodniopomorskie",
    "PL43": "lubuskie",
    "PL51": "dolnośląskie",
    "PL52": "opolskie",
    "PL61": "kujawsko-pomorskie",
    "PL62": "warmińsko-mazurskie",
    "PL63": "pomorskie",
    "PL71": "łódzkie",
    "PL72": "świętokrzyskie",
    "PL81": "lubelskie",
    "PL82": "podkarpackie",
    "PL84": "podlaskie",
    "PL9": "mazowieckie",
}


def area_name(code: str) -> str:
    """An area by its NUTS code: "Lüneburg (DE93)"; the code alone where we know no name."""
    return f"{AREAS[code]} ({code})" if code in AREAS else code
