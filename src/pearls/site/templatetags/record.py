"""Template words for the public record: dates as published, sources, and what is not published."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html

from pearls.programme.rules.office import Outcome
from pearls.site import labels, wording
from pearls.web import formats
from pearls.web.templatetags.pearls import published

register = template.Library()


register.filter("fact", published)


@register.filter
def published_date(text: str | None) -> object:
    """A date as its source gives it, or "not published"."""
    words = wording.published_date_words(text)
    if not text or not words:
        return published(None)
    return format_html('<time datetime="{}">{}</time>', text.split("/")[0], formats.tied(words))


@register.filter
def iso_day(day: date) -> str:
    return day.isoformat()


@register.filter
def whole_euros(cents: int) -> str:
    """An amount that was published without cents."""
    return wording.whole_euros_words(cents)


@register.filter
def degrees(value: float, axis: str) -> str:
    """A coordinate as people write it: 57.9° N."""
    return wording.degrees_words(value, axis)


@register.filter
def also_called(place: Any) -> object:
    """What the reader's language calls a place, in brackets, where that is not one of its own names."""
    name = wording.name_for_reader(place)
    return format_html(' <span class="also-called">({})</span>', name) if name else ""


@register.filter
def host(address: str) -> str:
    """The site that an address lies on."""
    return wording.host_of(address)


@register.filter
def path_of(address: str) -> str:
    """What comes after the site's name, for a list under that name."""
    return "/" + address.split("//", 1)[-1].partition("/")[2]


@register.filter
def outcome(entry: Any) -> str:
    """What became of an applicant, as far as it is decided."""
    is_open = entry.outcome == Outcome.APPLIED and entry.edition.awaits_candidates
    return str(labels.NOT_DECIDED if is_open else labels.OUTCOMES[entry.outcome])


@register.filter
def timeline_step(code: str) -> str:
    return str(labels.STEPS.get(code, code.replace("_", " ")))


@register.filter
def rules_version(kind: str) -> str:
    return str(labels.VERSIONS[kind])


@register.filter
def mail_state(code: str) -> str:
    return str(labels.MAIL_STATES[code])


@register.inclusion_tag("site/_sources.html")
def sources(*groups: list[str]) -> dict[str, object]:
    """The sources of what stands above, folded up: how many there are, and each with its site's name."""
    return {"addresses": wording.distinct_sources(*groups)}
