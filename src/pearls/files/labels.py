"""The words of this room: why a file is not taken, and what others may do with a photo."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.files.rules import LICENCE_ADDRESSES, Licence

REASONS: dict[str, str | Promise] = {
    "file-empty": _("The file is empty."),
    "file-too-large": _("The file is larger than %(limit_megabytes)s megabytes."),
    "file-kind-not-allowed": _("Files of this kind are not taken here. Please choose one of these: %(allowed)s."),
    "file-not-what-it-says": _("The name ends in “%(said)s”, but the content is something else."),
    "file-swells": _("The document unpacks to far more than its size, so it is not taken."),
    "file-has-macros": _("The document contains macros. Please save it without them."),
    "file-broken": _("The file cannot be opened; it may be damaged."),
    "disk-full": _("The server has no room left for files. This file was not kept; your answers are safe."),
    "too-many-photos": _("There are %(limit)s photos already; that is the most."),
    "needs-alt": _("Please say in words what the photo shows, for those who do not see it."),
    "needs-credit": _("Please say who took the photo."),
    "unknown-licence": _("Please choose what others may do with the photo."),
    "request-too-large": _("What you sent is larger than %(limit_megabytes)s megabytes, so nothing of it was taken."),
}

LICENCES: dict[str, Promise] = {
    Licence.BY: _("CC BY 4.0: anybody may use it and names who made it"),
    Licence.BY_SA: _("CC BY-SA 4.0: as CC BY, and what is made from it stays as free"),
    Licence.CC0: _("CC0: anybody may use it for anything"),
    Licence.PRESS: _("For reports about this Pearl only, naming who made it"),
    Licence.OWN: _("By permission: shown here and nowhere else"),
}
LICENCES_IN_SHORT: dict[str, Promise | str] = {
    Licence.BY: "CC BY 4.0",
    Licence.BY_SA: "CC BY-SA 4.0",
    Licence.CC0: "CC0 1.0",
    Licence.PRESS: _("for reports about this Pearl"),
    Licence.OWN: _("shown here by permission"),
}
ACTS: dict[str, Promise] = {
    "files-removed": _("Files removed"),
    "file-orphans-removed": _("Files that belong to nobody removed"),
    "file-stored": _("File stored"),
}
SUBJECTS: dict[str, Promise] = {
    "file": _("File"),
}


def licence_choices(licences: Iterable[Licence]) -> list[tuple[str, Promise]]:
    """Licences to choose from, as a form wants them."""
    return [(str(one), LICENCES[one]) for one in licences]


def with_licences(photos: Iterable[Any]) -> list[tuple[Any, Promise | str, str]]:
    """Each photo with its licence in short, and where that can be read; neither where none was chosen yet."""
    return [(one, LICENCES_IN_SHORT.get(one.licence, ""), LICENCE_ADDRESSES.get(one.licence, "")) for one in photos]
