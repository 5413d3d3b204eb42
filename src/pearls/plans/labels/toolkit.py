"""Words of the toolkit that are not in its data."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.plans.rules.toolkit import UNKNOWN, PeopleBand, TimeBand, ToolKind

KINDS = {
    ToolKind.GENERAL: _("General method"),
    ToolKind.EXAMPLE: _("Example from practice"),
    ToolKind.PROGRAMME: _("The programme’s own material"),
}
TIMES = {
    TimeBand.HOUR: _("Up to an hour"),
    TimeBand.HALF_DAY: _("Up to half a day"),
    TimeBand.DAYS: _("A day or two"),
    TimeBand.WEEKS: _("Some weeks"),
    TimeBand.MONTHS: _("Months"),
    UNKNOWN: pgettext_lazy("time or number", "Not published"),
}
PEOPLE = {
    PeopleBand.FEW: _("Up to 12 people"),
    PeopleBand.GROUP: _("13 to 40 people"),
    PeopleBand.MANY: _("More than 40 people"),
    UNKNOWN: pgettext_lazy("time or number", "Not published"),
}
