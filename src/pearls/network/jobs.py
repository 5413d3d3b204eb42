"""What the network does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.network import queries, services


def a_letter_is_due() -> bool:
    """Whether it is time for anybody's letter."""
    return queries.due_letters(now=utc_now()).exists()


@periodic(every=timedelta(minutes=30), when=a_letter_is_due)
@job()
def write_of_boards() -> int:
    """Write what is new on the boards to whoever wants to hear of it. Safe to run twice: each letter is claimed."""
    actor, now = Actor.system("noticeboards"), utc_now()
    return sum(
        services.tell_of_news(actor=actor, choice=choice, now=now) > 0 for choice in queries.due_letters(now=now)
    )
