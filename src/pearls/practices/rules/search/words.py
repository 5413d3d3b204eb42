"""Words as search compares them: without marks, without endings, in ten languages.

Snowball has stemmers for nine of them (PyStemmer); Latvian is ours: a list of endings, the longest that leaves three
letters. A stemmer wants the letters of its language and a hurried writer leaves the marks out, so a word is filed under
both of its stems: of the word as it is written, and of the word without marks.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from pearls.kernel.folding import fold

ALGORITHMS = {
    "en": "english",
    "lt": "lithuanian",
    "et": "estonian",
    "fi": "finnish",
    "sv": "swedish",
    "da": "danish",
    "pl": "polish",
    "de": "german",
    "nb": "norwegian",
}
LANGUAGES = (*ALGORITHMS, "lv")
# Without marks, longest first; nouns and adjectives of all declensions, and the commonest ends of verbs.
LATVIAN_ENDINGS = (
    *("ajiem", "ajam", "ajai", "ajas", "ajos", "ajos", "iem", "ies", "ais", "ajs", "aja", "oja", "ija"),
    *("am", "ai", "as", "os", "es", "em", "im", "us", "um", "is", "ie", "ei", "u", "a", "e", "i", "o", "s"),
)
LATVIAN_SHORTEST = 3
# Languages that write compounds as one word, and what may stand between its parts.
COMPOUNDING = frozenset({"de", "sv", "da", "nb", "et", "fi"})
LINKS = ("s", "es", "n", "en", "e", "er", "ns", "te", "de", "den", "ten", "a", "o", "u", "i")
WORD = re.compile(r"[^\W_]+")
LONGEST = 40
# Words that say nothing of what is looked for, without marks; letters alone are left out as well.
_EMPTY = """
    a an and are as at be by can for from has have how in into is it its of on or our that the their them they this to
    was we what where which who with without you your not no do does more most about against between through
    there any all some than such if when why would should could will been being were had having did here my me he she
    his her him i us these those so too very just only same because while until many much
    un ar bez uz par pie pec ka kas kur ir bija vai tas ta ko ja lai var mes jus ari
    es tu vins vina vini vinas sis si sie kads kada kadi kadas kapec kad tad bet tikai vel jau nav esmu esam butu
    nevar vajag pirms pret starp caur cauri savu savas savs
    vinu vinam vinai viniem vinos sim so sai saja tos tie tam tai taja mums jums musu jusu man mani tev otru
    su i ant apie prie po kad yra tai jei kaip
    as jis ji jie jos koks kokia kokie kokios kodel kada tik dar nera buvo gali reikia pries nuo iki tarp be del per
    pagal kuris kuri kurie savo ar
    ju jiems juos jas mus mums jus jums musu jusu sio sios siame jo jai jam
    ei et kui see mis kes kus oma me te ning ilma koos
    mina sina tema meie teie nemad need kuidas miks millal kuhu kust milline millised aga ainult juba veel pole oli
    olid olla saab peab enne parast alla labi jaoks kohta poolt
    nende neid meid teid selle seda sellel mul mulle
    se etta kun joka mika kuka missa ilman kanssa ovat miten
    han tama nama kuinka mita mihin mista miksi milloin millainen millaista mutta vain jo viela olivat voi voiko
    ennen jalkeen yli alle lapi varten vastaan ne niita niiden heidan heita meidan meita teidan taman tata nuo
    och og med utan uden uten fran fra til till pa av af en ett den det de som er var hvor hur hvordan
    kan inte ikke att vi ni om mot mod
    jag du hon dem detta dessa vem vad vilken vilka varfor nar bara redan ar vara blir ska skulle maste genom sin sitt
    oss os jer dere
    sina deras jeg hun dette disse hvem hvad hva hvilken hvorfor bare kun allerede endnu vaere bliver skal gennem
    gjennom imod sine deres
    z ze na w do od dla o przy jak kto co gdzie jest sa lub nie sie czy ten
    ja ty ona my wy oni ci skad dokad jaki jaka jakie dlaczego kiedy ale tylko juz jeszcze byl byla bylo byc moze
    trzeba przed nad pod miedzy przez wobec swoj swoje swoich ich nasz nasze
    und mit ohne fur von vom zu zum zur im am auf aus der die das dem des ein eine einen einem einer wie wo
    wer ist sind nicht oder gegen uber bei durch
    ich sie wir ihr ihnen dieser diese dieses was wohin woher welche welcher warum wann aber nur schon noch waren
    sein wird werden soll muss seine ihre unser unsere sich auch als wenn dass ob man
"""
EMPTY = frozenset(_EMPTY.split())


def words(text: str) -> list[str]:
    """The words of a text as written, in lower case; runs of letters and digits."""
    return [word[:LONGEST] for word in WORD.findall(text.lower())]


def is_empty(word: str) -> bool:
    """Whether a word says nothing of what is looked for."""
    bare = fold(word)
    return bare in EMPTY or (len(bare) < 2 and not bare.isdigit())


@lru_cache(maxsize=50_000)
def forms(word: str, language: str) -> frozenset[str]:
    """What a word is filed under in a language: its stems, with and without marks in mind."""
    bare = fold(word)
    return frozenset({fold(stem(word, language)), fold(stem(bare, language))})


def stem(word: str, language: str) -> str:
    """A word without its ending; the word as it is in a language that we have no rules for."""
    if language == "lv":
        return _latvian(fold(word))
    algorithm = ALGORITHMS.get(language)
    return str(_stemmer(algorithm).stemWord(word)) if algorithm else word


def all_forms(word: str, languages: Iterable[str]) -> frozenset[str]:
    """What a word may be filed under in any of these languages, and the word itself."""
    return frozenset({fold(word)}).union(*(forms(word, language) for language in languages))


@lru_cache(maxsize=len(ALGORITHMS))
def _stemmer(algorithm: str) -> "Stemmer.Stemmer":
    return Stemmer.Stemmer(algorithm)


def _latvian(word: str) -> str:
    for ending in LATVIAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LATVIAN_SHORTEST:
            return word[: -len(ending)]
    return word
