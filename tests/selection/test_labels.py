"""Every code that the selection's rules give has words, in English and in Latvian."""

import re
from pathlib import Path

from django.utils import translation

from pearls.selection import labels
from pearls.selection.rules.assigning import Misfit
from pearls.selection.rules.evidence import RaschSilence, Silence
from pearls.selection.rules.panels import AssessmentState, Conflict, Ground, PanelState, SeatState
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import WarningCode
from pearls.selection.rules.wording import ASSIGNMENT_WARNINGS, RASCH_SILENCES, REASONS, WARNINGS

ROOM = Path("src/pearls/selection")


def codes(pattern, *folders):
    files = [file for name in folders for file in ([ROOM / name] if ".py" in name else (ROOM / name).glob("*.py"))]
    text = "\n".join(file.read_text() for file in files)
    return set(re.findall(pattern, text))


def test_every_refusal_is_worded():
    given = codes(r'\bno\(\s*"([a-z-]+)"', "rules", "services")
    given |= {f"conflict-{conflict}" for conflict in Conflict if conflict != Conflict.NONE}
    given |= {"no-such-stage", "no-scale"}
    given |= {f"pair-{misfit}" for misfit in Misfit}

    assert given - set(labels.REFUSALS) == set()
    assert set(labels.REFUSALS) - given == set()


def test_every_reason_and_warning_of_the_ranking_is_worded():
    text = "\n".join((ROOM / f"rules/{name}.py").read_text() for name in ("places", "ranking"))
    given = set(re.findall(r'(?:Fate\([A-Za-z_.]+,|Remark\() ?"([a-z-]+)"', text))

    assert given == set(REASONS)
    assert {*WarningCode, *Silence} == set(WARNINGS)
    assert set(RaschSilence) == set(RASCH_SILENCES)


def test_what_is_wrong_with_an_assignment_and_what_speaks_for_it_is_worded():
    given = codes(r'"([a-z]+(?:-[a-z]+)+|overloaded|load)"', "rules/readers.py")

    assert set(labels.FAULTS) | set(labels.FOR_PAIR) <= given | {f"pair-{misfit}" for misfit in Misfit}
    assert codes(r'Remark\(\s*"([a-z-]+)"', "rules/assigning.py") == set(ASSIGNMENT_WARNINGS)
    assert codes(r'Remark\(\s*"([a-z-]+)"', "rules/readers.py") <= set(labels.FAULTS) | set(labels.FOR_PAIR)


def test_every_state_is_worded():
    assert set(labels.PANEL_STATES) == set(PanelState)
    assert set(labels.SEAT_STATES) == set(SeatState)
    assert set(labels.ASSESSMENT_STATES) == set(AssessmentState)
    assert set(labels.CONFLICTS) == set(Conflict)
    assert set(labels.GROUNDS) == set(Ground)
    assert set(labels.OUTCOMES) == set(Outcome)


def test_a_latvian_reader_reads_latvian():
    with translation.override("lv"):
        assert str(labels.REFUSALS["declare-first"]) == "Vispirms pasakiet, vai jums ir interešu konflikts."
