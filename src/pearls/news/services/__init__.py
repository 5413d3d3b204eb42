"""All writes of news: stories and their photos, the newsletter and who reads it."""

from pearls.news.services.issues import (
    arrange_stories,
    begin_issue,
    discard_issue,
    queue_letters,
    send_issue,
    word_issue,
)
from pearls.news.services.readers import (
    ask_for_newsletter,
    confirm_reader,
    forget_person,
    forget_readers,
)
from pearls.news.services.stories import (
    add_photo,
    begin_story,
    change_story,
    publish_story,
    remove_photo,
    return_story,
    send_story,
    withdraw_story,
)

__all__ = [
    "add_photo",
    "arrange_stories",
    "ask_for_newsletter",
    "begin_issue",
    "begin_story",
    "change_story",
    "confirm_reader",
    "discard_issue",
    "forget_person",
    "forget_readers",
    "publish_story",
    "queue_letters",
    "remove_photo",
    "return_story",
    "send_issue",
    "send_story",
    "withdraw_story",
    "word_issue",
]
