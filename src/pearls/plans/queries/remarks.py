"""What was said about a plan; on private answers, for those alone who see these."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet

from pearls.calls import rules as call_rules
from pearls.kernel.actor import Actor
from pearls.plans.models import Mention, Plan, Remark, Suggestion, Thread
from pearls.plans.queries.people import speaks_about
from pearls.plans.rules.remarks import Side, SuggestionState


@dataclass(frozen=True)
class Talk:
    """A thread with everything said in it, oldest first, and its suggestion if it has one."""

    thread: Thread
    remarks: tuple[Remark, ...]
    suggestion: Suggestion | None


def threads_of(plan: Plan, access: call_rules.Access) -> QuerySet[Thread]:
    """Every thread of the plan that the reader may see, the newest first."""
    threads = Thread.objects.filter(plan=plan)
    if access.sees_private:
        return threads
    return threads.exclude(question__in=[asked.id for asked in plan.document.form.questions if asked.private])


def thread_for(plan: Plan, access: call_rules.Access, ref: str) -> Thread | None:
    """One thread of the plan, for whoever may see it."""
    return threads_of(plan, access).select_related("suggestion").filter(ref=ref).first()


def waiting(threads: QuerySet[Thread], side: str = "") -> QuerySet[Thread]:
    """The threads that are not settled; of one side, where asked."""
    found = threads.filter(settled_at=None)
    return found.filter(waits_for=side) if side in set(Side) else found


def talks(threads: Collection[Thread] | QuerySet[Thread]) -> list[Talk]:
    """These threads with what was said in them, the newest first; one query for a queryset."""
    said = Remark.objects.filter(thread__in=threads).order_by("-thread__began_at", "-thread", "written_at", "pk")
    return _grouped(said.select_related("author", "thread__suggestion__made_by", "thread__suggestion__answered_by"))


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


def mentions_waiting_for(actor: Actor) -> QuerySet[Mention]:
    """Where the actor was called and has not spoken yet, as far as they still may; the newest first."""
    person, application = actor.person_id or 0, "remark__thread__plan__application"
    speaks = speaks_about(
        person,
        application=OuterRef(application),
        place=OuterRef(f"{application}__place"),
        edition_key=OuterRef(f"{application}__edition__key"),
    )
    waits = Mention.objects.filter(speaks, person=person, answered_at=None, remark__thread__settled_at=None)
    return waits.select_related("remark__author", f"{application}__place").order_by("-remark__written_at", "-pk")


def _grouped(said: Iterable[Remark]) -> list[Talk]:
    found: dict[int, list[Remark]] = {}
    for remark in said:
        found.setdefault(remark.thread_id, []).append(remark)
    return [Talk(remarks[0].thread, tuple(remarks), _suggestion(remarks[0].thread)) for remarks in found.values()]


def _suggestion(thread: Thread) -> Suggestion | None:
    return getattr(thread, "suggestion", None)


def of_entry(threads: QuerySet[Thread], section: str, question: str = "", record: str = "") -> QuerySet[Thread]:
    """The threads about a section, or about one entry of it."""
    within = Q(section=section)
    return threads.filter(within & Q(question=question, record=record) if record else within)
