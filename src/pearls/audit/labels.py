"""The words of the journal: its own, and those that every room lists in its `labels.py`.

`ACTS` words the acts a room records ("application-submitted": _("Application submitted")), `SUBJECTS` what they are
about ("application": _("Application")). This room knows none of those rooms: it looks for the names.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Promise] = {
    "personal-details-erased": _("Personal details erased from the journal"),
}
SUBJECTS: dict[str, Promise] = {
    "person": pgettext_lazy("subject of the journal", "Person"),
    "programme": _("Programme"),
}
FINDINGS: dict[str, Promise] = {
    "changed": _("Entry %(seq)s was changed."),
    "removed": _("Entry %(seq)s is missing."),
    "inserted": _("Entry %(seq)s was put in."),
    "reordered": _("Entry %(seq)s is not in its place."),
    "rewritten": _("Entry %(seq)s is not the one that is known: the journal was written anew."),
    "details-changed": _("The personal details of entry %(seq)s were changed."),
    "details-removed": _("The personal details of entry %(seq)s are gone, though nobody erased them."),
}


@cache
def acts() -> dict[str, Promise]:
    """The words of every act, by code."""
    return _gathered("ACTS")


@cache
def subjects() -> dict[str, Promise]:
    """The words of every kind of subject, by code."""
    return _gathered("SUBJECTS")


def act_text(code: str) -> str:
    """An act in the reader's words; an act of a version gone by keeps its code."""
    return str(acts().get(code, code))


def actor_text(actor_ref: str, name: str | None) -> str:
    """Who acted: by name where an account still holds it; the journal itself keeps references alone."""
    if name:
        return name
    if actor_ref.startswith("system:"):
        return gettext("the system (%(name)s)") % {"name": actor_ref.partition(":")[2]}
    return gettext("somebody who is not known here any more")


def subject_text(kind: str) -> str:
    """A kind of subject in the reader's words."""
    return str(subjects().get(kind, kind))


def _gathered(name: str) -> dict[str, Promise]:
    found: dict[str, Promise] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("pearls.") and find_spec(f"{config.name}.labels"):
            found.update(getattr(import_module(f"{config.name}.labels"), name, {}))
    return found
