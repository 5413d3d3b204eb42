"""A place that got no title, its reasons half written, and its complaint with a second reader who has proposed."""

from datetime import timedelta
from typing import Any

from pearls.calls.models import Application
from pearls.complaints import services as complaints
from pearls.kernel.actor import Actor
from pearls.people.models import Speaker
from pearls.selection.models import Decision

WATCHED = ("dzintarciems-lv", "sandkrog-dk")  # other walks look at these


def complaint_things(world: Any) -> None:
    """The clock runs from the publication, which in the demonstration lies months back.

    There everybody was admitted, so that one decision is turned round here; no other text hangs on it.
    """
    past = Decision.objects.filter(panel__ref=world.at["past"]).exclude(dossier__key__in=WATCHED)
    decision = past.select_related("panel__edition", "panel__rules_version", "dossier__place").order_by("-pk")[0]
    Decision.objects.filter(pk=decision.pk).update(outcome="not-admitted")
    Application.objects.filter(ref=decision.dossier.application_ref).update(state="not-admitted")
    dossier, office = decision.dossier, Actor.system("tests")
    dossier.panel = decision.panel
    speaker = Speaker.objects.filter(place=dossier.place, state="confirmed").select_related("person")[0]
    world.people["losttown"] = speaker.person
    now = decision.panel.published_at + timedelta(days=1)
    first = decision.panel.stage_rules.criteria[0].id
    complaints.word_reasons(
        actor=world.actor("coordinator"),
        dossier=dossier,
        reasons={first: "It names no place to meet."},
        language="en",
        now=now,
    )
    complaint = complaints.file_complaint(
        actor=world.actor("losttown"),
        dossier=dossier,
        grounds=["facts", "procedure"],
        text="Our meeting place is on page two.",
        language="en",
        now=now,
    )
    complaints.check_complaint(actor=office, complaint=complaint, admits=True, reason="", now=now)
    complaints.name_reader(actor=office, complaint=complaint, person=world.people["editor"], now=now)
    complaints.propose(
        actor=world.actor("editor"), complaint=complaint, result="upheld", text="It is on page two.", now=now
    )
    world.at |= {
        "lost": dossier.application_ref,
        "lost_dossier": dossier.ref,
        "complaint": complaint.ref,
        "complaint_reader": world.people["editor"].ref,
    }
