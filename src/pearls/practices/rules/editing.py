"""Editing the vocabulary: what may be kept, and how a concept ends without being lost. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES
from pearls.kernel.verdict import YES, Verdict, no
from pearls.practices.rules.limits import UNKEPT
from pearls.practices.rules.records import SCHEMES
from pearls.practices.rules.vocabulary import Concept

KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
LONGEST_KEY = 80
LONGEST_LABEL = 120
MOST_SYNONYMS = 40


@dataclass(frozen=True)
class Wording:
    """What the office writes of a concept: its labels and synonyms by language, what stands above, its place."""

    labels: Mapping[str, str]
    synonyms: Mapping[str, Sequence[str]]
    broader: str = ""
    position: int = 0


def tidy(wording: Wording) -> Wording:
    """The same without blanks around words, empty labels and synonyms that say the label again."""
    labels = {code: " ".join(wording.labels.get(code, "").split()) for code in LANGUAGES}
    labels = {code: text for code, text in labels.items() if text}
    synonyms = {}
    for code in LANGUAGES:
        texts = [" ".join(text.split()) for text in wording.synonyms.get(code, ())]
        if kept := [text for text in dict.fromkeys(texts) if text and text != labels.get(code)]:
            synonyms[code] = kept
    return replace(wording, labels=labels, synonyms=synonyms)


def may_edit(*, is_office: bool) -> Verdict:
    """Whether somebody may edit the vocabulary: the office of all editions."""
    return YES if is_office else no("office-only")


def may_add(scheme: str, key: str, concepts: Iterable[Concept]) -> Verdict:
    """Whether a concept of this name may be new."""
    if scheme not in SCHEMES:
        return no("scheme-unknown")
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        return no("concept-key")
    return no("concept-taken", key=key) if any((one.scheme, one.id) == (scheme, key) for one in concepts) else YES


def may_word(scheme: str, key: str, wording: Wording, concepts: Sequence[Concept]) -> Verdict:
    """Whether a concept may be worded so; `concepts` is the whole vocabulary as it is."""
    texts = [*wording.labels.values(), *(text for texts in wording.synonyms.values() for text in texts)]
    if not wording.labels.get(DEFAULT_LANGUAGE):
        return no("needs-english-label")
    if any(len(text) > LONGEST_LABEL or UNKEPT.search(text) for text in texts):
        return no("label-too-long", most=LONGEST_LABEL)
    if any(len(texts) > MOST_SYNONYMS for texts in wording.synonyms.values()):
        return no("too-many-synonyms", most=MOST_SYNONYMS)
    others = [one for one in concepts if one.scheme == scheme and one.id != key]
    for other in others:
        for code, text in wording.labels.items():
            if other.labels.get(code, "").casefold() == text.casefold():
                return no("label-taken", label=text, other=f"{other.scheme}:{other.id}")
    return _may_stand_below(scheme, key, wording.broader, concepts)


def _may_stand_below(scheme: str, key: str, broader: str, concepts: Sequence[Concept]) -> Verdict:
    above = {one.id: one for one in concepts if one.scheme == scheme}
    if not broader:
        return YES
    if broader not in above or above[broader].is_deprecated:
        return no("broader-not-there")
    seen, at = set[str](), broader
    while at and at not in seen:
        if at == key:
            return no("broader-below")
        seen.add(at)
        at = above[at].broader if at in above else ""
    return YES


def may_deprecate(scheme: str, key: str, replacement: str, concepts: Sequence[Concept]) -> Verdict:
    """Whether a concept may end, another of its scheme standing in for it."""
    of_scheme = {one.id: one for one in concepts if one.scheme == scheme}
    if of_scheme[key].is_deprecated:
        return no("concept-deprecated")
    if any(one.broader == key and not one.is_deprecated for one in of_scheme.values()):
        return no("has-narrower")
    if not replacement:
        return no("needs-replacement")
    there = of_scheme.get(replacement)
    return no("replacement-not-there") if there is None or there.is_deprecated or replacement == key else YES


def may_restore(*, is_deprecated: bool) -> Verdict:
    """Whether a concept may be used again."""
    return YES if is_deprecated else no("not-deprecated")


def replacement_of(name: tuple[str, str], concepts: Mapping[tuple[str, str], Concept]) -> tuple[str, str]:
    """What stands in for a concept now, along the whole way; the concept itself where it has not ended."""
    seen = set[tuple[str, str]]()
    while name in concepts and concepts[name].is_deprecated and concepts[name].replaced_by and name not in seen:
        seen.add(name)
        name = (name[0], concepts[name].replaced_by)
    return name


def for_search(concepts: Sequence[Concept]) -> list[Concept]:
    """The concepts that a search knows: those that have ended are heard as what stands in for them."""
    known = {(one.scheme, one.id): one for one in concepts}
    more: dict[tuple[str, str], dict[str, list[str]]] = {}
    for one in concepts:
        if one.is_deprecated:
            heard = more.setdefault(replacement_of((one.scheme, one.id), known), {})
            for code in LANGUAGES:
                texts = [one.labels.get(code, ""), *one.synonyms.get(code, ())]
                heard.setdefault(code, []).extend(text for text in texts if text)
    return [_heard_too(one, more.get((one.scheme, one.id), {})) for one in concepts if not one.is_deprecated]


def _heard_too(concept: Concept, more: Mapping[str, Sequence[str]]) -> Concept:
    if not more:
        return concept
    codes = [code for code in LANGUAGES if more.get(code) or concept.synonyms.get(code)]
    synonyms = {code: tuple(dict.fromkeys([*concept.synonyms.get(code, ()), *more.get(code, ())])) for code in codes}
    return replace(concept, synonyms=synonyms)


def words_of(before: Concept | None, after: Concept | None) -> list[tuple[str, str]]:
    """Every label and synonym, with its language, that one of the two has and the other has not or has otherwise."""
    found = [
        {(code, text) for code in LANGUAGES for text in _texts(one, code)} if one else set[tuple[str, str]]()
        for one in (before, after)
    ]
    return sorted(found[0] ^ found[1], key=lambda word: (LANGUAGES.index(word[0]), word[1]))


def _texts(concept: Concept, code: str) -> list[str]:
    label = concept.labels.get(code)
    return [*([label] if label else []), *concept.synonyms.get(code, ())]
