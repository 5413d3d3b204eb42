"""The words of the network: kinds, reasons, acts, letters, and the lines on somebody's day."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.kernel.verdict import Verdict
from pearls.mail.rules import Letter
from pearls.network.rules import GroupState, Joining, Kind, PostKind, Rhythm, Visibility

KINDS: dict[str, Promise] = {
    Kind.PEARL: pgettext_lazy("kind of member", "Pearl"),
    Kind.ALUMNI: pgettext_lazy("kind of member", "Title year over"),
    Kind.CANDIDATE: pgettext_lazy("kind of member", "Candidate"),
    Kind.PARTNER: pgettext_lazy("kind of member", "Partner"),
    Kind.CONTACT_POINT: pgettext_lazy("kind of member", "Contact point"),
    Kind.MENTOR: pgettext_lazy("kind of member", "Mentor"),
}
TONES: dict[str, str] = {
    Kind.PEARL: "accent",
    Kind.ALUMNI: "neutral",
    Kind.CANDIDATE: "info",
    Kind.PARTNER: "good",
    Kind.CONTACT_POINT: "good",
    Kind.MENTOR: "info",
}
VISIBILITIES: dict[str, Promise] = {
    Visibility.PUBLIC: _("Everybody"),
    Visibility.NETWORK: _("The network only"),
    Visibility.NOBODY: _("Nobody but us and the office"),
}
POST_KINDS: dict[str, Promise] = {
    PostKind.OFFER: pgettext_lazy("kind of post", "Offer"),
    PostKind.QUESTION: pgettext_lazy("kind of post", "Question"),
    PostKind.ANNOUNCEMENT: pgettext_lazy("kind of post", "Announcement"),
}
POST_TONES: dict[str, str] = {PostKind.OFFER: "good", PostKind.QUESTION: "info", PostKind.ANNOUNCEMENT: "neutral"}
JOINING: dict[str, Promise] = {
    Joining.NETWORK: _("Everybody in the network"),
    Joining.REQUEST: _("Whoever asks and is let in"),
    Joining.INVITED: _("Only those who are invited"),
}
GROUP_STATES: dict[str, Promise] = {
    GroupState.OPEN: pgettext_lazy("state of a group", "Open"),
    GroupState.ARCHIVED: pgettext_lazy("state of a group", "Archived"),
}
RHYTHMS: dict[str, Promise] = {
    Rhythm.NONE: _("No letters"),
    Rhythm.DAILY: _("Once a day at most"),
    Rhythm.WEEKLY: _("Once a week at most"),
}
SIZES: dict[str, Promise] = {
    "under-5000": _("both have fewer than 5,000 inhabitants"),
    "5000-to-20000": _("both have 5,000 to 20,000 inhabitants"),
    "20000-to-100000": _("both have 20,000 to 100,000 inhabitants"),
    "over-100000": _("both have more than 100,000 inhabitants"),
}
LIKE_REASONS: dict[str, Promise] = {
    "shared-challenges": _("both work on: %(words)s"),
    "common-language": _("a common language: %(words)s"),
    "same-country": _("the same country"),
    "neighbour-country": _("a neighbouring country: %(words)s"),
}

REASONS: dict[str, Promise] = {
    "not-yours": _("Only those who speak for a place, or the person themselves, decide this."),
    "not-in-the-programme": _("The network is for Pearls, candidates, partners, contact points and mentors."),
    "already-in-network": _("This member is in the network already."),
    "has-left": _("This member has left the network."),
    "too-many-concepts": _("Please choose at most %(limit)s of each."),
    "unknown-visibility": _("Please choose who sees the profile."),
    "needs-function": _("Please say what you do there, so that others know whom they write to."),
    "not-the-office": _("Only the programme office does this."),
    "ends-before-it-begins": _("The term ends before it begins."),
    "no-such-person": _("Nobody with an account has this address."),
    "not-in-network": _("Only those who are in the network do this."),
    "own-profile": _("This is your own profile."),
    "too-many-notes": _("You have written many messages today. Please wait until tomorrow."),
    "nobody-takes-it": _("Nobody there takes messages from you at present. Ask the programme office."),
    "not-in-group": _("You are not in this group."),
    "group-archived": _("The group is archived: its members read it, nobody writes."),
    "too-many-posts": _("You have written very much today. Please wait until tomorrow."),
    "needs-text": _("Please write a text."),
    "needs-title": _("Please give it a title."),
    "too-long": _("A text has at most %(limit)s letters."),
    "unknown-kind": _("Please choose one of those offered."),
    "unknown-link": _("A link begins with https:// or http://."),
    "post-removed": _("This text was removed."),
    "link-used": _("This link has been used: it takes one reply. Sign in to write more."),
    "link-expired": _("This link is over. Sign in to reply."),
    "not-your-post": _("Only its author changes or removes this text."),
    "needs-reason": _("Please say why: others read it."),
    "not-a-moderator": _("Only moderators of this board do this."),
    "own-words": _("These are your own words: remove them yourself."),
    "already-settled": _("Somebody has settled this report already."),
    "needs-name": _("Please give the group a name."),
    "needs-purpose": _("Please say what the group is for."),
    "already-there": _("You are in this group, or have asked already."),
    "by-invitation": _("Into this group only its moderators invite."),
    "last-moderator": _("You are the last moderator. Name another one first, or archive the group."),
    "somebody-was-faster": _("Somebody else has done something here meanwhile. Please look at it again."),
}

ACTS: dict[str, Promise] = {
    "network-joined": _("Joined the network"),
    "network-left": _("Left the network"),
    "network-profile-changed": _("Profile in the network changed"),
    "network-contact-listed": _("Listed as a contact in the network"),
    "network-contact-unlisted": _("No longer listed as a contact in the network"),
    "contact-point-entered": _("Term of a contact point entered"),
    "contact-point-ended": _("Term of a contact point ended"),
    "partner-contact-named": _("Named to get what is written to a partner"),
    "partner-contact-unnamed": _("No longer named to get what is written to a partner"),
    "network-note-sent": _("Message sent in the network"),
    "network-muted": _("Messages of somebody muted"),
    "network-unmuted": _("Messages of somebody taken again"),
    "group-founded": _("Working group founded"),
    "group-changed": _("Working group changed"),
    "group-archived": _("Working group archived"),
    "group-reopened": _("Working group opened again"),
    "group-joined": _("Joined a working group"),
    "group-asked": _("Asked to join a working group"),
    "group-invited": _("Invited into a working group"),
    "group-let-in": _("Let into a working group"),
    "group-refused": _("Not let into a working group"),
    "group-left": _("Left a working group"),
    "group-moderator-named": _("Moderator of a working group named"),
    "post-put-up": _("Put on a noticeboard"),
    "post-answered": _("Reply on a noticeboard"),
    "post-answered-by-link": _("Reply on a noticeboard by the link in a letter"),
    "post-changed": _("Text on a noticeboard changed"),
    "post-removed": _("Text taken off a noticeboard"),
    "post-pinned": _("Pinned on a noticeboard"),
    "post-unpinned": _("No longer pinned on a noticeboard"),
    "network-reported": _("Reported to the office"),
    "network-report-settled": _("Report settled"),
    "network-letters-chosen": _("Letters about a noticeboard chosen"),
    "network-letters-stopped": _("Letters about a noticeboard stopped by link"),
    "network-letter-written": _("Letter about a noticeboard written"),
    "network-forgotten": _("What an erased person wrote and chose in the network deleted"),
}
SUBJECTS: dict[str, Promise] = {
    "network-member": _("Member of the network"),
    "contact-point": _("Contact point"),
    "network-group": _("Working group"),
    "network-post": _("Text on a noticeboard"),
    "network-note": _("Message in the network"),
    "network-letters": _("Letters about a noticeboard"),
    "network-report": _("Report to the office"),
}
LINES: dict[str, Promise] = {
    "network-reply": _("There is a reply to what you put on the noticeboard"),
    "group-request-waits": _("Somebody asks to join your working group"),
    "group-invitation": _("You are invited into a working group"),
    "network-report-waits": _("A text in the network was reported"),
    "network-note-waits": _("Somebody in the network has written to you"),
}

NOTE_LETTER = Letter(
    kind="network-note",
    subject=_("A message from the network: %(sender)s"),
    about=_("When somebody in the network writes to a member"),
    body=_(
        "Hello %(name)s,\n\n%(sender)s writes to %(to)s through the network:\n\n%(text)s\n\n%(address)s\n\n"
        "Answer here, or report the message:\n%(link)s\n\n"
        "To take no more messages of this sender, open this link; you need not sign in:\n%(stop)s"
    ),
)
DIGEST_LETTER = Letter(
    kind="network-digest",
    subject=_("From the noticeboard: %(board)s"),
    about=_("When there is something new on a noticeboard that somebody wants letters about"),
    body=_(
        "Hello %(name)s,\n\n"
        "this is new on the noticeboard “%(board)s”. Each text is in the language it was written in.\n\n"
        "%(posts)s\n\n"
        "The whole noticeboard:\n%(link)s\n\n"
        "To get no more of these letters, open this link; you need not sign in:\n%(stop)s"
    ),
)


# What a message says of its sender's address, by whether they show it.
ADDRESS_KEPT = _("The sender keeps their address to themselves: answer by the link below.")
ADDRESS_SHOWN = _("The sender shows you their address: an answer to this letter goes straight there.")
NETWORK_BOARD = _("The whole network")  # what its board is called
POST_IN_LETTER = _("%(title)s\n%(kind)s, %(language)s, from %(author)s\n\n%(text)s\n\nReply by this link:\n%(link)s")
REPLY_IN_LETTER = _("Reply to: %(title)s\n%(language)s, from %(author)s\n\n%(text)s\n\nReply by this link:\n%(link)s")


def reason_words(verdict: Verdict) -> str:
    """The sentence for a refusal."""
    detail: Mapping[str, Any] = verdict.detail
    return str(REASONS[verdict.reason]) % detail
