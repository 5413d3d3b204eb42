"""All writes of the network: joining, contact points, messages, groups, boards, letters, reports."""

from pearls.network.services.boards import (
    change_post,
    pin_post,
    put_up,
    remove_post,
    reply_by_link,
    reply_to,
    unpin_post,
)
from pearls.network.services.forgetting import forget_person
from pearls.network.services.groups import (
    answer_request,
    archive_group,
    change_group,
    found_group,
    invite,
    join_group,
    leave_group,
    name_moderator,
    reopen_group,
)
from pearls.network.services.letters import choose_letters, stop_letters, tell_of_news
from pearls.network.services.members import (
    change_profile,
    end_term,
    enter_term,
    join_network,
    leave_network,
    list_contact,
    unlist_contact,
)
from pearls.network.services.notes import answer_note, mute, send_note, unmute
from pearls.network.services.partners import name_for_partner, unname_for_partner
from pearls.network.services.reports import report, settle_report

__all__ = [
    "answer_note",
    "answer_request",
    "archive_group",
    "change_group",
    "change_post",
    "change_profile",
    "choose_letters",
    "end_term",
    "enter_term",
    "forget_person",
    "found_group",
    "invite",
    "join_group",
    "join_network",
    "leave_group",
    "leave_network",
    "list_contact",
    "mute",
    "name_for_partner",
    "name_moderator",
    "pin_post",
    "put_up",
    "remove_post",
    "reopen_group",
    "reply_by_link",
    "reply_to",
    "report",
    "send_note",
    "settle_report",
    "stop_letters",
    "tell_of_news",
    "unlist_contact",
    "unmute",
    "unname_for_partner",
    "unpin_post",
]
