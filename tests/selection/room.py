"""A panel to test with: an edition under the ready-made rules, invented towns, dossiers with a plan each."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from pearls.calls.models import Application
from pearls.calls.queries import Dossier as Handed
from pearls.documents import queries as document_queries
from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import sha256_hex
from pearls.places.models import Place
from pearls.plans.models import Plan
from pearls.programme.models import Edition, Programme, RulesVersion
from pearls.programme.rules import Stage
from pearls.selection import services
from pearls.selection.models import Dossier, Panel, Seat, SignOff
from tests.cast import Cast

NOW = datetime(2027, 11, 1, 9, 0, tzinfo=UTC)
OFFICE = Actor.system("tests")
NEXT = Path("src/pearls/programme/data/rules/next.toml").read_text()
COUNTRIES = ("SE", "DK", "LT", "DE", "EE")  # of the five jurors


@dataclass
class Room:
    cast: Cast
    panel: Panel
    seats: dict[str, Seat]
    dossiers: dict[str, Dossier]

    def score(self, juror: str, town: str, *points: object, at: datetime = NOW) -> None:
        """Declare no conflict, give the points in the order of the criteria, and hand them in."""
        actor, seat, dossier = self.cast.actor(juror), self.seats[juror], self.dossiers[town]
        services.declare(actor=actor, seat=seat, dossier=dossier, has_conflict=False, now=at)
        for criterion, value in zip(self.panel.stage_rules.criteria, points, strict=True):
            services.record_score(
                actor=actor, seat=seat, dossier=dossier, criterion=criterion.id, value=Decimal(str(value)), now=at
            )
        services.finish_assessment(actor=actor, seat=seat, dossier=dossier, now=at)

    def fresh(self) -> Panel:
        return Panel.objects.select_related("edition", "rules_version").get(pk=self.panel.pk)


def sign_both(cast: Cast, panel: Panel, *, at: datetime = NOW, remarks: str = "", second: str = "juror1") -> SignOff:
    """The chair signs, and somebody else of the panel signs the same."""
    signed = services.sign_off(actor=cast.actor("chair"), panel=panel, now=at, remarks=remarks)
    return services.countersign(actor=cast.actor(second), panel=panel, sha256=signed.sha256, now=at)


def an_edition(text: str = NEXT, key: str = "demo-test") -> Edition:
    programme, _ = Programme.objects.get_or_create(key="test", defaults={"name": {"en": "Test"}})
    edition = Edition.objects.create(
        programme=programme,
        key=key,
        name={"en": "Pearls 2028", "lv": "Pērles 2028"},
        title_year=2028,
        state="published",
        is_demonstration=True,
        created_at=NOW,
    )
    version = RulesVersion.objects.create(
        edition=edition, number=1, text=text, sha256=sha256_hex(text.encode()), saved_at=NOW
    )
    edition.rules_version = version
    edition.save(update_fields=["rules_version"])
    return edition


def handed_in(edition: Edition, key: str, country: str, answer: str = "Theatre on the quay") -> Handed:
    """A plan of an invented town, as the room below hands it down."""
    place, _ = Place.objects.get_or_create(
        key=key,
        defaults={
            "name": key.title(),
            "country": country,
            "kind": "municipality",
            "source": "demonstration",
            "is_demonstration": True,
        },
    )
    version = documents.publish_form(
        actor=OFFICE, definition=document_queries.shipped_definition("plan"), now=NOW - timedelta(days=9)
    )
    document = documents.create_document(actor=OFFICE, form_version=version, kind="plan", now=NOW)
    application = Application.objects.create(
        edition=edition, place=place, document=document, state="plan-submitted", began_at=NOW, moved_at=NOW
    )
    snapshot = documents.take_snapshot(actor=OFFICE, document=document, now=NOW)
    Plan.objects.create(application=application, document=document, began_at=NOW, submitted_at=NOW)
    return Handed(
        key=application.ref,
        name=place.name,
        country=country,
        place_id=place.pk,
        place_key=key,
        language="en",
        snapshot_id=snapshot.pk,
        snapshot_ref=snapshot.ref,
        sha256=snapshot.sha256,
    )


def a_room(
    cast: Cast,
    towns: dict[str, str],
    *,
    jurors: int = 3,
    text: str = NEXT,
    stage: Stage = Stage.FINAL,
    key: str = "demo-test",
) -> Room:
    """A panel with accepted jurors and a chair who gives no scores; `towns` maps a key to a country."""
    edition = an_edition(text, key)
    panel = services.convene_panel(actor=OFFICE, edition=edition, stage=stage, now=NOW)
    people = {f"juror{number}": COUNTRIES[number - 1] for number in range(1, jurors + 1)} | {"chair": ""}
    seats = {}
    for key, country in people.items():
        is_chair = key == "chair"
        seat = services.invite(
            actor=OFFICE,
            panel=panel,
            person=cast[key],
            country=country,
            is_chair=is_chair,
            is_assessor=not is_chair,
            now=NOW,
        )
        seats[key] = services.answer_invitation(actor=cast.actor(key), seat=seat, accepts=True, now=NOW)
    received = services.receive_dossiers(
        actor=OFFICE, panel=panel, dossiers=[handed_in(edition, *town) for town in towns.items()], now=NOW
    )
    return Room(cast, panel, seats, {dossier.key: dossier for dossier in received})
