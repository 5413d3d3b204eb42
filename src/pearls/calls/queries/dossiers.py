"""What is handed to the rooms above: snapshots to be judged, never drafts."""

from dataclasses import dataclass

from pearls.calls.models import Application, Submission
from pearls.calls.rules import ENDED, State, SubmissionKind
from pearls.places import queries as place_queries
from pearls.programme.models import Edition

_NAMED = (
    *("number", "snapshot__ref", "snapshot__sha256", "application__ref", "application__language"),
    *(f"application__place__{name}" for name in place_queries.PLACE_AT_A_GLANCE),
)


@dataclass(frozen=True)
class Dossier:
    """One place's text as it was sent. `key` is the application's ref; `snapshot_ref` is what is read and scored."""

    key: str
    name: str
    country: str
    place_id: int
    place_key: str
    language: str
    snapshot_id: int
    snapshot_ref: str
    sha256: str


def dossiers_for_preselection(edition: Edition) -> list[Dossier]:
    """The latest application of every eligible place, by country and name."""
    states = (State.ELIGIBLE, State.CANDIDATE, State.NOT_ADMITTED, State.PLAN_SUBMITTED, State.AWARDED)
    return _dossiers(edition, SubmissionKind.APPLICATION, (*states, State.NOT_AWARDED, State.DROPPED_OUT))


def dossiers_for_final(edition: Edition) -> list[Dossier]:
    """The latest plan of every candidate that has sent one, by country and name."""
    return _dossiers(edition, SubmissionKind.PLAN, (State.PLAN_SUBMITTED, State.AWARDED, State.NOT_AWARDED))


def ended_refs(edition: Edition) -> set[str]:
    """The applications that ended by themselves: what a body decides about them afterwards moves them no more."""
    ended = Application.objects.filter(edition=edition, state__in=sorted(ENDED))
    return set(ended.values_list("ref", flat=True))


def _dossiers(edition: Edition, kind: SubmissionKind, states: tuple[State, ...]) -> list[Dossier]:
    sent = Submission.objects.filter(application__edition=edition, application__state__in=states, kind=kind)
    sent = sent.select_related("application__place", "snapshot").only(*_NAMED).order_by("application_id", "number")
    latest = {submission.application_id: submission for submission in sent}
    found = [_dossier(submission) for submission in latest.values()]
    return sorted(found, key=lambda dossier: (dossier.country, dossier.name, dossier.key))


def _dossier(submission: Submission) -> Dossier:
    application, place = submission.application, submission.application.place
    return Dossier(
        key=application.ref,
        name=place.display_name,
        country=place.country,
        place_id=place.pk,
        place_key=place.key,
        language=application.language,
        snapshot_id=submission.snapshot_id,
        snapshot_ref=submission.snapshot.ref,
        sha256=submission.snapshot.sha256,
    )
