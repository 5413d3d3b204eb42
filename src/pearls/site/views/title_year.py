"""The title year on one page: what there is in it, and the way into each room, as far as it is for the reader."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from pearls.kernel.actor import Actor, Role
from pearls.web.gates import actor_of, public


@dataclass(frozen=True)
class Way:
    """A link into a room, and for whom it is worth showing; the page behind it decides who may."""

    page: str
    words: Promise
    roles: tuple[Role, ...] = ()
    is_for_members: bool = False
    is_for_office: bool = False

    def is_for(self, actor: Actor) -> bool:
        if self.roles or self.is_for_office:
            return (self.is_for_office and actor.is_office()) or actor.has_role(*self.roles)
        return actor.is_signed_in or not self.is_for_members


@dataclass(frozen=True)
class Part:
    """One thing that the title year brings."""

    key: str
    title: Promise
    lead: Promise
    ways: tuple[Way, ...]


PARTS = (
    Part(
        "learning",
        pgettext_lazy("part of the title year", "Learning"),
        _("Short courses and webinars, in your language where they are translated, with a certificate."),
        (
            Way("learning:course-list", _("All courses")),
            Way("learning:mine", _("My learning and certificates"), is_for_members=True),
            Way("learning:desk", _("Write courses"), (Role.MENTOR, Role.EDITOR), is_for_office=True),
            Way("learning:confirm-form", _("Confirm a certificate")),
        ),
    ),
    Part(
        "events",
        pgettext_lazy("part of the title year", "Events"),
        _("Webinars, workshops, the annual forum: register, put them into your calendar, say how it was."),
        (
            Way("calendar:event-list", _("Coming events")),
            Way("calendar:mine", _("My events and calendar address"), is_for_members=True),
            Way("calendar:organised", _("Organise events"), (Role.MENTOR, Role.PARTNER), is_for_office=True),
        ),
    ),
    Part(
        "mentoring",
        pgettext_lazy("part of the title year", "Mentoring"),
        _("Somebody who knows the country and the craft stands by each town: meetings, promises, notes."),
        (
            Way("mentoring:contact-points", _("Contact points by country")),
            Way("mentoring:pair-list", _("Towns and their mentors"), is_for_members=True),
            Way("mentoring:profile", _("My profile as a mentor"), (Role.MENTOR,)),
            Way("mentoring:own-hours", _("My hours"), (Role.MENTOR,)),
            Way("mentoring:office-mentors", _("Mentors and how many towns they take"), is_for_office=True),
            Way("mentoring:office-quiet", _("Towns gone quiet"), is_for_office=True),
            Way("mentoring:office-hours", _("Hours of all mentors"), is_for_office=True),
            Way("mentoring:office-twins", _("Mentors who support mentors"), is_for_office=True),
        ),
    ),
    Part(
        "seed-money",
        pgettext_lazy("part of the title year", "Seed money"),
        _("A small sum for local creative people, asked for from an activity of the plan."),
        (
            Way("seed_money:overview", _("How it works, and the rules")),
            Way("seed_money:own", _("My town’s requests"), is_for_members=True),
            Way(
                "seed_money:desk-editions", _("Requests, payments and the ledger"), (Role.FINANCE,), is_for_office=True
            ),
        ),
    ),
    Part(
        "exchange",
        pgettext_lazy("part of the title year", "Exchange visits"),
        _("Towns say what they can show and what they want to learn, find each other, and go there."),
        (
            Way("exchange:board", _("Offers and needs")),
            Way("exchange:fits", _("Who fits us"), is_for_members=True),
            Way("exchange:visit-list", _("My visits"), is_for_members=True),
            Way("exchange:office-list", _("All visits"), is_for_office=True),
        ),
    ),
    Part(
        "network",
        pgettext_lazy("part of the title year", "Network"),
        _("Pearls, candidates, partners and contact points: a directory, a noticeboard, working groups."),
        (
            Way("network:front", _("To the network")),
            Way("network:directory", _("The directory")),
        ),
    ),
)


@public
@require_safe
def title_year(request: HttpRequest) -> HttpResponse:
    """Every part with the ways that are for the reader; asks the database nothing of its own."""
    actor = actor_of(request)
    parts = [(part, [(reverse(way.page), way.words) for way in part.ways if way.is_for(actor)]) for part in PARTS]
    return render(request, "site/title_year.html", {"parts": parts})
