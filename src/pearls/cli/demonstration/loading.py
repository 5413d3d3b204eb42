"""Loading the demonstration, and moving its dates when time has passed."""

from datetime import datetime, timedelta

from django.db import transaction

from pearls.cli.demonstration import editions
from pearls.cli.demonstration.calendar import play_calendar
from pearls.cli.demonstration.exchange import play_exchange
from pearls.cli.demonstration.jury import play_jury_edition
from pearls.cli.demonstration.learning import play_learning
from pearls.cli.demonstration.meeting import play_meeting_edition
from pearls.cli.demonstration.network import play_network
from pearls.cli.demonstration.news import play_news
from pearls.cli.demonstration.newsletters import play_newsletters
from pearls.cli.demonstration.open_call import play_open_call
from pearls.cli.demonstration.pairs import play_pairs
from pearls.cli.demonstration.plan_writing import play_plan_writing
from pearls.cli.demonstration.practices import play_practices
from pearls.cli.demonstration.refreshing import move_title_year
from pearls.cli.demonstration.seed_money import open_seed_money_again, play_seed_money
from pearls.cli.demonstration.title_year import play_title_year
from pearls.cli.demonstration.towns import Stage
from pearls.kernel.actor import Actor, Role
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.people import services as people
from pearls.practices import services as practices
from pearls.programme import queries as programme_queries
from pearls.programme import services as programme
from pearls.programme.rules import Stage as SelectionStage
from pearls.programme.rules import Step
from pearls.selection import services as selection

# Roles that hold for every edition, and those of one; seats on panels are given with the panels.
ROLES = {
    "coordinator": Role.COORDINATOR,
    "committee": Role.COMMITTEE,
    "mentor": Role.MENTOR,
    "editor": Role.EDITOR,
    "finance": Role.FINANCE,
    "finance2": Role.FINANCE,
    "partner": Role.PARTNER,
    "admin": Role.ADMIN,
}
JURY = {"chair": Role.CHAIR, **{f"juror{number}": Role.JURY for number in range(1, 6)}}
ROLES_OF_EDITION = {
    editions.JURY: JURY,
    editions.MEETING: JURY,
    editions.OPEN: {"chair": Role.CHAIR},
    editions.PLANS: {"chair": Role.CHAIR},
    editions.TITLES: {"chair": Role.CHAIR, "juror1": Role.JURY, "juror2": Role.JURY},
}


@transaction.atomic
def load_demonstration(*, actor: Actor, now: datetime) -> bool:
    """Play the demonstration once: people, and one edition in each of its stages. False if it is there."""
    cast = people.load_demo_people(actor=actor, now=now)
    for who, role in ROLES.items():
        programme.grant_role(actor=actor, person=cast[who], role=role, edition=None, now=now)
    if programme_queries.editions_for(actor).filter(key=editions.OPEN).exists():
        return False
    play_title_year(_set_up(actor, editions.TITLES, cast, now), cast, now)
    play_jury_edition(_set_up(actor, editions.JURY, cast, now), cast, now)
    play_meeting_edition(_set_up(actor, editions.MEETING, cast, now), cast, now)
    stage = _set_up(actor, editions.OPEN, cast, now)
    play_open_call(stage, cast, now)
    _ask_the_committee(stage, cast, now)
    play_plan_writing(_set_up(actor, editions.PLANS, cast, now), cast, now)
    play_news(cast, now)
    play_newsletters(cast, now)
    play_practices(cast, now)
    play_calendar(cast, now)
    play_seed_money(cast, now)
    play_exchange(cast, now)
    _keep_a_search(cast, now)
    _ask_for_the_week(cast, now)
    play_network(cast, now)
    play_learning(cast, now)
    play_pairs(actor, cast, now)
    return True


def _keep_a_search(cast: dict[str, people_queries.Person], now: datetime) -> None:
    """The town wants to hear of what helps against the leaving of the young; all that has come since is new to it."""
    practices.save_search(
        actor=people_queries.actor_of(cast["town"]),
        name="So that the young stay",
        asked={"challenge": "youth-outmigration", "country": "LV"},
        language=cast["town"].language,
        letters="weekly",
        now=now - timedelta(days=8),
    )


def _ask_for_the_week(cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Some want their page Today by mail every Monday; the site writes it (`site.services.write_invented_weeks`)."""
    for who in ("coordinator", "town", "mentor"):
        actor = people_queries.actor_of(cast[who])
        mail.subscribe(actor=actor, kind="today-weekly", to=cast[who].subject, now=now - timedelta(days=20))


def _set_up(actor: Actor, key: str, cast: dict[str, people_queries.Person], now: datetime) -> Stage:
    """A published edition under the ready-made rules, its rules fixed since its call opened."""
    before = editions.day_of(Step.CALL_OPENS, key, now, plus=-10)
    edition = programme.create_edition(
        actor=actor,
        programme=programme_queries.default_programme(),
        text=editions.rules_text(key, now),
        now=before,
        is_demonstration=True,
    )
    programme.publish_edition(actor=actor, edition=edition, now=before)
    programme.freeze_rules(actor=actor, edition=edition, now=editions.day_of(Step.CALL_OPENS, key, now))
    for who, role in ROLES_OF_EDITION[key].items():
        programme.grant_role(actor=actor, person=cast[who], role=role, edition=edition, now=before)
    return Stage(edition=programme_queries.edition_by_key(key), office=actor)


def _ask_the_committee(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Invitations to the pre-selection of the open call, which wait for an answer."""
    panel = selection.convene_panel(
        actor=stage.office, edition=stage.edition, stage=SelectionStage.PRESELECTION, now=now
    )
    for key, country in (("committee", "PL"), ("chair", "DK")):
        selection.invite(
            actor=stage.office, panel=panel, person=cast[key], now=now, country=country, is_chair=key == "chair"
        )


@transaction.atomic
def refresh_demonstration(*, actor: Actor, now: datetime) -> int:
    """Move the dates of the demonstration so that each edition is in its stage today, and its title year is alive.

    Gives the number of editions moved. Raises: Edition.DoesNotExist, where no demonstration is loaded.
    """
    before = editions.loaded_for(programme_queries.edition_by_key(editions.OPEN).call_opens_at)
    # A demonstration that was loaded by an earlier version has fewer editions.
    there = list(programme_queries.editions_for(actor).filter(key__in=editions.KEYS))
    for edition in there:
        text = editions.rules_text(edition.key, now)
        programme.move_demonstration_dates(actor=actor, edition=edition, text=text, now=now)
    move_title_year(before=before, now=now)
    open_seed_money_again(actor, now)
    return len(there)
