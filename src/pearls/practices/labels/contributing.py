"""The words of contributing: states, fields, what the checks found, reasons, acts, letters."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pearls.kernel.verdict import Verdict
from pearls.mail.rules import Letter
from pearls.practices.rules.checking import Finding, Weight
from pearls.practices.rules.contributing import State
from pearls.practices.rules.look_alikes import Ground
from pearls.practices.rules.versions import Act

STATES: dict[str, Promise] = {
    State.DRAFT: pgettext_lazy("a contribution", "Draft"),
    State.SENT: _("Sent: waits for the first check"),
    State.CHECKED: _("Checked: waits for the decision"),
    State.RETURNED: _("Back to you"),
    State.PUBLIC: pgettext_lazy("a contribution", "Public"),
    State.WITHDRAWN: pgettext_lazy("a contribution", "Withdrawn"),
}
TONES: dict[str, str] = {
    State.DRAFT: "neutral",
    State.SENT: "info",
    State.CHECKED: "info",
    State.RETURNED: "warn",
    State.PUBLIC: "good",
    State.WITHDRAWN: "neutral",
}

FIELDS: dict[str, Any] = {
    "title": pgettext_lazy("of a practice", "Title"),
    "title_original": _("Title in another language"),
    "title_original_lang": _("Language of that title"),
    "language": _("Language in which you tell it"),
    "summary": _("In short"),
    "country": _("Country"),
    "place": pgettext_lazy("where a practice was", "Place"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "organisation": _("Who did it"),
    "organisation_type": _("Kind of organisation"),
    "start_year": _("Began in"),
    "end_year": pgettext_lazy("of a practice", "Ended in"),
    "status": _("State of the work"),
    "challenge": _("Challenge"),
    "resilience_dimension": _("What it strengthens"),
    "cultural_field": _("Cultural field"),
    "target_groups": pgettext_lazy("of a practice", "For whom"),
    "methods": _("Method"),
    "participants": _("Who took part"),
    "steps": _("What was done, step by step"),
    "outcomes": _("What came of it"),
    "evidence": _("How you know it"),
    "evidence_strength": _("How sure that is"),
    "why_it_worked": _("Why it worked"),
    "what_failed": _("What failed"),
    "transferability": _("What another place may take from it"),
    "for_smaller_towns": _("What to change in a smaller town"),
    "budget_eur": _("Cost in euros"),
    "hours": _("Hours of work"),
    "funding": _("Paid by"),
    "source_url": _("Page about it"),
    "source_language": _("Language of that page"),
    "photos": _("Photos"),
}

PARTS: dict[str, Promise] = {
    "story": _("What you did"),
    "outcome": _("What came of it, and how you know"),
    "elsewhere": _("For another town"),
    "facts": _("Where, when, who, how much"),
    "concepts": _("By which words others find it"),
}

EVIDENCE: dict[str, Promise] = {
    "told": _("People told us so"),
    "counted": _("We counted"),
    "asked": _("We asked those who took part"),
    "compared": _("We compared with before or with elsewhere"),
}

DONE: dict[str, Any] = {
    "send": _("It is sent. An editor checks it first; you get a letter at each step."),
    "take-back": _("It is taken back. What you wrote is kept for you."),
    "comment": _("Your comment stands below."),
    "check": _("It is checked and waits for the decision of a second person."),
    "return": _("It is back with its author."),
    "accept": _("It is public."),
}

WEIGHTS: dict[str, Promise] = {
    Weight.REFUSED: _("To be mended before you send"),
    Weight.CONFIRM: _("To be confirmed"),
    Weight.THINK: _("Worth a thought"),
}
FINDINGS: dict[str, Promise] = {
    "no-title": _("The title is missing. Say in a few words what it is, as “A village theatre in a barn”."),
    "no-summary": _("The short description is missing. Say in three or four sentences what was done, and for whom."),
    "no-country": _("The country is missing."),
    "no-challenge": _("No challenge is chosen. Others find a practice by what it answers to: choose at least one."),
    "no-steps": _("The steps are missing. Another town wants to do it too: say what you did first, then, and last."),
    "summary-short": _(
        "The short description has %(length)s letters; with fewer than %(least)s nobody can picture it."
    ),
    "summary-long": _(
        "The short description has %(length)s letters. Up to %(most)s are read; the rest fits in the steps."
    ),
    "bad-value": _("This cannot be kept as it stands: a year, an address or a number is not one."),
    "photo-without-words": _("Photo %(number)s has no words. Say what it shows, for those who cannot see it."),
    "photo-without-licence": _("Photo %(number)s has no licence. Choose what others may do with it."),
    "no-outcomes": _("You do not say what came of it. If you do not know yet, say so."),
    "no-evidence": _("You do not say how you know what came of it. A head count or five answers are enough."),
    "no-strength": _("You do not say how sure your evidence is."),
    "no-cost": _("Neither euros nor hours are given. It is the first thing that another town asks."),
    "no-failure": _("You do not say what failed. Others learn most from that."),
    "names": _(
        "These may be names, addresses or numbers of private people: %(names)s. Take them out, or confirm below."
    ),
}

GROUNDS: dict[str, Promise] = {
    Ground.SOURCE: _("The same page is its source"),
    Ground.TITLE: _("Nearly the same title"),
    Ground.PLACE: _("A similar title, from the same place"),
}

VERSION_ACTS: dict[str, Promise] = {
    Act.LOADED: _("Came with the platform"),
    Act.IMPORTED: _("Brought in from a file"),
    Act.PUBLISHED: _("Told or changed here, and accepted by the editors"),
    Act.WITHDRAWN: pgettext_lazy("version of a practice", "Withdrawn"),
}

REASONS: dict[str, Promise] = {
    "needs-account": _("Sign in first."),
    "not-yours": _("Only whoever wrote it, officers of its town and the office may do this."),
    "not-your-town": _("You do not speak for this town."),
    "not-being-written": _("It has been sent or is finished, so it is not written now."),
    "changed-meanwhile": _("Somebody else has changed it since you opened the page. Nothing was overwritten."),
    "not-complete": _("Something must be mended before it can be sent; it is named below."),
    "names-unsettled": _("Names of private people are suspected. Take them out, or confirm that they may be named."),
    "not-open": _("It is finished already."),
    "empty-comment": _("Write something first."),
    "editors-only": _("Only editors and the office may do this."),
    "own-contribution": _("Nobody reviews what is their own. Another editor or the office does."),
    "not-waiting-for-check": _("It does not wait for the first check."),
    "not-waiting-for-decision": _("It does not wait for the decision: the first check comes before."),
    "second-pair-of-eyes": _("You made the first check. A second person decides."),
    "not-waiting": _("It does not wait for a review now."),
    "needs-reason": _("Say why, in a sentence that the reader understands."),
    "already-withdrawn": _("This practice has been withdrawn already."),
    "already-being-changed": _("Somebody is changing this practice already."),
}

ACTS: dict[str, Promise] = {
    "drafts-forgotten": _("Drafts of an erased person emptied"),
    "contribution-begun": _("Contribution begun"),
    "contribution-written": _("Contribution written"),
    "contribution-sent": _("Contribution sent"),
    "contribution-taken-back": _("Contribution taken back"),
    "contribution-commented": _("Comment on a contribution"),
    "contribution-checked": _("Contribution checked"),
    "contribution-returned": _("Contribution sent back to its author"),
    "contribution-accepted": _("Contribution accepted and public"),
    "photo-added": _("Photo added to a contribution"),
    "photo-changed": _("Photo of a contribution changed"),
    "photo-removed": _("Photo taken out of a contribution"),
    "practice-withdrawn": _("Practice withdrawn"),
}

SUBJECTS: dict[str, Promise] = {
    "contribution": _("Contribution"),
    "practice": _("Practice"),
}

CONTRIBUTION_ARRIVED = Letter(
    kind="contribution-arrived",
    subject=_("Your practice has arrived: %(title)s"),
    about=_("When somebody has sent a practice; to its author"),
    body=_(
        "Hello %(name)s,\n\n"
        "thank you. Your practice “%(title)s” has arrived. An editor checks it, then a second person decides. "
        "We write to you at each step.\n\n"
        "%(link)s\n\n"
        "The programme office"
    ),
)
CONTRIBUTION_WAITS = Letter(
    kind="contribution-waits",
    subject=_("A practice waits for a check: %(title)s"),
    about=_("When somebody has sent a practice; to the editors"),
    body=_(
        "Hello %(name)s,\n\n"
        "the practice “%(title)s” was sent and waits for its first check.\n\n"
        "%(link)s\n\n"
        "The programme office"
    ),
)
CONTRIBUTION_COMMENTED = Letter(
    kind="contribution-commented",
    subject=_("A comment on your practice: %(title)s"),
    about=_("When an editor comments on a practice; to its author"),
    body=_(
        "Hello %(name)s,\n\n"
        "an editor says about your practice “%(title)s”:\n\n"
        "%(reason)s\n\n"
        "%(link)s\n\n"
        "The programme office"
    ),
)
CONTRIBUTION_RETURNED = Letter(
    kind="contribution-returned",
    subject=_("Your practice is back with you: %(title)s"),
    about=_("When an editor sends a practice back; to its author"),
    body=_(
        "Hello %(name)s,\n\n"
        "your practice “%(title)s” is back with you. The editor says:\n\n"
        "%(reason)s\n\n"
        "Please mend it and send it again:\n\n"
        "%(link)s\n\n"
        "The programme office"
    ),
)
CONTRIBUTION_PUBLIC = Letter(
    kind="contribution-public",
    subject=_("Your practice is public: %(title)s"),
    about=_("When a practice is accepted; to its author"),
    body=_(
        "Hello %(name)s,\n\n"
        "your practice “%(title)s” is public. Other towns find it here:\n\n"
        "%(address)s\n\n"
        "Thank you.\n\n"
        "The programme office"
    ),
)
PRACTICE_WITHDRAWN = Letter(
    kind="practice-withdrawn",
    subject=_("A practice is withdrawn: %(title)s"),
    about=_("When a public practice is withdrawn; to its authors"),
    body=_(
        "Hello %(name)s,\n\n"
        "the practice “%(title)s” is withdrawn and no longer public. The reason:\n\n"
        "%(reason)s\n\n"
        "The programme office"
    ),
)


def untitled(language: str) -> str:
    """What a practice is called whose title has not been written yet."""
    with override(language):
        return gettext("a practice without a title")


def reason_words(verdict: Verdict, *others: Mapping[str, Any]) -> str:
    """Why something may not be done, in words of this room or of another."""
    words = next(table[verdict.reason] for table in (REASONS, *others) if verdict.reason in table)
    return str(words) % dict(verdict.detail) if verdict.detail else str(words)


def finding_words(finding: Finding) -> str:
    """What the checks found, as a sentence."""
    detail = dict(finding.detail)
    if "names" in detail:
        detail["names"] = ", ".join(detail["names"])
    return str(FINDINGS[finding.code]) % detail if detail else str(FINDINGS[finding.code])
