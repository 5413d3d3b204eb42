"""The words of this room: why a file is not taken."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "file-empty": _("The file is empty."),
    "file-too-large": _("The file is larger than %(limit_megabytes)s megabytes."),
    "file-kind-not-allowed": _("Files of this kind are not taken here. Please choose one of these: %(allowed)s."),
    "file-not-what-it-says": _("The name ends in “%(said)s”, but the content is something else."),
    "file-swells": _("The document unpacks to far more than its size, so it is not taken."),
    "file-has-macros": _("The document contains macros. Please save it without them."),
    "file-broken": _("The file cannot be opened; it may be damaged."),
    "disk-full": _("The server has no room left for files. This file was not kept; your answers are safe."),
    "request-too-large": _("What you sent is larger than %(limit_megabytes)s megabytes, so nothing of it was taken."),
}

ACTS: dict[str, Promise] = {
    "files-removed": _("Files removed"),
    "file-orphans-removed": _("Files that belong to nobody removed"),
    "file-stored": _("File stored"),
}
SUBJECTS: dict[str, Promise] = {
    "file": _("File"),
}
