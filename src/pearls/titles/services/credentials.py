"""The title as a credential that anybody can check without asking us."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.credentials import services as credentials
from pearls.credentials.rules.documents import Claim
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.selection import queries as selection_queries
from pearls.titles import queries
from pearls.titles.models import Title

LANGUAGE = "en"  # a credential speaks one language; what is signed is never translated


def issue_credential(*, actor: Actor, title: Title, now: datetime) -> None:
    """Sign the words that were fixed on the day of the award; part of the award."""
    credentials.issue_credential(
        actor=actor,
        subject=title.subject,
        claim=_claim(title, now),
        now=now,
        public_from=title.public_from,
        edition=title.edition.key,
    )


@transaction.atomic
def issue_missing_credentials(*, actor: Actor, now: datetime) -> int:
    """Sign the titles that were given before there were credentials; gives how many."""
    audit.take_turn()
    missing = queries.titles_without_credential()
    for title in missing:
        issue_credential(actor=actor, title=title, now=now)
    return len(missing)


def _claim(title: Title, now: datetime) -> Claim:
    said = title.certificate
    name = " · ".join(said["names"])
    programme, edition = pick(said["programme"], LANGUAGE)[0], pick(said["edition"], LANGUAGE)[0]
    carried = pick(said["title"], LANGUAGE)[0] or programme
    year = said["year"]
    invented = " This is a demonstration: an invented town, not a real title." if said["is_demonstration"] else ""
    return Claim(
        name=f"{carried}: {name}",
        subject=_address("site:place", title.place.key),
        achievement=_address("site:edition", title.edition.key),
        achievement_name=carried,
        kind="Award",
        description=f"{name} carries the title of {edition}.{invented}",
        criteria="Given to the place itself, for its Culture and Resilience Action Plan, by the decision of the jury.",
        valid_from=title.awarded_at or now,
        valid_until=datetime(year + 1, 1, 1, tzinfo=UTC) if year else None,
        evidence=_evidence(title),
    )


def _evidence(title: Title) -> list[tuple[str, str, str]]:
    """The sealed scores of the jury, where there are any."""
    seal = selection_queries.final_seal(title.edition)
    if seal is None:
        return []
    address = _address("selection:sealed", seal.panel.ref)
    return [(address, "Sealed scores of the jury", f"{seal.statement['size']}:{seal.statement['root']}")]


def _address(name: str, key: str) -> str:
    with translation.override(LANGUAGE):
        return settings.BASE_URL + reverse(name, args=[key])
