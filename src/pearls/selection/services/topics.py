"""What texts are about, as the room above reads them: selection does not know what a plan is."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.selection.models import Dossier, Panel, Topic


@transaction.atomic
def hand_topics(
    *,
    actor: Actor,
    panel: str,
    topics: Mapping[str, Mapping[str, str]],
    named: Mapping[str, Collection[str]],
    now: datetime,
) -> int:
    """Note on a panel (its reference) which topics there are, with their names by language, and which each text (its
    reference) names. Gives how many texts name other topics than before.
    """
    audit.take_turn()
    found = Panel.objects.select_related("edition").get(ref=panel)
    Topic.objects.bulk_create(
        [Topic(panel=found, code=code, name=dict(name)) for code, name in topics.items()],
        update_conflicts=True,
        unique_fields=["panel", "code"],
        update_fields=["name"],
    )
    changed = []
    for dossier in found.dossiers.filter(ref__in=named):
        codes = sorted(set(named[dossier.ref]) & set(topics))
        if codes != dossier.topics:
            Dossier.objects.filter(pk=dossier.pk).update(topics=codes)
            changed.append({"dossier": dossier.ref, "topics": codes})
    data = {"topics": len(topics), "texts": changed}
    audit.record(actor=actor, act="topics-handed", subject=found.subject, now=now, edition=found.edition.key, data=data)
    return len(changed)
