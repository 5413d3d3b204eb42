"""The doors of the newsletter: everybody asks for it and reads what was sent, the office writes and sends it."""

from tests.walk.door import EVERYBODY, MEMBERS, OFFICE, Door, public

ASKED = ("othertown", "editor")  # get it in the demonstration already
WISH = {"email": "=stranger@demo.test", "language": "=lv", "website": "="}


def newsletters() -> list[Door]:
    """A sent issue and a draft of the demonstration, and the link in a letter that asks for a yes."""
    draft, sent = {"ref": "draft_issue"}, {"ref": "sent_issue"}
    others = " ".join(walker for walker in MEMBERS.split() if walker not in ASKED)
    words = draft | {"language": "=de"}
    return [
        *public("news:newsletter", acts=EVERYBODY, body=WISH),
        *public("news:newsletter-confirm", at={"token": "newsletter_token"}, acts=EVERYBODY),
        *public("news:newsletter-issue", at=sent),
        Door("news:newsletter-mine", MEMBERS, others, body={"act": "=ask"}, get=False, is_noted=False),
        Door("news:issue-list", OFFICE),
        Door("news:issue-begin", OFFICE, OFFICE, get=False),
        Door("news:issue-edit", OFFICE, at=draft),
        Door("news:issue-words", OFFICE, OFFICE, words, {"subject": "=Der Winter", "opening": "=Guten Tag."}),
        Door("news:issue-preview", OFFICE, at=words),
        Door("news:issue-stories", OFFICE, OFFICE, draft, {"add": "lake_story"}, get=False),
        Door("news:issue-send", OFFICE, OFFICE, draft),
        Door("news:issue-discard", OFFICE, OFFICE, draft, get=False),
    ]
