"""Every code that the selection's rules give has words, in English and in Latvian."""

import re
from pathlib import Path

from django.utils import translation

from pearls.selection import labels
from pearls.selection.rules.panels import AssessmentState, Conflict, Ground, PanelState, SeatState
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import WarningCode
from pearls.selection.rules.wording import REASONS, WARNINGS

ROOM = Path("src/pearls/selection")


def codes(pattern, *folders):
    text = "\n".join(file.read_text() for folder in folders for file in (ROOM / folder).glob("*.py"))
    return set(re.findall(pattern, text))


def test_every_refusal_is_worded():
    given = codes(r'\bno\(\s*"([a-z-]+)"', "rules", "services")
    given |= {f"conflict-{conflict}" for conflict in Conflict if conflict != Conflict.NONE}
    given |= {"no-such-stage", "no-scale"}

    assert given - set(labels.REFUSALS) == set()
    assert set(labels.REFUSALS) - given == set()


def test_every_reason_and_warning_of_the_ranking_is_worded():
    given = codes(r'(?:Fate\([A-Za-z_.]+,|Remark\() ?"([a-z-]+)"', "rules")

    assert given == set(REASONS)
    assert set(WarningCode) == set(WARNINGS)


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
