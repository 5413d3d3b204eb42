"""The same world with more behind everything: a crowd adds so many rows wherever a page shows rows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from pearls.audit import services as audit
from pearls.calls.models import Application, Clarification, Comment, LateLink, Member, PartnerPlace, Submission
from pearls.calls.models import Decision as Eligibility
from pearls.documents.models import DocumentField, DocumentPresence, DocumentRevision, Rival, Snapshot
from pearls.kernel.actor import Actor
from pearls.mail.models import Message
from pearls.people.models import Mentorship, Speaker
from pearls.places.models import Place
from pearls.practices.models import Adoption, Naming, Practice, SavedSearch
from pearls.programme.models import Ceremony, Edition, Entry, RoleGrant, RulesVersion, TimelineStep
from pearls.selection.models import Assessment, Declaration, Panel, Score, Seat, SignOff
from pearls.selection.models import Decision as Outcome
from tests.house.test_lists import copies
from tests.walk.world import World

OFFICE = Actor.system("tests")


class Crowd:
    """So many rows more, each with a number of its own; what must differ from row to row differs by it."""

    def __init__(self, world: World, numbers: range) -> None:
        self.world, self.numbers = world, list(numbers)
        people = copies(world.people["colleague"], len(numbers), email=self.named("p{}@demo.test"))
        places = copies(Place.objects.get(key="vejupe-lv"), len(numbers), key=self.named("crowded-{}"))
        editions = copies(Edition.objects.get(key="demo-open"), len(numbers), key=self.named("crowded-{}"))
        past = copies(Edition.objects.get(key="2025"), len(numbers), key=self.named("past-{}"))
        self.refs = [person.ref for person in people]
        self.people, self.places, self.editions, self.past = ids(people), ids(places), ids(editions), ids(past)

    def comes(self) -> None:
        """Stand behind every page."""
        for name in ("own", "other", "sent", "filed", "pearl"):
            self._application(Application.objects.get(ref=self.world.at[name]))
        self._paper(Application.objects.get(ref=self.world.at["pearl"]), "plan", "vision", "vision")
        for name in ("opened", "final", "past"):
            self._panel(Panel.objects.get(ref=self.world.at[name]))
        for key in ("2025", "demo-open"):
            self._edition(Edition.objects.get(key=key))
        self._place(Place.objects.get(key=self.world.at["pearl_key"]))
        self._practices()
        self._town()
        self._office()

    def named(self, words: str) -> list[str]:
        return [words.format(number) for number in self.numbers]

    def all(self, value: Any) -> list[Any]:
        return [value] * len(self.numbers)

    def rows(self, model: type[Model], **changes: Any) -> list[int]:
        """Rows like the model's first, but for the changes: a list has one for each row, any other value is for all."""
        first = model._base_manager.order_by("pk").first()
        assert first is not None, f"the world has no {model.__name__}"
        given = {name: value if isinstance(value, list) else self.all(value) for name, value in changes.items()}
        return ids(copies(first, len(self.numbers), **given))

    def _application(self, application: Application) -> None:
        now, own = self.world.now, {"application_id": application.pk}
        sent = self._paper(application, "application", "motivation", "content")
        self.rows(Member, **own, person_id=self.people, email=self.named("m{}@demo.test"), ended_at=None)
        PartnerPlace.objects.bulk_create(PartnerPlace(**own, place_id=place) for place in self.places)
        self.rows(Clarification, **own, submission_id=sent, answered_at=now, answer="Seven.")
        self.rows(Eligibility, **own, decided_by_id=self.people)
        there = {"person_id": self.people, "place_id": application.place_id}
        self.rows(Mentorship, **there, edition_key=application.edition.key, ended_at=None)
        self.rows(Speaker, **there, state="confirmed")
        for ref in self.refs:
            audit.record(actor=OFFICE, act="comment-added", subject=application.subject, now=now, data={"by": ref})
        Application.objects.filter(pk=application.pk).update(is_team=True)

    def _paper(self, application: Application, kind: str, question: str, section: str) -> list[int]:
        """Remarks, readers, revisions, texts that met and submissions of a form or plan; gives the submissions."""
        now, document = self.world.now, application.document if kind == "application" else application.plan.document
        own = {"document_id": document.pk}
        self.rows(Comment, **own, application_id=application.pk, section=section, settled_at=None)
        DocumentPresence.objects.bulk_create(
            DocumentPresence(**own, person=ref, name="Somebody", section=section, seen_at=now) for ref in self.refs
        )
        field = DocumentField.objects.get(document=document, question=question)
        self.rows(DocumentRevision, field_id=field.pk, number=self.numbers, changed_by=self.refs)
        Rival.objects.bulk_create(
            Rival(field=field, value="Other words.", base="Words.", writer=f"w{number}", kept_at=now)
            for number in self.numbers
        )
        snapshots = self.rows(Snapshot, **own, form_version_id=document.form_version_id, number=self.numbers)
        sent = {"application_id": application.pk, "kind": kind, "number": self.numbers}
        return self.rows(Submission, **sent, snapshot_id=snapshots, submitted_by_id=self.people)

    def _panel(self, panel: Panel) -> None:
        """People on it who finished a text each, texts that those who were there have finished, signatures."""
        there, first = list(panel.seats.filter(state="accepted", is_assessor=True)), panel.dossiers.order_by("pk")[0]
        crowd = self.rows(Seat, panel_id=panel.pk, person_id=self.people, state="accepted", is_chair=False, country="")
        keys = {"key": self.named("crowded-{}"), "application_ref": self.named(f"crowded-{{}}-{panel.pk}")}
        texts = ids(copies(first, len(self.numbers), **keys, place_id=self.places))
        for seat in there:
            self._finished(panel, seat_id=seat.pk, dossier_id=texts, snapshot_id=first.snapshot_id)
        self._finished(panel, seat_id=crowd, dossier_id=first.pk, snapshot_id=first.snapshot_id)
        self.rows(Declaration, seat_id=crowd, dossier_id=texts, conflict="declared")
        if panel.sign_offs.exists():
            self.rows(SignOff, panel_id=panel.pk, number=self.numbers, set_aside_at=self.world.now)
            self.rows(Outcome, panel_id=panel.pk, dossier_id=texts)

    def _finished(self, panel: Panel, **whose: Any) -> None:
        said = {name: value for name, value in whose.items() if name != "snapshot_id"}
        self.rows(Declaration, **said, conflict="none")
        made = self.rows(Assessment, **whose, state="finished")
        for criterion in panel.stage_rules.criteria:
            self.rows(Score, assessment_id=made, criterion=criterion.id, value=criterion.scale_max)

    def _edition(self, edition: Edition) -> None:
        own = {"edition_id": edition.pk}
        self.rows(Entry, **own, place_id=self.places)
        self.rows(Ceremony, **own, place_id=self.places)
        self.rows(TimelineStep, **own, step=self.named("step-{}"))
        self.rows(RulesVersion, **own, number=self.numbers, kind="amendment")
        self.rows(RoleGrant, **own, person_id=self.people, role="jury", ended_at=None)
        self.rows(LateLink, **own, place_id=self.places, revoked_at=None)

    def _place(self, place: Place) -> None:
        for model in (Entry, Ceremony):
            first = model.objects.filter(place=place).first() or model.objects.all()[0]  # type: ignore[attr-defined]
            copies(first, len(self.numbers), edition_id=self.past, place_id=self.all(place.pk))

    def _practices(self) -> None:
        """Practices that name what the first one names, all of the place that holds a title."""
        first, place = Practice.objects.order_by("pk")[0], Place.objects.get(key=self.world.at["pearl_key"])
        keys = self.named("crowded-{}")
        made = ids(copies(first, len(self.numbers), key=keys, place_id=self.all(place.pk)))
        self.rows(Adoption, practice_id=first.pk, place_id=self.places, state="public")
        self.rows(Adoption, practice_id=made, place_id=place.pk, state="public")
        names = first.namings.values_list("concept_id", "position")
        Naming.objects.bulk_create(
            Naming(practice_id=pk, concept_id=concept, position=position) for pk in made for concept, position in names
        )

    def _town(self) -> None:
        """The town works on many applications, speaks for many places and sits, as the juror does, on many panels."""
        town, own = self.world.people["town"], Application.objects.get(ref=self.world.at["own"])
        documents = ids(copies(own.document, len(self.numbers)))
        copies(own, len(self.numbers), place_id=self.places, document_id=documents)
        self.rows(SavedSearch, person_id=town.pk)
        self.rows(Speaker, person_id=town.pk, place_id=self.places, state="confirmed")
        self.rows(Speaker, person_id=self.people, place_id=self.places, state="claimed")
        panels = self.rows(Panel, edition_id=self.editions)
        for who in ("town", "juror1"):
            self.rows(Seat, panel_id=panels, person_id=self.world.people[who].pk, state="accepted")

    def _office(self) -> None:
        self.rows(Message, state="held")
        self.rows(RoleGrant, edition_id=None, person_id=self.people, role="jury", ended_at=None)
        by_hand = Place.objects.get(key=self.world.at["by_hand"])
        copies(by_hand, len(self.numbers), key=self.named("by-hand-{}"))


def ids(rows: Iterable[Model]) -> list[int]:
    return [row.pk for row in rows]
