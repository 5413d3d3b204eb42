"""The words of what commands do; their own output stays plain English."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Promise] = {
    "demonstration-loaded": _("Demonstration loaded"),
    "backup-restored": _("Backup restored"),
}
