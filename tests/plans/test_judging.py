"""Jurors read the plan that was sent: with its pictures, in their language, on the page and offline."""

import pytest

from pearls.documents import services as documents
from pearls.plans import services
from pearls.selection.models import Dossier, Panel
from pearls.selection.rules.panels import Conflict
from tests.calls.conftest import PLAN_DUE
from tests.plans.conftest import WRITING, Candidate
from tests.plans.test_services import whole_plan


@pytest.fixture
def judged(candidate: Candidate) -> tuple[Candidate, str]:
    """Smiltene's plan, sent with a Latvian vision, before a juror who has declared no conflict; and its address."""
    candidate.fill(**whole_plan())
    candidate.save("vision--lv", {"text": "Osta, kas runā.", "of": "x"})
    sent = services.submit_plan(actor=candidate.actor(), plan=candidate.plan, now=WRITING)
    application = candidate.reload().application
    panel = Panel.objects.create(
        edition=candidate.edition,
        stage="final",
        rules_version=candidate.edition.rules_version,
        convened_at=PLAN_DUE,
        state="scoring",
    )
    dossier = Dossier.objects.create(
        panel=panel,
        key="smiltene-lv",
        name="Smiltene",
        country="LV",
        place=application.place,
        application_ref=application.ref,
        language="en",
        snapshot=sent.snapshot,
        received_at=PLAN_DUE,
    )
    seat = panel.seats.create(
        person=candidate.cast.juror1, country="SE", state="accepted", is_assessor=True, invited_at=PLAN_DUE
    )
    seat.declarations.create(dossier=dossier, conflict=Conflict.NONE, declared_at=PLAN_DUE)
    panel.seats.create(
        person=candidate.cast.juror2, country="DK", state="accepted", is_assessor=True, invited_at=PLAN_DUE
    )
    return candidate, f"assess/text/{dossier.ref}/plan"


def test_a_juror_reads_what_was_sent_with_its_pictures(judged: tuple[Candidate, str]) -> None:
    candidate, address = judged
    documents.reopen_document(actor=candidate.actor(), document=candidate.plan.document, now=PLAN_DUE)
    candidate.fill(owner="Written after the sending")

    page = candidate.client("juror1").get(f"/en/{address}/").content.decode()
    latvian = candidate.client("juror1").get(f"/lv/{address}/").content.decode()

    assert candidate.content["goals"][0]["goal"] in page
    assert 'role="img"' in page
    assert "Written after the sending" not in page
    assert "Osta, kas runā." in latvian


def test_the_plan_is_there_to_read_offline(judged: tuple[Candidate, str]) -> None:
    candidate, address = judged

    answer = candidate.client("juror1").get(f"/en/{address}.pdf")

    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert content.startswith(b"%PDF")


@pytest.mark.parametrize("who", ["juror2", "juror3", "town", "othertown", "mentor"])
def test_nobody_else_opens_it(judged: tuple[Candidate, str], who: str) -> None:
    candidate, address = judged

    assert candidate.client(who).get(f"/en/{address}/").status_code == 404
    assert candidate.client(who).get(f"/en/{address}.pdf").status_code == 404
