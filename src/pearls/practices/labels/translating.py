"""The words of translations and of what still holds: reasons, acts, the yearly letter."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.mail.rules import Letter

REASONS: dict[str, Promise] = {
    "language-unknown": _("Pearls does not speak this language yet."),
    "language-of-original": _("The practice is told in this language already."),
    "nothing-to-translate": _("The practice says nothing here, so there is nothing to translate."),
    "translation-too-long": _("This text is too long: at most %(most)s letters can be kept."),
    "translation-too-many": _("There are too many items: at most %(most)s can be kept."),
    "translation-unreadable": _("This text has characters that cannot be kept. Please type it anew."),
    "too-many-proposals": _(
        "%(most)s translations that you proposed wait for an editor already. Please go on once some are decided."
    ),
    "not-publisher": _("Only the officers of its town, editors and the office decide about this."),
    "changed-since-seen": _(
        "It has changed since you looked at it. Please look at it again, then say whether it holds."
    ),
}

LINES: dict[str, Promise] = {
    "translation-accepted": _("A translation that you proposed is accepted. Readers see it now."),
    "translation-not-taken": _("A translation that you proposed was not taken over."),
}

ACTS: dict[str, Promise] = {
    "translation-written": _("Translation of a practice written"),
    "translation-accepted": _("Proposed translation of a practice accepted"),
    "translation-dropped": _("Translation of a practice taken away"),
    "translation-confirmed": _("Translation of a practice found still right"),
    "practice-confirmed": _("Practice found still right"),
    "practices-asked-about": _("Towns asked whether their practices still hold"),
}

PRACTICES_STILL_RIGHT = Letter(
    kind="practices-still-right",
    subject=_("%(place)s: is it still right?"),
    about=_("Once a year, to those who speak for a town with practices in the repository"),
    body=_(
        "Hello %(name)s,\n\n"
        "others read and copy what %(place)s did. Once a year we ask whether it still holds: the people to ask, the "
        "figures, what came of it. If it does, two clicks say so; if not, you mend it there.\n\n"
        "%(practices)s\n\n"
        "The programme office"
    ),
)
