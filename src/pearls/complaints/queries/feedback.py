"""What was decided about the texts of an application, and the reasons as far as they are written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404

from pearls.calls import queries as call_queries
from pearls.calls.models import Application
from pearls.calls.rules import Access
from pearls.complaints.models import Complaint, Feedback, FeedbackDay
from pearls.complaints.rules.complaints import State
from pearls.complaints.rules.feedback import Wording
from pearls.kernel.actor import Actor
from pearls.network import queries as network_queries
from pearls.places.models import Place
from pearls.programme.rules import Aggregate
from pearls.selection import queries as selection_queries
from pearls.selection.models import Assessment, Dossier, Panel, Score, SignOff
from pearls.selection.rules.panels import AssessmentState, PanelState
from pearls.selection.rules.ranking import Assessed

_RELATED = ("panel__edition", "panel__rules_version", "panel__feedback_day", "decision", "place", "feedback")


@dataclass(frozen=True)
class TextForTown:
    """One text of an application on a panel whose result is public."""

    dossier: Dossier
    assessments: int
    points: Mapping[str, Fraction]
    complaint: Complaint | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # of all texts, by key

    @property
    def feedback(self) -> Feedback | None:
        """The reasons, once they were sent."""
        found: Feedback | None = getattr(self.dossier, "feedback", None)
        return found if found is not None and found.sent_at else None

    @property
    def has_place(self) -> bool:
        return self.dossier.decision.outcome in selection_queries.PLACES

    @property
    def signed_reason(self) -> Mapping[str, object]:
        """What the signed ranking says of this text: a reason's code and the values of its sentence."""
        for signed in self.dossier.panel.standing:  # type: ignore[attr-defined]
            for plan in signed.ranking["candidates"]:
                if plan["candidate"] == self.dossier.key:
                    reason: Mapping[str, object] = plan["reason"]
                    return reason
        return {}


def team_application(actor: Actor, ref: str) -> tuple[Application, Access]:
    """An application, for those who write in its team; mentors and strangers find none. Raises: Http404."""
    application, access, _window = call_queries.paper_access(actor, ref)
    if not access.sees_private:
        raise Http404
    return application, access


def decided_texts() -> QuerySet[Dossier]:
    """The texts about which a public result says something."""
    return Dossier.objects.filter(panel__state=PanelState.PUBLISHED, decision__isnull=False)


def texts_of(application: Application) -> list[TextForTown]:
    """The texts of an application whose result is public, the first stage first; five queries."""
    return _for_town(decided_texts().filter(application_ref=application.ref))


def text_of(complaint: Complaint) -> TextForTown:
    """The text that a complaint is about."""
    [text] = _for_town(decided_texts().filter(pk=complaint.dossier_id), with_complaints=False)
    return text


def _for_town(found: QuerySet[Dossier], *, with_complaints: bool = True) -> list[TextForTown]:
    signed = Prefetch("panel__sign_offs", queryset=SignOff.objects.filter(set_aside_at=None), to_attr="standing")
    found = found.select_related(*_RELATED).prefetch_related(signed, "panel__dossiers")
    dossiers = list(found.order_by("panel__published_at", "pk"))
    points = selection_queries.points_of(dossiers)
    living = Complaint.objects.filter(dossier__in=dossiers).exclude(state=State.WITHDRAWN)
    complaints = {one.dossier_id: one for one in living} if with_complaints else {}
    return [
        TextForTown(
            dossier=dossier,
            assessments=points[dossier.pk].assessments,
            points=_means(points[dossier.pk], dossier.panel),
            complaint=complaints.get(dossier.pk),
            names={other.key: other.name for other in dossier.panel.dossiers.all()},
        )
        for dossier in dossiers
    ]


def _means(given: Assessed, panel: Panel) -> dict[str, Fraction]:
    """The means, where the rules count sums too: a sum says little to whoever does not know how many gave it."""
    share = given.assessments if panel.stage_rules.aggregate == Aggregate.SUM else 1
    return {key: points / share for key, points in given.criteria.items()}


def panel_to_word(actor: Actor, ref: str) -> Panel:
    """A panel whose result is public, for the office and its chair. Raises: Http404."""
    panel = selection_queries.panel_for(actor, ref)
    if panel.state != PanelState.PUBLISHED:
        raise Http404
    return panel


def standing_of(panel: Panel) -> list[Dossier]:
    """The texts of a published panel with how far their reasons are: `written`, the number of criteria with words."""
    found = decided_texts().filter(panel=panel).select_related("place", "decision", "feedback")
    return list(found.annotate(written=Count("feedback__reasons")).order_by("name"))


def dossier_to_word(actor: Actor, ref: str) -> tuple[Dossier, Wording]:
    """A text whose reasons the actor may write, with what the rules ask. Raises: Http404."""
    found = decided_texts().select_related(*_RELATED).filter(ref=ref).first()
    if found is None:
        raise Http404
    panel = selection_queries.panel_for(actor, found.panel.ref)
    wording = Wording(
        is_office=actor.is_office(panel.edition.key),
        is_chair=selection_queries.chair_seat(actor, panel) is not None,
        is_shut=found.pk in selection_queries.closed_to(actor, panel),
        is_sent=bool(getattr(found, "feedback", None) and found.feedback.sent_at),
    )
    if wording.is_shut and not wording.is_office:
        raise Http404
    return found, wording


def comments_on(dossier: Dossier) -> dict[str, list[str]]:
    """What assessors wrote beside each criterion of a text, finished assessments alone.

    By the words and not by who wrote them, so that the second remark here need not be by whom the second there is.
    """
    rows = Score.objects.filter(assessment__dossier=dossier, assessment__state=AssessmentState.FINISHED)
    found: dict[str, list[str]] = defaultdict(list)
    for criterion, comment in sorted(rows.exclude(comment="").values_list("criterion", "comment").order_by()):
        found[criterion].append(comment)
    return dict(found)


def assessments_of(dossier: Dossier) -> list[list[tuple[str, Decimal | None, str]]]:
    """What each assessor gave a text and wrote beside it, without saying who, in no known order; one query."""
    rows = Score.objects.filter(assessment__dossier=dossier, assessment__state=AssessmentState.FINISHED)
    found: dict[str, list[tuple[str, Decimal | None, str]]] = defaultdict(list)
    given = rows.values_list("assessment__ref", "criterion", "value", "comment").order_by("assessment__ref", "pk")
    for ref, criterion, value, comment in given:
        found[ref].append((criterion, value, comment))
    return list(found.values())


def panel_ties(dossier: Dossier) -> list[tuple[str, bool, bool]]:
    """Who sits on the panel, whether they scored this text, and whether it was shut to them; one query."""
    scored = Assessment.objects.filter(dossier=dossier, seat=OuterRef("pk"))
    shut = selection_queries.conflicts_of(dossier.panel).filter(dossier=dossier, seat=OuterRef("pk"))
    seats = selection_queries.seats_of(dossier.panel, with_ended=True)
    told = seats.annotate(has_scored=Exists(scored), is_shut=Exists(shut.order_by()))
    return [(str(seat.person), seat.has_scored, seat.is_shut) for seat in told]


def day_of(panel: Panel) -> date | None:
    """The day by which the reasons for a panel's texts follow, if one was named."""
    return FeedbackDay.objects.filter(panel=panel).values_list("due_on", flat=True).first()


def reasons_of(texts: Sequence[Feedback]) -> dict[int, dict[str, str]]:
    """The words of each of these, by criterion; one query."""
    found: dict[int, dict[str, str]] = {feedback.pk: {} for feedback in texts}
    rows = Feedback.objects.filter(pk__in=list(found)).values_list("pk", "reasons__criterion", "reasons__text")
    for pk, criterion, text in rows:
        if criterion:
            found[pk][criterion] = text
    return found


@dataclass(frozen=True)
class NetworkOffer:
    """Whether the place may join the network, or has."""

    member: str = ""  # the reference of its membership
    may_join: bool = False


def network_offer(place: Place, today: date) -> NetworkOffer:
    """What the network has for a place: a seat of its own choice, or the one it holds; two queries at most."""
    member = network_queries.living_members().filter(place=place).values_list("ref", flat=True).first()
    if member:
        return NetworkOffer(member=member)
    return NetworkOffer(may_join=bool(network_queries.kinds_of_place(place, today)))
