"""What the office sees: the edition as a river, who is stuck, what waits today, and lists to take along."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from pearls.calls import rules
from pearls.calls.models import ApplicantsRelease, Application, Clarification, Decision, LateLink, Submission
from pearls.calls.queries.applications import RELATED, SHOWN, listed
from pearls.calls.rules import State, Stuck, SubmissionKind
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import Verdict
from pearls.people.models import Person, Speaker
from pearls.people.rules import SpeakerState
from pearls.places import queries as place_queries
from pearls.programme import queries as programme_queries
from pearls.programme.models import Edition

HeldUp = list[tuple[Application, Stuck]]
# What the rules ask of the place, and of the body that answers for it.
_JUDGED = tuple(f"{place}__{name}" for place in ("place", "place__legal_parent") for name in place_queries.PLACE_FACTS)
SORTS: dict[str, tuple[Any, ...]] = {
    "place": ("place__name", "id"),
    "-place": ("-place__name", "-id"),
    "country": ("place__country", "place__name"),
    "state": ("state", "place__name"),
    "submitted": ("submitted_at", "id"),
    "-submitted": (F("submitted_at").desc(nulls_last=True), "-id"),
}


@dataclass(frozen=True)
class OfficeFilter:
    """What the office has asked to see; "" is everything."""

    state: str = ""
    stretch: str = ""
    country: str = ""
    text: str = ""
    sort: str = "place"


def applications_seen_by_office(actor: Actor, edition: Edition) -> QuerySet[Application]:
    """All applications of an edition with their places, for those who work in its office; for others none."""
    if not actor.is_office(edition.key):
        return Application.objects.none()
    return listed(Application.objects.filter(edition=edition))


def filtered(applications: QuerySet[Application], wanted: OfficeFilter) -> QuerySet[Application]:
    """The applications that the office has asked for, in its order. An unknown word asks for nothing special."""
    if wanted.state in set(State):
        applications = applications.filter(state=wanted.state)
    stretches = dict(rules.PIPELINE)
    if wanted.stretch in stretches:
        applications = applications.filter(state__in=sorted(stretches[wanted.stretch]))
    if wanted.country:
        applications = applications.filter(place__country=wanted.country)
    if wanted.text:
        applications = applications.filter(
            Q(place__name__icontains=wanted.text) | Q(place__place_names__folded__contains=wanted.text.casefold())
        ).distinct()
    return applications.order_by(*SORTS.get(wanted.sort, SORTS["place"]))


def chosen_applications(actor: Actor, edition: Edition, refs: Sequence[str]) -> list[Application]:
    """The applications with these refs, whole, for the edition's office to act on together; by name."""
    if not actor.is_office(edition.key):
        return []
    found = Application.objects.filter(edition=edition, ref__in=refs).order_by("place__name", "id")
    return list(found.select_related(*RELATED).defer("document__form_version__definition"))


def office_application(actor: Actor, edition_key: str, ref: str) -> Application:
    """One application of an edition that runs here, with its edition, for that edition's office. Raises: Http404."""
    found = Application.objects.filter(edition__key=edition_key, edition__is_history=False, ref=ref)
    application = found.select_related(*RELATED, "place__legal_parent").only(*SHOWN, *_JUDGED).first()
    if application is None or not actor.is_office(edition_key):
        raise Http404
    return application


@dataclass(frozen=True)
class ProgressRow:
    """One stretch of the river: how many have come so far, and how many of them are there now and stuck."""

    stretch: str
    count: int
    stuck_count: int


def river(edition: Edition, counts: Mapping[tuple[int, str], int], held_up: HeldUp) -> list[ProgressRow]:
    """The edition from draft to title, out of what `state_counts` and `stuck_applications` gave."""
    stuck = [State(application.state) for application, _why in held_up]
    here = {
        "drafts": {State.DRAFT},
        "applied": {State.SUBMITTED, State.RETURNED},
        "candidates": {State.CANDIDATE},
    }
    return [
        ProgressRow(
            stretch=name,
            count=sum(counts.get((edition.pk, state), 0) for state in states),
            stuck_count=sum(1 for state in stuck if state in here.get(name, ())),
        )
        for name, states in rules.PIPELINE
    ]


def stuck_applications(actor: Actor, edition: Edition, *, now: datetime) -> HeldUp:
    """The applications that do not flow on, and why."""
    moving = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.CANDIDATE)
    found = []
    rows = applications_seen_by_office(actor, edition).filter(state__in=moving).order_by("moved_at", "id")
    for application in _annotated(rows):
        why = rules.stuck_because(
            state=State(application.state),
            now=now,
            last_moved_at=application.moved_at,
            has_speaker=application.has_speaker,  # type: ignore[attr-defined]
            clarification_due_at=_due_at(application),
        )
        if why is not None:
            found.append((application, why))
    return found


def office_tasks(
    edition: Edition, counts: Mapping[tuple[int, str], int], held_up: HeldUp, *, now: datetime
) -> dict[str, int]:
    """How much of each kind waits for the office today, out of what `state_counts` and `stuck_applications` gave."""
    is_closed = edition.call_closes_at is not None and edition.call_closes_at < now
    reasons = Counter(why for _application, why in held_up)
    return {
        "eligibility": counts.get((edition.pk, State.SUBMITTED), 0) if is_closed else 0,
        "overdue": reasons[Stuck.CLARIFICATION_OVERDUE],
        "speakers": reasons[Stuck.SPEAKER],
    }


def drafts_to_remind(edition: Edition) -> QuerySet[Application]:
    """Drafts of the edition with the reminders already sent; for the reminding job."""
    drafts = Application.objects.filter(edition=edition, state=State.DRAFT)
    return drafts.select_related("edition", "place").prefetch_related("reminders")


def recipients_of(application: Application) -> list[Person]:
    """Who is written to about an application: those who may edit it and those who speak for the place, each once."""
    editing = Q(memberships__application=application, memberships__ended_at=None, memberships__right=rules.Right.EDIT)
    speaking = Q(speaking__place=application.place_id, speaking__state=SpeakerState.CONFIRMED)
    return list(Person.objects.filter(editing | speaking, is_active=True).distinct().order_by("id"))


def late_links_of(actor: Actor, edition: Edition) -> QuerySet[LateLink]:
    """The late links given in an edition, for its office, the newest first."""
    if not actor.is_office(edition.key):
        return LateLink.objects.none()
    return LateLink.objects.filter(edition=edition).select_related("place").order_by("-given_at", "-id")


def invited_late(actor: Actor, edition: Edition, ref: str) -> LateLink:
    """One late link, for the office. Raises: Http404."""
    link = late_links_of(actor, edition).filter(ref=ref).first()
    if link is None:
        raise Http404
    return link


def export_rows(applications: QuerySet[Application]) -> Iterator[dict[str, Any]]:
    """One row for each application, in a constant number of queries however many there are."""
    sent = Submission.objects.select_related("snapshot").order_by("number")
    decided = Decision.objects.order_by("decided_at", "id")
    rows = applications.prefetch_related(
        Prefetch("submissions", queryset=sent), Prefetch("decisions", queryset=decided), "partner_places__place"
    )
    for application in rows:
        submissions = [item for item in application.submissions.all() if item.kind == SubmissionKind.APPLICATION]
        last, decisions = (submissions[-1] if submissions else None), list(application.decisions.all())
        yield {
            "ref": application.ref,
            "place": application.place.display_name,
            "place_key": application.place.key,
            "country": application.place.country,
            "legal_body": application.legal_body,
            "team": "; ".join(partner.place.display_name for partner in application.partner_places.all()),
            "state": application.state,
            "language": application.language,
            "began_at": application.began_at,
            "submitted_at": application.submitted_at,
            "submissions": len(submissions),
            "sha256": last.snapshot.sha256 if last else "",
            "eligibility": decisions[-1].outcome if decisions else "",
            "reason": decisions[-1].reason if decisions else "",
        }


def _annotated(applications: QuerySet[Application]) -> QuerySet[Application]:
    asked = Clarification.objects.filter(answered_at=None).order_by("-asked_at")
    return applications.annotate(has_speaker=Exists(_speakers())).prefetch_related(
        Prefetch("clarifications", queryset=asked, to_attr="waiting_questions")
    )


def _speakers() -> QuerySet[Speaker]:
    return Speaker.objects.filter(place=OuterRef("place"), state=SpeakerState.CONFIRMED, person__is_active=True)


def _due_at(application: Application) -> datetime | None:
    waiting: list[Clarification] = application.waiting_questions  # type: ignore[attr-defined]
    return waiting[0].due_at if waiting else None


def editions_of_office(actor: Actor) -> list[Edition]:
    """The editions that run here and whose office the actor works in, the newest first."""
    found = programme_queries.editions_for(actor).filter(is_history=False).select_related(None)
    found = found.only("key", "name", "title_year", "is_demonstration", "call_closes_at")
    return [edition for edition in found.order_by("-title_year", "-created_at") if actor.is_office(edition.key)]


def state_counts(editions: Sequence[Edition]) -> dict[tuple[int, str], int]:
    """How many applications stand in each state, by edition and state, in one query."""
    rows = Application.objects.filter(edition__in=editions).order_by().values_list("edition_id", "state")
    return {(edition, state): count for edition, state, count in rows.annotate(count=Count("id"))}


def undecided_applications(*, now: datetime) -> QuerySet[Application]:
    """The applications that wait for a decision, of editions whose call has closed."""
    return Application.objects.filter(state=State.SUBMITTED, edition__is_history=False, edition__call_closes_at__lt=now)


def applications_to_publish(actor: Actor, edition: Edition) -> list[Application]:
    """The applications whose names the public record does not have yet."""
    found = applications_seen_by_office(actor, edition).filter(state__in=sorted(rules.APPLIED), published_at=None)
    return list(found.order_by("place__country", "place__name"))


def may_publish_applicants_now(actor: Actor, edition: Edition, *, now: datetime) -> Verdict:
    """Whether the list of applicants may be published at this moment."""
    undecided = Application.objects.filter(edition=edition, state__in=(State.SUBMITTED, State.RETURNED)).count()
    return rules.may_publish_applicants(
        is_office=actor.is_office(edition.key),
        closes_at=edition.call_closes_at,
        now=now,
        undecided_count=undecided,
    )


def published_count(edition: Edition) -> int:
    """How many applicants of the edition the public record names."""
    return Application.objects.filter(edition=edition, published_at__isnull=False).count()


def countries_of(edition: Edition) -> list[str]:
    """The countries from which somebody applies."""
    found = Application.objects.filter(edition=edition).order_by("place__country")
    return list(found.values_list("place__country", flat=True).distinct())


def applicants_release_of(edition: Edition) -> ApplicantsRelease | None:
    """When the list of applicants is set to appear."""
    return ApplicantsRelease.objects.filter(edition=edition).first()
