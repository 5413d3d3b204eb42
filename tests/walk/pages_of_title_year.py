"""Pages of the title year that no door leads to, and what the demonstration has no case of there."""

from collections.abc import Iterator
from datetime import time

from django.urls import reverse

from pearls.calendar.models import Event
from pearls.calendar.models import Question as EventQuestion
from pearls.exchange.models import AgendaItem, Participant, Visit
from pearls.network.models import Post, Wording
from pearls.plans.models import LogEntry
from pearls.titles.models import Title
from tests.walk.world import World


def pages_of_title_year() -> Iterator[tuple[str, str]]:
    """Who looks, and at what."""
    yield from year_pages()
    for ref in Event.objects.values_list("ref", flat=True):
        yield "nobody", reverse("calendar:event", args=[ref])
        yield "coordinator", reverse("calendar:event", args=[ref])
        yield "coordinator", reverse("calendar:desk", args=[ref])
        yield "coordinator", reverse("calendar:people", args=[ref])
    for ref in Visit.objects.values_list("ref", flat=True):
        for walker in ("coordinator", "town", "pearltown"):
            yield walker, reverse("exchange:visit", args=[ref])
            yield walker, reverse("exchange:visit-report", args=[ref])
    for ref in Post.objects.filter(answers=None).values_list("ref", flat=True):
        yield "coordinator", reverse("network:post", args=[ref])


def more_of_the_title_year(world: World) -> None:
    """An event that is called off, a question with choices, a day of a visit, a post that was changed, one removed."""
    called_off, other = Event.objects.filter(state="published", starts_at__gt=world.now).order_by("pk")[:2]
    Event.objects.filter(pk=called_off.pk).update(state="cancelled", cancelled_because="The hall is flooded.")
    Event.objects.filter(pk=other.pk).update(topics=[{"en": "Trust among neighbours"}])
    EventQuestion.objects.update(kind="choice", choices=["With fish", "Without fish"])
    visit = Visit.objects.get(ref=world.at["visit"])
    AgendaItem.objects.create(
        visit=visit, day=visit.first_day, starts=time(9), what="Bread", where="Mill", lead="Ida", added_at=world.now
    )
    Participant.objects.create(visit=visit, side="guest", name="Ida", function="Baker", added_at=world.now)
    posts = Post.objects.filter(answers=None, removed_at=None).exclude(ref=world.at["network_post"])
    Wording.objects.create(post_id=posts[0].pk, title="Bread", text="We bake.", until=world.now)
    Post.objects.filter(pk=posts[1].pk).update(removed_at=world.now, removed_because="It is an advertisement.")


def year_pages() -> Iterator[tuple[str, str]]:
    """The title year of the town that holds a title: its log, its figures, its drafts of practices, its public plan."""
    application = pearl_of_the_town().application
    assert application is not None
    at = {"ref": application.ref}
    yield "town", reverse("plans:year", kwargs=at)
    for activity in sorted(
        set(LogEntry.objects.filter(plan__application=application).values_list("activity", flat=True))
    ):
        yield "town", reverse("plans:year-activity", kwargs=at | {"activity_id": activity})
    public = {"place": application.place.key, "edition": application.edition.key}
    yield "nobody", reverse("plans:published-plan", kwargs=public)


def pearl_of_the_town() -> Title:
    """The one title of the demonstration whose town is one of those who walk."""
    return Title.objects.get(is_history=False, application__began_by__email="town@demo.test")
