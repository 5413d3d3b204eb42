"""A Pearl of an edition with seed money, spoken for by the town of the cast; two finance officers; the office."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from pearls.kernel.actor import Actor
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.programme.models import Edition, Programme
from pearls.programme.rules.office import EditionState
from pearls.seed_money import queries, services
from pearls.seed_money.models import Payment, Proof, Request
from pearls.seed_money.queries import ActivityFacts
from pearls.seed_money.rules.requests import Asked, Cost
from pearls.seed_money.services import reporting
from pearls.titles.models import Title
from tests.cast import Cast, make_cast

IBAN = "LV80BANK0000435195001"
DAY = date(2026, 11, 24)


def facts(number: int = 1) -> ActivityFacts:
    return ActivityFacts("plan:p", f"a{number}", f"Boat {number}", "We sing.", DAY, DAY + timedelta(days=30), 400_000)


def asked(**given: object) -> Asked:
    """A complete request: 4,000 euros of 5,000."""
    written = Asked(
        title="Boat",
        purpose="pilot",
        carried_by="Group Vilnis",
        what="We sing on a boat.",
        starts_on=DAY,
        ends_on=DAY + timedelta(days=30),
        asked_cents=400_000,
        own_cents=100_000,
        other_cents=0,
        other_from="",
        payee="Ezeri town",
        iban=IBAN,
        costs=(Cost("fees", "Singers", 300_000), Cost("rent", "Boat", 200_000)),
    )
    return replace(written, **given)  # type: ignore[arg-type]


def a_pdf(mark: object = "") -> SimpleUploadedFile:
    return SimpleUploadedFile("invoice.pdf", b"%PDF-1.7\n% " + str(mark).encode() + b"\n%%EOF")


def rules_text(*, budget: int = 1_000_000, title: int = 500_000) -> str:
    text = queries.default_text(opens_on=DAY - timedelta(days=100), closes_on=DAY + timedelta(days=100))
    text = text.replace("budget_cents = 2000000", f"budget_cents = {budget}")
    return text.replace("max_per_title_cents = 500000", f"max_per_title_cents = {title}")


@dataclass
class Desk:
    """Who asks for what; `pearl` is the town's, `other` another Pearl."""

    cast: Cast
    edition: Edition
    pearl: Place
    other: Place
    now: datetime

    def actor(self, key: str) -> Actor:
        return self.cast.actor(key)

    @property
    def town(self) -> Actor:
        return self.cast.actor("town")

    @property
    def finance(self) -> Actor:
        return self.cast.actor("finance")

    @property
    def finance2(self) -> Actor:
        return self.cast.actor("finance2")

    @property
    def office(self) -> Actor:
        return self.cast.actor("coordinator")

    def draft(self, number: int = 1, *, place: Place | None = None, who: str = "town", **given: object) -> Request:
        actor = self.actor(who)
        request = services.begin_request(
            actor=actor, place=place or self.pearl, edition=self.edition, activity=facts(number), now=self.now
        )
        return services.change_request(actor=actor, request=request, asked=asked(**given), now=self.now)

    def sent(self, number: int = 1, **given: object) -> Request:
        who = str(given.get("who", "town"))
        return services.send_request(actor=self.actor(who), request=self.draft(number, **given), now=self.now)  # type: ignore[arg-type]

    def checked(self, number: int = 1, **given: object) -> Request:
        return services.check_request(actor=self.finance, request=self.sent(number, **given), now=self.now)

    def once(self, request: Request, cents: int | None = None, who: str = "finance", because: str = "") -> Request:
        amount = request.asked_cents if cents is None else cents
        return services.approve_request(
            actor=self.actor(who), request=request, cents=amount, because=because, now=self.now
        )

    def approved(self, number: int = 1, **given: object) -> Request:
        request = self.checked(number, **given)
        self.once(request)
        return self.once(request, who="finance2")

    def agreed(self, number: int = 1) -> Request:
        request = self.approved(number)
        services.confirm_agreement(actor=self.town, request=request, now=self.now)
        return services.sign_agreement(actor=self.office, request=request, now=self.now)

    def payment(self, request: Request, kind: str = "advance") -> Payment:
        return Payment.objects.select_related("request__place", "request__edition").get(request=request, kind=kind)

    def pay(self, request: Request, kind: str = "advance") -> Payment:
        payment = self.payment(request, kind)
        services.order_payment(actor=self.finance, payment=payment, now=self.now)
        return services.confirm_payment(actor=self.finance2, payment=payment, paid_on=DAY, now=self.now)

    def paid(self, number: int = 1) -> Request:
        request = self.agreed(number)
        self.pay(request)
        request.refresh_from_db()
        return request

    def prove(self, request: Request, cents: int, mark: object = 1, **given: object) -> Proof:
        cost = reporting.Cost("fees", "Singers", "Vilnis", f"V-{mark}", DAY, cents)
        return services.add_proof(
            actor=self.town,
            request=request,
            cost=replace(cost, **given),  # type: ignore[arg-type]
            upload=a_pdf(mark),
            now=self.now,
        )

    def reported(self, cents: int = 500_000, number: int = 1) -> Request:
        request = self.paid(number)
        if cents:
            self.prove(request, cents, number)
        return services.send_report(actor=self.town, request=request, what_happened="We sang.", now=self.now)

    def settled(self, cents: int = 500_000, number: int = 1) -> Request:
        request = self.reported(cents, number)
        for proof in Proof.objects.filter(request=request).select_related("request__place", "request__edition"):
            services.judge_proof(actor=self.finance, proof=proof, accepted=proof.cents, now=self.now)
        return services.settle_report(actor=self.finance, request=request, now=self.now)


def a_desk(cast: Cast, now: datetime, **rules: int) -> Desk:
    cache.clear()
    programme = Programme.objects.create(key="test", name={"en": "Test"}, is_default=True)
    edition = Edition.objects.create(
        programme=programme,
        key="2027",
        name={"en": "Edition 2027"},
        title_year=2027,
        state=EditionState.PUBLISHED,
        created_at=now,
    )
    pearl, other = (
        Place.objects.create(
            key=name.lower(), name=name, official_names=[name], country="LV", lat=57.3, lon=25.3, source="facts"
        )
        for name in ("Ezeri", "Upes")
    )
    for key, place in (("town", pearl), ("othertown", other)):
        # History's titles need no application behind them; the rules of seed money do not tell them apart.
        Title.objects.create(edition=edition, place=place, kind="not-published", is_history=True)
        Speaker.objects.create(person=cast[key], place=place, state=SpeakerState.CONFIRMED, claimed_at=now)
    services.save_seed_rules(actor=Actor.system("tests"), edition=edition, text=rules_text(**rules), now=now)
    return Desk(cast, edition, pearl, other, now)


@pytest.fixture
def desk(cast: Cast, now: datetime) -> Desk:
    return a_desk(cast, now)


__all__ = ["make_cast"]
