"""An edition's rules for seed money, as one validated document in TOML."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

from pearls.kernel.verdict import YES, Verdict, no

HIGHEST_CENTS = 100_000_000_00
LIMITS = ("max_per_request_cents", "max_per_title_cents", "budget_cents", "own_share_percent")
TOP = {"limits", "dates", "payment", "for_whom", "purposes", "cost_kinds", "confirmed"}
FACTS = (*LIMITS, "instalments_percent", "report_days_after_end", "keep_bank_details_years", "opens_on", "closes_on")
Text = dict[str, str]


class DocumentError(ValueError):
    """The document is not as it must be; `key` says where, `expected` what, `got` what stands there."""

    def __init__(self, *, key: str, expected: str, got: object) -> None:
        super().__init__(f"{key}: expected {expected}, got {got!r}")
        self.key, self.expected, self.got = key, expected, got


@dataclass(frozen=True)
class Choice:
    """One purpose or one kind of cost, in the words of the document."""

    code: str
    text: Text


@dataclass(frozen=True)
class SeedRules:
    """What an edition's seed money is for, and its limits; all amounts in cents.

    `published` names the facts that the programme has published; everything else is our own default.
    """

    max_per_request_cents: int
    max_per_title_cents: int
    budget_cents: int
    own_share_percent: int
    opens_on: date
    closes_on: date
    report_days_after_end: int
    instalments_percent: tuple[int, ...]  # the first in advance, the last after the report
    keep_bank_details_years: int
    for_whom: Text
    purposes: tuple[Choice, ...]
    cost_kinds: tuple[Choice, ...]
    confirmed_by: str
    published: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def purpose_codes(self) -> frozenset[str]:
        return frozenset(choice.code for choice in self.purposes)

    @property
    def cost_codes(self) -> frozenset[str]:
        return frozenset(choice.code for choice in self.cost_kinds)

    def is_open(self, today: date) -> bool:
        return self.opens_on <= today <= self.closes_on


def parse(text: str) -> SeedRules:
    """The rules of this text. Raises: DocumentError."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise DocumentError(key="document", expected="TOML", got=str(problem)) from problem
    _only(told, TOP, "document")
    limits, dates, payment = (_table(told, name) for name in ("limits", "dates", "payment"))
    confirmed = _table(told, "confirmed")
    _only(limits, set(LIMITS), "limits")
    _only(dates, {"opens_on", "closes_on", "report_days_after_end"}, "dates")
    _only(payment, {"instalments_percent", "keep_bank_details_years"}, "payment")
    _only(confirmed, {"by", "published", "sources"}, "confirmed")
    rules = SeedRules(
        max_per_request_cents=_whole(limits, "max_per_request_cents", 1, HIGHEST_CENTS),
        max_per_title_cents=_whole(limits, "max_per_title_cents", 1, HIGHEST_CENTS),
        budget_cents=_whole(limits, "budget_cents", 0, HIGHEST_CENTS),
        own_share_percent=_whole(limits, "own_share_percent", 0, 99),
        opens_on=_day(dates, "opens_on"),
        closes_on=_day(dates, "closes_on"),
        report_days_after_end=_whole(dates, "report_days_after_end", 0, 730),
        instalments_percent=_instalments(payment),
        keep_bank_details_years=_whole(payment, "keep_bank_details_years", 0, 30),
        for_whom=_text(told.get("for_whom"), "for_whom"),
        purposes=_choices(told, "purposes"),
        cost_kinds=_choices(told, "cost_kinds"),
        confirmed_by=_string(confirmed.get("by", ""), "confirmed.by"),
        published=_strings(confirmed, "published"),
        sources=_strings(confirmed, "sources"),
    )
    _fits_together(rules)
    return rules


def changed_facts(before: SeedRules, after: SeedRules) -> list[str]:
    """The names of what differs."""
    return [name for name in vars(before) if getattr(before, name) != getattr(after, name)]


def may_write_rules(*, is_office: bool, is_history: bool, is_amendment: bool, reason: str) -> Verdict:
    """Whether the rules may be written. Reasons: not-the-office, edition-is-history, needs-reason."""
    if not is_office:
        return no("not-the-office")
    if is_history:
        return no("edition-is-history")
    return no("needs-reason") if is_amendment and not reason.strip() else YES


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _fits_together(rules: SeedRules) -> None:
    if rules.closes_on < rules.opens_on:
        raise DocumentError(key="dates.closes_on", expected=f"a day from {rules.opens_on} on", got=str(rules.closes_on))
    if rules.max_per_title_cents < rules.max_per_request_cents:
        expected = f"at least max_per_request_cents, {rules.max_per_request_cents}"
        raise DocumentError(key="limits.max_per_title_cents", expected=expected, got=rules.max_per_title_cents)
    if unknown := sorted(set(rules.published) - set(FACTS)):
        raise DocumentError(key="confirmed.published", expected=f"some of {', '.join(FACTS)}", got=unknown)


def _table(told: dict[str, Any], key: str) -> dict[str, Any]:
    found = told.get(key)
    if not isinstance(found, dict):
        raise DocumentError(key=key, expected="a table", got=found)
    return found


def _only(told: dict[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(told) - known):
        raise DocumentError(key=where, expected=f"some of {', '.join(sorted(known))}", got=unknown)


def _whole(told: dict[str, Any], key: str, least: int, most: int) -> int:
    value = told.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise DocumentError(key=key, expected=f"a whole number from {least} to {most}", got=value)
    return value


def _day(told: dict[str, Any], key: str) -> date:
    value = told.get(key)
    if type(value) is not date:
        raise DocumentError(key=key, expected="a day such as 2027-03-01", got=str(value))
    return value


def _instalments(told: dict[str, Any]) -> tuple[int, ...]:
    value = told.get("instalments_percent")
    is_list = isinstance(value, list) and len(value) in (1, 2) and all(type(part) is int for part in value)
    if not is_list or sum(value or []) != 100 or min(value or [0]) <= 0:
        raise DocumentError(
            key="instalments_percent", expected="one or two whole numbers that add up to 100", got=value
        )
    return tuple(value or ())


def _choices(told: dict[str, Any], key: str) -> tuple[Choice, ...]:
    rows = told.get(key)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise DocumentError(key=key, expected="at least one table with code and text", got=rows)
    found = [Choice(_string(row.get("code"), f"{key}.code"), _text(row.get("text"), f"{key}.text")) for row in rows]
    codes = [choice.code for choice in found]
    if len(set(codes)) != len(codes) or not all(0 < len(code) <= 40 for code in codes):
        raise DocumentError(key=f"{key}.code", expected="a different short code for each", got=codes)
    return tuple(found)


def _text(value: object, key: str) -> Text:
    is_text = (
        isinstance(value, dict) and value and all(isinstance(word, str) and word.strip() for word in value.values())
    )
    if not is_text or "en" not in value:  # type: ignore[operator]
        raise DocumentError(key=key, expected="words by language, English among them", got=value)
    return dict(value)  # type: ignore[call-overload,no-any-return]


def _string(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise DocumentError(key=key, expected="a text", got=value)
    return value


def _strings(told: dict[str, Any], key: str) -> tuple[str, ...]:
    value = told.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DocumentError(key=f"confirmed.{key}", expected="a list of texts", got=value)
    return tuple(value)
