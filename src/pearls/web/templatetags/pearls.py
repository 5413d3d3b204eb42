"""What templates may use: our components, and words for days, amounts and languages."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pearls.kernel import languages
from pearls.kernel.actor import Actor, Role
from pearls.web import formats
from pearls.web.components import COMPONENTS, Component
from pearls.web.zones import reader_zone

register = template.Library()

SLOTS = "_component_slots"
# What a component sees of the page around it, beside its own props.
SHARED = ("request", "csrf_token", "LANGUAGE_CODE", "actor")


class SlotNode(Node):
    """A named part of the component around it; renders nothing where it stands."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        slots = context.get(SLOTS)
        if slots is not None:
            slots[self.name] = self.nodelist.render(context)
        return mark_safe("")


class ComponentNode(Node):
    """A component with its props worked out, its slots filled, and nothing else of the page in its scope."""

    child_nodelists = ("nodelist",)

    def __init__(self, component: Component, props: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.component, self.props, self.nodelist = component, props, nodelist

    def render(self, context: Context) -> SafeString:
        values: dict[str, Any] = {name: context[name] for name in SHARED if name in context}
        values |= self.component.props
        values |= {name: expression.resolve(context) for name, expression in self.props.items()}
        if self.component.slots:
            slots: dict[str, SafeString] = dict.fromkeys(self.component.slots, mark_safe(""))
            with context.push(**{SLOTS: slots}):
                slots["body"] = self.nodelist.render(context).strip()  # type: ignore[assignment]
            values |= {name: mark_safe(content) for name, content in slots.items()}  # noqa: S308 - rendered templates
        engine = context.template.engine  # type: ignore[union-attr]
        return engine.get_template(self.component.template).render(context.new(values))


def _props_of(component: Component, bits: list[str], parser: Parser) -> dict[str, FilterExpression]:
    props: dict[str, FilterExpression] = {}
    for bit in bits:
        name, equals, value = bit.partition("=")
        if not equals:
            raise TemplateSyntaxError(f"{component.tag}: expected name=value, got {bit}")
        props[name] = parser.compile_filter(value)
    if problem := component.problem_with(set(props)):
        raise TemplateSyntaxError(problem)
    return props


def _slot_names(nodelist: NodeList) -> set[str]:
    return {node.name for node in nodelist if isinstance(node, SlotNode)}


def _add_component(component: Component) -> None:
    def compile_tag(parser: Parser, token: Token) -> ComponentNode:
        props = _props_of(component, token.split_contents()[1:], parser)
        nodelist = NodeList()
        if component.slots:
            nodelist = parser.parse((f"end{component.tag}",))
            parser.delete_first_token()
            unknown = _slot_names(nodelist) - set(component.slots)
            if unknown:
                known = ", ".join(component.slots)
                raise TemplateSyntaxError(
                    f"{component.tag}: unknown slot {', '.join(sorted(unknown))}; expected some of {known}"
                )
        return ComponentNode(component, props, nodelist)

    register.tag(component.tag, compile_tag)


for _component in COMPONENTS.values():
    _add_component(_component)


@register.tag
def slot(parser: Parser, token: Token) -> SlotNode:
    """`{% slot actions %} … {% endslot %}`, inside a component."""
    bits = token.split_contents()
    if len(bits) != 2:
        raise TemplateSyntaxError(f"slot: expected one name, got {token.contents}")
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(bits[1], nodelist)


@register.simple_tag(takes_context=True)
def nav_link(context: Context, name: str, label: str, *arguments: str) -> str:
    """A link of the main navigation, marked when the reader is there; nothing where the address does not exist."""
    try:
        address = reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    if path == address:
        current = mark_safe(' aria-current="page"')
    elif path.startswith(address) and address.count("/") > 2:
        current = mark_safe(' aria-current="true"')
    else:
        current = mark_safe("")
    return format_html('<li><a href="{}"{}>{}</a></li>', address, current, label)


@register.filter
def holds(actor: Actor | None, roles: str) -> bool:
    """Whether the reader holds one of these roles, for any edition; for what to show, never for what to allow."""
    return bool(actor) and actor.has_role(*(Role(role) for role in roles.split()))  # type: ignore[union-attr]


@register.simple_tag
def pick(text: Mapping[str, str] | None) -> str:
    """A text in the reader's language; in another one than the page's sentences, marked with it for screen readers."""
    reader = formats.current_language()
    words, language = languages.pick(text, reader)
    if not words or language == formats.sentence_language(reader):
        return format_html("{}", words)
    return format_html('<span lang="{}">{}</span>', language, words)


@register.filter
def picked(text: Mapping[str, str] | None) -> str:
    """The same without the mark: for the title of a window and what stands in an attribute, where no mark can be."""
    return languages.pick(text, formats.current_language())[0]


@register.simple_tag(takes_context=True)
def same_page(context: Context, language: str) -> str:
    """The address of this very page in another language, with its query."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return f"/{language}/"
    return _in_language(request.get_full_path(), language)


@register.simple_tag(takes_context=True)
def page_address(context: Context, name: str, number: int) -> str:
    """This page with another page of a list, keeping the query; of several lists the one of that name is the spot."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[name] = str(number)
    return f"?{query.urlencode()}" if name == "page" else f"?{query.urlencode()}#{name}"


def _in_language(address: str, language: str) -> str:
    """The address with the language it begins with changed; as it is, where it begins with none.

    Django's `translate_url` resolves the address anew for each of the ten languages, for a third of a page's time.
    """
    prefix = get_script_prefix()
    code, slash, rest = address.removeprefix(prefix).partition("/")
    return f"{prefix}{language}/{rest}" if slash and code in languages.LANGUAGES else address


@register.simple_tag(takes_context=True)
def alternate_links(context: Context) -> SafeString:
    """For search engines: this very page in each language that is complete, and in English for everybody else."""
    request: HttpRequest | None = context.get("request")
    if request is None or request.resolver_match is None:
        return mark_safe("")
    here, _mark, _query = request.get_full_path().partition("?")
    addresses = {code: settings.BASE_URL + _in_language(here, code) for code in languages.COMPLETE_LANGUAGES}
    pairs = [*addresses.items(), ("x-default", addresses[languages.DEFAULT_LANGUAGE])]
    return format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', pairs)


@register.filter
def day(value: date | None, language: str = "") -> str:
    """A day in full with its weekday: "Friday 4 April 2025"."""
    return formats.tied(formats.day_words(value, language or formats.current_language())) if value else ""


@register.filter
def plain_day(value: date | None, language: str = "") -> str:
    """A day without its weekday: "4 April 2025"."""
    return formats.tied(formats.date_words(value, language or formats.current_language())) if value else ""


@register.filter
def month(value: date | None, language: str = "") -> str:
    """A month of a year: "April 2025"."""
    return formats.tied(formats.month_words(value, language or formats.current_language())) if value else ""


@register.filter
def short_month(value: date, language: str = "") -> str:
    """A month in a narrow column, without its year: "Apr"."""
    return formats.short_month_words(value, language or formats.current_language())


@register.simple_tag
def language_names() -> list[tuple[str, str]]:
    """The ten languages, each by its code and by the name its own speakers use."""
    return list(settings.LANGUAGES)


@register.simple_tag
def sentence_language() -> str:
    """The language the sentences of this page are in: the reader's where it is complete, else English."""
    return formats.sentence_language(formats.current_language())


def _own_language() -> SafeString:
    """The mark of what is in the reader's language on a page whose sentences are not."""
    reader = formats.current_language()
    return mark_safe("") if formats.sentence_language(reader) == reader else format_html(' lang="{}"', reader)


@register.simple_tag(takes_context=True)
def instant(context: Context, moment: datetime | None, zone: str = "UTC") -> str:
    """An instant in the zone of the rule and in the reader's own, as a `<time>` that the script may complete."""
    if moment is None:
        return ""
    request: HttpRequest | None = context.get("request")
    theirs = reader_zone(request) if request else ""
    words = formats.tied(formats.instant_words(moment, zone, formats.current_language(), theirs))
    if theirs:
        return format_html('<time datetime="{}"{}>{}</time>', moment.isoformat(), _own_language(), words)
    # The script fills the placeholders in with the reader's clock, which the server does not know yet.
    return format_html(
        '<time datetime="{}"{} data-zone="{}" data-same-day="{}" data-other-day="{}">{}</time>',
        moment.isoformat(),
        _own_language(),
        zone,
        _("%(time)s for you"),
        _("%(time)s on %(weekday)s for you"),
        words,
    )


@register.filter
def until(moment: datetime, now: datetime) -> str:
    """How long there is left: "12 days, 4 hours"; nothing once the moment has come."""
    return formats.duration_words(moment - now, formats.current_language()) if moment > now else ""


@register.simple_tag
def short_instant(moment: datetime | None, zone: str = "UTC") -> str:
    """An instant in a long list, in the zone of the rule alone."""
    if moment is None:
        return ""
    words = formats.tied(formats.short_instant_words(moment, zone, formats.current_language()))
    return format_html(
        '<time class="short-instant" datetime="{}"{}>{}</time>', moment.isoformat(), _own_language(), words
    )


@register.filter
def euros(cents: int | None, language: str = "") -> str:
    """An amount given in cents: "€1,234.50"."""
    return "" if cents is None else formats.euros(cents, language or formats.current_language())


@register.filter
def number(value: int | float | Decimal | None, language: str = "") -> str:
    """A number with the language's own marks."""
    return "" if value is None else formats.number(value, language or formats.current_language())


@register.filter
def percent(value: int | float | Decimal | None, language: str = "") -> str:
    """So many of a hundred: 40 is "40%"."""
    return "" if value is None else formats.percent(value, language or formats.current_language())


@register.filter
def country_name(code: str, language: str = "") -> str:
    """A country by its two letters."""
    return formats.country_name(code, language or formats.current_language())


@register.filter
def language_name(code: str, language: str = "") -> str:
    """A language by its code."""
    return formats.language_name(code, language or formats.current_language())


@register.filter
def quoted(text: str, language: str = "") -> str:
    """The text between the quotation marks of its language."""
    return formats.quoted(text, language or formats.current_language())


@register.filter
def joined(words: Iterable[object], language: str = "") -> str:
    """A list as one reads it aloud: "Kiel, Riga and Turku"."""
    return formats.joined([str(word) for word in words], language or formats.current_language())


@register.filter
def published(value: object) -> object:
    """The fact, or "not published", marked as such; zero is a fact."""
    if value is None or value == "" or value == {} or value == []:
        return format_html('<span class="unknown">{}</span>', _("not published"))
    return value


@register.filter
def pearl_level(value: float, total: float) -> str:
    """How high a pearl of height 32 is filled from below, as the y of its waterline."""
    share = min(max(value / total, 0), 1) if total else 0
    return f"{29 - 26 * share:.1f}"


@register.filter
def rest_of_pearl(level: str) -> str:
    """From the waterline down to the foot of the pearl."""
    return f"{32 - float(level):.1f}"
