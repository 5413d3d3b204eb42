"""Seed money of the edition in its title year: requests at five steps of the way, and the ledger behind them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from pearls.cli.demonstration import selecting
from pearls.cli.demonstration.editions import TITLES
from pearls.cli.demonstration.title_year import OTHER, OWN
from pearls.cli.demonstration.towns import Stage, place_of
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.plans import queries as plan_queries
from pearls.programme import queries as programme_queries
from pearls.seed_money import queries
from pearls.seed_money import services as seed_money
from pearls.seed_money.rules.requests import Asked, Cost
from pearls.seed_money.services import reporting
from pearls.web.pdf import render_pdf

IBANS = {OWN: "LV80BANK0000435195001", OTHER: "LT121000011101001000"}
Request = Any


def play_seed_money(cast: dict[str, people_queries.Person], now: datetime) -> None:
    """A draft, one sent, one with its first yes, one paid that awaits its report, and one closed."""
    edition = programme_queries.edition_by_key(TITLES)
    began = now - timedelta(days=90)
    office = programme_queries.actor_for(cast["coordinator"])
    seed_money.save_seed_rules(actor=office, edition=edition, text=_rules_text(now), now=began)
    play = _Play(edition, office, _finance(cast), now)
    play.closed(play.asked(OWN, "a1", "Fire tenders for three kilns", "Biedrība “Divi cepļi”", 160_000, days_ago=80))
    play.paid(play.asked(OWN, "a4", "Two hundred cups, two alphabets", "Potter Anna Rimša", 150_000, days_ago=40))
    play.sent(play.asked(OWN, "a3", "Sound for the night of the kilns", "Youth band “Krasts”", 120_000, days_ago=3))
    play.asked(OWN, "a2", "Wheels for eleven apprentices", "The potters' guild", 0, days_ago=1)
    play.first_yes(play.asked(OTHER, "a1", "Forty tables in forty yards", "Cooks of the shore", 420_000, days_ago=9))


def _rules_text(now: datetime) -> str:
    """The rules as they would read if the fund had opened ninety days ago."""
    first, last = (now - timedelta(days=90)).date(), (now + timedelta(days=120)).date()
    text = queries.default_text(opens_on=first, closes_on=last)
    return text.replace("budget_cents = 2000000", "budget_cents = 1500000")


def open_seed_money_again(actor: Actor, now: datetime) -> None:
    """Other days for the fund, once time has passed."""
    edition, text = programme_queries.edition_by_key(TITLES), _rules_text(now)
    before = queries.rules_text_of(edition)
    if before is not None and before.text != text:
        seed_money.save_seed_rules(
            actor=actor,
            edition=edition,
            text=text,
            reason="The demonstration’s days moved.",
            base_sha256=before.sha256,
            now=now,
        )


def _finance(cast: dict[str, people_queries.Person]) -> tuple[Actor, Actor]:
    first, second = (programme_queries.actor_for(cast[key]) for key in ("finance", "finance2"))
    return first, second


class _Play:
    """Plays requests through the real services, each at its own time."""

    def __init__(self, edition: queries.Edition, office: Actor, finance: tuple[Actor, Actor], now: datetime) -> None:
        self.edition, self.office, self.now = edition, office, now
        self.first, self.second = finance
        self.ago: dict[int, int] = {}

    def asked(self, key: str, activity: str, title: str, carried_by: str, cents: int, *, days_ago: int) -> Request:
        """A request written in full; without an amount it is only begun."""
        at, place, town = self.now - timedelta(days=days_ago), place_of(key), self.town(key)
        first, last = at.date() + timedelta(days=7), at.date() + timedelta(days=35)
        what = f"{carried_by} carries it out with neighbours of both sides; the town opens its rooms for it."
        facts = queries.ActivityFacts(self.plan(key), activity, title, what, first, last, cents or 90_000)
        request = seed_money.begin_request(actor=town, place=place, edition=self.edition, activity=facts, now=at)
        self.ago[request.pk] = days_ago
        if not cents:
            return request
        own = cents // 4
        written = Asked(
            title=title,
            purpose="pilot",
            carried_by=carried_by,
            what=what,
            starts_on=first,
            ends_on=last,
            asked_cents=cents,
            own_cents=own,
            other_cents=0,
            other_from="",
            payee=place.display_name,
            iban=IBANS[key],
            costs=(Cost("fees", "Fees of the group", cents), Cost("rent", "Rooms and equipment", own)),
        )
        return seed_money.change_request(actor=town, request=request, asked=written, now=at)

    def plan(self, key: str) -> str:
        """The town's plan, as the journal names it."""
        application = selecting.application_of(Stage(edition=self.edition, office=self.office), key)
        return str(plan_queries.plan_of(application).subject)

    def town(self, key: str) -> Actor:
        speaker = people_queries.confirmed_speakers(place_of(key)).order_by("pk")[0]
        return programme_queries.actor_for(speaker.person)

    def at(self, request: Request, days: int) -> datetime:
        """So many days after the request was begun, and never later than now."""
        return min(self.now, self.now - timedelta(days=self.ago[request.pk] - days))

    def sent(self, request: Request) -> Request:
        return seed_money.send_request(actor=self.town(request.place.key), request=request, now=self.at(request, 1))

    def first_yes(self, request: Request) -> Request:
        self.sent(request)
        seed_money.check_request(actor=self.first, request=request, now=self.at(request, 2))
        at, cents = self.at(request, 3), request.asked_cents
        return seed_money.approve_request(actor=self.first, request=request, cents=cents, now=at)

    def paid(self, request: Request) -> Request:
        self.first_yes(request)
        at, town = self.at(request, 4), self.town(request.place.key)
        seed_money.approve_request(actor=self.second, request=request, cents=request.asked_cents, now=at)
        seed_money.confirm_agreement(actor=town, request=request, now=self.at(request, 5))
        seed_money.sign_agreement(actor=self.office, request=request, now=self.at(request, 6))
        self.pay(request, "advance", 7)
        return request

    def pay(self, request: Request, kind: str, days: int) -> None:
        payment = next(one for one in request.payments.all() if one.kind == kind)
        payment.request = request
        at = self.at(request, days)
        seed_money.order_payment(actor=self.first, payment=payment, now=at)
        at = self.at(request, days + 1)
        seed_money.confirm_payment(actor=self.second, payment=payment, paid_on=at.date(), now=at)

    def closed(self, request: Request) -> Request:
        """One cost is cut, so that the last payment is smaller than it was planned."""
        self.paid(request)
        town = self.town(request.place.key)
        fees = self.proof(town, request, "Fees of the group", "Divi cepļi", "DC-014", 150_000)
        wood = self.proof(town, request, "Birch wood", "Meža malka", "2291", 42_000)
        told = "Three kilns burned on one weekend. Sixty neighbours watched them through the night."
        seed_money.send_report(actor=town, request=request, what_happened=told, now=self.at(request, 46))
        at = self.at(request, 50)
        seed_money.judge_proof(actor=self.first, proof=fees, accepted=fees.cents, now=at)
        seed_money.judge_proof(
            actor=self.first,
            proof=wood,
            accepted=20_000,
            because="Part of the wood was for another evening.",
            now=at,
        )
        seed_money.settle_report(actor=self.first, request=request, now=self.at(request, 51))
        self.pay(request, "last", 52)
        return request

    def proof(self, town: Actor, request: Request, what: str, supplier: str, invoice: str, cents: int) -> Any:
        at = self.at(request, 45)
        cost = reporting.Cost("fees", what, supplier, invoice, at.date(), cents)
        return seed_money.add_proof(
            actor=town, request=request, cost=cost, upload=_paper(supplier, invoice, at.date(), at), now=at
        )


def _paper(supplier: str, invoice: str, day: date, now: datetime) -> SimpleUploadedFile:
    """An invented invoice of one page."""
    said = {
        "title": f"{supplier} {invoice}",
        "place": "",
        "demonstration": "Invented for the demonstration",
        "facts": [["Invoice", invoice], ["Day", day.isoformat()]],
        "clauses": ["Invented work for an invented town"],
        "clauses_title": "For",
        "signed": [],
        "signed_title": "Paid",
        "print_label": "Mark",
        "sha256": "0" * 64,
    }
    pdf = render_pdf(template="seed_money/agreement.typ", data=said, language="en", now=now)
    return SimpleUploadedFile(f"{invoice}.pdf", pdf)
