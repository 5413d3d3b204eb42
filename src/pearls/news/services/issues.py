"""Writing and sending the newsletter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from pearls.audit import services as audit
from pearls.kernel.actor import OFFICE_ROLES, Actor
from pearls.kernel.languages import DEFAULT_LANGUAGE
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import YES, no, require
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.news import labels, queries, rules
from pearls.news.models import IssueLetter, IssueStory, NewsletterIssue
from pearls.news.rules import IssueState
from pearls.people import queries as people_queries
from pearls.today import services as today

WAITS = "issue-waits"


@transaction.atomic
def begin_issue(*, actor: Actor, now: datetime, is_demonstration: bool = False) -> NewsletterIssue:
    """Begin the next issue; it has the number after the last one.

    Raises: NotAllowed: not-the-office.
    """
    audit.take_turn()
    require(rules.may_edit_issue(is_office=actor.is_office(), state=IssueState.DRAFT))
    last = NewsletterIssue.objects.aggregate(last=Max("number"))["last"] or 0
    issue = NewsletterIssue.objects.create(
        number=last + 1, made_at=now, changed_at=now, is_demonstration=is_demonstration
    )
    audit.record(actor=actor, act="issue-begun", subject=issue.subject, now=now, data={"number": issue.number})
    return issue


@transaction.atomic
def word_issue(
    *, actor: Actor, issue: NewsletterIssue, language: str, subject: str, opening: str, now: datetime
) -> NewsletterIssue:
    """Give an issue its subject and opening words in one language; both empty takes the language out.

    Raises: NotAllowed: not-the-office, issue-sent, half-worded, somebody-was-faster.
    """
    audit.take_turn()
    issue.refresh_from_db()
    require(rules.may_edit_issue(is_office=actor.is_office(), state=IssueState(issue.state)))
    require(no("half-worded") if rules.is_half_worded(subject=subject, opening=opening) else YES)
    _claim(
        issue,
        subject_line=_with(issue.subject_line, language, " ".join(subject.split())),
        opening=_with(issue.opening, language, opening.strip()),
        changed_at=now,
    )
    _tell_office(actor, issue, now)
    audit.record(actor=actor, act="issue-worded", subject=issue.subject, now=now, data={"language": language})
    return issue


@transaction.atomic
def arrange_stories(*, actor: Actor, issue: NewsletterIssue, refs: Sequence[str], now: datetime) -> NewsletterIssue:
    """Say which public stories an issue holds, in this order; a translation stands for its original.

    Raises: NotAllowed: not-the-office, issue-sent, unknown-story, too-many-stories, somebody-was-faster.
    """
    audit.take_turn()
    require(rules.may_edit_issue(is_office=actor.is_office(), state=IssueState(issue.state)))
    found = queries.originals_by_ref(refs, now=now)
    require(rules.may_arrange(known=set(refs) == set(found), count=len(refs)))
    _claim(issue, changed_at=now)
    issue.entries.all().delete()
    originals = dict.fromkeys(found[ref] for ref in refs)
    IssueStory.objects.bulk_create(
        IssueStory(issue=issue, story_id=pk, position=position) for position, pk in enumerate(originals)
    )
    _tell_office(actor, issue, now)
    audit.record(actor=actor, act="issue-arranged", subject=issue.subject, now=now, data={"stories": list(refs)})
    return issue


@transaction.atomic
def discard_issue(*, actor: Actor, issue: NewsletterIssue, now: datetime) -> None:
    """Throw a draft away.

    Raises: NotAllowed: not-the-office, issue-sent, somebody-was-faster.
    """
    audit.take_turn()
    require(rules.may_edit_issue(is_office=actor.is_office(), state=IssueState(issue.state)))
    _claim(issue, changed_at=now)
    today.take_off(subject=issue.subject, code=WAITS)
    audit.record(actor=actor, act="issue-discarded", subject=issue.subject, now=now, data={"number": issue.number})
    issue.delete()


@transaction.atomic
def send_issue(*, actor: Actor, issue: NewsletterIssue, now: datetime) -> NewsletterIssue:
    """Let an issue go to its readers: from now on its letters are queued, in the background.

    Raises: NotAllowed: not-the-office, issue-sent, issue-unworded, issue-empty, nobody-reads, somebody-was-faster.
    """
    audit.take_turn()
    issue.refresh_from_db()
    require(queries.may_send_issue(actor, issue, now=now))
    _claim(issue, state=IssueState.SENDING, sending_at=now, changed_at=now)
    today.take_off(subject=issue.subject, code=WAITS)
    audit.record(actor=actor, act="issue-released", subject=issue.subject, now=now, data={"number": issue.number})
    return issue


@dataclass(frozen=True)
class Recipient:
    """To where a reader's letter goes, in which language."""

    address: str
    language: str


@transaction.atomic
def queue_letters(*, actor: Actor, issue: NewsletterIssue, now: datetime, most: int = rules.BATCH) -> int:
    """Queue the next letters of an issue that is being sent; where none is left, it is sent. Gives how many were taken.

    A reader is taken in the transaction that queues the letter: after a crash neither has happened. Safe to run again.
    """
    audit.take_turn()
    issue.refresh_from_db()
    if issue.state != IssueState.SENDING:
        return 0
    left = list(queries.readers_left(issue)[:most])
    if not left:
        _claim(issue, state=IssueState.SENT, sent_at=now)
        data = {"number": issue.number, "letters": queries.letters_written(issue)}
        audit.record(actor=actor, act="issue-sent", subject=issue.subject, now=now, data=data)
        return 0
    recipients = _recipients([one.to for one in left])
    IssueLetter.objects.bulk_create(
        IssueLetter(issue=issue, to=one.to, is_written=one.to in recipients) for one in left
    )
    texts: dict[str, dict[str, str]] = {}
    for one in left:
        if (recipient := recipients.get(one.to)) is not None:
            language = recipient.language
            texts[language] = texts.get(language) or queries.letter_values(queries.reading_of(issue, language, now=now))
            _write(actor, issue, one, recipient, texts[language], now)
    data = {"number": issue.number, "letters": len(recipients)}
    audit.record(actor=actor, act="issue-letters-queued", subject=issue.subject, now=now, data=data)
    return len(left)


def _write(
    actor: Actor,
    issue: NewsletterIssue,
    subscription: mail_queries.Subscription,
    recipient: Recipient,
    values: dict[str, str],
    now: datetime,
) -> None:
    stop = mail_queries.stop_address(subscription, recipient.language)
    mail.queue_letter(
        actor=actor,
        letter=labels.NEWSLETTER_LETTER,
        to=recipient.address,
        language=recipient.language,
        values=values | {"stop": stop},
        about=issue.subject,
        unsubscribe_url=stop,
        now=now,
    )


def _recipients(names: Sequence[str]) -> dict[str, Recipient]:
    """Who is behind these subscriptions; the gone are absent, and so is an address that an account reads at already."""
    people = people_queries.people_by_ref([name.removeprefix("person:") for name in names if name[:7] == "person:"])
    found = {person.subject: Recipient(person.email, person.language) for person in people}
    for reader in queries.readers_by_subject(names):
        account = people_queries.person_by_email(reader.address)
        if account is None or not mail_queries.is_subscribed(labels.NEWSLETTER, account.subject):
            found[reader.subject] = Recipient(reader.address, reader.language)
    return found


def forget_letters(to: str) -> None:
    """Take a reader out of the letters of issues: how many were written stays, to whom does not."""
    for letter in IssueLetter.objects.filter(to=to):
        IssueLetter.objects.filter(pk=letter.pk).update(to=f"gone:{new_ref()}")


def _tell_office(actor: Actor, issue: NewsletterIssue, now: datetime) -> None:
    """A draft that lacks nothing waits on the office's day until it is sent; one that lacks something does not."""
    if not queries.may_send_issue(actor, issue, now=now):
        today.take_off(subject=issue.subject, code=WAITS)
        return
    for role in sorted(OFFICE_ROLES):
        today.put_line(
            subject=issue.subject,
            code=WAITS,
            who=issue.subject_line[DEFAULT_LANGUAGE],
            params={"number": issue.number},
            page="news:issue-send",
            page_args={"ref": issue.ref},
            role=role,
            now=now,
        )


def _with(texts: dict[str, str], language: str, text: str) -> dict[str, str]:
    """The text in several languages with one of them changed, or taken out where there is nothing to say."""
    changed = {code: words for code, words in texts.items() if code != language}
    return changed | ({language: text} if text else {})


def _claim(issue: NewsletterIssue, **changes: object) -> None:
    """Change the row only while it is in the state we saw, so that of two who act one wins and the other is told."""
    changed = NewsletterIssue.objects.filter(pk=issue.pk, state=issue.state).update(**changes)
    require(YES if changed == 1 else no("somebody-was-faster"))
    issue.refresh_from_db()
