"""The room's words for its templates."""

from django import template
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pearls.selection import labels
from pearls.selection.labels import ties as tie_labels

register = template.Library()


@register.filter
def stage_name(code: str) -> str:
    return str(labels.STAGES[code])


@register.simple_tag
def stage_label(code: str) -> str:
    return str(labels.STAGES[code])


@register.filter
def panel_state(code: str) -> str:
    return str(labels.PANEL_STATES[code])


@register.filter
def panel_tone(code: str) -> str:
    return labels.PANEL_TONES.get(code, "neutral")


@register.filter
def left_as(code: str) -> str:
    return str(labels.LEFT_AS.get(code, code))


@register.filter
def outcome_name(code: str | None) -> str:
    return str(labels.OUTCOMES[code]) if code else "–"


@register.filter
def seat_state(code: str) -> str:
    return str(labels.SEAT_STATES[code])


@register.filter
def seat_tone(code: str) -> str:
    return labels.SEAT_TONES.get(code, "neutral")


@register.filter
def assessment_state(code: str) -> str:
    return str(labels.ASSESSMENT_STATES[code])


@register.filter
def assessment_tone(code: str) -> str:
    return labels.ASSESSMENT_TONES.get(code, "neutral")


@register.filter
def conflict_name(code: str) -> str:
    return str(labels.CONFLICTS[code])


@register.filter
def tie_kind(code: str) -> str:
    return str(tie_labels.TIE_KINDS[code])


@register.filter
def tie_state(code: str) -> str:
    return str(tie_labels.TIE_STATES[code])


@register.filter
def tie_tone(code: str) -> str:
    return tie_labels.TIE_TONES[code]


@register.filter
def decimals(text: str) -> str:
    """An exact decimal with the reader's own mark."""
    return text.replace(".", str(get_format("DECIMAL_SEPARATOR")))


@register.filter
def points(value: float, places: int) -> str:
    """A figure of the evidence with so many decimals and the reader's own mark."""
    return decimals(f"{round(value, places) + 0.0:.{places}f}")  # no minus before a zero


@register.filter
def svg(value: float) -> str:
    """A place on a drawing: a point whatever the language."""
    return f"{value:g}"


@register.simple_tag
def trail(label: str, href: str) -> list[tuple[str, str]]:
    """A way back with one step, for the breadcrumb."""
    return [(label, href)]


@register.simple_tag
def reason_field(name: str) -> SafeString:
    """The reason that a decision of the body needs."""
    return format_html(
        '<div class="field"><label class="field__label" for="{0}-reason">{1}</label>'
        '<textarea id="{0}-reason" name="reason" rows="3" maxlength="4000" required></textarea></div>',
        name,
        _("Reason, for the minutes"),
    )
