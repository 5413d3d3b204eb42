"""What applicants, their colleagues and mentors see of applications."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, FilteredRelation, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from pearls.calls import rules
from pearls.calls.models import Application, Clarification, Comment, LateLink, Member, PartnerPlace, Submission
from pearls.calls.queries.editions import plan_due_at
from pearls.calls.rules import Access, Right, State, SubmissionKind, Window
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents.models import Snapshot
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import Verdict
from pearls.people import queries as people_queries
from pearls.places import queries as place_queries
from pearls.places.models import Place
from pearls.programme import queries as programme_queries
from pearls.programme.models import Edition

RELATED = ("edition", "edition__rules_version", "place", "document", "document__form_version")
_OWN = tuple(field.name for field in Application._meta.concrete_fields)
_FORM = ("key", "number", "sha256")  # without the definition: long, and read once in a process (FormVersion.form)
DOCUMENT_AT_A_GLANCE = ("ref", "kind", "closed_at", *(f"form_version__{name}" for name in _FORM))
# What lists show of an application and its neighbours, and what the pages of one do: whole rows take twice the time.
LISTED = (
    *_OWN,
    *(f"edition__{name}" for name in programme_queries.EDITION_AT_A_GLANCE),
    *(f"place__{name}" for name in place_queries.PLACE_AT_A_GLANCE),
)
SHOWN = (
    *LISTED,
    *(f"document__{name}" for name in DOCUMENT_AT_A_GLANCE),
)


def applications_of(actor: Actor, *, places: Collection[int] | None = None) -> QuerySet[Application]:
    """The applications the actor works on: invited to, or speaking for the place. The newest first.

    `places` are those the actor speaks for, where they are at hand.
    """
    if not actor.is_signed_in:
        return Application.objects.none()
    invited = Member.objects.filter(person_id=actor.person_id or 0, ended_at=None).values("application")
    own = people_queries.place_ids_spoken_for(actor) if places is None else places
    joint = PartnerPlace.objects.filter(place__in=own).values("application")
    mine = Application.objects.filter(Q(pk__in=invited) | Q(place__in=own) | Q(pk__in=joint))
    return listed(mine).order_by("-began_at", "-id")


def listed(applications: QuerySet[Application]) -> QuerySet[Application]:
    """The applications with what lists show of them."""
    return applications.select_related("edition__rules_version", "place").only(*LISTED)


def application_for(actor: Actor, ref: str) -> Application:
    """One application that the actor may read, as applicant, colleague or mentor.

    Raises: Http404, where there is none or it is not theirs.
    """
    return paper_access(actor, ref)[0]


def paper_access(actor: Actor, ref: str) -> tuple[Application, Access, Window]:
    """One application with what the actor is to it and when it may be sent; asked once, for a whole page.

    Raises: Http404, where there is none or it is not theirs.
    """
    found = Application.objects.filter(ref=ref).select_related(*RELATED)
    late = _opened_late_links(OuterRef("edition"), OuterRef("place")).order_by("-until").values("until")[:1]
    application = with_access(found, actor).annotate(late_until=late).only(*SHOWN).first()
    access = access_of(actor, application) if application else Access()
    if application is None or not rules.may_read(access):
        raise Http404
    edition = application.edition
    return application, access, Window(edition.call_opens_at, edition.call_closes_at, application.late_until)


def access_to(actor: Actor, application: Application) -> Access:
    """What the actor is to the application; one query."""
    return access_of(actor, with_access(Application.objects.filter(pk=application.pk), actor).only("state").get())


def with_access(applications: QuerySet[Application], actor: Actor) -> QuerySet[Application]:
    """The applications with what the actor is to each: a colleague, a speaker for the place, a mentor of it."""
    mine = Q(members__person=actor.person_id or 0, members__ended_at=None)
    partner = PartnerPlace.objects.filter(people_queries.is_own_word(actor, "place__speakers"))
    found: QuerySet[Application] = applications.annotate(
        _colleague=FilteredRelation("members", condition=mine),
        _speaker=people_queries.own_word(actor, "place__speakers"),
        _mentor=people_queries.own_mentorship(actor, "place__mentorships", "edition__key"),
    ).annotate(
        own_right=F("_colleague__right"),
        own_word=F("_speaker__id"),
        own_mentorship=F("_mentor__id"),
        is_own_partner=Exists(partner.filter(application=OuterRef("pk"))),
    )
    return found


def access_of(actor: Actor, application: Any) -> Access:
    """What the actor is to an application that was asked for `with_access`; no query."""
    if not actor.is_signed_in:
        return Access()
    return Access(
        right=Right(application.own_right) if application.own_right else None,
        is_speaker=application.own_word is not None,
        is_mentor=application.own_mentorship is not None and application.state != State.DRAFT,
        is_partner=application.is_own_partner,
    )


def application_by_ref(ref: str) -> Application:
    """The application of that ref, whoever asks; for services. Raises: Application.DoesNotExist."""
    return Application.objects.select_related(*RELATED).get(ref=ref)


def application_by_place(edition: Edition, place: Place) -> Application | None:
    """The place's living application in the edition, whoever asks; for services and rules."""
    found = Application.objects.filter(edition=edition, place=place).exclude(state=State.WITHDRAWN)
    return found.select_related(*RELATED).first()


def has_applied(edition: Edition, place: Place) -> bool:
    """Whether the place has a living application in the edition."""
    return Application.objects.filter(edition=edition, place=place).exclude(state=State.WITHDRAWN).exists()


def late_until(edition: Edition, place: Place) -> datetime | None:
    """Until when the place may send after the call has closed, by a late link that has been opened."""
    until: datetime | None = _opened_late_links(edition, place).aggregate(last=Max("until"))["last"]
    return until


def _opened_late_links(edition: Any, place: Any) -> QuerySet[LateLink]:
    return LateLink.objects.filter(edition=edition, place=place, revoked_at=None, opened_at__isnull=False)


def window_of(edition: Edition, place: Place) -> Window:
    """When this place may send its application."""
    return Window(
        opens_at=edition.call_opens_at,
        closes_at=edition.call_closes_at,
        late_until=late_until(edition, place),
    )


def late_link(secret: str) -> LateLink | None:
    """The late link with this secret: who holds it may see it."""
    return LateLink.objects.select_related("edition", "place").filter(secret=secret).first()


def open_clarification(application: Application) -> Clarification | None:
    """The office's question that waits for an answer."""
    return application.clarifications.filter(answered_at=None).order_by("-asked_at", "-id").first()


def last_day_to_answer() -> Subquery:
    """Until when the open questions of the office ask for an answer; for an annotation of applications."""
    open_questions = Clarification.objects.filter(application=OuterRef("pk"), answered_at=None)
    return Subquery(open_questions.order_by("-due_at").values("due_at")[:1])


def clarifications_of(application: Application) -> QuerySet[Clarification]:
    """Everything the office asked, the latest first, each with the submission its answer was sent with."""
    return application.clarifications.select_related("submission").order_by("-asked_at", "-id")


def clarification_due_at(application: Application) -> datetime | None:
    """Until when a returned application may be changed."""
    if application.state != State.RETURNED:
        return None
    question = open_clarification(application)
    return question.due_at if question else None


def may_write_now(actor: Actor, application: Application, now: datetime) -> Verdict:
    """Whether somebody may type into the application's form at this moment."""
    return rules.may_edit(
        access=access_to(actor, application),
        state=State(application.state),
        window=window_of(application.edition, application.place),
        now=now,
        clarification_due_at=clarification_due_at(application),
    )


def may_write_plan_now(access: Access, application: Application, now: datetime) -> Verdict:
    """Whether somebody with this access may type into the application's plan at this moment; no query."""
    if not (writes := rules.may_write(access)):
        return writes
    return rules.may_edit_plan(state=State(application.state), due_at=plan_due_at(application.edition), now=now)


def members_of(application: Application) -> QuerySet[Member]:
    """Who works on the application, and who is invited."""
    return application.members.filter(ended_at=None).select_related("person")


def invitation(token: str) -> Member | None:
    """The invitation with this secret, while it waits."""
    waiting = Member.objects.filter(token=token, person=None, ended_at=None)
    return waiting.select_related("application__place", "application__edition").first()


def comments_of(application: Application, section: str) -> QuerySet[Comment]:
    """The remarks beside a section, oldest first."""
    found = application.comments.filter(section=section).select_related("author")
    return found.only("application", "ref", "text", "written_at", "settled_at", "author__name")


def open_comment_count(application: Application) -> int:
    """How many remarks wait beside the sections of the form."""
    return application.comments.filter(settled_at=None).count()


def submissions_of(application: Application) -> QuerySet[Submission]:
    """What was sent, of each kind the latest first."""
    return application.submissions.order_by("kind", "-number")


def plan_snapshot(application: Application) -> Snapshot | None:
    """The plan as it was last sent; None where none was."""
    sent = application.submissions.filter(kind=SubmissionKind.PLAN).select_related("snapshot__form_version")
    last = sent.order_by("-number").first()
    return last.snapshot if last else None


def plan_snapshots(applications: Iterable[Application | None]) -> dict[int, Snapshot]:
    """The plans as they were last sent, by the id of their application; one query."""
    sent = Submission.objects.filter(application__in=[item for item in applications if item], kind=SubmissionKind.PLAN)
    rows = sent.select_related("snapshot__form_version").order_by("application_id", "number")
    return {row.application_id: row.snapshot for row in rows}


def submission_for(actor: Actor, ref: str) -> Submission:
    """One submission that the actor may read: of an own application, or any for the office.

    Raises: Http404.
    """
    related = (
        "application__edition",
        "application__place",
        "snapshot__form_version",
        "snapshot__document",
        "submitted_by",
    )
    submission = Submission.objects.select_related(*related).filter(ref=ref).first()
    if submission is None:
        raise Http404
    application = submission.application
    if not actor.is_office(application.edition.key) and not rules.may_read(access_to(actor, application)):
        raise Http404
    return submission


def submission_before(submission: Submission) -> Submission | None:
    """What the place had sent before this, of the same kind."""
    earlier = Submission.objects.filter(application=submission.application, kind=submission.kind)
    found = earlier.filter(number__lt=submission.number).select_related("snapshot__form_version")
    return found.order_by("-number").first()


def sees_private(actor: Actor, submission: Submission) -> bool:
    """Whether the actor, who may read the submission, sees its private answers too."""
    application = submission.application
    return actor.is_office(application.edition.key) or access_to(actor, application).sees_private


def comment_for(application: Application, ref: str) -> Comment | None:
    """One remark on the application."""
    return application.comments.filter(ref=ref).first()


def member_for(application: Application, ref: str) -> Member | None:
    """One colleague or invitation of the application."""
    return members_of(application).filter(ref=ref).first()


def sent_files(submission: Submission) -> frozenset[str]:
    """The refs of the files that a submission names."""
    form = submission.snapshot.form
    answers = document_queries.snapshot_answers(submission.snapshot, with_private=True)
    asked = [question.id for question in form.questions if question.kind == document_rules.Kind.FILE]
    return frozenset(item["ref"] for name in asked for item in answers.get(name) or ())
