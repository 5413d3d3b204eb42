"""Facts of the selection that are not for everybody, and how each of them is made another in the world of the walk.

A fact is changed for the eyes of one walker: what the walker may know (their own scores, and those of the others where
their own are in) stays as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection
from django.db.models import F, QuerySet

from pearls.calls.models import Application
from pearls.db.triggers import guards_lifted
from pearls.documents.models import PrivateAnswer, Snapshot
from pearls.files.models import StoredFile
from pearls.selection.models import (
    Assessment,
    Assignment,
    Commitment,
    Decision,
    Declaration,
    Dossier,
    Panel,
    Score,
    Seat,
    SignOff,
)
from pearls.selection.rules.panels import AssessmentState, AssignmentState, Conflict
from tests.house.test_lists import copies
from tests.walk.door import Door
from tests.walk.world import World

LATER = timedelta(minutes=7)
SECRET = "Words that nobody here may read"


@dataclass(frozen=True)
class Fact:
    """What is made another, and a door behind which somebody who may know sees the difference."""

    name: str
    change: Callable[[World, str], int]
    seen_by: str
    door: Door = field(repr=False)

    def __str__(self) -> str:
        return self.name


def others(world: World, walker: str) -> QuerySet[Assessment]:
    """What others gave, less what the walker may read: texts on which their own scores are in."""
    person = world.people.get(walker)
    if person is None:
        return Assessment.objects.all()
    own = Assessment.objects.filter(seat__person=person).exclude(state=AssessmentState.OPEN)
    shut = Declaration.objects.filter(seat__person=person).exclude(conflict=Conflict.NONE)
    known = own.exclude(dossier__in=shut.values("dossier")).values_list("dossier", flat=True)
    return Assessment.objects.exclude(seat__person=person).exclude(dossier__in=list(known))


def scores(world: World, walker: str) -> int:
    given = Score.objects.filter(assessment__in=others(world, walker), value__isnull=False)
    high = list(given.filter(value__gte=5).values_list("pk", flat=True))
    low = given.filter(value__lt=5).update(value=F("value") + 3)
    return low + given.filter(pk__in=high).update(value=1)


def comments(world: World, walker: str) -> int:
    return Score.objects.filter(assessment__in=others(world, walker)).update(comment=SECRET)


def how_many_are_in(world: World, walker: str) -> int:
    done = others(world, walker).filter(state=AssessmentState.FINISHED)
    return done.update(state=AssessmentState.OPEN, finished_at=None)


def when_they_came_in(world: World, walker: str) -> int:
    given = others(world, walker)
    Score.objects.filter(assessment__in=given).update(changed_at=F("changed_at") + LATER)
    given.filter(finished_at__isnull=False).update(finished_at=F("finished_at") + LATER)
    return given.update(began_at=F("began_at") + LATER)


def _seats_of_others(world: World, walker: str) -> QuerySet[Seat]:
    return Seat.objects.exclude(person=world.people.get(walker))


def _told_at_a_meeting(world: World, walker: str) -> QuerySet[Dossier]:
    """The texts of a meeting at which the walker sits and does not leave for: there all see who does."""
    shut = Declaration.objects.filter(seat__person=world.people.get(walker)).exclude(conflict=Conflict.NONE)
    met = Dossier.objects.filter(panel__meeting__isnull=False, panel__seats__person=world.people.get(walker))
    return met.exclude(pk__in=shut.values("dossier"))


def conflicts(world: World, walker: str) -> int:
    told = list(_told_at_a_meeting(world, walker).values_list("pk", flat=True))
    said = Declaration.objects.filter(seat__in=_seats_of_others(world, walker)).exclude(dossier__in=told)
    return said.update(conflict=Conflict.DECLARED, note=SECRET, declared_at=F("declared_at") + LATER)


def seats(world: World, walker: str) -> int:
    return _seats_of_others(world, walker).update(
        note=SECRET, capacity=1, invited_at=F("invited_at") + LATER, answered_at=F("answered_at") + LATER
    )


def readers(world: World, walker: str) -> int:
    """The office has begun to share the texts out; nothing of it is in force."""
    taken = [(seat.pk, seat.panel.dossiers.order_by("pk")[0].pk) for seat in _seats_with_texts(world, walker)]
    Assignment.objects.bulk_create(
        Assignment(seat_id=seat, dossier_id=dossier, reason=SECRET, set_at=world.now) for seat, dossier in taken
    )
    panels = Panel.objects.filter(ref__in=[world.at["final"], world.at["opened"]])
    return panels.update(assignment=AssignmentState.PROPOSED, per_text=2)


def _seats_with_texts(world: World, walker: str) -> QuerySet[Seat]:
    panels = [world.at["final"], world.at["opened"]]
    return _seats_of_others(world, walker).filter(panel__ref__in=panels, panel__dossiers__isnull=False).distinct()


def commitments(world: World, walker: str) -> int:
    last = Commitment.objects.filter(panel__ref=world.at["final"]).order_by("number").last()
    assert last is not None
    return len(copies(last, 2, number=[last.number + 1, last.number + 2]))


def decisions(world: World, walker: str) -> int:
    """Before anything is published, a body has settled who gets a title, and why."""
    dossiers = Dossier.objects.filter(panel__ref=world.at["final"])
    Decision.objects.bulk_create(
        Decision(
            panel_id=one.panel_id,
            dossier=one,
            outcome="title",
            ground="tie",
            reason=SECRET,
            decided_at=world.now,
        )
        for one in dossiers
    )
    return Panel.objects.filter(ref=world.at["final"]).update(line_reason=SECRET)


def ranks(world: World, walker: str) -> int:
    """The signed ranking of a body whose work is done."""
    for signed in SignOff.objects.all():
        for row in signed.ranking["candidates"]:
            row |= {"rank": (row["rank"] or 0) + 1, "total": "0.123456"}
        signed.remarks = SECRET
        signed.save(update_fields=["ranking", "remarks"])
    return SignOff.objects.count()


def names_of_files(world: World, walker: str) -> int:
    """The letter that a town sent with its application, and its telephone."""
    with guards_lifted(connection):
        StoredFile.objects.filter(ref=world.at["file"]).update(name="another-letter.pdf", sha256="0" * 64)
        for snapshot in Snapshot.objects.filter(document__application__ref=world.at["filed"]):
            snapshot.answers["motivation"] = SECRET
            for file in snapshot.answers.get("political_letter", []):
                file |= {"name": "another-letter.pdf", "sha256": "0" * 64}
            QuerySet(Snapshot).filter(pk=snapshot.pk).update(answers=snapshot.answers)
        return PrivateAnswer.objects.filter(snapshot__document__application__ref=world.at["filed"]).update(value=SECRET)


def names_of_candidates(world: World, walker: str) -> int:
    """Who is before the committee of an edition whose applicants are not published."""
    return Dossier.objects.filter(panel__ref=world.at["opened"]).update(name=SECRET, left_as="withdrawn")


def how_many_applied(world: World, walker: str) -> int:
    sent = Application.objects.filter(ref__in=[world.at["sent"], world.at["filed"]])
    return sent.update(state="withdrawn", submitted_at=F("submitted_at") + LATER, moved_at=F("moved_at") + LATER)


def _at(name: str, thing: str) -> Door:
    return Door(name, "", at={"ref": thing})


FACTS = [
    Fact("scores", scores, "chair", _at("selection:ranking", "final")),
    Fact("comments", comments, "juror2", _at("selection:dossier", "plan")),
    Fact("how many assessments are in", how_many_are_in, "chair", _at("selection:panel", "final")),
    Fact("conflicts", conflicts, "coordinator", _at("selection:panel", "final")),
    Fact("who reads what", readers, "coordinator", _at("selection:readers", "final")),
    Fact("decisions", decisions, "chair", _at("selection:ranking", "final")),
    Fact("signed ranks", ranks, "chair", _at("selection:minutes", "past")),
    Fact("letter and telephone of a town", names_of_files, "committee", _at("selection:dossier", "filed_dossier")),
    Fact("names before the committee", names_of_candidates, "coordinator", _at("selection:panel", "opened")),
    Fact(
        "how many applied", how_many_applied, "coordinator", Door("calls:office-edition", "", at={"key": "=demo-open"})
    ),
]
# No page tells these: the journal and the office's letters know when scores came and what people answered, the seal how
# many scores there are.
UNSEEN = [when_they_came_in, seats, commitments]


def change_all(world: World, walker: str) -> None:
    """Make another whatever the walker may not know."""
    for change in [*UNSEEN, *(fact.change for fact in FACTS)]:
        change(world, walker)
