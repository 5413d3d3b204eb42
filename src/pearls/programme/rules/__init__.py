"""The rules of an edition: read, checked, compared and asked. Plain values in, plain values out.

What the office may do with an edition is in `office`, dates as sources print them in `published_dates`.
"""

from pearls.programme.rules.changes import Change, ChangeKind, changes_between, copy_for_next_edition
from pearls.programme.rules.clock import (
    Phase,
    call_is_open,
    has_come,
    is_in_time,
    phase,
    what_is_missing_to_open,
)
from pearls.programme.rules.document import (
    DEADLINES,
    ApplicantKind,
    Assessing,
    Body,
    Complaining,
    CountryRule,
    Dates,
    DecidingBody,
    EditionRules,
    EligibilityRules,
    ExcludedPlace,
    Exclusion,
    Forms,
    Moment,
    Step,
)
from pearls.programme.rules.eligibility import eligibility, kind_of
from pearls.programme.rules.errors import RulesError
from pearls.programme.rules.parsing import parse_edition_rules
from pearls.programme.rules.reading import Text
from pearls.programme.rules.stages import (
    Aggregate,
    Criterion,
    Stage,
    StageRules,
    parse_stage_rules,
    require_scorable,
)
from pearls.programme.rules.writing import write_edition_rules

__all__ = [
    "DEADLINES",
    "Aggregate",
    "ApplicantKind",
    "Assessing",
    "Body",
    "Change",
    "ChangeKind",
    "Complaining",
    "CountryRule",
    "Criterion",
    "Dates",
    "DecidingBody",
    "EditionRules",
    "EligibilityRules",
    "ExcludedPlace",
    "Exclusion",
    "Forms",
    "Moment",
    "Phase",
    "RulesError",
    "Stage",
    "StageRules",
    "Step",
    "Text",
    "call_is_open",
    "changes_between",
    "copy_for_next_edition",
    "eligibility",
    "has_come",
    "is_in_time",
    "kind_of",
    "parse_edition_rules",
    "parse_stage_rules",
    "phase",
    "require_scorable",
    "what_is_missing_to_open",
    "write_edition_rules",
]
