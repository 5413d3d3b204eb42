"""Whether a place may begin an application now, and where the text of a draft comes from."""

from datetime import datetime

from django.db.models import Subquery
from django.db.models.fields.json import KeyTextTransform

from pearls.audit import queries as audit_queries
from pearls.calls import rules
from pearls.calls.models import Application
from pearls.calls.queries.applications import RELATED, SHOWN, access_of, window_of, with_access
from pearls.calls.queries.editions import eligibility_of, rules_of
from pearls.calls.rules import Access, State
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import Verdict
from pearls.places.models import Place
from pearls.programme import queries as programme_queries
from pearls.programme.models import Edition

BEGAN_AGAIN = "application-began-again"  # how the journal says which application a draft took its text from


def may_begin_now(
    actor: Actor, edition: Edition, place: Place, now: datetime, *, has_application: bool, is_team: bool = False
) -> Verdict:
    """Whether the actor may begin a draft for the place at this moment."""
    edition_rules = rules_of(edition)
    beginning = rules.Beginning(
        is_signed_in=actor.is_signed_in,
        eligible=eligibility_of(edition, place),
        has_application=has_application,
        is_team=is_team,
        teams_allowed=edition_rules.eligibility.teams if edition_rules else None,
    )
    return rules.may_begin(beginning, window=window_of(edition, place), now=now)


def next_call(application: Application, now: datetime) -> Edition | None:
    """The call in which the place would apply next: of those that are open, the one that closes first.

    Its own edition is the next one only for a place that has withdrawn, which may begin anew.
    """
    calls = programme_queries.open_calls(now).filter(is_demonstration=application.edition.is_demonstration)
    if application.state != State.WITHDRAWN:
        calls = calls.exclude(pk=application.edition_id)
    return calls.first()


def application_seen_by(actor: Actor, edition: Edition, place: Place) -> tuple[Application | None, Access]:
    """The place's living application in the edition, whoever asks, with what the actor is to it; one query."""
    found = Application.objects.filter(edition=edition, place=place).exclude(state=State.WITHDRAWN)
    application = with_access(found, actor).only("ref", "state").first()
    return application, access_of(actor, application) if application else Access()


def taken_over(application: Application, form: document_rules.Form) -> document_rules.TakenOver:
    """What of the application's text goes into a new form; one query."""
    document = application.document
    return document_rules.taken_over(document.form, form, document_queries.answers_of(document))


def origin_of(actor: Actor, draft: Application) -> tuple[Application, Access] | None:
    """The application that the draft took its text from, with what the actor is to it; None where it began empty."""
    began = audit_queries.acts_upon(draft.subject, BEGAN_AGAIN).annotate(earlier=KeyTextTransform("from", "data"))
    found = Application.objects.filter(ref=Subquery(began.values("earlier")[:1])).select_related(*RELATED)
    application = with_access(found, actor).only(*SHOWN).first()
    return (application, access_of(actor, application)) if application else None
