"""The words of working with a tool, and of residents taking part."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.plans.rules.sessions import ProposalKind, SessionState

STATES: dict[str, Promise] = {
    SessionState.OPEN: _("Under way"),
    SessionState.CLOSED: _("Ended"),
}
TONES: dict[str, str] = {SessionState.OPEN: "info", SessionState.CLOSED: "neutral"}
KINDS: dict[str, Promise] = {
    ProposalKind.ADD: _("New in the plan"),
    ProposalKind.RENEW: _("Changes what the plan says"),
    ProposalKind.SAME: _("Stands in the plan already"),
}
ACTS: dict[str, Promise] = {
    "tool-session-started": _("Work with a tool begun"),
    "tool-session-state-set": _("Work with a tool ended or taken up again"),
    "tool-session-brought-in": _("Results of a tool brought into the plan"),
    "tool-item-put-down": _("Something put down with a tool"),
    "tool-items-from-plan": _("Entries of the plan put down with a tool"),
    "tool-item-changed": _("Something written anew with a tool"),
    "tool-item-moved": _("Something moved in a tool"),
    "tool-item-removed": _("Something taken away from a tool"),
    "residents-let-in": _("A tool opened to residents"),
    "residents-shut-out": _("A tool closed to residents"),
    "vote-codes-made": _("Codes for votes made"),
    "resident-voted": _("A resident voted"),
    "resident-item-named": _("A resident wrote something"),
    "resident-item-decided": _("What a resident wrote was let pass or refused"),
    "day-salts-forgotten": _("Salts of past days thrown away"),
}
SUBJECTS: dict[str, Promise] = {
    "tool-session": _("Work with a tool"),
    "day-salts": _("Salts of a day"),
}
REASONS: dict[str, Promise] = {
    "unknown-tool": _("There is no such tool, or this plan has no questions for it."),
    "unknown-lane": _("Nothing can be put down there."),
    "session-closed": _("This has ended. Nothing more can be handed in."),
    "plan-no-longer-written": _("The plan is no longer written. Nothing more can be handed in."),
    "session-full": _("There is no room for more than %(limit)s."),
    "item-empty": _("Please write a few words."),
    "item-too-long": _("Please keep it to %(limit)s letters."),
    "no-residents": _("This tool has no part for residents."),
    "no-votes": _("There is no voting with this tool."),
    "too-many-codes": _("There can be from 1 to %(limit)s codes in all."),
    "no-dots": _("Please give at least one dot."),
    "unknown-item": _("One of the ideas is no longer there. Please look again."),
    "too-many-dots": _("You have %(limit)s dots in all. Please give no more."),
    "already-voted": _("A vote was given with this browser already."),
    "code-needed": _("Please type the code from your sheet of paper."),
    "code-used": _("This code is not valid, or it was used already. Each code counts once."),
    "too-many-knocks": _("Very much was handed in from here today. Please try again tomorrow, or tell the town."),
}
