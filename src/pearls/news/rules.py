"""What may become of a story, what it lacks, and who reads it when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pearls.files.rules import FREE, Licence
from pearls.kernel.folding import fold
from pearls.kernel.languages import DEFAULT_LANGUAGE, fallbacks
from pearls.kernel.verdict import YES, Verdict, no

SLUG_LETTERS = 70


class Kind(StrEnum):
    """Who tells it: the office its news, a Pearl its story."""

    NEWS = "news"
    STORY = "story"


class State(StrEnum):
    """How far a story has come. A public one under embargo is read by nobody but its writers and the office."""

    DRAFT = "draft"
    SENT = "sent"
    BACK = "back"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"


LICENCES = (*FREE, Licence.PRESS)  # of photos
WRITABLE = frozenset({State.DRAFT, State.BACK})


@dataclass(frozen=True)
class Telling:
    """What somebody typed; `public_at` is the embargo that is wished, None for none."""

    language: str
    title: str
    lead: str
    body: str
    public_at: datetime | None = None


@dataclass(frozen=True)
class Writer:
    """What somebody is to a story: of the office, or speaking for its town, and whether that holds a title."""

    is_office: bool
    speaks_for_place: bool = False
    is_pearl: bool = False

    def is_author_of(self, kind: Kind) -> bool:
        return self.is_office if kind == Kind.NEWS else self.speaks_for_place


def may_begin(writer: Writer, *, kind: Kind) -> Verdict:
    """Whether somebody may begin to write. Reasons: not-the-office, not-your-town, not-a-pearl."""
    if kind == Kind.NEWS:
        return YES if writer.is_office else no("not-the-office")
    if not writer.speaks_for_place:
        return no("not-your-town")
    return YES if writer.is_pearl else no("not-a-pearl")


def may_change(writer: Writer, *, kind: Kind, state: State) -> Verdict:
    """Whether text and photos may be changed: by its authors until it is sent, by the office until it is withdrawn.

    Reasons: not-your-story, story-sent, story-public, story-withdrawn.
    """
    if not writer.is_office and not writer.is_author_of(kind):
        return no("not-your-story")
    if state == State.WITHDRAWN:
        return no("story-withdrawn")
    if writer.is_office or state in WRITABLE:
        return YES
    return no("story-sent" if state == State.SENT else "story-public")


def is_complete(*, title: str, lead: str, body: str) -> Verdict:
    """Whether a story has what a reader needs. Reason: story-unfinished."""
    return YES if title.strip() and lead.strip() and body.strip() else no("story-unfinished")


def may_send(writer: Writer, *, kind: Kind, state: State, complete: Verdict) -> Verdict:
    """Whether a Pearl may send its story to the office. Reasons: not-your-story, not-a-pearl, story-sent, …"""
    if kind != Kind.STORY or not writer.speaks_for_place:
        return no("not-your-story")
    if not writer.is_pearl:
        return no("not-a-pearl")
    if state == State.WITHDRAWN:
        return no("story-withdrawn")
    if state in WRITABLE:
        return complete
    return no("story-sent" if state == State.SENT else "story-public")


def may_return(*, is_office: bool, state: State, because: str) -> Verdict:
    """Whether a story may go back to its Pearl. Reasons: not-the-office, not-sent, needs-reason."""
    if not is_office:
        return no("not-the-office")
    if state != State.SENT:
        return no("not-sent")
    return YES if because.strip() else no("needs-reason")


def may_publish(*, is_office: bool, kind: Kind, state: State, complete: Verdict) -> Verdict:
    """Whether the office may publish: its own draft, or a story it was sent.

    Reasons: not-the-office, not-sent, story-public, story-withdrawn, story-unfinished.
    """
    if not is_office:
        return no("not-the-office")
    if state in (State.PUBLIC, State.WITHDRAWN):
        return no("story-public" if state == State.PUBLIC else "story-withdrawn")
    if kind == Kind.STORY and state != State.SENT:
        return no("not-sent")
    return complete


def may_withdraw(writer: Writer, *, kind: Kind, state: State, because: str) -> Verdict:
    """Whether a story may be taken back; what was public only with a reason.

    Reasons: not-your-story, story-withdrawn, needs-reason.
    """
    if not writer.is_office and not writer.is_author_of(kind):
        return no("not-your-story")
    if state == State.WITHDRAWN:
        return no("story-withdrawn")
    return YES if state != State.PUBLIC or because.strip() else no("needs-reason")


def is_readable(*, state: State, public_at: datetime | None, now: datetime) -> bool:
    """Whether everybody may read it: published, and its embargo is over."""
    return state == State.PUBLIC and public_at is not None and public_at <= now


def slug_of(title: str, ref: str) -> str:
    """What a story is called in its address: words of the title, and enough of the reference to be the only one."""
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in fold(title)).split()
    start = ""
    for word in words:
        if len(start) + len(word) >= SLUG_LETTERS:
            break
        start += word + "-"
    return f"{start}{ref[:6]}"


def order_for(reader: str, languages: list[str]) -> list[str]:
    """The languages a story is told in, best for the reader first."""
    order = fallbacks(reader)
    return sorted(languages, key=lambda code: order.index(code) if code in order else len(order))


class IssueState(StrEnum):
    """How far an issue of the newsletter has come; while it is sending, letters are being put in the outbox."""

    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"


MOST_STORIES = 20
BATCH = 200  # letters that are queued in one transaction
CONFIRM_DAYS = 7  # how long an address that nobody confirmed is kept
STOPPED_DAYS = 30  # and one that wants no more letters, so that stopping by mistake can be undone
ASK_AGAIN = timedelta(hours=1)  # to one address a letter that asks for a yes goes no sooner than this


def may_edit_issue(*, is_office: bool, state: IssueState) -> Verdict:
    """Whether an issue may be worded and arranged. Reasons: not-the-office, issue-sent."""
    if not is_office:
        return no("not-the-office")
    return YES if state == IssueState.DRAFT else no("issue-sent")


def may_arrange(*, known: bool, count: int) -> Verdict:
    """Whether these are stories that an issue can hold. Reasons: unknown-story, too-many-stories."""
    if not known:
        return no("unknown-story")
    return YES if count <= MOST_STORIES else no("too-many-stories", limit=MOST_STORIES)


def may_send_issue(
    *, is_office: bool, state: IssueState, subject: dict[str, str], opening: dict[str, str], stories: int, readers: int
) -> Verdict:
    """Whether an issue may go to its readers: the words that all others fall back to are there, and a story.

    Reasons: not-the-office, issue-sent, issue-unworded, issue-empty, nobody-reads.
    """
    verdict = may_edit_issue(is_office=is_office, state=state)
    if not verdict:
        return verdict
    if not (subject.get(DEFAULT_LANGUAGE) and opening.get(DEFAULT_LANGUAGE)):
        return no("issue-unworded")
    if not stories:
        return no("issue-empty")
    return YES if readers else no("nobody-reads")


def is_half_worded(*, subject: str, opening: str) -> bool:
    """Whether a language has a subject and no words, or words and no subject: a reader would get two languages."""
    return bool(subject.strip()) != bool(opening.strip())


def moved(refs: Sequence[str], ref: str, step: int) -> list[str]:
    """The same in another order: one of them moved up (-1) or down (1), as far as there is room."""
    order = list(refs)
    if ref not in order:
        return order
    place = order.index(ref)
    other = min(max(place + step, 0), len(order) - 1)
    order.insert(other, order.pop(place))
    return order


MOST_WISHES = 10  # from one address of the network in an hour


def may_ask(*, by_sender: int) -> Verdict:
    """Whether one more address may be given from there. Reason: too-many-wishes."""
    return YES if by_sender < MOST_WISHES else no("too-many-wishes")
