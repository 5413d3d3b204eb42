"""Which practices the home page shows this week: by a rule without chance, so that all have their turn."""

from collections.abc import Mapping
from datetime import date

SHOWN = 3


def week_of(day: date) -> int:
    """The number of the week since the beginning of our calendar; weeks begin on Monday."""
    return (day.toordinal() - 1) // 7


def chosen_for(week: int, counts: Mapping[str, int], shown: int = SHOWN) -> list[tuple[str, int]]:
    """So many countries, each with the place of its practice in order, from 0.

    The countries take turns by their code; each time one's turn comes round, it shows its next practice. Fewer
    countries than are to be shown: fewer practices, never two of one country.
    """
    countries = sorted(country for country, number in counts.items() if number > 0)
    turns = range(week * shown, week * shown + shown) if len(countries) > shown else range(len(countries))
    rounds = week if len(countries) <= shown else None
    chosen = []
    for turn in turns:
        country = countries[turn % len(countries)]
        round_ = turn // len(countries) if rounds is None else rounds
        chosen.append((country, round_ % counts[country]))
    return chosen
