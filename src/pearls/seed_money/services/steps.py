"""What every act on a request has in common: turn, claim, entry, lines on people's days, letters."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor, Role
from pearls.kernel.verdict import YES, NotAllowed, Verdict, no, require
from pearls.mail import services as mail
from pearls.seed_money import queries
from pearls.seed_money.models import Payment, Request
from pearls.seed_money.queries import Person
from pearls.seed_money.rules.document import SeedRules
from pearls.seed_money.rules.ledger import Account
from pearls.seed_money.rules.requests import PaymentState, Reader, State, keeps_limits
from pearls.today import services as today
from pearls.web import formats


def begin_turn(actor: Actor, request: Request) -> Reader:
    """Queue, then look at the request as it is now: whoever was faster has changed it already."""
    audit.take_turn()
    request.refresh_from_db()
    return queries.reader_of(actor, request.place, request.edition)


def claim(request: Request, *, now: datetime, **changes: Any) -> None:
    """Change the row only while it is in the state we saw, so that of two who act one wins and the other is told."""
    changed = Request.objects.filter(pk=request.pk, state=request.state).update(changed_at=now, **changes)
    require(YES if changed == 1 else no("somebody-was-faster"))
    request.refresh_from_db()


def rules_for(request: Request) -> SeedRules:
    """The rules in force. Raises: NotAllowed: no-rules."""
    found = queries.rules_of(request.edition)
    if found is None:
        raise NotAllowed(no("no-rules"))
    return found


def limits_of(request: Request, cents: int) -> Verdict:
    return keeps_limits(cents, rules=rules_for(request), room=queries.room_for(request))


def record(actor: Actor, act: str, request: Request, now: datetime, **data: object) -> None:
    """The journal's entry: sums, codes and references; never a name, a reason or a bank account."""
    audit.record(
        actor=actor,
        act=act,
        subject=request.subject,
        edition=request.edition.key,
        data={"place": request.place.key, "state": request.state, **data},
        now=now,
    )


def renew_lines(request: Request, *, now: datetime) -> None:
    """Put down who is awaited now; what waited before is off their days."""
    today.take_off(subject=request.subject)
    for code, role in _awaited(request):
        day = _until(request) if code == "seed-report-due" else None
        today.put_line(
            subject=request.subject,
            code=code,
            who=request.place.display_name,
            page="seed_money:request",
            page_args={"ref": request.ref},
            place=None if role else request.place,
            role=role,
            edition_key=request.edition.key if role else "",
            params={"title": request.title},
            until=datetime.combine(day, time(23, 59), UTC) if day else None,
            now=now,
        )


def _until(request: Request) -> date | None:
    return request.report_due_on


def _awaited(request: Request) -> list[tuple[str, str]]:
    """Codes of lines, each with the role it is for; no role is the town."""
    match State(request.state):
        case State.DRAFT:
            return [("seed-finish", "")]
        case State.BACK:
            return [("seed-mend", "")]
        case State.SENT:
            return [("seed-check", Role.FINANCE)]
        case State.CHECKED:
            return [("seed-decide-second" if queries.approvals_of(request) else "seed-decide", Role.FINANCE)]
        case State.APPROVED:
            town = [] if request.town_agreed_at else [("seed-confirm-agreement", "")]
            office: list[tuple[str, str]] = [] if request.office_agreed_at else [("seed-sign", Role.COORDINATOR)]
            return town + office
        case State.AGREED | State.SETTLED:
            return _money(request)
        case State.REPORTED:
            return [("seed-judge", Role.FINANCE)]
        case _:
            return []


def _money(request: Request) -> list[tuple[str, str]]:
    states = set(Payment.objects.filter(request=request).values_list("kind", "state"))
    wanted = "advance" if request.state == State.AGREED else "last"
    found: list[tuple[str, str]] = []
    if {(wanted, PaymentState.PLANNED), (wanted, PaymentState.RETURNED)} & states:
        found.append(("seed-order", Role.FINANCE))
    if (wanted, PaymentState.ORDERED) in states:
        found.append(("seed-confirm-payment", Role.FINANCE))
    if wanted == "advance" and ("advance", PaymentState.PAID) in states:
        found.append(("seed-report-due", ""))
    if queries.request_balances(request)[Account.RECEIVABLE]:
        found += [("seed-pay-back", ""), ("seed-await-money", Role.FINANCE)]
    return found


def write(
    actor: Actor,
    letter: mail.Letter,
    request: Request,
    people: Sequence[Person],
    now: datetime,
    *,
    cents: int = 0,
    day: date | None = None,
) -> None:
    """A letter to each of them, in their own language, with the way to the request."""
    for person in people:
        with translation.override(person.language):
            link = settings.BASE_URL + reverse("seed_money:request", args=[request.ref])
        values = {
            "name": person.name,
            "place": request.place.display_name,
            "title": request.title,
            "link": link,
            "reason": request.because,
            "amount": formats.euros(cents, person.language),
            "day": formats.day_words(day, person.language) if day else "",
        }
        mail.queue_letter(
            actor=actor,
            letter=letter,
            to=person.email,
            language=person.language,
            values=values,
            about=request.subject,
            now=now,
        )
