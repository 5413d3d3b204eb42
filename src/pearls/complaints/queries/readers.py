"""Who may be the second reader of a complaint: people of the programme who were not involved."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q

from pearls.calls.models import Application
from pearls.calls.models import Decision as EligibilityDecision
from pearls.calls.models import Member as Colleague
from pearls.complaints.models import Complaint, Feedback
from pearls.complaints.rules.complaints import Tie
from pearls.kernel.actor import Role
from pearls.people import queries as people_queries
from pearls.people.models import Person as Person  # services name this type through us
from pearls.people.models import Speaker
from pearls.programme import queries as programme_queries
from pearls.selection.models import Seat
from pearls.selection.rules.panels import SeatState


def involved(complaint: Complaint) -> dict[int, frozenset[Tie]]:
    """Everybody who had a part in the case, by their row, and which; six queries, however many people.

    Whoever sat on any panel of the edition, mentored the place in it, belongs to the place or to its team at any time,
    or acted on the application for the office.
    """
    dossier = complaint.dossier
    found: dict[int, set[Tie]] = defaultdict(set)
    edition = dossier.panel.edition
    rows = Application.objects.filter(ref=dossier.application_ref)
    team = list(rows.values_list("pk", "place_id", "began_by_id", "partner_places__place_id"))
    [(application, _place, began_by, _partner), *_more] = team
    places = {place for _pk, lead, _began, partner in team for place in (lead, partner) if place}
    sat = Q(state__in=[SeatState.ACCEPTED, SeatState.ENDED]) | Q(assessments__isnull=False)
    for pk in Seat.objects.filter(sat, panel__edition=edition).values_list("person_id", flat=True):
        found[pk].add(Tie.PANEL)
    for person, place in people_queries.mentored_in(edition.key):
        if place in places:
            found[person].add(Tie.MENTOR)
    colleagues = Colleague.objects.filter(application=application, person__isnull=False)
    speakers = Speaker.objects.filter(place__in=places)
    own = (*colleagues.values_list("person_id", flat=True), *speakers.values_list("person_id", flat=True))
    began = (began_by, None if complaint.came_on_paper else complaint.filed_by_id)
    for one in filter(None, (*own, *began)):
        found[one].add(Tie.PLACE)
    decided = EligibilityDecision.objects.filter(application=application).values_list("decided_by_id", flat=True)
    reasons = Feedback.objects.filter(dossier__application_ref=dossier.application_ref)
    worded = reasons.values_list("worded_by_id", flat=True)
    for one in filter(None, (*decided, *worded)):
        found[one].add(Tie.OFFICE)
    return {pk: frozenset(ties) for pk, ties in found.items()}


def readers_offered(complaint: Complaint, ties: Mapping[int, frozenset[Tie]] | None = None) -> list[Person]:
    """Everybody with a role in the programme who had no part in the case, by name.

    `ties` are what `involved` gives, where it is at hand.
    """
    people = programme_queries.people_with_role(*Role, edition=complaint.dossier.panel.edition)
    return list(people.exclude(pk__in=list(involved(complaint) if ties is None else ties)))
