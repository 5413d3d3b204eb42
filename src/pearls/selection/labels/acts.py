"""What happens on a panel and to whom, as the journal tells it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from pearls.selection.labels import meeting

ACTS: dict[str, Promise] = {
    **meeting.ACTS,
    "publication-scheduled": gettext_lazy("Publication scheduled"),
    "result-published": gettext_lazy("Result published"),
    "conflict-declared": gettext_lazy("Conflict of interest declared"),
    "mentored-texts-shut": gettext_lazy("Texts of mentored towns closed to their mentors"),
    "no-conflict-declared": gettext_lazy("No conflict of interest declared"),
    "score-recorded": gettext_lazy("Score recorded"),
    "assessment-finished": gettext_lazy("Assessment finished"),
    "cannot-judge-said": gettext_lazy("Said that it cannot be judged"),
    "assessment-reopened": gettext_lazy("Assessment opened again"),
    "sheet-taken-in": gettext_lazy("Filled score sheet taken over"),
    "sheet-entered-from-paper": gettext_lazy("Scores entered by the office from paper"),
    "line-drawn": gettext_lazy("Line drawn"),
    "tie-settled": gettext_lazy("Tie settled"),
    "extra-place-used": gettext_lazy("Extra place used"),
    "extra-place-withdrawn": gettext_lazy("Extra place withdrawn"),
    "dossier-left": gettext_lazy("Plan left the panel"),
    "dossier-came-back": gettext_lazy("Plan came back to the panel"),
    "signature-set-aside": gettext_lazy("Signature set aside"),
    "result-signed": gettext_lazy("Result signed"),
    "panel-convened": gettext_lazy("Panel convened"),
    "seat-offered": gettext_lazy("Seat on a panel offered"),
    "seat-accepted": gettext_lazy("Seat on a panel accepted"),
    "seat-declined": gettext_lazy("Seat on a panel declined"),
    "seat-ended": gettext_lazy("Seat on a panel ended"),
    "assessor-forgotten": gettext_lazy("Words of an erased assessor forgotten"),
    "dossiers-received": gettext_lazy("Dossiers received"),
    "scoring-closed": gettext_lazy("Scoring closed"),
    "assessors-described": gettext_lazy("Capacity and languages of assessors set"),
    "assignment-proposed": gettext_lazy("Assignment of texts proposed"),
    "reader-added": gettext_lazy("Text given to an assessor by hand"),
    "reader-removed": gettext_lazy("Text taken from an assessor by hand"),
    "assignment-taken-over": gettext_lazy("Assignment of texts taken over"),
    "assignment-lifted": gettext_lazy("Assignment of texts set aside"),
    "seat-described": gettext_lazy("Assessor said what they take on"),
    "answer-awaited": gettext_lazy("Day for the answer to an invitation set"),
    "invitation-withdrawn": gettext_lazy("Invitation to a panel withdrawn"),
    "assessor-reminded": gettext_lazy("Assessor reminded"),
    "assessor-replaced": gettext_lazy("Assessor replaced"),
    "readers-told": gettext_lazy("Assessors told what they read"),
    "topics-handed": gettext_lazy("Topics of texts noted"),
    "connection-said": gettext_lazy("Said a tie of one's own"),
    "connection-ended": gettext_lazy("Said that a tie of one's own is over"),
    "ties-found": gettext_lazy("Ties found"),
    "tie-decided": gettext_lazy("Tie decided"),
}
SUBJECTS: dict[str, Promise] = {
    "panel": gettext_lazy("Panel"),
    "dossier": gettext_lazy("Dossier"),
}
