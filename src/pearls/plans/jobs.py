"""What this room does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.plans.queries import sessions as queries
from pearls.plans.queries import topics as topic_queries
from pearls.plans.services import residents
from pearls.selection import services as selection


def is_due() -> bool:
    """Whether a day is over whose salt is still there."""
    return queries.has_old_salts(utc_now().date())


@periodic(every=timedelta(hours=1), when=is_due)
@job()
def throw_away_salts() -> int:
    """Once a day is over, nobody can tell any more which addresses its hashes stood for."""
    now = utc_now()
    return residents.throw_away_salts(actor=Actor.system("salts"), day=now.date(), now=now)


def some_texts_wait() -> bool:
    """Whether nobody has told a jury's panel yet what its plans are about."""
    return bool(topic_queries.panels_without_topics())


@periodic(every=timedelta(minutes=1), when=some_texts_wait)
@job()
def name_topics() -> int:
    """Tell each jury's panel what plans can be about and what its own are; safe to run twice."""
    actor, topics = Actor.system("topics"), topic_queries.topics_offered()
    return sum(
        selection.hand_topics(
            actor=actor, panel=panel, topics=topics, named=topic_queries.topics_named(panel), now=utc_now()
        )
        for panel in topic_queries.panels_without_topics()
    )
