"""Photos in reports: who puts them in and sees them, what is taken out of them, and where they go along."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from pearls.audit.models import Entry
from pearls.exchange import queries, services
from pearls.exchange.models import Photo, Visit
from pearls.exchange.rules import Side
from pearls.files import queries as file_queries
from pearls.files.models import StoredFile
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.practices import queries as practice_queries
from pearls.practices import services as practices
from tests.exchange.conftest import Board

pytestmark = pytest.mark.django_db
PLACE_TAKEN = 0x8825  # where EXIF keeps the place


def a_photo() -> SimpleUploadedFile:
    content = BytesIO()
    exif = Image.Exif()
    exif.get_ifd(PLACE_TAKEN)[1] = "N"
    exif[0x010E] = "Rūta at home"
    Image.new("RGB", (2000, 1000), "teal").save(content, format="JPEG", exif=exif)
    return SimpleUploadedFile("dunes.jpg", content.getvalue())


@pytest.fixture
def told(board: Board) -> Visit:
    """A visit that the guest has reported on."""
    visit = board.held()
    services.write_report(
        actor=board.visiting,
        visit=visit,
        side=Side.GUEST,
        saw="Dunes",
        take_home="Stories",
        tell_others="",
        people_met=None,
        now=board.later(201),
    )
    return visit


def add(board: Board, visit: Visit, **changes: Any) -> Photo:
    given: dict[str, Any] = {
        "actor": board.visiting,
        "side": Side.GUEST,
        "upload": a_photo(),
        "alt": "Guests on the dunes",
        "credit": "Rūta",
        "licence": "CC-BY-4.0",
        "has_consent": True,
    }
    return services.add_photo(visit=visit, now=board.later(202), **given | changes)


def signed_in(board: Board, who: str) -> Client:
    client = Client()
    client.force_login(board.cast[who])
    return client


def address(photo: Photo, size: str = "small") -> str:
    return f"/en/exchange/visits/{photo.report.visit.ref}/photos/{photo.ref}/{size}/"


def test_a_photo_is_kept_in_three_sizes_and_says_not_where_it_was_taken(board: Board, told: Visit) -> None:
    photo = add(board, told)

    found = []
    for ref in (photo.file, photo.large, photo.small):
        stored = file_queries.file_for_owner(told.subject, ref)
        assert stored is not None
        with Image.open(file_queries.path_of(stored.stored_as)) as picture:
            found.append((picture.size, len(picture.getexif())))
    assert found == [((2000, 1000), 0), ((1600, 800), 0), ((640, 320), 0)]
    assert (photo.width, photo.height) == (1600, 800)
    assert Entry.objects.filter(subject=told.subject, act="visit-photo-added").count() == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"alt": " "}, "needs-alt"),
        ({"credit": ""}, "needs-credit"),
        ({"licence": "press"}, "unknown-licence"),
        ({"has_consent": False}, "needs-consent"),
        ({"side": Side.HOST}, "not-your-side"),
        ({"upload": SimpleUploadedFile("a.jpg", b"<script>")}, "file-not-what-it-says"),
    ],
)
def test_a_photo_without_words_licence_or_consent_is_not_kept(
    board: Board, told: Visit, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        add(board, told, **changes)

    assert refused.value.verdict.reason == reason
    assert not Photo.objects.exists()


def test_the_report_comes_before_its_photos_and_a_closed_file_stays_as_it_is(board: Board, told: Visit) -> None:
    with pytest.raises(NotAllowed) as early:
        add(board, told, actor=board.hosting, side=Side.HOST)
    services.close_visit(actor=board.visiting, visit=told, now=board.later(203))
    with pytest.raises(NotAllowed) as late:
        add(board, told)

    assert early.value.verdict.reason == "needs-report"
    assert late.value.verdict.reason == "visit-closed"


def test_both_sides_and_the_office_see_a_photo_and_nobody_else(board: Board, told: Visit) -> None:
    photo = add(board, told)

    seen = {who: signed_in(board, who).get(address(photo)) for who in ("town", "othertown", "coordinator", "colleague")}

    for answer in seen.values():
        answer.getvalue()  # read to its end, so that the file is closed
    assert {who: answer.status_code for who, answer in seen.items()} == {
        "town": 200,
        "othertown": 200,
        "coordinator": 200,
        "colleague": 404,
    }
    assert seen["town"].headers["Cache-Control"] == "private, no-store"
    assert seen["town"].headers["Content-Type"] == "image/jpeg"
    assert signed_in(board, "town").get(address(photo, "huge")).status_code == 404
    assert Client().get(address(photo)).status_code == 302


def test_a_photo_goes_with_its_files_when_it_is_taken_out(board: Board, told: Visit) -> None:
    photo = add(board, told)

    with pytest.raises(NotAllowed):
        services.remove_photo(actor=board.hosting, visit=told, photo=photo, now=board.later(203))
    services.remove_photo(actor=board.visiting, visit=told, photo=photo, now=board.later(203))

    assert not Photo.objects.exists()
    assert not StoredFile.objects.filter(owner=told.subject).exists()


def test_the_practice_takes_free_photos_along_once_and_has_them_for_itself(board: Board, told: Visit) -> None:
    photo = add(board, told)
    add(board, told, licence="permission", alt="For us alone")
    draft = {"visit": told, "side": Side.GUEST, "language": "en"}

    made = services.draft_practice(actor=board.visiting, now=board.later(203), **draft)
    services.draft_practice(actor=board.visiting, now=board.later(204), **draft)
    services.remove_photo(actor=board.visiting, visit=told, photo=photo, now=board.later(205))

    carried = practice_queries.photos_of(made)
    assert [(one.alt, one.licence, one.credit, one.width) for one in carried] == [
        ("Guests on the dunes", "CC-BY-4.0", "Rūta", 1600)
    ]
    stored = file_queries.file_for_owner(made.subject, carried[0].large)
    assert stored is not None
    assert file_queries.path_of(stored.stored_as).exists()
    practices.remove_photo(actor=board.visiting, photo=carried[0], now=board.later(206))


def test_a_year_later_photos_shown_by_permission_go_and_free_ones_stay(board: Board, told: Visit) -> None:
    add(board, told)
    add(board, told, licence="permission")

    services.forget_names(actor=Actor.system("visits"), visit=told, now=board.later(700))

    assert [one.licence for one in queries.photos_of(told, Side.GUEST)] == ["CC-BY-4.0"]


def test_a_photo_is_put_in_and_taken_out_by_forms(board: Board, told: Visit) -> None:
    guest = signed_in(board, "othertown")
    page, post = f"/en/exchange/visits/{told.ref}/", f"/en/exchange/visits/{told.ref}/photos/guest/"
    typed = {"alt": 'The "dunes"', "credit": "Rūta", "licence": "CC-BY-4.0"}

    unasked = guest.post(post, {**typed, "photo": a_photo()})
    kept = guest.post(post, {**typed, "photo": a_photo(), "has_consent": "on"})

    assert (unasked.status_code, kept.status_code) == (422, 302)
    photo = Photo.objects.get()
    shown = guest.get(page).content.decode()
    assert f'src="{address(photo)}" alt="The &quot;dunes&quot;"' in shown
    assert '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>' in shown
    assert "Add a photo" not in signed_in(board, "town").get(page).content.decode()
    assert guest.post(post, {"remove": "nothing"}).status_code == 404
    assert guest.post(post, {"remove": photo.ref}).status_code == 302
    assert not Photo.objects.exists()


def test_the_file_of_a_visit_costs_the_same_for_one_photo_and_for_many(board: Board, told: Visit) -> None:
    client, page = signed_in(board, "othertown"), f"/en/exchange/visits/{told.ref}/"

    def count() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    add(board, told)
    one = count()
    for _number in range(4):
        add(board, told)

    assert count() == one
    assert one <= 12
