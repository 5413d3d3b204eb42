"""Every component: its props with their defaults, and its slots. One noun, one template, one CSS class.

In a template, after `{% load pearls %}`, a component without slots is a tag, `{% button label=word %}`, and one with
slots is a block, `{% card title=name %} … {% endcard %}`; what stands in the block is the slot `body`, other slots are
named: `{% slot actions %} … {% endslot %}`. A hyphen in the noun is an underscore in the tag: `{% status_tag … %}`.
"""

from dataclasses import dataclass, field
from typing import Any, Final


class _Required:
    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Final = _Required()


@dataclass(frozen=True)
class Component:
    """One component; `props` maps each name to its default, or to REQUIRED."""

    noun: str
    props: dict[str, Any] = field(default_factory=dict)
    slots: tuple[str, ...] = ()
    purpose: str = ""

    @property
    def tag(self) -> str:
        return self.noun.replace("-", "_")

    @property
    def template(self) -> str:
        return f"components/{self.noun}.html"

    def problem_with(self, given: set[str]) -> str:
        """What is wrong with these props, in one sentence; empty when nothing is."""
        unknown = sorted(given - set(self.props))
        if unknown:
            return f"{self.tag}: unknown prop {', '.join(unknown)}; expected some of {', '.join(self.props) or 'none'}"
        missing = [name for name, default in self.props.items() if default is REQUIRED and name not in given]
        if missing:
            return f"{self.tag}: the prop {', '.join(missing)} is missing"
        return ""


_ALL = (
    Component(
        "button",
        {
            "label": REQUIRED,
            "kind": "primary",
            "name": "",
            "value": "",
            "type": "submit",
            "disabled": False,
            "confirm": "",
            "form": "",
            "described_by": "",
            "formaction": "",
        },
        purpose="Sends a form. Kinds: primary (one a screen), secondary, quiet, danger.",
    ),
    Component(
        "link-button",
        {"label": REQUIRED, "href": REQUIRED, "kind": "primary", "download": False},
        purpose="Goes somewhere, and matters enough to look like a button.",
    ),
    Component(
        "status-tag",
        {"label": REQUIRED, "tone": "neutral"},
        purpose="A state in one or two words. Tones: neutral, info, good, warn, wrong, accent.",
    ),
    Component(
        "card",
        {"title": "", "href": "", "level": 3, "note": "", "tone": "", "heading_lang": ""},
        ("body", "actions"),
        purpose="A thing one can pick up: a Pearl, a place, an application.",
    ),
    Component(
        "notice",
        {"tone": "info", "title": "", "live": False},
        ("body",),
        purpose="Something to know before going on. Tones: info, good, warn, wrong.",
    ),
    Component(
        "field",
        {"field": REQUIRED, "hint": "", "counter": "", "limit": 0, "unit": "words", "counter_text": ""},
        purpose="One question of a Django form: label, help, error, control, counter. The script renews `counter` by "
        "`counter_text`, which holds %(count)s and %(limit)s; units: words, letters.",
    ),
    Component(
        "fieldset",
        {"legend": REQUIRED, "help": "", "error": "", "level": ""},
        ("body",),
        purpose="Questions that belong together.",
    ),
    Component("form-actions", {"sticky": False}, ("body",), purpose="The buttons at the end of a form."),
    Component(
        "data-table",
        {"caption": REQUIRED, "hide_caption": False, "stack": True},
        ("body",),
        purpose="A table of records; on a phone each row becomes a small list (cells carry data-label).",
    ),
    Component(
        "picture",
        {"title": REQUIRED, "description": REQUIRED, "noun": REQUIRED, "level": 3},
        ("body", "table"),
        purpose="A picture drawn from figures, with the same figures as a table behind it. The body is an <svg> of the "
        "class picture__drawing; it scrolls by itself where the screen is narrow.",
    ),
    Component(
        "pagination",
        {"page": REQUIRED, "name": "page", "label": ""},
        purpose="The way through a long list, keeping the filters; name and label where it is one of several.",
    ),
    Component("empty-state", {"title": REQUIRED}, ("body", "actions"), purpose="Nothing here: why, and what to do."),
    Component("breadcrumb", {"trail": REQUIRED}, purpose="Where this page hangs; trail is a list of (label, address)."),
    Component(
        "pearl",
        {"size": "medium", "value": 1, "total": 1},
        purpose="The mark: beside a title, on a map, as decoration. Sizes: small, medium, large.",
    ),
    Component(
        "progress-pearl",
        {"value": REQUIRED, "total": REQUIRED, "label": REQUIRED},
        purpose="How much is done: a pearl that fills, with the words beside it.",
    ),
    Component(
        "steps",
        {"items": REQUIRED, "label": REQUIRED},
        purpose="A path through a long form. Each item: label, href, state (done, current, todo, wrong), note.",
    ),
    Component(
        "timeline",
        {"items": REQUIRED},
        purpose="What happens when. Each item: when, title, text, href, state (past, now, future).",
    ),
    Component(
        "river",
        {"items": REQUIRED, "label": REQUIRED},
        purpose="How many stand where on their way. Each item: label, count, href, note.",
    ),
    Component(
        "definition-list",
        {"items": ()},
        ("body",),
        purpose="Facts and their names; items is a list of (name, fact), or the body holds <div><dt><dd></div>.",
    ),
    Component(
        "filter-form",
        {"label": REQUIRED, "action": "", "target": "", "submit": ""},
        ("body",),
        purpose="Narrows a list; its choices stand in the address.",
    ),
    Component("disclosure", {"summary": REQUIRED, "open": False}, ("body",), purpose="More, for whoever wants it."),
    Component(
        "countdown",
        {"until": REQUIRED, "now": REQUIRED, "over": ""},
        purpose="How long there is left; the script keeps it going.",
    ),
    Component(
        "file-field",
        {"field": REQUIRED, "limit": "", "current_name": "", "current_href": "", "current_note": ""},
        purpose="A file to send, and the one that is there already.",
    ),
    Component(
        "person-line",
        {"name": REQUIRED, "role": "", "note": "", "href": ""},
        purpose="Somebody, and what that person does here.",
    ),
    Component(
        "meter",
        {"value": REQUIRED, "total": REQUIRED, "label": REQUIRED, "text": REQUIRED},
        purpose="A share of a whole, drawn and said.",
    ),
    Component(
        "stat",
        {"number": REQUIRED, "label": REQUIRED, "note": "", "href": ""},
        purpose="One figure that matters, with its unit in the label.",
    ),
    Component(
        "task",
        {"what": REQUIRED, "href": REQUIRED, "who": "", "until": "", "tone": "neutral", "state": ""},
        purpose="One line of today's work: who, what, until when; opens the exact spot.",
    ),
    Component(
        "lesson",
        {"label": REQUIRED, "why": REQUIRED, "todo": REQUIRED, "tone": "gap"},
        ("body",),
        purpose="What a check found, why it matters, what to do; the body lists the places. Tones: gap, clash, hint.",
    ),
    Component(
        "saved-note",
        {"state": "saved", "text": REQUIRED},
        purpose="What became of the last keystroke. States: saved, saving, offline, conflict.",
    ),
)

COMPONENTS: dict[str, Component] = {component.noun: component for component in _ALL}
