"""The words of saved searches: reasons, acts, letters."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.mail.rules import Letter

# How often a letter says what is new in a saved search.
LETTERS_OFTEN = {"": _("Never"), "weekly": _("Once a week at most"), "daily": _("Once a day at most")}

NEWS_LETTER = Letter(
    kind="saved-search-news",
    subject=_("New practices: %(search)s"),
    about=_("When there is something new in a search that somebody keeps"),
    body=_(
        "Hello %(name)s,\n\n"
        "there is something new or changed in your saved search “%(search)s”:\n\n"
        "%(practices)s\n\n"
        "All that the search finds:\n%(link)s\n\n"
        "To get no more of these letters, open this link; you need not sign in:\n%(stop)s"
    ),
)

REASONS: dict[str, Promise] = {
    "sign-in-to-save": _("Sign in first: a saved search belongs to somebody."),
    "nothing-asked": _("Type a word or narrow the list first: there is nothing to save yet."),
    "search-needs-name": _("Give the search a name."),
    "too-many-searches": _("You keep %(most)s searches already. Delete one first."),
    "not-your-search": _("This search belongs to somebody else."),
}

ACTS: dict[str, Promise] = {
    "search-saved": _("Search saved"),
    "search-changed": _("Saved search changed"),
    "search-deleted": _("Saved search deleted"),
    "search-letters-stopped": _("Letters about a saved search stopped"),
    "search-told": _("Written what is new in a saved search"),
    "searches-forgotten": _("Saved searches of an erased person deleted"),
}

SUBJECTS: dict[str, Promise] = {
    "search": _("Saved search"),
}
