"""What a town says of itself in one sentence: "8,000 people, one culture officer, 5,000 EUR, young people leave".

Numbers are understood by the word beside them, in ten languages, and what they count is never guessed: a number beside
which no such word stands is left alone. What troubles the town is named by the vocabulary's own words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pearls.kernel.folding import fold
from pearls.practices.rules.search.labels import Name
from pearls.practices.rules.search.lexicon import Lexicon, QueryWord

PIECE = re.compile(r"\d{1,3}(?:[\s.,'’]\d{3})+(?!\d)|\d+|[€]|[^\W\d_]+|[,;.:!?()]")
ENDS = frozenset(",;.:!?()")
FORWARD, BACKWARD = 3, 2  # so many words a number may stand from the word that says what it counts
# Beginnings of words, without marks; those of six letters or more also stand inside a compound.
_PEOPLE = """
    people person inhabitant resident souls population iedzivotaj cilvek gyventoj zmon elanik inimes asuka asukk ihmis
    invanar mannisk indbygger mennesk borger innbygger befolkning mieszkanc ludzi ludnos osob einwohner mensch
"""
_OFFICERS = """
    officer worker employee staff darbinie specialist organizator darbuotoj tootaja ametnik tyontekij tuottaj sihteer
    virkamie viranhaltij tjansteman tjanstepers handlaggar medarbetar sekreterare anstalld kultursekret medarbejd
    konsulent ansat medarbeid radgiver pracowni specjalist urzedni mitarbeit beauftragt angestellt referent
"""
_HOURS = "hour stund valand tund tunni tunti timme timma timmar timer godzin"
_EUROS = "€ eur eiro"
# A sum in another currency is not converted: a rate would be a guess.
_OTHER_MONEY = "kr kron sek dkk nok zl zlot pln gbp usd dollar pound"
_THOUSANDS = "k thousand tukst tuhan tuhat tusen tusind tys tausend tsd"
_MILLIONS = "mio mln million milj miljon"
UNITS: Mapping[str, tuple[str, ...]] = {
    "euros": tuple(_EUROS.split()),
    "money": tuple(_OTHER_MONEY.split()),
    "hours": tuple(_HOURS.split()),
    "officers": tuple(_OFFICERS.split()),
    "population": tuple(_PEOPLE.split()),
}
WHOLE_WORDS = frozenset({"€", "k", "kr", "zl", "timer"})  # too short, or too like another word, to be a beginning
COMPOUND_LETTERS = 6
# One to five, as far as a word can stand for a number of officers.
_NUMBERS = """
    1 one viens viena vienu vienas vienam uks uhe yksi yhden en ett et ein eine einen einer jeden jedna jednego jedno
    2 two divi divas divus du dvi dvieju kaks kaksi tva to dwa dwie dwoje dwoch zwei
    3 three tris trys triju kolm kolme tre trzy trzech troje drei
    4 four cetri cetras keturi keturiu neli nelja fyra fire cztery czterech vier
    5 five pieci piecas penki penkiu viis viisi fem piec pieciu funf
"""
SMALLEST_TOWN, MOST_OFFICERS = 20, 100
SURE = 0.7  # how surely a word must name a concept to be what the town means
TROUBLES = ("challenge", "target_group", "cultural_field", "method")


def _numbers() -> dict[str, int]:
    found, number = {}, 0
    for word in _NUMBERS.split():
        number = int(word) if word.isdigit() else number
        found[word] = number
    return found


NUMBERS = _numbers()


@dataclass(frozen=True)
class Heard:
    """What a sentence says: figures, None where it says none, and the words that are left, in which the trouble is."""

    population: int | None = None
    officers: int | None = None
    hours: int | None = None
    euros: int | None = None
    rest: str = ""
    concepts: Sequence[Name] = field(default_factory=tuple)

    @property
    def has_figures(self) -> bool:
        """Whether it reads like a town that describes itself, and not like words to search for."""
        return any(figure is not None for figure in (self.population, self.officers, self.hours, self.euros))


@dataclass
class _Piece:
    """A word, a number or a mark; `text` as it stands, `unit` what a word counts."""

    text: str
    number: int | None = None
    unit: str = ""
    is_digits: bool = False
    is_used: bool = False


def heard(sentence: str, lexicon: Lexicon | None = None, language: str = "") -> Heard:
    """What a town says of itself. Without a lexicon only the figures are heard."""
    pieces = _with_thousands([_piece(text) for text in PIECE.findall(sentence)])
    found: dict[str, int] = {}
    for place, piece in enumerate(pieces):
        if piece.number is not None and (other := _counts(pieces, place)) is not None:
            _note(found, pieces, place, other)
    rest = " ".join(piece.text for piece in pieces if not piece.is_used and piece.text not in ENDS)
    concepts = troubles(lexicon.read(rest, language)) if lexicon else ()
    figures = {unit: found.get(unit) for unit in ("population", "officers", "hours", "euros")}
    return Heard(**figures, rest=rest, concepts=concepts)


def troubles(words: Iterable[QueryWord]) -> tuple[Name, ...]:
    """The concepts that the words surely name; of each scheme, and for each word, the one that most words speak for."""
    told: dict[Name, float] = {}
    asked = list(words)
    for word in asked:
        for name, sure in word.concepts.items():
            told[name] = told.get(name, 0.0) + sure

    def rank(name: Name) -> tuple[int, float, Name]:
        return TROUBLES.index(name[0]), -told[name], name

    found: dict[Name, None] = {}
    for word in asked:
        for scheme in TROUBLES:
            meant = [name for name, sure in word.concepts.items() if name[0] == scheme and sure >= SURE]
            if meant:
                found[min(meant, key=rank)] = None
    return tuple(sorted(found, key=rank))


def _piece(text: str) -> _Piece:
    bare = fold(text)
    if text[0].isdecimal():
        return _Piece(text, int(re.sub(r"\D", "", text)), is_digits=True)
    return _Piece(text, NUMBERS.get(bare), _unit(bare))


def _unit(bare: str) -> str:
    for unit, beginnings in UNITS.items():
        if any(_is_of(bare, beginning) for beginning in beginnings):
            return unit
    return ""


def _is_of(bare: str, beginning: str) -> bool:
    if beginning in WHOLE_WORDS:
        return bare == beginning
    return bare.startswith(beginning) or (len(beginning) >= COMPOUND_LETTERS and beginning in bare)


def _with_thousands(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces with "8 thousand" and "5k" as one number."""
    found: list[_Piece] = []
    is_short = False
    for piece in pieces:
        last, bare = found[-1] if found else None, fold(piece.text)
        if last is not None and last.number is not None and (factor := _factor(bare)):
            last.number, last.is_digits = last.number * factor, True
            last.text += " " + piece.text
            is_short = True
            continue
        if is_short and piece.text == ".":  # "8 tys." ends no sentence
            continue
        is_short = False
        found.append(piece)
    return found


def _factor(bare: str) -> int:
    if bare in WHOLE_WORDS:
        return 1_000 if bare == "k" else 0
    if any(bare.startswith(word) for word in _THOUSANDS.split() if word != "k"):
        return 1_000
    return 1_000_000 if any(bare.startswith(word) for word in _MILLIONS.split()) else 0


def _counts(pieces: Sequence[_Piece], place: int) -> int | None:
    """Where the word stands that says what a number counts: a currency right beside it, else the next word that counts
    something, else the one before."""
    for beside in (place + 1, place - 1):
        if 0 <= beside < len(pieces) and pieces[beside].unit in ("euros", "money") and not pieces[beside].is_used:
            return beside
    ahead = range(place + 1, min(place + 1 + FORWARD, len(pieces)))
    for near in (ahead, range(place - 1, max(-1, place - 1 - BACKWARD), -1)):
        for at in near:
            if pieces[at].text in ENDS or pieces[at].number is not None:
                break
            if pieces[at].unit and not pieces[at].is_used:
                return at
    return None


def _note(found: dict[str, int], pieces: Sequence[_Piece], place: int, counted: int) -> None:
    """Keep a figure, the first of its kind; a word for a number counts officers and hours alone."""
    number, what = pieces[place], pieces[counted].unit
    value = number.number or 0
    if what in ("population", "euros", "money") and not number.is_digits:
        return
    if (what == "population" and value < SMALLEST_TOWN) or (what == "officers" and value > MOST_OFFICERS):
        return
    found.setdefault(what, value)
    for piece in pieces[min(place, counted) : max(place, counted) + 1]:  # "one culture officer": the word between too
        piece.is_used = True
