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
        {"field": REQUIRED, "counter": "", "optional": None, "hint": ""},
        purpose="One question of a Django form: label, help, error, control, and what is left of a limit.",
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
    Component("pagination", {"page": REQUIRED}, purpose="The way through a long list, keeping the filters."),
    Component("empty-state", {"title": REQUIRED}, ("body", "actions"), purpose="Nothing here: why, and what to do."),
    Component("breadcrumb", {"trail": REQUIRED}, purpose="Where this page hangs; trail is a list of (label, address)."),
)

COMPONENTS: dict[str, Component] = {component.noun: component for component in _ALL}
