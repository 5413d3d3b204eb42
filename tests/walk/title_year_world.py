"""What the walk finds in the rooms of mentors, visits and the network."""

from datetime import timedelta
from typing import Any

from pearls.exchange.models import Need, Offer, Photo, Visit
from pearls.mentoring.models import HandOver, MatchRun, MentorProfile, Pair
from pearls.network import queries as network_queries
from pearls.network.models import ContactPoint, Group, LetterChoice, Member, Note, Post, ReplyLink, Report
from pearls.programme.models import Partner


def mentoring_things(world: Any) -> None:
    """A pair, a hand-over, a proposal; as the demonstration has them."""
    pair = Pair.objects.get(place__key="malezera-lv")
    contact = MentorProfile.objects.get(contact_from__isnull=False)
    world.at |= {
        "mentor_pair": pair.ref,
        "mentor_meeting": pair.meetings.filter(state="planned")[0].ref,
        "hand_over": HandOver.objects.get().ref,
        "contact_point": contact.ref,
        "other_mentor": contact.person.ref,
        "match_run": MatchRun.objects.get().ref,
    }


def exchange_things(world: Any) -> None:
    """What the demonstration's town offers and looks for, and the visit that it expects."""
    own = {"person": world.people["town"]}
    world.at |= {"visit_offer": Offer.objects.get(**own).ref, "visit_need": Need.objects.get(**own).ref}
    world.at["visit"] = Visit.objects.get(state="agreed").ref
    photo = Photo.objects.get()
    world.at |= {"visit_told": photo.report.visit.ref, "visit_photo": photo.ref}


def network_things(world: Any) -> None:
    """What is in the network of the demonstration, and a link that stood in a letter."""
    town = world.people["town"]
    asking = Post.objects.filter(author=world.people["othertown"], answers=None).order_by("pk")[0]
    link = ReplyLink.objects.create(
        person=town, post=asking, made_at=world.now, expires_at=world.now + timedelta(days=14)
    )
    world.at |= {
        "network_member": Member.objects.get(place__key="malezera-lv").ref,
        "network_note": Note.objects.get().ref,
        "network_post": Post.objects.filter(author=town, group=None, answers=None).order_by("pk")[0].ref,
        "network_group": Group.objects.get(joining="request").ref,
        "network_term": ContactPoint.objects.get().ref,
        "network_report": Report.objects.get().ref,
        "network_partner": Partner.objects.order_by("number")[0].key,
        "network_mute": network_queries.mute_token(Note.objects.get(), town),
        "network_stop": network_queries.stop_token(LetterChoice.objects.get(person=town, group=None)),
        "network_reply": network_queries.reply_token(link),
    }
