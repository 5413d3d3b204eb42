"""What an edition's rules say, as values. The file they come from is TOML; `parsing` reads it, `writing` writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from pearls.kernel.clock import local_instant
from pearls.programme.rules.reading import Text
from pearls.programme.rules.stages import Stage, StageRules


class ApplicantKind(StrEnum):
    """Who may apply. A settlement that is no municipality applies through its legal parent."""

    MUNICIPALITY = "municipality"
    SETTLEMENT = "settlement"
    REGION = "region"


class Exclusion(StrEnum):
    """Why a place is left out by name."""

    CAPITAL = "capital"
    PARTNER = "partner"
    OTHER = "other"


class Step(StrEnum):
    """The instants of an edition, in their order."""

    CALL_OPENS = "call_opens"
    CALL_CLOSES = "call_closes"
    APPLICANTS_PUBLISHED = "applicants_published"
    PRESELECTION_SCORES_DUE = "preselection_scores_due"
    PRESELECTION_RESULT = "preselection_result"
    PLAN_DUE = "plan_due"
    JURY_SCORES_DUE = "jury_scores_due"
    JURY_MEETS = "jury_meets"
    RESULT_PUBLISHED = "result_published"


DEADLINES = frozenset({Step.CALL_CLOSES, Step.PRESELECTION_SCORES_DUE, Step.PLAN_DUE, Step.JURY_SCORES_DUE})


class DecidingBody(StrEnum):
    """What a body decides; its name is a word of the programme, in `EditionRules.bodies`."""

    ELIGIBILITY = "eligibility"
    PRESELECTION = "preselection"
    FINAL = "final"


@dataclass(frozen=True)
class CountryRule:
    """A country whose places may apply; `nuts` lists the areas (any NUTS level), empty for the whole country."""

    code: str
    nuts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExcludedPlace:
    place: str
    why: Exclusion


@dataclass(frozen=True)
class EligibilityRules:
    """Who may apply. None stands for: not published."""

    kinds: tuple[ApplicantKind, ...]
    countries: tuple[CountryRule, ...]
    excluded: tuple[ExcludedPlace, ...] = ()
    teams: bool | None = None
    times_a_place_may_apply: int | None = None  # over all editions; 0 = as often as it likes
    former_pearls: bool | None = None

    def country(self, code: str) -> CountryRule | None:
        return next((rule for rule in self.countries if rule.code == code), None)

    def exclusion(self, place: str) -> Exclusion | None:
        return next((rule.why for rule in self.excluded if rule.place == place), None)


@dataclass(frozen=True)
class Moment:
    """A step's time: `wall` as the rules write it, `instant` in UTC.

    Where only the day is known, `wall` is None and the instant is the day's start; a deadline's is its last second.
    """

    day: date
    wall: datetime | None
    instant: datetime

    @property
    def is_exact(self) -> bool:
        return self.wall is not None


def moment_of_day(step: Step, day: date, zone: str) -> Moment:
    """A step of which only the day is known."""
    time_of_day = time(23, 59, 59) if step in DEADLINES else time()
    return Moment(day=day, wall=None, instant=local_instant(datetime.combine(day, time_of_day), zone))


@dataclass(frozen=True)
class Dates:
    """The steps that have a time, all in one IANA zone."""

    zone: str
    steps: Mapping[Step, Moment] = field(default_factory=dict)
    note: Text = field(default_factory=dict)

    def moment(self, step: Step) -> Moment | None:
        return self.steps.get(step)

    def instant(self, step: Step) -> datetime | None:
        """The instant of the step in UTC, None where it has no time."""
        moment = self.steps.get(step)
        return moment.instant if moment else None


@dataclass(frozen=True)
class Forms:
    """Keys of the form definitions that the edition uses."""

    application: str
    plan: str


@dataclass(frozen=True)
class Body:
    name: Text
    about: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Assessing:
    """How applications and plans are read. None stands for: not published; 0 readers = everybody on the panel."""

    own_country_closed: bool | None = None
    readers_per_application: int | None = None
    readers_per_plan: int | None = None


# Where the rules are silent, as near as working days come to the month in which lead applicants may complain by the
# Programme Manual of Interreg Baltic Sea Region (R.2.1); the same time again for the answer is ours.
DAYS_TO_COMPLAIN, DAYS_TO_ANSWER = 20, 20


@dataclass(frozen=True)
class Complaining:
    """Working days after the publication to complain in, and after the complaint to answer in. None: not published."""

    days_to_complain: int | None = None
    days_to_answer: int | None = None

    @property
    def complain_within(self) -> int:
        """What holds, said or not."""
        return self.days_to_complain or DAYS_TO_COMPLAIN

    @property
    def answer_within(self) -> int:
        return self.days_to_answer or DAYS_TO_ANSWER


@dataclass(frozen=True)
class EditionRules:
    """One edition's rules, whole. `is_assumed` says that they are ours, not a programme's own."""

    key: str
    name: Text
    title_year: int | None
    languages: tuple[str, ...]
    eligibility: EligibilityRules
    dates: Dates
    final: StageRules
    preselection: StageRules | None = None
    forms: Forms | None = None
    bodies: Mapping[DecidingBody, Body] = field(default_factory=dict)
    assessing: Assessing = field(default_factory=Assessing)
    complaints: Complaining = field(default_factory=Complaining)
    extra_place_when: Text = field(default_factory=dict)
    conditions: tuple[Text, ...] = ()
    expectations: tuple[Text, ...] = ()
    duties: tuple[Text, ...] = ()
    benefits: tuple[Text, ...] = ()
    note: Text = field(default_factory=dict)
    is_assumed: bool = False
    sources: tuple[str, ...] = ()

    def stage(self, stage: Stage) -> StageRules | None:
        return self.final if stage == Stage.FINAL else self.preselection
