"""Every human word of the plans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.plans.labels import checks as checks
from pearls.plans.labels import readiness as readiness

ACTS: dict[str, Promise] = {
    "plan-filled-in": _("Plan filled in"),
}
SUBJECTS: dict[str, Promise] = {
    "plan": _("Action plan"),
}
REASONS: dict[str, Promise] = {}

__all__ = ["ACTS", "REASONS", "SUBJECTS"]
