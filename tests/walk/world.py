"""The world that the walk goes through: the demonstration, and in it everything that has a secret or an owner.

It is played once, in a transaction that is never committed; every step of the walk is taken back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from pearls.audit.models import Entry
from pearls.calls import queries as call_queries
from pearls.calls import services as calls
from pearls.calls.models import Application
from pearls.calls.rules import Right
from pearls.cli.demonstration import load_demonstration
from pearls.documents.services import publish_shipped_forms
from pearls.files import queries as file_queries
from pearls.files import services as files
from pearls.kernel.actor import ANONYMOUS, Actor, Role
from pearls.kernel.refs import new_secret
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.mail.models import Message, Unreachable
from pearls.news import queries as news_queries
from pearls.news import services as news
from pearls.news.models import NewsletterIssue, Story
from pearls.news.rules import Telling
from pearls.people.models import Person, Speaker
from pearls.people.services.demonstration import DEMO_PEOPLE
from pearls.places.models import Place
from pearls.places.services import load_demonstration_places, load_places
from pearls.plans.models import Flag, Plan, Session, Thread
from pearls.practices import queries as practice_queries
from pearls.practices import services as practices
from pearls.practices.models import Contribution, Practice
from pearls.practices.rules.adoptions import Outcome, Told
from pearls.programme import queries as programme_queries
from pearls.programme import services as programme
from pearls.programme.models import RoleGrant
from pearls.programme.services import load_programme
from pearls.selection import queries as selection_queries
from pearls.selection import services as selection
from pearls.selection.models import Dossier, Panel, Seat, Tie
from pearls.selection.rules.ties import EdgeKind, Ruling
from pearls.titles.models import Title
from pearls.titles.services import load_history_titles
from tests.practices.samples import a_record
from tests.walk.calendar_world import calendar_things
from tests.walk.complaints_world import complaint_things
from tests.walk.learning_world import furnish_courses
from tests.walk.seed_money import seed_money_refs
from tests.walk.sheets import ready_sheets
from tests.walk.title_year_world import exchange_things, mentoring_things, network_things

NOBODY = "nobody"
# The demonstration's cast, and four more: a writer of a candidate's plan, the office of one edition alone,
# somebody with an account and nothing else, who speaks for a place that got no title.
MORE = {"pearltown": "Māra Liepa", "openoffice": "Ona Office", "stranger": "Steffen Stranger", "losttown": ""}
TWINS = {"finance2", "juror5"}  # nothing that finance and juror4 do not have
WALKERS = (NOBODY, *(person.key for person in DEMO_PEOPLE if person.key not in TWINS), *MORE)

# Everybody walks in the slow suite; in the fast one those who differ most.
FAST = (NOBODY, "stranger", "town", "mentor", "juror2", "openoffice")
# PostgreSQL is asked by a town and the office of one edition in the fast suite, by everybody in the slow one.
MARKS = dict.fromkeys(set(WALKERS) - set(FAST), pytest.mark.slow) | dict.fromkeys(FAST[:4], pytest.mark.pages)
PARAMETERS = [pytest.param(walker, marks=MARKS.get(walker, ())) for walker in WALKERS]

LETTER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NOTE = "My sister-in-law leads the choir there"
COMMENT = "A budget that nobody has reckoned through"
CANNOT = "I wrote a chapter of it myself"
PHONE = "+372 5555 0199"


@dataclass
class World:
    """Who walks, and the references of what there is to find."""

    now: datetime
    people: dict[str, Person]
    at: dict[str, str] = field(default_factory=dict)
    answers: dict[tuple[str, str], HttpResponse] = field(default_factory=dict)  # what a walker was shown at an address

    def client(self, walker: str) -> Client:
        client = Client(raise_request_exception=False)
        if walker != NOBODY:
            client.force_login(self.people[walker])
        return client

    def actor(self, walker: str) -> Actor:
        return programme_queries.actor_for(self.people[walker])


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever happens in here has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def acts_count() -> int:
    return Entry.objects.count()


def make_world(now: datetime) -> World:
    office = Actor.system("tests")
    for load in (load_places, load_demonstration_places, load_programme, load_history_titles, publish_shipped_forms):
        load(actor=office, now=now)  # type: ignore[operator]
    load_demonstration(actor=office, now=now)
    cast = {person.key: Person.objects.get(email=person.email) for person in DEMO_PEOPLE}
    world = World(now, cast)
    _more_people(world, office)
    _applications(world, office)
    _panels(world, office)
    _small_things(world)
    _tools(world)
    _practices(world, office)
    world.at |= seed_money_refs()
    exchange_things(world)
    _news(world)
    network_things(world)
    world.at |= calendar_things()
    mentoring_things(world)
    furnish_courses(world)
    complaint_things(world)
    return world


def _more_people(world: World, office: Actor) -> None:
    world.people["pearltown"] = Person.objects.get(email="culture@dzintarciems-lv.demo.test")
    for key in ("openoffice", "stranger"):
        person = Person.objects.create_user(f"{key}@demo.test", None, name=MORE[key])
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        world.people[key] = person
    programme.grant_role(
        actor=office,
        person=world.people["openoffice"],
        role=Role.COORDINATOR,
        edition=programme_queries.edition_by_key("demo-open"),
        now=world.now,
    )


def _application_of(edition: str, place: str) -> Application:
    return Application.objects.select_related("edition__rules_version", "place", "document__form_version").get(
        edition__key=edition, place__key=place
    )


def _applications(world: World, office: Actor) -> None:
    at, now = world.at, world.now
    own, other = _application_of("demo-open", "vejupe-lv"), _application_of("demo-open", "lumisalmi-fi")
    pearl, filed = _application_of("demo-jury", "dzintarciems-lv"), _application_of("demo-open", "kadakrand-ee")
    at |= {"own": own.ref, "other": other.ref, "pearl": pearl.ref, "filed": filed.ref}
    at["file"] = _with_letter(filed, now, "council-letter-kadakrand.pdf")
    at["own_file"] = _with_letter(own, now, "council-letter-vejupe.pdf")
    calls.decide_eligibility(actor=office, application=filed, is_eligible=True, reason="", now=now)
    invited = calls.invite_member(
        actor=world.actor("town"), application=own, email="guest@example.test", right=Right.COMMENT, now=now
    )
    at |= {"token": invited.token, "member": invited.ref, "comment": own.comments.get().ref}
    edition = programme_queries.edition_by_key("demo-open")
    link = calls.give_late_link(
        actor=office,
        edition=edition,
        place=Place.objects.get(key="heidewinkel-de"),
        until=edition.call_closes_at + timedelta(days=3),  # type: ignore[operator]
        reason="The server of the town hall burnt down.",
        now=now,
    )
    at |= {"late": link.ref, "late_secret": link.secret}
    for name, application in (("other", other), ("pearl", pearl), ("filed", filed)):
        at[f"{name}_receipt"] = application.submissions.filter(kind="application").order_by("-number")[0].ref
    at |= {"mentor_ref": world.people["mentor"].ref, "mentorship": call_queries.mentors_of(pearl).get().ref}
    at["plan_receipt"] = pearl.submissions.get(kind="plan").ref
    at["thread"] = Thread.objects.get(plan__application=pearl, settled_at=None).ref
    at["flag"] = Flag.objects.get(plan__application=pearl).ref
    at["wording"] = Thread.objects.get(plan__application=pearl, suggestion__isnull=False).ref


def _with_letter(application: Application, now: datetime, name: str) -> str:
    """The town adds a letter and a phone number, and sends anew where it had sent."""
    writer = programme_queries.actor_for(application.began_by)  # type: ignore[arg-type]
    document = application.document
    stored = files.store_file(
        actor=writer,
        upload=SimpleUploadedFile(name, LETTER, "application/pdf"),
        owner=document.file_owner,
        allowed=frozenset({"pdf"}),
        now=now,
    )
    file = {"ref": stored.ref, "name": stored.name, "kind": "pdf", "size": stored.size_bytes, "sha256": stored.sha256}
    contact = {"name": "Kontakts Kontaktiņš", "role": "Clerk", "email": f"private@{application.place.key}.test"}
    for question, value in (
        ("political_support", True),
        ("political_letter", [file]),
        ("contact", contact | {"phone": PHONE}),
    ):
        outcome = calls.save_answer(
            actor=writer,
            application=application,
            question_id=question,
            raw=value,
            base_revision=1 if question != "political_letter" else 0,
            writer="demonstration",
            now=now,
        )
        assert not outcome.problem, outcome.problem
    if application.state != "draft":
        calls.submit_application(actor=writer, application=application, now=now)
        application.refresh_from_db()
    return str(stored.ref)


def _panels(world: World, office: Actor) -> None:
    at, now, actor = world.at, world.now, world.actor
    panels = {f"{p.edition.key}-{p.stage}": p for p in Panel.objects.select_related("edition", "rules_version")}
    opened, final, past = panels["demo-open-preselection"], panels["demo-jury-final"], panels["demo-jury-preselection"]
    at |= {"opened": opened.ref, "final": final.ref, "past": past.ref}
    at["past_text"] = past.dossiers.order_by("pk")[0].ref
    signed = past.sign_offs.get()
    signed.pk, signed.number, signed.set_aside_at = None, 2, now
    signed.save(force_insert=True)
    for key in ("committee", "chair"):
        seat = Seat.objects.get(panel=opened, person=world.people[key])
        selection.answer_invitation(actor=actor(key), seat=seat, accepts=True, now=now)
    handed = call_queries.dossiers_for_preselection(opened.edition)
    selection.receive_dossiers(actor=office, panel=opened, dossiers=handed, now=now)
    filed = Dossier.objects.get(panel=opened, key="kadakrand-ee")
    committee = Seat.objects.get(panel=opened, person=world.people["committee"])
    selection.declare(actor=actor("committee"), seat=committee, dossier=filed, has_conflict=False, now=now)
    selection.record_score(
        actor=actor("committee"),
        seat=committee,
        dossier=filed,
        criterion=opened.stage_rules.criteria[0].id,
        value=Decimal(3),
        comment=COMMENT,
        now=now,
    )
    at |= {"filed_dossier": filed.ref, "opened_seat": committee.ref}
    _jury(world, final)
    met = panels["demo-meeting-final"]
    at |= {"met": met.ref, "met_text": met.meeting.current.ref, "met_vote": met.votes.get(closed_at=None).ref}


def _jury(world: World, final: Panel) -> None:
    """The second juror is in conflict with one plan, and cannot judge another."""
    at, now, juror2 = world.at, world.now, world.actor("juror2")
    seats = {seat.person.email.partition("@")[0]: seat for seat in final.seats.select_related("person")}
    at |= {f"seat_{key}": seat.ref for key, seat in seats.items()}
    dossiers = {dossier.key: dossier for dossier in final.dossiers.all()}
    at |= {"plan": dossiers["dzintarciems-lv"].ref, "danish": dossiers["sandkrog-dk"].ref}
    waiting = [row.dossier for row in selection_queries.to_read(seats["juror2"]) if row.conflict is None]
    conflict, unable = waiting[0], waiting[1]
    selection.declare(actor=juror2, seat=seats["juror2"], dossier=conflict, has_conflict=True, note=NOTE, now=now)
    selection.declare(actor=juror2, seat=seats["juror2"], dossier=unable, has_conflict=False, now=now)
    selection.say_cannot_judge(actor=juror2, seat=seats["juror2"], dossier=unable, reason=CANNOT, now=now)
    at |= {"conflict": conflict.ref, "unable": unable.ref}
    _ties(world, final, seats["juror3"], {dossiers["dzintarciems-lv"], dossiers["sandkrog-dk"], conflict, unable})
    first = seats["juror1"].assessments.get(dossier=dossiers["dzintarciems-lv"])
    at["assessment"] = first.ref
    at |= ready_sheets(final, seats, world.actor("juror1"), world.actor("coordinator"))


def _ties(world: World, final: Panel, seat: Seat, others: set[Dossier]) -> None:
    """The third juror has business with a town, which the chair has decided about, and works there, which waits."""
    free = final.dossiers.filter(left_at=None).exclude(pk__in=[dossier.pk for dossier in others])
    place = free.exclude(country=seat.country).order_by("key")[0].place
    juror, chair = world.actor("juror3"), world.actor("chair")
    for kind, organisation in ((EdgeKind.BUSINESS, ""), (EdgeKind.EMPLOYED_BY, "Port of the town")):
        said = selection.say_connection(actor=juror, kind=kind, organisation=organisation, place=place, now=world.now)
    decided, waits = Tie.objects.filter(seat=seat, dossier__place=place).exclude(kind="own-country").order_by("pk")
    selection.decide_tie(
        actor=chair, panel=final, tie=decided, ruling=Ruling.MAY_READ, reason="It was one poster.", now=world.now
    )
    world.at |= {"connection": said.ref, "tie": waits.ref}


def _small_things(world: World) -> None:
    at = world.at
    claim = Speaker.objects.get(person=world.people["colleague"])
    held = Message.objects.filter(state="held").order_by("pk").first()
    private = Message.objects.filter(is_private=True).order_by("pk").first()
    by_hand = Place.objects.get(name="Nyholmen")
    at |= {
        "claim": claim.ref,
        "letter": held.ref if held else "",
        "private_letter": private.ref if private else "",
        "by_hand": by_hand.key,
        "grant": RoleGrant.objects.get(person=world.people["editor"]).ref,
        "open_grant": RoleGrant.objects.get(person=world.people["openoffice"]).ref,
        "title": Title.objects.order_by("pk")[0].ref,
        "kept_letter": Message.objects.filter(state="released", is_private=False).order_by("pk")[0].ref,
        "sent": _application_of("demo-open", "gintarava-lt").ref,
        "pearl_key": "kiel-de",
        "place_key": "cesis-lv",
        "next_week": f"{world.now + timedelta(days=7):%Y-%m-%d}",
        "next_year": f"{world.now + timedelta(days=365):%Y-%m-%dT10:00}",
    }


def _news(world: World) -> None:
    """The demonstration's story with a photo, and a draft of the same town."""
    told = Story.objects.get(kind="story", translation_of=None)
    draft = news.begin_story(
        actor=world.actor("town"), telling=Telling("lv", "Melns", "Uz balta", "Viss."), place=told.place, now=world.now
    )
    world.at |= {"story_slug": told.slug, "photo": str(told.photos.all()[0].ref), "draft_story": str(draft.slug)}
    asked = news.ask_for_newsletter(
        actor=ANONYMOUS, address="asks@demo.test", language="en", sender="192.0.2.7", now=world.now
    )
    world.at |= {
        "draft_issue": NewsletterIssue.objects.get(state="draft").ref,
        "sent_issue": NewsletterIssue.objects.get(state="sent").ref,
        "newsletter_token": news_queries.confirm_token(asked, "en"),
        "lake_story": told.ref,
    }


def _practices(world: World, office: Actor) -> None:
    """One of which much is published, one of which little is."""
    practices.load_vocabulary(actor=office, now=world.now)
    own = Contribution.objects.filter(author=world.people["town"], made_from="")
    public = own.get(state="public")
    world.at |= {"contribution": own.get(state="draft").ref, "told_practice": public.practice.key}  # type: ignore[union-attr]
    few = a_record(id="barn", title="A barn", country="DK", place=None, lat=None, lon=None, start_year=None)
    practices.import_practices(actor=office, records=[a_record(outcomes=["A choir"]), few], now=world.now)
    proof = SimpleUploadedFile("evening.pdf", LETTER, "application/pdf")
    tried = practices.tell_adoption(
        actor=world.actor("pearltown"),
        practice=Practice.objects.get(key="village-theatre"),
        place=Place.objects.get(key="dzintarciems-lv"),
        told=Told(taken="The soup evenings", outcome=Outcome.FAILED, result="Nobody came twice."),
        is_published=True,
        proof=practices.Proof(proof, has_consent=True),
        now=world.now,
    )
    world.at |= {"tried": tried.ref, "tried_file": file_queries.files_of_owner(tried.subject)[0].ref}
    search = practice_queries.searches_of(world.actor("town")).get()
    world.at |= {"saved_search": search.ref, "stop_token": practice_queries.token_of(search)}
    _letters_asked_for(world)


def _letters_asked_for(world: World) -> None:
    """The town wants the page Today by mail."""
    town = world.actor("town")
    asked = mail.subscribe(actor=town, kind="today-weekly", to=f"person:{town.ref}", now=world.now)
    world.at["unreachable"] = Unreachable.objects.get().ref
    world.at["asked_token"] = mail_queries.stop_address(asked, "en").split("/")[-2]


def _tools(world: World) -> None:
    """A vote with residents on an idea of the Pearl that is written about."""
    plan = Plan.objects.get(application__ref=world.at["pearl"])
    session = Session.objects.create(
        plan=plan, tool="dotmocracy", title="Ideas for the harbour", secret=new_secret(), created_at=world.now
    )
    item = session.items.create(lane="ideas", text="A fair of open houses", position=1, added_at=world.now)
    world.at |= {"session": session.ref, "session_secret": str(session.secret), "session_item": item.ref}


def answers_of(ref: str, *, of_plan: bool = False) -> dict[str, Any]:
    """The answers of an application, or of its plan, as they stand."""
    application = Application.objects.get(ref=ref)
    document = application.plan.document if of_plan else application.document
    return {row.question: row.value for row in document.fields.all()}
