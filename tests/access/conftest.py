"""One server with the whole demonstration in it for all tests of this folder; each goes through it as somebody."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from pearls.calls import services as calls
from pearls.calls.models import Application
from pearls.credentials import queries as credential_queries
from pearls.documents import queries as document_queries
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.people.models import Person
from pearls.plans import queries as plan_queries
from pearls.plans.models import PaperBack
from pearls.titles import services as titles
from pearls.titles.rules import TitleKind
from tests.access.visits import Visit, all_visits
from tests.browser import Reader, database_in
from tests.database import migrated_file
from tests.walk.world import NOBODY, World, make_world


@dataclass(frozen=True)
class Stage:
    """The demonstration, where it is served, and where its uploads lie."""

    world: World
    address: str
    folder: Path

    def reader(self, chromium: Browser, walker: str) -> Reader:
        reader = Reader(chromium, self.address)
        if walker != NOBODY:
            reader.signs_in(self.world.people[walker])
        return reader


@pytest.fixture(scope="package")
def stage(django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Made once; tests may leave something behind in it."""
    if connection.vendor != "sqlite":
        pytest.skip("pages look the same whichever database they come from")
    folder = tmp_path_factory.mktemp("demonstration")
    settings.MEDIA_ROOT = folder
    with django_db_blocker.unblock(), database_in(migrated_file(folder / "demonstration.sqlite3")):
        world = make_world(utc_now())
        server = LiveServer("localhost")
        yield Stage(world, server.url, folder)
        server.stop()


@pytest.fixture(autouse=True)
def _media_of_the_stage(_own_media_folder: None, stage: Stage) -> None:
    settings.MEDIA_ROOT = stage.folder


@pytest.fixture(scope="package")
def visits(stage: Stage) -> dict[Visit, str]:
    """Every page worth a look, with the name of its door."""
    world = stage.world
    _two_texts_in_one_spot(world)
    asked = Visit(NOBODY, "/en/eligibility/?place=riga-lv")
    return all_visits(world, [asked, *_behind_letters(), *_title(world), _plan_back_from_paper(world)])


def _two_texts_in_one_spot(world: World) -> None:
    own = Application.objects.select_related("document").get(ref=world.at["own"])
    saved = calls.save_answer(
        actor=world.actor("colleague"),
        application=own,
        question_id="motivation",
        raw="Written on a train that had no line.",
        base_revision=0,
        writer="train",
        now=world.now,
    )
    assert saved.rival


def _behind_letters() -> Iterator[Visit]:
    """The pages behind the links of letters: a new account, a forgotten password."""
    person = Person.objects.create_user("newcomer@demo.test", "a-demo-password-of-tests", name="Nora Newcomer")
    mail = EmailAddress.objects.create(user=person, email=person.email, primary=True)
    yield Visit(NOBODY, reverse("people:confirm-email", kwargs={"key": EmailConfirmationHMAC(mail).key}))
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    yield Visit(NOBODY, reverse("people:password-reset", kwargs=key))


def _plan_back_from_paper(world: World) -> Visit:
    """What a file would change, where somebody wrote meanwhile: a text, an entry more, an entry less, another order."""
    plan = plan_queries.plan_by_ref(world.at["pearl"])
    assert plan is not None
    content = plan_queries.content_of(plan)
    goals = [*reversed(content["goals"][1:]), {"id": "fresh", "goal": "A goal that came on paper"}]
    content |= {"vision": f"{content['vision']} And a sentence from paper.", "goals": goals}
    paper = PaperBack.objects.create(
        plan=plan,
        name="plan.docx",
        content=content,
        base={**document_queries.revisions_of(plan.document), "vision": 0},
        brought_at=world.now,
        brought_by=world.people["pearltown"],
    )
    return Visit("pearltown", reverse("plans:paper-changes", kwargs={"ref": plan.ref, "paper_ref": paper.ref}))


def _title(world: World) -> Iterator[Visit]:
    """A title that was given here, which the office may take back."""
    application = Application.objects.select_related("edition__rules_version", "place").get(
        edition__key="demo-jury", place__key="sandkrog-dk"
    )
    title = titles.award_title(
        actor=Actor.system("tests"), application=application, kind=TitleKind.BY_RANK, now=world.now
    )
    yield Visit(NOBODY, reverse("titles:title-page", kwargs={"ref": title.ref}))
    yield Visit("coordinator", reverse("titles:title-withdraw", kwargs={"ref": title.ref}))
    credential = credential_queries.credential_of(title.subject)
    assert credential is not None
    yield Visit(NOBODY, reverse("credentials:credential", kwargs={"ref": credential.ref}))
