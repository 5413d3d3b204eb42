"""What plans do when something happens in a lower room."""

from pearls.calls import queries as call_queries
from pearls.calls.events import ApplicationEnded, CandidateAdmitted
from pearls.kernel import events
from pearls.plans import queries, services
from pearls.web import counts


def on_candidate_admitted(event: CandidateAdmitted) -> None:
    """A candidate may write its plan at once."""
    application = call_queries.application_by_ref(event.application)
    services.begin_plan(actor=event.actor, application=application, now=event.now)


def on_application_ended(event: ApplicationEnded) -> None:
    """What a candidate that gave up has written stays, and is written no further."""
    plan = queries.plan_by_ref(event.application)
    if plan is not None:
        services.close_plan(actor=event.actor, plan=plan, now=event.now)


counts.count_behind("plans:flag-list", queries.open_flag_count)
events.subscribe(CandidateAdmitted, on_candidate_admitted)
events.subscribe(ApplicationEnded, on_application_ended)
