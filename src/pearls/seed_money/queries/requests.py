"""Requests for seed money: who sees which, and what the rules want to know of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from pearls.kernel.actor import Actor, Role
from pearls.people import queries as people_queries
from pearls.people.models import Person as Person  # services name these types through us
from pearls.places.models import Place as Place
from pearls.programme import queries as programme_queries
from pearls.programme.models import Edition as Edition
from pearls.seed_money.models import Balance, Decision, Payment, Proof, Request
from pearls.seed_money.queries.documents import rules_of
from pearls.seed_money.rules.ledger import Account
from pearls.seed_money.rules.requests import GRANTED, OVER, Approval, Cost, PaymentState, Reader, Room, State
from pearls.titles import queries as title_queries

DESK_ROLES = (Role.FINANCE, Role.COORDINATOR, Role.ADMIN)


@dataclass(frozen=True)
class ActivityFacts:
    """An activity of a plan, as the plan hands it down: what a request begins from."""

    plan: str  # as the journal names it
    activity: str
    title: str
    what: str
    starts_on: date | None
    ends_on: date | None
    cents: int


def is_pearl(place: Place, edition: Edition, *, now: datetime) -> bool:
    """Whether the place holds the title of the edition now."""
    return title_queries.standing_titles(now=now).filter(place=place, edition=edition).exists()


def reader_of(actor: Actor, place: Place, edition: Edition) -> Reader:
    """What the actor is to requests of this place in this edition."""
    speaks, mentors = people_queries.ties_to(actor, place, edition_key=edition.key)
    return Reader(
        ref=actor.ref,
        is_finance=actor.has_role(Role.FINANCE, edition=edition.key),
        is_office=actor.is_office(edition.key),
        speaks_for_place=speaks,
        is_mentor=mentors,
        is_system=actor.is_system,
    )


def is_desk(actor: Actor, edition_key: str | None = None) -> bool:
    """Whether the actor works on requests for the programme: finance officers and the office."""
    return actor.is_system or actor.has_role(*DESK_ROLES, edition=edition_key)


def request_and_reader_for(actor: Actor, ref: str) -> tuple[Request, Reader]:
    """A request, for its town, the finance officers and the office of its edition, and what the actor is to it.

    Raises: Http404.
    """
    found = Request.objects.select_related("edition", "place").filter(ref=ref).first()
    if found is None:
        raise Http404
    reader = reader_of(actor, found.place, found.edition)
    if not reader.speaks_for_place and (not is_desk(actor, found.edition.key) or found.state == State.DRAFT):
        raise Http404
    return found, reader


def request_for(actor: Actor, ref: str) -> Request:
    """A request, for its town, the finance officers and the office of its edition. Raises: Http404."""
    return request_and_reader_for(actor, ref)[0]


def sees_bank(reader: Reader) -> bool:
    """Whether somebody is shown the bank account: the town and the finance officers."""
    return reader.speaks_for_place or reader.is_finance


def requests_of_towns(actor: Actor) -> QuerySet[Request]:
    """The requests of the places that the actor speaks for, the last changed first."""
    mine = Request.objects.filter(place_id__in=people_queries.place_ids_spoken_for(actor))
    return mine.select_related("place", "edition").order_by("-changed_at", "-pk")


def at_the_desk(actor: Actor, edition: Edition) -> QuerySet[Request]:
    """Every request of an edition that was ever sent, the longest waiting first."""
    if not is_desk(actor, edition.key):
        return Request.objects.none()
    sent = Request.objects.filter(edition=edition).exclude(state=State.DRAFT)
    return sent.select_related("place", "edition").order_by("changed_at", "pk")


def desk_editions(actor: Actor) -> list[Edition]:
    """The editions with seed money that the actor works on."""
    found = Edition.objects.filter(seed_rules__isnull=False).distinct().order_by("-title_year", "key")
    return [edition for edition in found if is_desk(actor, edition.key)]


def edition_at_desk(actor: Actor, key: str) -> Edition:
    """An edition, for whoever works on its seed money. Raises: Http404."""
    edition = Edition.objects.filter(key=key).first()
    if edition is None or not is_desk(actor, key):
        raise Http404
    return edition


def request_begun_from(plan: str, activity: str) -> Request | None:
    """The living request that was begun from this activity of a plan; for rooms above, which know who asks."""
    same = Request.objects.filter(plan=plan, activity=activity)
    return same.exclude(state__in=(State.REFUSED, State.WITHDRAWN, State.ENDED)).first()


def requests_begun_by(ref: str) -> QuerySet[Request]:
    """What a person began; for their own data."""
    return Request.objects.filter(made_by=ref).select_related("place", "edition").order_by("made_at")


def costs_of(request: Request) -> tuple[Cost, ...]:
    """The planned costs, in order."""
    return tuple(Cost(line.kind, line.what, line.cents) for line in request.costs.all())


def decisions_of(request: Request) -> list[Decision]:
    """What was decided in this round."""
    return list(Decision.objects.filter(request=request, round=request.round))


def approvals_of(request: Request) -> list[Approval]:
    """Who has said yes in this round, and to what."""
    return [Approval(row.by, row.cents) for row in decisions_of(request)]


def payment_of(request: Request, ref: str) -> Payment:
    """One payment of the request. Raises: Http404."""
    found = Payment.objects.filter(request=request, ref=ref).first()
    if found is None:
        raise Http404
    return found


def has_money_out(request: Request) -> bool:
    """Whether a payment was ordered or made, and has not come back."""
    under_way = (PaymentState.ORDERED, PaymentState.PAID)
    return Payment.objects.filter(request=request, state__in=under_way).exists()


def proofs_of(request: Request) -> QuerySet[Proof]:
    """The costs of the report, by the day they were paid."""
    return Proof.objects.filter(request=request)


def proof_of(request: Request, ref: str) -> Proof:
    """One of them. Raises: Http404."""
    found = Proof.objects.filter(request=request, ref=ref).first()
    if found is None:
        raise Http404
    return found


def room_for(request: Request) -> Room:
    """What the limits leave for this request: of the budget, and of what its title may get."""
    others = Request.objects.filter(place=request.place_id, edition=request.edition_id, state__in=GRANTED)
    used = others.exclude(pk=request.pk).aggregate(sum=Sum(Coalesce("due_cents", "granted_cents")))["sum"]
    balance = Balance.objects.filter(edition=request.edition_id, request=None, account=Account.AVAILABLE).first()
    return Room(available_cents=balance.cents if balance else 0, title_used_cents=used or 0)


def people_of_town(request: Request) -> list[Person]:
    return [speaker.person for speaker in people_queries.confirmed_speakers(request.place)]


def finance_officers(edition: Edition) -> list[Person]:
    return list(programme_queries.people_with_role(Role.FINANCE, edition=edition))


def requests_to_forget(*, now: datetime) -> list[Request]:
    """Requests whose bank account has been kept as long as the rules of their edition say."""
    over = Request.objects.filter(state__in=OVER, bank_erased_at=None).select_related("edition")
    found: list[Request] = []
    for edition in Edition.objects.filter(pk__in=over.values("edition")):
        rules = rules_of(edition)
        years = rules.keep_bank_details_years if rules else 0
        found += over.filter(edition=edition, over_at__lt=now - timedelta(days=years * 365 + years // 4 + 1))
    return found


def unjudged_count(request: Request) -> int:
    counts: int = Proof.objects.filter(request=request).aggregate(n=Count("pk", filter=Q(accepted_cents=None)))["n"]
    return counts


def accepted_cents(request: Request) -> int:
    return Proof.objects.filter(request=request).aggregate(sum=Coalesce(Sum(F("accepted_cents")), 0))["sum"] or 0
