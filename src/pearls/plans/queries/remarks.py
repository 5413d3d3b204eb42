"""What was said about a plan; on private answers, for those alone who see these."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from pearls.calls import rules as call_rules
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.plans.models import Mention, Plan, Remark, Suggestion, Thread
from pearls.plans.queries.people import spoken_about
from pearls.plans.rules.remarks import Side, SuggestionState

# Of all that is known of a mention, these say who calls whom to what.
_MENTION = (
    *("remark__thread__ref", "remark__thread__plan__application__ref"),
    *("remark__author__name", "remark__author__email", "remark__author__erased_at"),
    *("remark__thread__plan__application__place__name", "remark__thread__plan__application__place__official_names"),
)


@dataclass(frozen=True)
class Talk:
    """A thread with everything said in it, oldest first, and its suggestion if it has one."""

    thread: Thread
    remarks: tuple[Remark, ...]
    suggestion: Suggestion | None


def threads_of(plan: Plan, access: call_rules.Access) -> QuerySet[Thread]:
    """Every thread of the plan that the reader may see, the newest first, each with its suggestion."""
    threads = Thread.objects.filter(plan=plan).select_related("suggestion__made_by", "suggestion__answered_by")
    if access.sees_private:
        return threads
    return threads.exclude(question__in=[asked.id for asked in plan.document.form.questions if asked.private])


def thread_for(plan: Plan, access: call_rules.Access, ref: str) -> Thread | None:
    """One thread of the plan, for whoever may see it."""
    return threads_of(plan, access).filter(ref=ref).first()


def waiting(threads: QuerySet[Thread], side: str = "") -> QuerySet[Thread]:
    """The threads that are not settled; of one side, where asked."""
    found = threads.filter(settled_at=None)
    return found.filter(waits_for=side) if side in set(Side) else found


def talks(threads: Iterable[Thread]) -> list[Talk]:
    """These threads with what was said in them, in their order; one query, none where there is no thread."""
    if not (listed := list(threads)):
        return []
    said: dict[int, list[Remark]] = {}
    for remark in Remark.objects.filter(thread__in=listed).select_related("author").order_by("written_at", "pk"):
        said.setdefault(remark.thread_id, []).append(remark)
    return [Talk(thread, tuple(said.get(thread.pk, ())), _suggestion(thread)) for thread in listed]


def accepted_suggestions(plan: Plan, question: str, record: str = "") -> dict[int, Suggestion]:
    """The suggestions that became a version of this answer, by the number of the version."""
    found = Suggestion.objects.filter(
        thread__plan=plan, thread__question=question, thread__record=record, accepted_as__isnull=False
    )
    return {suggestion.accepted_as or 0: suggestion for suggestion in found.select_related("made_by", "answered_by")}


def open_suggestion(thread: Thread) -> Suggestion | None:
    """The suggestion of a thread, as it is now, held until the transaction ends."""
    return Suggestion.objects.select_for_update().filter(thread=thread, state=SuggestionState.OPEN).first()


def mentor_took_part(thread: Thread) -> bool:
    return Remark.objects.filter(thread=thread, by_mentor=True).exists()


def mentions_waiting_for(actor: Actor, *, places: Collection[int] | None = None) -> QuerySet[Mention]:
    """Where the actor was called and has not spoken yet, as far as they still may; the newest first.

    `places` are those the actor speaks for, where they are at hand.
    """
    called = Mention.objects.filter(person=actor.person_id or 0, answered_at=None, remark__thread__settled_at=None)
    application = "remark__thread__plan__application"
    speaks = spoken_about(
        actor,
        people_queries.place_ids_spoken_for(actor) if places is None else places,
        application=application,
    )
    waits = called.filter(speaks).select_related("remark__author", f"{application}__place").only(*_MENTION)
    return waits.order_by("-remark__written_at", "-pk")


def _suggestion(thread: Thread) -> Suggestion | None:
    return getattr(thread, "suggestion", None)


def of_entry(threads: QuerySet[Thread], section: str, question: str = "", record: str = "") -> QuerySet[Thread]:
    """The threads about a section, or about one entry of it."""
    within = Q(section=section)
    return threads.filter(within & Q(question=question, record=record) if record else within)
