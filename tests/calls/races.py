"""Pairs of acts that meet in the same moment, each in a thread of its own, on whatever database there is.

Each thread fetches the application first, as a page does, and acts only when both have: whoever comes second acts
upon what it saw before. `play` gives what does not hold afterwards.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import translation

from pearls.audit import queries as journal
from pearls.audit.models import Entry
from pearls.calls import services
from pearls.calls.models import Application, Decision
from pearls.documents import queries as document_queries
from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.programme import services as programme_services
from pearls.programme.models import Edition, Programme, RulesVersion
from pearls.programme.rules.office import EditionState
from tests.calls.conftest import CLOSES, OPENS, RULES, let_speak, make_place, tiny_form
from tests.cast import Cast, make_cast

NOW = OPENS + timedelta(days=10)
LAST_SECOND = CLOSES
OFFICE = Actor.system("tests")
DATES = """
applicants_published = 2026-12-20T12:00:00
jury_scores_due = 2027-04-10T12:00:00
jury_meets = 2027-04-12T12:00:00
result_published = 2027-04-15T12:00:00
[forms]"""
WHOLE = RULES.replace("\n[forms]", DATES)
EARLIER = WHOLE.replace("call_closes = 2026-12-18T23:59:59", "call_closes = 2026-11-05T12:00:00")

Act = Callable[[Application], object]


@dataclass(frozen=True)
class Pair:
    """Two acts, what state they meet, and what must hold afterwards given their answers ("" or the reason of a no)."""

    name: str
    acts: tuple[Act, Act]
    check: Callable[[Application, list[str]], bool]
    is_sent: bool = True
    is_over: bool = False


class Stage:
    """A cast, two forms, and for each scene an edition with one application."""

    def __init__(self) -> None:
        self.cast: Cast = make_cast()
        self.programme = Programme.objects.create(key="bsr", name={"en": "BSR Cultural Pearls"})
        make_place("riga-lv", "Rīga")  # the rules leave it out by name
        for key in ("tiny", "tiny_plan"):
            documents.publish_form(actor=OFFICE, definition=tiny_form(key), now=OPENS)
        self.town, self.colleague = self.cast.actor("town"), self.cast.actor("colleague")

    def scene(self, key: str, *, is_sent: bool) -> Application:
        edition = Edition.objects.create(
            programme=self.programme,
            key=key,
            name={"en": "A demonstration edition"},
            state=EditionState.PUBLISHED,
            is_demonstration=True,
            call_opens_at=OPENS,
            call_closes_at=CLOSES,
            created_at=OPENS,
        )
        text = WHOLE.replace("demo-open", key)
        edition.rules_version = RulesVersion.objects.create(
            edition=edition, number=1, text=text, sha256=f"{key:0>64}"[-64:], saved_at=OPENS, frozen_at=OPENS
        )
        edition.save()
        place = make_place(f"{key}-lv", key)
        for person in (self.cast.town, self.cast.colleague):
            let_speak(person, place)
        application = services.begin_application(actor=self.town, edition=edition, place=place, now=OPENS)
        services.save_answer(
            actor=self.town,
            application=application,
            question_id="motivation",
            raw="Bells.",
            base_revision=0,
            writer="tab",
            now=OPENS,
        )
        if is_sent:
            services.submit_application(actor=self.town, application=application, now=OPENS + timedelta(days=1))
        return application

    def pairs(self) -> tuple[Pair, ...]:
        return (
            Pair("send-decide", (self.send, decide), check=sent_before_decided),
            Pair("withdraw-decide", (self.withdraw, decide), check=one_of_them),
            Pair("withdraw-refuse", (self.withdraw, refuse), check=one_of_them),
            Pair("send-withdraw", (self.send, self.withdraw), check=nothing_after_the_end, is_sent=False),
            Pair("send-send", (self.send, self.send_as_colleague), check=both_count),
            Pair("decide-refuse", (decide, refuse), check=one_decision),
            Pair("send-close", (self.send, close), check=sent_before_closed, is_sent=False),
            Pair("last-second", (self.send_in_time, self.send_too_late), check=only_the_first, is_sent=False),
            Pair("again-again", (self.again, self.again), check=one_draft, is_sent=False, is_over=True),
        )

    def send(self, application: Application) -> None:
        services.submit_application(actor=self.town, application=application, now=NOW)

    def send_as_colleague(self, application: Application) -> None:
        services.submit_application(actor=self.colleague, application=application, now=NOW)

    def send_in_time(self, application: Application) -> None:
        services.submit_application(actor=self.town, application=application, now=LAST_SECOND)

    def send_too_late(self, application: Application) -> None:
        late = LAST_SECOND + timedelta(seconds=1)
        services.submit_application(actor=self.colleague, application=application, now=late)

    def withdraw(self, application: Application) -> None:
        services.withdraw_application(actor=self.town, application=application, now=NOW)

    def again(self, application: Application) -> None:
        services.apply_again(actor=self.town, application=application, now=NOW)


def decide(application: Application) -> None:
    services.decide_eligibility(actor=OFFICE, application=application, is_eligible=True, reason="", now=NOW)


def refuse(application: Application) -> None:
    services.decide_eligibility(actor=OFFICE, application=application, is_eligible=False, reason="Too far.", now=NOW)


def close(application: Application) -> None:
    """The office amends the deadline: it has passed."""
    edition = application.edition
    version = edition.rules_version
    assert version is not None
    programme_services.amend_rules(
        actor=OFFICE,
        edition=edition,
        text=EARLIER.replace("demo-open", edition.key),
        base_sha256=version.sha256,
        reason={"en": "The hall is booked."},
        now=NOW,
    )


def acts_of(application: Application) -> list[str]:
    """What the journal tells of the application and its edition, in its order."""
    entries = Entry.objects.filter(subject__in=(application.subject, f"edition:{application.edition.key}"))
    return list(entries.order_by("seq").values_list("act", flat=True))


def sent_before_decided(application: Application, answers: list[str]) -> bool:
    acts = [act for act in acts_of(application) if act in ("application-submitted", "eligibility-decided")]
    sent_twice = ["application-submitted"] * (2 if answers[0] == "" else 1)
    return (application.state, answers[1], acts) == ("eligible", "", [*sent_twice, "eligibility-decided"])


def one_of_them(application: Application, answers: list[str]) -> bool:
    is_withdrawn = application.state == "withdrawn"
    decided = Decision.objects.filter(application=application).count()
    is_closed = application.document.closed_at is not None
    return (
        sorted(map(bool, answers)) == [False, True]
        and (is_withdrawn, decided) in ((True, 0), (False, 1))
        and (not is_withdrawn or is_closed)
    )


def nothing_after_the_end(application: Application, answers: list[str]) -> bool:
    """Sent and taken back, or taken back and not sent."""
    return (application.state == "withdrawn" and answers[1] == "") or (answers[0] == "" and bool(answers[1]))


def both_count(application: Application, answers: list[str]) -> bool:
    return answers == ["", ""] and application.state == "submitted"


def one_decision(application: Application, answers: list[str]) -> bool:
    """One of the two, or the second one changed the first on purpose; the last decision is what stands."""
    decisions = list(Decision.objects.filter(application=application).order_by("pk").values_list("outcome", flat=True))
    return len(decisions) == answers.count("") and decisions[-1] == application.state


def sent_before_closed(application: Application, answers: list[str]) -> bool:
    acts = [act for act in acts_of(application) if act in ("application-submitted", "rules-amended")]
    sent = ["application-submitted", "rules-amended"]
    return answers[1] == "" and (acts == sent if answers[0] == "" else acts == ["rules-amended"])


def only_the_first(application: Application, answers: list[str]) -> bool:
    return (answers[0], answers[1]) in (("", "call-closed"), ("", "somebody-was-faster")) and (
        application.submissions.get().submitted_at == LAST_SECOND
    )


def one_draft(application: Application, answers: list[str]) -> bool:
    """Two clicks, one draft with the text of the old application."""
    drafts = Application.objects.filter(place=application.place, state="draft")
    return (
        sorted(answers) == ["", "already-applied"]
        and len(drafts) == 1
        and document_queries.answers_of(drafts[0].document) == {"motivation": "Bells."}
    )


def is_told_alike(application: Application) -> bool:
    """Submissions, their numbers, the journal, the receipts by mail and the snapshots tell the same story."""
    sent = list(application.submissions.select_related("snapshot__form_version").order_by("number"))
    entries = Entry.objects.filter(subject=application.subject, act="application-submitted").order_by("seq")
    receipts = Message.objects.filter(kind="application-receipt", about=application.subject)
    return (
        [row.number for row in sent] == list(range(1, len(sent) + 1))
        and [entry.data["sha256"] for entry in entries] == [row.snapshot.sha256 for row in sent]
        and {receipts.filter(to=to).count() for to in receipts.values_list("to", flat=True)} <= {len(sent)}
        and all(document_queries.is_intact(row.snapshot) for row in sent)
    )


def at_once(acts: tuple[Act, Act], pk: int) -> list[str]:
    """Both acts in the same moment; "" for what was done, the reason of a no, or the name of any other trouble."""
    answers = ["did not end", "did not end"]
    ready = threading.Barrier(2, timeout=30)

    def run(number: int) -> None:
        try:
            with translation.override("en"):
                seen = Application.objects.select_related("edition__rules_version", "place", "document").get(pk=pk)
                ready.wait()
                acts[number](seen)
                answers[number] = ""
        except NotAllowed as refusal:
            answers[number] = refusal.verdict.reason
        except Exception as trouble:
            answers[number] = f"{type(trouble).__name__}: {trouble}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def play(rounds: int) -> list[str]:
    """Each pair so many times; what does not hold, one line each."""
    stage, wrong = Stage(), []
    for number in range(rounds):
        for pair in stage.pairs():
            key = f"{pair.name}-{number}"
            application = stage.scene(key, is_sent=pair.is_sent)
            if pair.is_over:
                stage.withdraw(application)
            pk = application.pk
            answers = at_once(pair.acts, pk)
            application = Application.objects.select_related("edition", "document").get(pk=pk)
            if not pair.check(application, answers) or not is_told_alike(application):
                wrong.append(f"{key}: {application.state} after {answers}, journal {acts_of(application)}")
    if not journal.verify_journal().holds:
        wrong.append("the journal does not hold")
    return wrong
