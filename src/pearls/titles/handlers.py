"""What titles do when something happens in a lower room."""

from pearls.kernel import events
from pearls.selection.events import ResultPublished
from pearls.titles import services


def on_result_published(event: ResultPublished) -> None:
    """A jury's result makes Pearls; a committee's pre-selection does not."""
    if event.stage == "final":
        services.award_result(actor=event.actor, panel=event.panel, edition_key=event.edition, now=event.now)


events.subscribe(ResultPublished, on_result_published)
