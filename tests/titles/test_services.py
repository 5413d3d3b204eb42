"""Awarding, the certificate, history, withdrawal."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from pearls.audit.models import Entry as JournalEntry
from pearls.calls.rules import State
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.places import services as place_services
from pearls.programme import services as programme_services
from pearls.programme.models import Entry
from pearls.titles import queries, services
from pearls.titles.models import Title
from pearls.titles.rules import TitleKind
from tests.titles.conftest import Judged

NOW = datetime(2027, 6, 1, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=7)


def award(judged: Judged, **more: datetime) -> Title:
    return services.award_title(
        actor=judged.office, application=judged.application, kind=TitleKind.BY_RANK, now=NOW, **more
    )


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_an_award_moves_the_application_and_is_in_journal_and_outbox(judged: Judged) -> None:
    title = award(judged, public_from=LATER)

    judged.application.refresh_from_db()
    letter = Message.objects.get(kind="certificate")
    assert judged.application.state == State.AWARDED
    assert (title.place, title.edition, title.kind, title.awarded_at) == (judged.place, judged.edition, "by-rank", NOW)
    assert (letter.state, letter.not_before, letter.to) == ("held", LATER, "town@demo.test")
    assert f"/titles/{title.ref}/certificate.pdf" in letter.body
    assert JournalEntry.objects.filter(act="title-awarded", subject=title.subject).count() == 1


def test_nobody_but_the_office_gives_a_title_and_none_twice(judged: Judged) -> None:
    with pytest.raises(NotAllowed, match="office-only"):
        services.award_title(
            actor=judged.cast.actor("juror1"), application=judged.application, kind=TitleKind.BY_RANK, now=NOW
        )
    award(judged)
    with pytest.raises(NotAllowed, match="already-titled"):
        award(judged)
    assert Title.objects.count() == 1


def test_the_extra_place_is_there_only_where_the_rules_have_one(judged: Judged) -> None:
    with pytest.raises(NotAllowed, match="no-extra-place-left"):
        services.award_title(actor=judged.office, application=judged.application, kind=TitleKind.EXTRA, now=NOW)


def test_before_publication_only_town_and_office_see_the_title(judged: Judged) -> None:
    title = award(judged, public_from=LATER)
    cast = judged.cast

    seen = {
        name: queries.visible_title(cast.actor(name), title.ref, now=NOW) is not None
        for name in ("town", "coordinator", "othertown", "juror1")
    }

    assert seen == {"town": True, "coordinator": True, "othertown": False, "juror1": False}
    assert queries.visible_title(cast.actor("othertown"), title.ref, now=LATER) == title


def test_a_certificate_is_one_page_and_the_same_bytes_twice(judged: Judged) -> None:
    title = award(judged)

    pdf = services.certificate_pdf(title=title, language="en")
    judged.place.official_names = ["Another name"]
    judged.place.save()
    again = services.certificate_pdf(title=Title.objects.get(), language="en")

    assert pdf == again
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    said = words_of(pdf)
    for words in ("Smiltene", "A demonstration edition", "1 June 2027", title.ref, "Demonstration", "not a document"):
        assert words in said


def test_a_certificate_shows_every_letter_of_a_name_and_both_official_names(judged: Judged) -> None:
    judged.place.official_names = ["Ķegums Ģirģens Ņļ", "Łódźąęśż"]
    judged.place.save()
    title = award(judged)

    said = words_of(services.certificate_pdf(title=title, language="lv"))

    assert "Ķegums Ģirģens Ņļ" in said
    assert "Łódźąęśż" in said


def test_a_withdrawn_title_says_why_leaves_the_record_and_has_no_certificate(judged: Judged) -> None:
    title = award(judged)

    services.withdraw_title(actor=judged.office, title=title, reason=" The plan was copied. ", now=LATER)

    assert (title.withdrawn_at, title.withdrawal_reason) == (LATER, "The plan was copied.")
    assert Entry.objects.get(edition=judged.edition, place=judged.place).outcome == "candidate"
    with pytest.raises(NotAllowed, match="title-withdrawn"):
        services.certificate_pdf(title=title, language="en")
    with pytest.raises(NotAllowed, match="already-withdrawn"):
        services.withdraw_title(actor=judged.office, title=title, reason="Again", now=LATER)


def test_history_brings_its_fourteen_pearls_once_and_no_certificate(db: None, office: Actor) -> None:
    place_services.load_places(actor=office, now=NOW)
    programme_services.load_programme(actor=office, now=NOW)

    counts = [services.load_history_titles(actor=office, now=NOW) for _ in range(2)]

    titles = Title.objects.all()
    assert counts == [14, 0]
    assert titles.count() == 14
    assert {year: titles.filter(edition__title_year=year).count() for year in (2024, 2025, 2026)} == {
        2024: 4,
        2025: 6,
        2026: 4,
    }
    assert titles.get(place__country="LV", edition__title_year=2024).place.key == "rujiena-lv"
    with pytest.raises(NotAllowed, match="no-certificate-for-history"):
        services.certificate_pdf(title=titles[0], language="en")
    assert not Message.objects.exists()
