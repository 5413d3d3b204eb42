"""A certificate as a credential: signed for its holder alone, kept by nobody else, revoked with the certificate."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from pearls.audit.models import Entry
from pearls.credentials import queries as credentials
from pearls.credentials.models import Credential
from pearls.credentials.rules.verifying import Given, Report, verify
from pearls.kernel.verdict import NotAllowed
from pearls.learning import services
from pearls.learning.models import Certificate
from tests.learning.conftest import School


def looked_over(school: School, document: dict[str, object]) -> Report:
    given = Given(issuer=credentials.did_document(), status_list=credentials.signed_status_list(now=school.now))
    return verify(document, now=school.now + timedelta(seconds=1), given=given)


def signed(school: School, made: Certificate) -> dict[str, object]:
    return services.sign_certificate(actor=school.town, certificate=made, now=school.now)


def test_the_holder_gets_a_credential_that_holds_and_names_them(school: School) -> None:
    made = school.certificate()

    document = signed(school, made)

    report = looked_over(school, document)
    assert (report.finding, report.status, report.name) == ("", "valid", "Singing together")
    assert "Ilze Ozola" in json.dumps(document, ensure_ascii=False)


def test_nothing_of_it_is_kept_but_its_place_in_the_list(school: School) -> None:
    made = school.certificate()

    first, second = signed(school, made), signed(school, made)

    row = Credential.objects.get()
    assert (first, row.document, row.jwt) == (second, {}, "")
    assert credentials.visible_credential(row.ref, now=school.now) is None
    [entry] = Entry.objects.filter(act="credential-issued")
    assert "Ilze" not in json.dumps(entry.data)


def test_it_is_revoked_with_the_certificate(school: School) -> None:
    made = school.certificate()
    document = signed(school, made)

    services.withdraw_certificate(actor=school.office, certificate=made, because="Wrong person.", now=school.now)

    assert looked_over(school, document).finding == "revoked"
    with pytest.raises(NotAllowed, match="certificate-withdrawn"):
        signed(school, made)


def test_after_the_holder_is_erased_it_holds_and_is_signed_no_more(school: School) -> None:
    made = school.certificate()
    document = signed(school, made)

    services.forget_learning(actor=school.office, person=school.cast.town.ref, now=school.now)

    assert looked_over(school, document).holds
    with pytest.raises(NotAllowed, match="certificate-erased"):
        signed(school, made)


def test_nobody_else_gets_it_the_office_neither(school: School) -> None:
    made = school.certificate()

    with pytest.raises(NotAllowed, match="not-yours"):
        services.sign_certificate(actor=school.office, certificate=made, now=school.now)


def test_the_holder_takes_it_from_the_page_of_the_code(school: School, client: Client) -> None:
    made = school.certificate()
    with override("en"):
        page, file = (reverse(f"learning:{name}", args=[made.code]) for name in ("confirm", "certificate-credential"))
    client.force_login(school.cast.town)

    answer = client.post(file)

    assert file in client.get(page).content.decode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert looked_over(school, json.loads(answer.content)).holds
    client.force_login(school.cast.coordinator)
    assert client.post(file).status_code == 404
