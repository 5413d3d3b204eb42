"""What chair and office see of a result that has to be signed anew."""

import pytest
from django.test import Client
from django.urls import reverse

from pearls.selection.models import SignOff
from tests.cast import Cast
from tests.selection.left import leaves, signed


def as_(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast[who])
    return client


def page(client: Client, name: str, *arguments: object) -> str:
    return client.get(reverse(f"selection:{name}", args=arguments)).content.decode()


def test_office_and_chair_see_on_every_page_what_has_changed(cast: Cast) -> None:
    room = signed(cast)
    leaves(cast, "alfa")
    ref = room.panel.ref

    for who in ("coordinator", "chair"):
        panel, order = page(as_(cast, who), "panel", ref), page(as_(cast, who), "ranking", ref)
        assert "The signature has been set aside" in panel
        assert "Alfa: the candidate gave up" in panel
        assert "What changes since the signature" in order
    assert "Held until the chair has signed anew." in page(as_(cast, "coordinator"), "panel", ref)
    assert "Publication is held" in as_(cast, "coordinator").get("/en/today/").content.decode()
    assert "Your signature is set aside" in as_(cast, "chair").get("/en/today/").content.decode()
    assert "set aside" not in as_(cast, "juror1").get("/en/today/").content.decode()


def test_what_changes_is_said_plan_by_plan(cast: Cast) -> None:
    room = signed(cast, extra="delta")
    leaves(cast, "gama")

    shifts = as_(cast, "chair").get(reverse("selection:ranking", args=[room.panel.ref])).context["shifts"]

    assert [(shift.dossier.key, shift.before, shift.after) for shift in shifts] == [
        ("gama", "title", None),
        ("epsi", "not-awarded", "title"),
    ]


def test_the_chair_signs_anew_on_the_page_and_the_minutes_tell_both(cast: Cast) -> None:
    room = signed(cast)
    leaves(cast, "alfa")
    chair, ref = as_(cast, "chair"), room.panel.ref

    refused = chair.post(reverse("selection:sign", args=[ref]), {"reason": ""}, follow=True).content.decode()
    assert "Write the reason." in refused
    minutes = chair.post(
        reverse("selection:sign", args=[ref]), {"reason": "Alfa gave up its plan."}, follow=True
    ).content.decode()

    first = SignOff.objects.get(number=1)
    assert "Alfa gave up its plan." in minutes
    assert "Alfa: the candidate gave up" in minutes
    assert first.sha256[:16] in minutes
    pdf = chair.get(reverse("selection:minutes-pdf", args=[ref]))
    assert pdf.content.startswith(b"%PDF")
    earlier = page(chair, "signature", ref, 1)
    assert "Agreed by all." in earlier
    assert "Alfa" in earlier
    assert chair.get(reverse("selection:signature", args=[ref, 2])).status_code == 404
    assert as_(cast, "juror1").get(reverse("selection:signature", args=[ref, 1])).status_code == 404


def test_the_page_of_publication_says_why_it_is_held(cast: Cast) -> None:
    room = signed(cast)
    leaves(cast, "alfa")

    answer = as_(cast, "coordinator").post(
        reverse("selection:publish", args=[room.panel.ref]), {"wall": "2027-12-01T10:00"}, follow=True
    )

    assert "The chair has to sign anew." in answer.content.decode()
    assert room.fresh().publish_at is None


@pytest.mark.parametrize("name", ["panel", "ranking"])
def test_the_pages_of_a_held_result_ask_little(cast: Cast, django_assert_max_num_queries: object, name: str) -> None:
    room = signed(cast)
    leaves(cast, "alfa")
    client = as_(cast, "coordinator")
    page(client, name, room.panel.ref)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page(client, name, room.panel.ref)
