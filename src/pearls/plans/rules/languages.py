"""In which two languages a plan is written: the town's own, and the one in which jurors and other towns read it."""

COUNTRY_LANGUAGES = {
    "DK": "da",
    "EE": "et",
    "FI": "fi",
    "DE": "de",
    "LV": "lv",
    "LT": "lt",
    "NO": "nb",
    "PL": "pl",
    "SE": "sv",
}
COMMON_LANGUAGE = "en"


def second_language(first: str, country: str) -> str:
    """The language beside the plan's own: English, or the country's for a plan in English; "" where there is none."""
    return COMMON_LANGUAGE if first != COMMON_LANGUAGE else COUNTRY_LANGUAGES.get(country, "")
