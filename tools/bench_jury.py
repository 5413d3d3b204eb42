"""How long the pages of a large jury take: 200 plans, 30 assessors, five criteria, all scores in.

Part of `make bench`; alone with `python tools/bench.py --pages jury`. It enlarges the jury that is in the middle of its
meeting in the demonstration. Processor time of the server for one page, once the evidence is worked out.
"""

import random
import statistics
from typing import Any

PLANS, ASSESSORS, ROUNDS = 200, 30, 5
MOST_SECONDS = 0.15
PAGES = (
    ("chair", "/en/panels/{panel}/"),
    ("chair", "/en/panels/{panel}/ranking/"),
    ("chair", "/en/panels/{panel}/evidence/"),
    ("chair", "/en/panels/{panel}/meeting/"),
    ("juror1", "/en/panels/{panel}/meeting/"),
    ("juror1", "/en/panels/{panel}/evidence/"),
    ("juror1", "/en/assess/{seat}/"),
)


def main() -> int:
    import bench  # noqa: PLC0415 - beside this file

    from pearls.selection.queries import evidence  # noqa: PLC0415 - only now is Django set up

    panel = _large_panel()
    address = {"panel": panel.ref, "seat": panel.seats.get(person__email="juror1@demo.test").ref}
    worst = 0.0
    for who, pattern in PAGES:
        client, page = bench.client_of(who), pattern.format(**address)
        client.get(page)
        while evidence.is_evidence_wanted():
            evidence.work_out_wanted()
            client.get(page)
        took = statistics.median(bench.timed(client, page) for _round in range(ROUNDS))
        print(f"{PLANS} plans, {ASSESSORS} assessors: {pattern} ({who}) in {took * 1000:.0f} ms")
        worst = max(worst, took)
    print(f"The slowest page of a large jury takes {worst * 1000:.0f} ms; the promise is at most 150.")
    return 0 if worst <= MOST_SECONDS else 1


def _large_panel() -> Any:
    """The panel of the demonstration's meeting with so many plans and assessors, each of whom has scored each plan."""
    from pearls.people.models import Person  # noqa: PLC0415
    from pearls.selection.models import Assessment, Declaration, Dossier, Panel, Score, Seat  # noqa: PLC0415

    panel = Panel.objects.get(edition__key="demo-meeting", stage="final")
    plan, seat, source = panel.dossiers.first(), panel.seats.exclude(is_chair=True).first(), random.Random(1)
    assert plan is not None and seat is not None and panel.closed_at is not None
    at, names = panel.closed_at, range(PLANS)
    people = Person.objects.bulk_create(
        Person(email=f"bench{number}@demo.test", name=f"Assessor {number}", is_demonstration=True)
        for number in names[:ASSESSORS]
    )
    seats = Seat.objects.bulk_create(
        Seat(panel=panel, person=person, country="NO", state="accepted", invited_at=at, answered_at=at)
        for person in people[: ASSESSORS - panel.seats.filter(is_assessor=True).count()]
    )
    countries = ("DE", "DK", "EE", "FI", "LT", "LV", "PL", "SE")
    texts = Dossier.objects.bulk_create(
        Dossier(
            panel=panel,
            application_ref=f"bench{number}",
            key=f"bench-{number:03}",
            name=f"Town {number}",
            country=countries[number % 8],
            place=plan.place,
            snapshot=plan.snapshot,
            received_at=at,
        )
        for number in names[: PLANS - panel.dossiers.count()]
    )
    pairs = [(who, text) for who in seats for text in panel.dossiers.all()]
    pairs += [(who, text) for who in panel.seats.filter(is_assessor=True, person__in=_first_jurors()) for text in texts]
    Declaration.objects.bulk_create(
        [Declaration(seat=who, dossier=text, conflict="none", declared_at=at) for who, text in pairs], batch_size=500
    )
    given = Assessment.objects.bulk_create(
        [
            Assessment(seat=who, dossier=text, snapshot=plan.snapshot, state="finished", began_at=at, finished_at=at)
            for who, text in pairs
        ],
        batch_size=500,
    )
    merit = {text.pk: source.gauss(6, 1.2) for text in panel.dossiers.all()}
    criteria = [criterion.id for criterion in panel.stage_rules.criteria]
    Score.objects.bulk_create(
        [
            Score(
                assessment=one,
                criterion=criterion,
                value=min(10, max(0, round(source.gauss(merit[one.dossier_id], 1.3)))),
                changed_at=at,
            )
            for one in given
            for criterion in criteria
        ],
        batch_size=1000,
    )
    return panel


def _first_jurors() -> list[int]:
    from pearls.people.models import Person  # noqa: PLC0415

    return list(Person.objects.filter(email__startswith="juror").values_list("pk", flat=True))
